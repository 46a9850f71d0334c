"""HTML pages: their text, its places in the source, and what the markup tells of them."""

from __future__ import annotations

import hashlib
import json
import time
from pathlib import Path, PurePath

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from compare.errors import UnreadableSource
from compare.model import Article
from compare.reading import read
from compare.reading.article import build
from compare.reading.html import document
from compare.reading.html_places import Places, lines

FIXTURES = sorted((Path(__file__).parent / "reading" / "html").glob("*.txt"))
FIELDS = ("title", "source", "published", "url", "language")


def fixture(path: Path) -> tuple[dict[str, str | None], str, str]:
    """Expected metadata, the page, and the expected body of one fixture."""
    head, rest = path.read_text(encoding="utf-8").split("=== page\n")
    page, body = rest.split("=== body\n")
    expected = dict(line.split(": ", 1) for line in head.splitlines())
    return {k: None if v == "-" else v for k, v in expected.items()}, page, body.rstrip("\n")


def opened(page: str, name: str | None = None, *, as_is: bool = False) -> Article:
    stem = PurePath(name).stem if name else None
    return build(document(page.encode(), name or "page", stem=stem), as_is=as_is)


def check_places(article: Article, page: str) -> set[int]:
    """Every mapped character stands in the source; the characters that are mapped."""
    mapped: set[int] = set()
    for start, at, length in article.offsets.segments:
        assert length > 0
        assert article.text[start : start + length] == page[at : at + length]
        own = set(range(start, start + length))
        assert not own & mapped
        mapped |= own
    return mapped


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_page(path: Path) -> None:
    expected, page, body = fixture(path)
    article = opened(page, expected.pop("file"))
    assert article.text == body
    found = {
        name: getattr(article, name) if name in FIELDS else article.origin_of.get(name)
        for name in expected
    }
    assert found == expected
    assert "conflict published" in expected or "conflict published" not in article.origin_of
    mapped = check_places(article, page)
    rest = {char for at, char in enumerate(article.text) if at not in mapped}
    # What a character reference stands for has no place of its own.
    assert rest <= {" ", "\n", "’", "&", "©"}


def test_there_are_fixtures() -> None:
    assert len(FIXTURES) >= 16


# --- the source and its places ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("page", "shown"),
    [
        ("<p>one</p><p>two</p>", ["one", "two"]),
        ("one<br>two", ["one", "two"]),
        ("Hyper<b>link</b>ed  \n text", ["Hyperlinked text"]),
        ("<td>a</td><td>b</td>", ["a b"]),
        ("a <!-- not > this --> b", ["a b"]),
        ("a <!-- never closed b", ["a"]),
        ("<script>if (a < b) { }</script>seen", ["seen"]),
        ("<style>p {}</STYLE >seen", ["seen"]),
        ("<script>never closed", ["never closed"]),
        ('<a title="a > b">link</a>', ["link"]),
        ("<a title='never closed>link</a> text", ["link text"]),
        ("3 < 4 & 5 &gt; 4", ["3 < 4 & 5 > 4"]),
        ("so&shy;ft&#8203; &#x41;&amp;B", ["soft A&B"]),
        ("<?php x ?>seen</>", ["seen"]),
    ],
)
def test_visible_lines(page: str, shown: list[str]) -> None:
    assert [line.text for line in lines(page)] == shown


def test_as_is_shows_the_whole_page() -> None:
    _, page, body = fixture(Path(__file__).parent / "reading" / "html" / "json_ld.txt")
    article = opened(page, as_is=True)
    assert article.text.startswith("Home News Sport\nStone bridge closed after flood")
    assert article.text.endswith("© 2020 River Post Media Group. All rights reserved.")
    assert set(body.split("\n")) <= set(article.text.split("\n"))
    check_places(article, page)


def test_runs_are_found_where_they_stand() -> None:
    page = "<p>same words here</p><p>and <i>more</i> of them</p><p>same words here</p>"
    places = Places(page)
    first, second, third = (
        places.locate(text) for text in ("same words here", "and more of them", "same words here")
    )
    assert first.segments == ((0, 3, 15),)
    assert [page[at : at + size] for _, at, size in second.segments] == ["and", "more", "of them"]
    assert third.segments[0][1] == page.rindex("same")


def test_what_is_not_on_the_page_has_no_place() -> None:
    assert Places("<p>one two three</p>").locate("four five six seven").segments == ()
    partly = Places("<p>one two three four</p>").locate("one two three four five six seven eight")
    assert [(clean, size) for clean, _, size in partly.segments] == [(0, 18)]


# --- bytes ------------------------------------------------------------------------------------

SENTENCES = (
    "<p>The café at Selby was closed — for good. Nobody knew why it had to close so early.</p>" * 4
)


@pytest.mark.parametrize(
    ("encoding", "declared", "served"),
    [
        ("utf-8", "", None),
        ("cp1252", "<meta charset=windows-1252>", None),
        ("cp1252", "", "windows-1252"),
        ("cp1252", "<meta charset=utf-8>", None),
        ("utf-8", "<meta charset=iso-8859-1>", None),
        ("utf-16", "", None),
    ],
)
def test_encodings_of_pages(encoding: str, declared: str, served: str | None) -> None:
    page = f"<html><head>{declared}</head><body>{SENTENCES}</body></html>"
    article = build(document(page.encode(encoding), "a.html", charset=served), as_is=False)
    assert article.text.startswith("The café at Selby was closed — for good.")


@pytest.mark.parametrize("page", ["", "<html></html>", "<html><body><nav>Home</nav></body></html>"])
def test_pages_without_a_report_are_refused(page: str) -> None:
    with pytest.raises(UnreadableSource):
        opened(page)


# --- what the markup tells --------------------------------------------------------------------


def with_json(data: object, head: str = "") -> Article:
    return opened(
        f'<html><head>{head}<script type="application/ld+json">{json.dumps(data)}</script></head>'
        f"<body><article>{SENTENCES}</article></body></html>"
    )


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ("2023-06-06", "2023-06-06"),
        ("2023-06", "2023-06"),
        ("2023-06-06T23:30:00-05:00", "2023-06-06"),
        ("Tue, 06 Jun 2023 10:00:00 GMT", "2023-06-06"),
        ("06/07/2023", None),
        ("0001-01-01T00:00:00", None),
        ("soon", None),
        (20230606, None),
        (None, None),
    ],
)
def test_dates_in_json(stated: object, expected: str | None) -> None:
    article = with_json({"@type": "Article", "datePublished": stated})
    assert article.published == expected


def test_json_about_other_things_is_not_believed() -> None:
    other = {"@type": "ItemList", "itemListElement": [{"@type": "Article", "headline": "Other"}]}
    assert with_json([other, {"@type": "WebSite", "name": "x"}, 3, None]).title is None
    assert with_json([other, {"@type": ["NewsArticle"], "headline": "Own"}]).title == "Own"


def test_the_places_of_values_are_told() -> None:
    _, page, _ = fixture(Path(__file__).parent / "reading" / "html" / "json_ld.txt")
    origin_of = opened(page).origin_of
    assert {origin_of[name] for name in ("title", "source", "published")} == {"JSON-LD"}
    _, page, _ = fixture(Path(__file__).parent / "reading" / "html" / "saved_by_browser.txt")
    origin_of = opened(page).origin_of
    assert (origin_of["source"], origin_of["published"]) == ("domain", "address")


def test_what_a_page_says_against_itself_is_recorded() -> None:
    stated = {"@type": "NewsArticle", "headline": "Bridge closed until June",
              "datePublished": "2023-06-06", "publisher": {"name": "River Post"}}  # fmt: skip
    tags = {"og:title": "Ferry opens in the old harbour", "og:site_name": "Harbour Times",
            "article:published_time": "2023-06-09"}  # fmt: skip
    head = "".join(f'<meta property="{name}" content="{value}">' for name, value in tags.items())
    told = with_json(stated, head)
    assert (told.title, told.source, told.published) == (
        "Bridge closed until June",
        "River Post",
        "2023-06-06",
    )
    against = {
        name: told.origin_of[f"conflict {name}"] for name in ("title", "source", "published")
    }
    assert against == {
        "title": "Ferry opens in the old harbour (meta tag)",
        "source": "Harbour Times (meta tag)",
        "published": "2023-06-09 (meta tag)",
    }


def test_a_menu_is_no_second_title() -> None:
    menu = "<ul><li>Current issue and archive<li>Shop and subscribe</ul>"
    told = opened(f"{menu}<h1>Bridge closed until June</h1>{menu}{SENTENCES}")
    assert told.title == "Bridge closed until June"
    assert "conflict title" not in told.origin_of


def test_of_very_many_descriptions_the_first_ones_are_read() -> None:
    said = '<script type="application/ld+json">{"@type":"Article","headline":"%s"}</script>'
    titles = [hashlib.sha256(bytes([n % 256, n // 256])).hexdigest()[:20] for n in range(2_000)]
    head = "".join(said % title for title in titles)
    told = opened(f"<html><head>{head}</head><body>{SENTENCES}</body></html>")
    assert told.title == titles[0]
    assert 0 < told.origin_of["conflict title"].count(";") < 100


# --- hostile pages ----------------------------------------------------------------------------

_PARTS = st.one_of(
    st.text(max_size=20),
    st.sampled_from(
        ["<p>The mayor said on Monday that nobody was hurt.</p>", "<div>", "</div>", "<p", "<!--",
         "-->", "<script>", "</script>", '<a href="', "'", ">", "&", "&amp;", "&#0;", "&#xd800;",
         "<table><tr><td>", "<ul><li>", "<h1>", "<title>", "<figcaption>", "<time datetime='2020'>",
         "<meta name=date content=2020-01-01>", "<html lang=en>", "\0", "\ud800", "<svg>", "<br>",
         '<script type="application/ld+json">{"@type":"Article","headline":[[]],"author":{}}']
    ),
)  # fmt: skip


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(_PARTS, max_size=25).map("".join))
def test_any_markup_is_read_or_refused(markup: str) -> None:
    raw = f"<html><body>{markup}</body></html>".encode("utf-8", "surrogatepass")
    for as_is in (False, True):
        try:
            article = build(document(raw, "a.html"), as_is=as_is)
        except UnreadableSource:
            continue
        assert article.text.strip()


@settings(max_examples=50, deadline=None)
@given(st.data())
def test_mutated_pages_keep_true_places(data: st.DataObject) -> None:
    _, page, _ = fixture(data.draw(st.sampled_from(FIXTURES)))
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(page)))
        cut = data.draw(st.integers(0, 40))
        page = page[:at] + data.draw(_PARTS).replace("\ud800", "") + page[at + cut :]
    try:
        article = opened(page)
    except UnreadableSource:
        return
    check_places(article, page)


LINE = "The mayor of Selby said on Monday that nobody was hurt in the fire at the old mill."


def _seconds(page: str) -> float:
    """Of the processor, until a page is read or refused."""
    began = time.process_time()
    try:
        assert opened(page, "a.html").text
    except UnreadableSource as failure:
        assert failure.path == "a.html"
    return time.process_time() - began


@pytest.fixture(scope="module")
def ordinary() -> float:
    """The seconds for an ordinary long page, once all is loaded."""
    page = f"<html><body>{f'<p>{LINE}</p>' * 3500}</body></html>"
    return min(_seconds(page) for _ in range(3))


@pytest.mark.parametrize("size", [320_000, 4_990_000])
@pytest.mark.parametrize(
    "unit",
    ["<div>", "<", "&", '<a "', "<!--", "<script>", "<ul><li>", "<b>a</b> ", "<p>a</p>", "a",
     f"<p>{LINE}</p>", f"<div><p>{LINE}</p>", f"{LINE} ", f"<p title='{LINE * 5}'>{LINE}</p>"],
)  # fmt: skip
def test_big_pages_take_no_longer_than_they_may(unit: str, size: int, ordinary: float) -> None:
    page = f"<html><body>{unit * (size // len(unit))}</body></html>"
    # A ratio, for machines differ. The longest are sixteen times as long as the ordinary page: what
    # grew with the square of the length would take 256 times as long.
    assert _seconds(page) < 8 * ordinary


@pytest.mark.parametrize(
    ("page", "told"),
    [
        (f"<p>{LINE}</p>" * 10_001, "more than 10,000 lines of text"),
        (f"{LINE} " * 12_000, "more than 1,000,000 characters of text"),
        ("<b>" * 200_001, "more than 200,000 tags and character references"),
        ("a" * 5_000_001, "longer than 5,000,000 characters"),
    ],
)
def test_pages_that_are_no_reports_by_their_size(page: str, told: str) -> None:
    with pytest.raises(UnreadableSource, match=f"a.html: {told}"):
        opened(page, "a.html")


def test_titles_as_long_as_books_are_compared_in_no_time(tmp_path: Path) -> None:
    page = (
        f"<html><head><title>{'a bridge ' * 100_000}</title>"
        f"<meta property='og:title' content='{'the river ' * 90_000}'></head>"
        f"<body><article><h1>The bridge</h1><p>{'The bridge was closed to all lorries. ' * 20}</p>"
        "</article></body></html>"
    )
    (tmp_path / "long.html").write_text(page)
    started = time.process_time()
    read([str(tmp_path / "long.html")])
    assert time.process_time() - started < 5
