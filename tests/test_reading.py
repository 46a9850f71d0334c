from __future__ import annotations

import io
import os
import random
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compare.errors import UnreadableSource
from compare.model import Article
from compare.reading import Given, article_from_text, dates, headers, read
from compare.reading.clutter import Role, classify
from compare.reading.decode import repair_mojibake
from compare.reading.lines import join, paragraphs

FIXTURES = sorted((Path(__file__).parent / "reading").glob("*.txt"))
REPORT = "The bridge was closed on Monday. It will open again in May.\n"
OTHER = "The ferry sank in the night. Nobody was on board.\n"


def fixture(path: Path) -> tuple[dict[str, str | None], str, str]:
    """Expected metadata, the page, and the expected body of one fixture."""
    head, rest = path.read_text(encoding="utf-8").split("=== page\n")
    page, body = rest.split("=== body\n")
    expected = dict(line.split(": ", 1) for line in head.splitlines())
    return {k: None if v == "-" else v for k, v in expected.items()}, page, body.rstrip("\n")


def check_offsets(article: Article, source: str) -> None:
    """Every mapped character stands in the input; only white space is not mapped."""
    mapped = {}
    for start, at, length in article.offsets.segments:
        assert length > 0
        assert article.text[start : start + length] == source[at : at + length]
        mapped.update(dict.fromkeys(range(start, start + length)))
    rest = [char for at, char in enumerate(article.text) if at not in mapped]
    assert set(rest) <= {" ", "\n"}


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_page(path: Path) -> None:
    expected, page, body = fixture(path)
    article = article_from_text(page, path=expected.pop("file"))
    assert article.text == body
    assert {
        "title": article.title,
        "source": article.source,
        "published": article.published,
    } == expected
    check_offsets(article, page)


def test_there_are_fixtures() -> None:
    assert len(FIXTURES) >= 15


# --- one document -----------------------------------------------------------------------------


def roles_of(page: str) -> list[Role]:
    return classify(paragraphs(page))


def test_roles_are_told_apart() -> None:
    page = fixture(Path(__file__).parent / "reading" / "broadsheet.txt")[1]
    found = dict(zip([part.text for part in paragraphs(page)], roles_of(page), strict=True))
    assert found["Search"] is Role.INTERFACE
    assert found["What happens next"] is Role.SUBHEADING
    assert found["Swimmers return to the lake"] is Role.RELATED
    assert found["Comments (3)"] is Role.COMMENT
    assert found["By Nora Finch"] is Role.HEADER
    assert found["© 2021 The Marlow Courier. All rights reserved."] is Role.LEGAL


@pytest.mark.parametrize("break_", ["\n", "\r\n", "\r"])
def test_line_breaks_of_any_kind(break_: str) -> None:
    text = REPORT.replace(". It", f".{break_}It")
    assert article_from_text(text).text == text.strip().replace(break_, "\n")


def test_as_is_keeps_every_character() -> None:
    page = fixture(Path(__file__).parent / "reading" / "blog.txt")[1].replace("\n", "\r\n")
    article = article_from_text(page, as_is=True, given=Given(id="p7"))
    assert article.text == page
    assert (article.id, article.published) == ("p7", "2017-08-09")
    check_offsets(article, page)


def test_given_metadata_wins_and_is_marked() -> None:
    page = "Title: Old\nSource: Elsmere Post\nDate: 2018-07-19\n\n" + REPORT
    article = article_from_text(page, given=Given(title="New", published="June 6, 2023"))
    assert (article.title, article.source, article.published) == (
        "New",
        "Elsmere Post",
        "2023-06-06",
    )
    assert article.origin_of == {
        "title": "input",
        "source": "header",
        "published": "input",
        "conflict title": "Old (header)",
        "conflict published": "2018-07-19 (header)",
    }


def test_the_file_name_tells_last() -> None:
    article = article_from_text(REPORT, path="in/river-post-2022-04.txt")
    assert (article.source, article.published) == ("river-post", "2022-04")
    assert article.origin_of == {"source": "file name", "published": "file name"}


def test_id_is_made_of_text_and_source() -> None:
    one = article_from_text(REPORT)
    assert len(one.id) == 16 and int(one.id, 16) >= 0
    assert one.id == article_from_text(REPORT, path="-").id
    assert one.id != article_from_text(REPORT, given=Given(source="Elsmere Post")).id
    assert one.id != article_from_text(OTHER).id


def test_language() -> None:
    assert article_from_text(REPORT).language == "en"
    assert (
        article_from_text("Die Brücke wurde am Montag für den Verkehr gesperrt.").language == "de"
    )
    assert article_from_text("It sank.").language is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("17 August 2024 12:13", "2024-08-17"),
        ("June 6, 2023", "2023-06-06"),
        ("06th June, 2023", "2023-06-06"),
        ("Published: Tuesday, 6 June 2023 at 10:30 a.m. GMT", "2023-06-06"),
        ("April 2022", "2022-04"),
        ("2023-06-06T10:00:00Z", "2023-06-06"),
        ("31.12.2022", "2022-12-31"),
        ("12/31/2022", "2022-12-31"),
        ("6. Juni 2023", "2023-06-06"),
        ("Veröffentlicht am Dienstag, 06.06.2023 um 10:00 Uhr", "2023-06-06"),
        ("Publié le 1er juin 2023 à 10:00", "2023-06-01"),
        ("6 de junio de 2023", "2023-06-06"),
        ("6 июня 2023 г., 10:00", "2023-06-06"),
        ("am 6. Juni 2023 fiel die Brücke", None),
        ("03/04/2022", None),
        ("30 February 2022", None),
        ("6 June 2023 will be remembered", None),
        ("no date", None),
    ],
)
def test_publication_dates(text: str, expected: str | None) -> None:
    assert dates.parse(text) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Third Sector Today, 13 June 2025", "2025-06-13"),
        ("Der Bote, Lesk, 14 January 2026", "2026-01-14"),
        ("The council met in Lesk on 13 June 2025", None),
        ("Lesk, 2025", None),
    ],
)
def test_a_line_of_names_before_a_day_tells_when_a_report_was_published(
    line: str, expected: str | None
) -> None:
    assert headers.publication_line(line) == expected
    article = article_from_text(f"The ferry sank\n\n{line}\n\nThe ferry Alma sank off Lesk.\n")
    assert article.published == expected


@pytest.mark.parametrize(
    ("line", "stem", "outlet"),
    [
        ("The Lesk Post, 13 June 2025", "a", "The Lesk Post"),
        ("Lesk Courier, Oslo, 13 June 2025", None, "Lesk Courier"),
        # Known by the file alone.
        ("Rhône Matin, 13 June 2025", "rhone_matin", "Rhône Matin"),
        ("The Meridian, 13 June 2025", "meridian", "The Meridian"),
        # It may be who wrote it; it is; no name and no day alone.
        ("Anna Berg, 13 June 2025", "a", None),
        ("By Anna Post, 13 June 2025", "a", None),
        ("Updated 13 June 2025", "a", None),
        ("The Lesk Post, June 2025", "a", None),
        ("The Lesk Post", "a", None),
    ],
)
def test_a_line_of_names_before_a_day_tells_the_outlet(
    line: str, stem: str | None, outlet: str | None
) -> None:
    assert headers.outlet_before_day(line, stem) == outlet


def test_the_outlet_of_such_a_line_is_that_of_the_article() -> None:
    text = "Mill burns\nThe Lesk Post, 13 June 2025\n\nThe old mill of Lesk burned down on Monday."
    article = article_from_text(text, path="a.txt")
    assert (article.source, article.published) == ("The Lesk Post", "2025-06-13")


@pytest.mark.parametrize(
    ("stem", "expected"),
    [
        ("river-2022-04", ("2022-04", "river")),
        ("river-post-2023-06-06", ("2023-06-06", "river-post")),
        ("20230606_river", ("2023-06-06", "river")),
        ("river-2021", ("2021", "river")),
        ("2022-04", ("2022-04", "")),
        ("room-101", (None, "room-101")),
        ("river-2022-13", (None, "river-2022-13")),
    ],
)
def test_dates_in_file_names(stem: str, expected: tuple[str | None, str]) -> None:
    assert dates.in_file_name(stem) == expected


@pytest.mark.parametrize(
    ("line", "rest"),
    [
        ("SELBY — The mill burned.", "The mill burned."),
        ("SELBY (AP) - The mill burned.", "The mill burned."),
        ("SELBY, June 6. /NOR/. The mill burned.", "The mill burned."),
        ("PORT SELBY, Norland, 3 March 2022 (Norwire) — “The mill” burned.", "“The mill” burned."),
        ("SELBY (Valley Herald / Norwire - 06th June, 2023) The mill", "The mill"),
    ],
)
def test_datelines_are_cut_off(line: str, rest: str) -> None:
    found = headers.dateline(line)
    assert found is not None
    assert line[found.length :] == rest


@pytest.mark.parametrize(
    "line", ["NATO said on Monday", "EU ministers — all of them — left.", "The UN (New York) met."]
)
def test_what_is_no_dateline(line: str) -> None:
    assert headers.dateline(line) is None


# --- invariants -------------------------------------------------------------------------------

TEXTS = st.lists(
    st.one_of(
        st.text(max_size=60),
        st.sampled_from(
            ["Share", "Leave a comment", "© 2020 Post", "Related articles", "June 6, 2023",
             "\u202e", "The mayor said on Monday that nobody was hurt.",
             "SELBY (AP) — It rained all day.", "- one item", "Mayor opens bridge",
             "The list:", "", "\r", "\x0c", "\0", "\ud800"]
        ),
    ),
    max_size=12,
).map("\n".join)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_paragraphs_map_to_their_place(text: str) -> None:
    parts = paragraphs(text)
    whole, offsets = join(parts, "\n")
    mapped = [offsets.to_input(at) for at in range(len(whole.text))]
    places = [place for place in mapped if place is not None]
    assert places == sorted(set(places))
    assert all(place is None or whole.text[at] == text[place] for at, place in enumerate(mapped))
    assert len(classify(parts)) == len(parts)


@settings(max_examples=150, deadline=None)
@given(TEXTS, st.booleans())
def test_any_text_is_read_or_refused(text: str, as_is: bool) -> None:
    result = read(["-"], stdin=io.BytesIO(text.encode("utf-8", "replace")), as_is=as_is)
    assert len(result.articles) + len(result.failures) == 1
    for article in result.articles:
        assert article.text.strip()
        check_offsets(article, repair_mojibake(text.encode("utf-8", "replace").decode()).text
                      if not as_is else article.text)  # fmt: skip


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(raw: bytes) -> None:
    result = read(["-"], stdin=io.BytesIO(raw))
    assert len(result.articles) + len(result.failures) >= 1


def test_huge_lines_are_read_in_time() -> None:
    filler = random.Random(7)
    words = " ".join(filler.choice(["river", "was", "the", "Selby"]) for _ in range(150_000))
    for text in (f"{words}.", "a" * 100_000 + ".", "Share\n" * 9_000 + REPORT, "(" * 200_000):
        assert article_from_text(text, as_is=True).text == text


def test_more_lines_than_any_report_has_are_refused_before_they_are_looked_at() -> None:
    begun = time.process_time()
    with pytest.raises(UnreadableSource, match="more than 10,000 lines"):
        article_from_text("- a\n" * 500_000)
    assert time.process_time() - begun < 2
    # Wrapped lines count as the paragraphs that they make up.
    wrapped = "The mayor said in the town hall that the bridge\nwas closed.\n\n" * 9_000
    assert article_from_text(wrapped, as_is=True).text == wrapped


# --- the real pages ---------------------------------------------------------------------------


def shared_seeds() -> Path:
    default = Path(__file__).resolve().parents[2] / "shared"
    folder = Path(os.environ.get("CLAIM_COMPARE_SHARED", default)) / "seeds"
    if not folder.is_dir():
        pytest.skip(f"the saved pages are not here ({folder})")
    return folder


SEEDS = {
    # Lines of the body counted from 1, then outlet, date, and whether there is a headline.
    "abc-repost-2021-10.txt": ([5, 7, 9, 11, 13, 15, 17, 19, 21], "ABC News", "2021-10", 3),
    "asia-plus-2023-06-06.txt": ([1, 2, 3, 4, 5], "asia-plus", "2023-06-06", None),
    "caliber-2024-08-17.txt": ([28, 30, 32, 34, 36, 38], "Caliber.az", "2024-08-17", 24),
    "iria-2022-04.txt": (
        [*range(7, 17, 2), *range(19, 29, 2), 31, 33],
        "IRIA",
        "2022-04",
        1,
    ),
    "pakistan-point-2023-06-06.txt": ([3, 5, 7, 9, 11, 13], "Pakistan Point News", "2023-06-06", 1),
}


@pytest.mark.parametrize("name", SEEDS)
def test_saved_page(name: str) -> None:
    path = shared_seeds() / name
    lines = path.read_text(encoding="utf-8").splitlines()
    body, source, published, headline = SEEDS[name]
    (article,) = read([str(path)]).articles
    kept = article.text.split("\n")
    assert len(kept) == len(body)
    # The first paragraph may have lost a dateline; every other one is kept whole.
    assert lines[body[0] - 1].strip().endswith(kept[0])
    assert kept[1:] == [lines[at - 1].strip() for at in body[1:]]
    assert (article.source, article.published) == (source, published)
    assert article.title == (lines[headline - 1].strip() if headline else None)
    check_offsets(article, path.read_text(encoding="utf-8"))
