"""Lines of pages copied as text: our own pages with floors, and rules that tell them apart."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from benchmarks.clutter import OWN, Score, own_score
from benchmarks.page_text import (
    BODY,
    CAPTION,
    CLUTTER,
    HEADING,
    Copies,
    gold,
    marked,
    plainly,
    shown_by,
    unmarked,
)
from compare.reading import article_from_text
from compare.reading.clutter import Role, classify
from compare.reading.lines import paragraphs


@pytest.fixture(params=["plainly", "in a browser"])
def copied(request: pytest.FixtureRequest) -> Copies:
    """The two ways in which pages are made into text."""
    if request.param == "plainly":
        return plainly
    browser: Any = request.getfixturevalue("browser")
    return shown_by(browser)


def test_our_own_pages_keep_their_text_and_lose_their_clutter(copied: Copies) -> None:
    score = own_score(copied)
    assert score.pages == len(list(OWN.glob("*.html"))) >= 10
    assert score.share(BODY, kept=True) == 1.0, score.misses
    assert (score.share(CLUTTER, kept=False) or 0) >= 0.97, score.misses
    assert (score.share(HEADING, kept=False) or 0) >= 0.95, score.misses
    assert score.captions_marked == score.lines[CAPTION, True] + score.lines[CAPTION, False] == 4
    assert score.clean >= 7


def test_a_line_is_what_its_markup_says() -> None:
    page = (
        b"<nav><a href=a>World</a></nav><main><h1>Bridge closed</h1><p>It was <b>old</b>.</p>"
        b"<figure><figcaption>The bridge</figcaption></figure><aside><p>More.</p></aside></main>"
    )
    text, kinds = unmarked(plainly(Path("a.html"), marked(page)))
    told = [(part.text, gold(part, kinds)) for part in paragraphs(text)]
    assert told == [
        ("World", CLUTTER),
        ("Bridge closed", HEADING),
        ("It was old.", BODY),
        ("The bridge", CAPTION),
        ("More.", CLUTTER),
    ]


def test_a_score_counts_both_ways() -> None:
    page = b"<nav>Politics | World | Sport</nav><main>%s<p>Ferry to sail again</p></main>"
    prose = b"<p>The ferry sank on Monday in the night, and nobody was on board of it.</p>"
    more = b"<p>It was built in 1971 for the lake and had been mended last year.</p>"
    last = b"<p>The harbour is closed until the wreck has been taken out of the water.</p>"
    score = Score()
    assert score.add(plainly(Path("a.html"), marked(page % (prose + more + last))))
    assert score.lines == {(CLUTTER, False): 1, (BODY, True): 3, (BODY, False): 1}
    assert score.misses == ["body taken for credit: Ferry to sail again"]
    assert not Score().add(plainly(Path("a.html"), marked(page % prose)))


PROSE = "The bridge was closed on Monday.\nThe mayor said that it would open again in May.\n"
MORE = "A ferry takes cars across the river.\nIt sails at every full hour until the night.\n"


def role_of(line: str, page: str) -> Role:
    parts = paragraphs(page)
    return next(r for p, r in zip(parts, classify(parts), strict=True) if p.text == line)


@pytest.mark.parametrize(
    "line",
    [
        "Sign up to our daily e-mail for all the news that you need to start your day.",
        "Support local journalism. Become a member for 3 a month.",
        "Join our Telegram channel.",
    ],
)
def test_calls_to_the_reader_are_no_part_of_the_report(line: str) -> None:
    assert role_of(line, PROSE + line + "\n" + MORE) is Role.INTERFACE


@pytest.mark.parametrize(
    "line",
    [
        "“Sign up to our newsletter,” the letter said.",
        "Support for the newsletter had fallen for years.",
        "Subscribers to the channel were not told.",
        "Register members of the club were asked for their e-mail.",
    ],
)
def test_a_report_may_speak_of_newsletters(line: str) -> None:
    assert role_of(line, PROSE + line + "\n" + MORE) is Role.BODY


def test_items_that_end_in_a_comma_belong_to_the_report() -> None:
    page = f"{PROSE}It has three parts\nthe old arch of stone,\nthe iron span;\nand a ramp.\n{MORE}"
    assert role_of("the old arch of stone,", page) is Role.BODY
    assert role_of("the iron span;", page) is Role.BODY


@pytest.mark.parametrize("questions", [1, 3])
def test_questions_set_apart_from_the_report_are_headlines(questions: int) -> None:
    above = [f"Who paid for bridge number {n} at the time?" for n in range(questions)]
    below = [f"Should we all learn to swim in {n} days?" for n in range(questions)]
    page = "\n".join([*above, "Our town", PROSE, "The Other Town", *below])
    assert [role_of(line, page) for line in above].count(Role.BODY) == 0
    assert {role_of(line, page) for line in below} == {Role.RELATED}


def test_questions_of_an_interview_stay() -> None:
    page = f"Were you ever afraid?\n{PROSE}And what do you say to her now?\n"
    assert role_of("Were you ever afraid?", page) is Role.BODY
    assert role_of("And what do you say to her now?", page) is Role.BODY


@pytest.mark.parametrize(
    "line",
    ["Figure 1: Cracks in the northern pillar.", "Fig. 2. Cars a day on the bridge.",
     "Figure\u00a017.184.\u00a0Closures",
     "TABLE 3 – Closures of the bridge since 1990", "Abb. 4: Die Brücke im Juni."],
)  # fmt: skip
def test_what_is_numbered_is_a_caption(line: str) -> None:
    assert role_of(line, PROSE + line + "\n" + MORE) is Role.CAPTION


@pytest.mark.parametrize(
    "line",
    ["Figure 2 shows that traffic has doubled.", "Table 1.5 metres long was sold on Monday.",
     "The table of 3: a story of chess."],
)  # fmt: skip
def test_what_speaks_of_a_figure_is_none(line: str) -> None:
    assert role_of(line, PROSE + line + "\n" + MORE) is Role.BODY


@pytest.mark.parametrize(
    ("report", "footer"),
    [
        (
            "The bridge was closed on Monday. It will open again in May.",
            "No part of this publication may be copied, stored in a retrieval system or "
            "transmitted in any form by any means without written permission of the company.",
        ),
        (
            "Die Brücke wurde am Montag gesperrt. Im Mai wird sie wieder geöffnet.",
            "Alle Inhalte dieser Seite sind geschützt und dürfen nur mit schriftlicher Genehmigung "
            "des Verlags verwendet werden.",
        ),
        (
            "Le pont a été fermé lundi. Il rouvrira au mois de mai.",
            "Toute reproduction, même partielle, des contenus de ce site est interdite sans "
            "l'autorisation préalable de l'éditeur.",
        ),
        (
            "El puente se cerró el lunes. Volverá a abrirse en mayo.",
            "Queda prohibida la reproducción total o parcial de los contenidos de este sitio sin "
            "la autorización previa y escrita del editor.",
        ),
        (
            "Мост закрыли в понедельник. Он снова откроется в мае.",
            "При использовании материалов сайта активная ссылка на источник обязательна.",
        ),
    ],
)
def test_a_page_that_speaks_about_itself_is_no_report(report: str, footer: str) -> None:
    assert article_from_text(f"{report}\n\n{footer}\n").text == report


@pytest.mark.parametrize("rights", ["All rights reserved", "Alle Rechte vorbehalten",
                                    "Tous droits réservés", "Все права защищены"])  # fmt: skip
def test_the_owner_of_a_page_is_named_without_its_rights(rights: str) -> None:
    told = article_from_text(f"{PROSE}\n© 2023 River Post. {rights}.\n")
    assert told.source == "River Post"


def test_a_date_in_another_language_is_no_title() -> None:
    text = "Закрыт старый мост\n\n6 июня 2023\n\nМост закрыли в понедельник. Когда откроют, неясно."
    assert article_from_text(text).title == "Закрыт старый мост"
    assert article_from_text(text.partition("\n")[2]).title is None
