"""Corrections, origins, near-copies, and pages copied as text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from compare.errors import UnreadableSource
from compare.model import Article
from compare.reading import Given, article_from_text, dates, read
from compare.reading.clutter import Role, classify
from compare.reading.conflicts import conflicts
from compare.reading.corrections import correct, parse
from compare.reading.duplicates import near_copies
from compare.reading.html_places import lines

REPORT = "The bridge was closed on Monday. It will open again in May.\n"


# --- corrections ------------------------------------------------------------------------------


def article(path: str = "in/river-2022.txt", **known: str) -> Article:
    return article_from_text(REPORT, path=path, given=Given(**known))


@pytest.mark.parametrize(
    "table",
    [
        "path,published,source\nriver-2022.txt,6 June 2023,River Post\n",
        "FILE;Source;Published\nin/river-2022.txt;River Post;2023-06-06\n",
        "file,outlet,date\nriver-2022.txt,River Post,2023-06-06\n",
        '[{"path": "river-2022.txt", "source": "River Post", "published": "2023-06-06"}]',
        '{"river-2022.txt": {"source": "River Post", "published": "2023-06-06"}}',
        '{"path": "river-2022.txt", "source": "River Post"}\n'
        '{"path": "river-2022.txt", "published": "2023-06-06"}\n',
    ],
)
def test_corrections_keep_the_original(table: str) -> None:
    old = article()
    (fixed,), (notice,) = correct([old], parse(table.encode(), "meta"))
    assert (fixed.source, fixed.published) == ("River Post", "2023-06-06")
    assert fixed.origin_of["source"] == "corrected by --meta, was: river"
    assert fixed.origin_of["published"] == "corrected by --meta, was: 2022"
    assert (fixed.text, fixed.offsets, fixed.sha256) == (old.text, old.offsets, old.sha256)
    assert fixed.id == article(source="River Post").id != old.id
    assert (notice.kind, notice.subject) == ("meta", "in/river-2022.txt")


def test_articles_are_named_by_id_and_address_too() -> None:
    old = article(url="https://a.example/x")
    for column, name in (("id", old.id), ("url", "https://a.example/x")):
        rows = parse(f"{column},title,language\n{name},New,fr\n".encode(), "m.csv")
        (fixed,), _ = correct([old], rows)
        assert (fixed.title, fixed.language, fixed.url) == ("New", "fr", old.url)


def test_what_changes_nothing_is_not_told_and_what_names_nothing_is() -> None:
    old = article()
    rows = parse(
        b"path,published\nriver-2022.txt,2022\ngone.txt,2023\nver-2022.txt,2023\n", "m.csv"
    )
    (same,), notices = correct([old], rows)
    assert same == old
    assert [notice.subject for notice in notices] == ["m.csv:3", "m.csv:4"]


@pytest.mark.parametrize(
    "table",
    [
        "", "title\nx\n", "path,published\na.txt,03/04/2022\n", "path,language\na.txt,English\n",
        "path,title\n,New\n", '[{"path": "a", "title": ["x"]}]', "[3]", '{"path": ', "[" * 100_000,
    ],
)  # fmt: skip
def test_bad_corrections_are_refused(table: str) -> None:
    with pytest.raises(UnreadableSource):
        parse(table.encode(), "meta")


# --- origins and dates ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("SELBY (AP) — The mill burned down on Monday.", "AP"),
        ("SELBY (Valley Herald / Sputnik - 6 June 2023) The mill burned down.", "Sputnik"),
        ("TASS reports that the mill in Selby burned down on Monday.", "TASS"),
        ("The mill burned down on Monday, Reuters reported.", "Reuters"),
        ("The mill burned down. Nobody was hurt. (Xinhua)", "Xinhua"),
        ("The mill burned down on Monday, the mayor said via TASS.", "TASS"),
        ("The mill burned down.\nNobody was hurt.\nSource: Reuters", "Reuters"),
        ("Mill burns\nBy Agence France-Presse\nThe mill burned down on Monday.", "AFP"),
        ("The mill burned down.\nReuters contributed to this report.", "Reuters"),
        ("Selby, June 6 (dpa) - The mill burned down on Monday.", "dpa"),
        ("The mill in Selby burned down\nAnna Berg | AFP\n6 June 2023\nNobody was hurt.", "AFP"),
        ("The mill in Selby burned down\nBy Anna Berg for Reuters\nNobody was hurt.", "Reuters"),
        ("The mill in Selby burned down\nValley Herald via TASS\nNobody was hurt.", "TASS"),
        ("The mill in Selby burned down\n6 June 2023 AFP\nNobody was hurt.", "AFP"),
        ("The mill in Selby burned down\nBy Anna Berg, Associated Press\nNobody was hurt.", "AP"),
        ("Title: The mill burned down\nAgency: Reuters\nNobody was hurt on Monday.", "Reuters"),
        ("May 3, 2021 | Source: Xinhua | Editor: hx\nNobody was hurt on Monday.", "Xinhua"),
        ("The mill burned down. Nobody was hurt.\n(AP, Reuters)", "AP"),
        ("The mill burned down. Nobody was hurt.\nWith material from dpa", "dpa"),
        ("Nobody was hurt.\nAssociated Press writer Anna Berg contributed to this report.", "AP"),
        (
            "Nobody was hurt.\nCopyright 2023 The Associated Press. All rights reserved. It may "
            "not be broadcast, rewritten or redistributed without permission.",
            "AP",
        ),
        ("The mill burned down.\nNobody was hurt.\nRelated articles\nFire at sea (AP)", None),
        ("The mill burned down.\nNobody was hurt.\nAP | Reuters | AFP", None),
        ("The mill burned down. The mayor told Reuters that nobody was hurt.", None),
        ("The office of Reuters in Selby burned down on Monday.", None),
        ("The AP plant in Selby burned down on Monday.", None),
        ("The mill burned down.\nPhoto: Reuters", None),
    ],
)
def test_agencies(text: str, agency: str | None) -> None:
    assert article_from_text(text).origin_of.get("agency") == agency


@pytest.mark.parametrize("credit", ["Source: TASS", "(TASS)", "TASS contributed to this report."])
def test_an_agency_that_is_thanked_is_not_the_outlet(credit: str) -> None:
    told = article_from_text(f"{REPORT}{credit}\n© 2023 River Post\n")
    assert (told.source, told.origin_of["agency"]) == ("River Post", "TASS")
    assert told.text == REPORT.strip()


def test_a_credit_behind_the_last_sentence_does_not_cost_it() -> None:
    told = article_from_text(f"{REPORT}\nThe ferry will sail until then. (TASS)\n")
    assert told.text.endswith("until then. (TASS)")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("17 August 2024 12:13", "2024-08-17T12:13"),
        ("Published: 4 November 2021 at 9:30 p.m. GMT", "2021-11-04T21:30+00:00"),
        ("2023-06-06T10:30:00+0500", "2023-06-06T10:30:00+05:00"),
        ("2023-06-06T10:30:00.000+0500", "2023-06-06T10:30:00+05:00"),
        ("2023-06-06 08:15 UTC", "2023-06-06T08:15+00:00"),
        ("06.06.2023 10:00", "2023-06-06T10:00"),
        ("06.06.2023", None),
        ("08:15, 06.06.2023", "2023-06-06T08:15"),
        ("14:25, 8 March 2016", "2016-03-08T14:25"),
        ("8 March 2016", None),
        ("March 2016, 14:25", None),
        ("8 March 2016, 27:99", None),
    ],
)
def test_moments(text: str, expected: str | None) -> None:
    assert dates.moment(text) == expected


def test_the_domain_tells_the_outlet_before_the_footer() -> None:
    page = REPORT + "© 2020 Elsmere Post\n"
    told = article_from_text(page, given=Given(url="https://www.post.example:80/a"))
    assert (told.source, told.origin_of["source"]) == ("post.example", "domain")
    assert article_from_text(page).source == "Elsmere Post"


def test_conflicting_dates_of_a_text_are_recorded() -> None:
    told = article_from_text("Bridge\n4 May 2021\n" + REPORT, path="post-2021-05-06.txt")
    assert told.published == "2021-05-04"
    assert told.origin_of["conflict published"] == "2021-05-06 (file name)"


def test_conflicts_are_told_until_a_person_settles_them(tmp_path: Path) -> None:
    file = tmp_path / "post-2021-05-06.txt"
    file.write_text("Bridge closed\n4 May 2021\n" + REPORT, encoding="utf-8")
    result = read([str(file)])
    (told,) = result.notices
    assert (told.kind, told.subject) == ("conflict", str(file))
    assert told.message == "date: 2021-05-04 (header) was taken, against 2021-05-06 (file name)"
    for date in ("2021-05-04", "2021-05-06"):
        rows = parse(f"path,published\n{file.name},{date}\n".encode(), "m.csv")
        articles, _ = correct(result.articles, rows)
        assert not list(conflicts(articles))


# --- near-copies ------------------------------------------------------------------------------

WORDS = [f"word{number}" for number in range(200)]


def written(words: list[str], name: str) -> Article:
    return article_from_text(" ".join(words) + ".", path=name)


def test_near_copies_are_told() -> None:
    changed = [*WORDS[:50], "other", *WORDS[51:120], "another", *WORDS[120:]]
    cut = WORDS[60:140]
    other = [f"thing{number}" for number in range(200)]
    articles = [written(WORDS, "a"), written(changed, "b"), written(cut, "c"), written(other, "d")]
    notices = near_copies(articles)
    assert [(notice.kind, notice.subject) for notice in notices] == [
        ("near-duplicate", "b"),
        ("near-duplicate", "c"),
    ]
    assert all(" with a;" in notice.message for notice in notices)


def test_shared_quotes_make_no_near_copy() -> None:
    own = [f"thing{number}" for number in range(150)]
    assert near_copies([written(WORDS, "a"), written(WORDS[:60] + own, "b")]) == []
    assert near_copies([written(WORDS[:20], "a"), written(WORDS[:21], "b")]) == []


# --- pages copied as text ---------------------------------------------------------------------

PAGES = sorted((Path(__file__).parent / "reading" / "html").glob("*.txt"))
DOCS = Path("/usr/share/doc")


def score(pages: Iterator[tuple[str, set[str], set[str]]]) -> tuple[float, float]:
    """Share of body lines kept and of other lines dropped, over pages as copied from a browser."""
    kept = dropped = bodies = others = 0
    for html, body, other in pages:
        shown = lines(html)
        found = {
            line.text
            for line, role in zip(shown, classify(shown), strict=True)
            if role is Role.BODY
        }
        kept, bodies = kept + len(found & body), bodies + len(body)
        dropped, others = dropped + len(other - found), others + len(other)
    return kept / bodies, dropped / others


def own_pages() -> Iterator[tuple[str, set[str], set[str]]]:
    for path in PAGES:
        _, page, body = re.split(r"=== (?:page|body)\n", path.read_text(encoding="utf-8"))
        shown = {line.text for line in lines(page)}
        wanted = {
            line for line in shown if any(line.endswith(own) for own in body.splitlines() if own)
        }
        yield page, wanted, shown - wanted


def documentation() -> Iterator[tuple[str, set[str], set[str]]]:
    """Pages of manuals: their paragraphs are body, their bars of navigation and lists of contents
    are not."""
    for path in sorted(DOCS.glob("debian/FAQ/*.en.html")) + sorted(DOCS.glob("valgrind/html/*")):
        # News files of a program are lists in fixed type, no prose in paragraphs.
        if path.suffix == ".html" and not path.name.startswith("dist."):
            page = path.read_text(encoding="utf-8", errors="replace")
            bars = re.findall(
                r"(?s)<div class=\"(?:nav\w*|toc)\".*?</div>|<table class=\"nav\".*?</table>", page
            )
            other = {line.text for bar in bars for line in lines(bar)}
            body = {
                line.text
                for block in re.findall(r"(?s)<p>(.*?)</p>", page)
                for line in lines(block)
                if len(line.text.split()) > 4 and line.text.endswith(".")
            }
            if len(body) > 2 and other:
                yield page, body - other, other - body


def test_own_pages_copied_as_text() -> None:
    kept, dropped = score(own_pages())
    assert kept >= 0.97
    assert dropped >= 0.9


def test_documentation_copied_as_text() -> None:
    pages = list(documentation())
    if len(pages) < 10:
        pytest.skip(f"no manuals as HTML below {DOCS}")
    kept, dropped = score(iter(pages))
    assert kept >= 0.9
    assert dropped >= 0.8
