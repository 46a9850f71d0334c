"""Addresses that lead to exact words, as they are written and as a browser follows them."""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.model import Article
from compare.reading.fragment import link_to

PAGE = "https://a.example/x"
WORDS = " ".join(f"word{number}" for number in range(100))


def article(text: str, url: str | None = PAGE, **known: Any) -> Article:
    known = {"title": None, "origin_of": {}, **known}
    return Article(id="1", source=None, published=None, path=None, language="en", sha256="",
                   url=url, text=text, **known)  # fmt: skip


def link(text: str, words: str, number: int = 0, **known: Any) -> str:
    """The link to the words where they stand in the text for the nth time, counted from 0."""
    start = [match.start() for match in re.finditer(re.escape(words), text)][number]
    found = link_to(article(text, **known), (start, start + len(words)))
    assert found is not None
    return found


def told(address: str) -> str:
    """What a fragment names, in plain letters; the marks between its parts as they are."""
    return unquote(address.partition(":~:text=")[2])


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("It rained on Monday.", "on Monday", "on%20Monday"),
        ("See a-b, c & d there.", "a-b, c & d", "a%2Db%2C%20c%20%26%20d"),
        ("It was “open”  all day.", "“open”  all", "%E2%80%9Copen%E2%80%9D%20all"),
        ("It fell from 10km.", "10", "10km"),
        ("Two. Three. Four.", " Three. ", "Three."),
    ],
)
def test_words_are_named(text: str, words: str, expected: str) -> None:
    assert link(text, words) == f"{PAGE}#:~:text={expected}"


def test_the_address_keeps_its_own_anchor() -> None:
    assert link("One two.", "two", url=f"{PAGE}#top") == f"{PAGE}#top:~:text=two"
    assert link("One two.", "two", url=f"{PAGE}#:~:text=old") == f"{PAGE}#:~:text=two"


@pytest.mark.parametrize("url", [None, "", "a.html", "file:///a.html", "javascript:alert(1)"])
def test_only_the_web_is_linked(url: str | None) -> None:
    assert link_to(article("One two.", url), (0, 3)) is None


def test_repeated_words_get_their_neighbours() -> None:
    text = "It rained on Monday. The sun shone on Monday.\nNobody came on Monday."
    links = [told(link(text, "on Monday", number)) for number in range(3)]
    assert links == ["on Monday", "shone-,on Monday", "came-,on Monday"]
    lines = "Again.\nFirst.\nAgain.\nLast."
    assert told(link(lines, "Again.", 1)) == "First.-,Again."


def test_a_headline_or_caption_with_the_same_words_is_passed_over() -> None:
    text = "The mill burned down. Nobody was hurt."
    first = {"title": "The mill burned down"}
    assert told(link(text, "The mill burned down", **first)) == "The mill burned down,-."
    second = {"origin_of": {"captions": "NOBODY was hurt."}}
    assert told(link(text, "Nobody was hurt.", **second)) == "down.-,Nobody was hurt."


def test_long_passages_are_told_by_their_ends() -> None:
    first, last = WORDS.split()[:5], WORDS.split()[-5:]
    assert told(link(WORDS, WORDS)) == f"{' '.join(first)},{' '.join(last)}"
    ends = told(link("One two.\nThree four five six seven eight nine ten eleven twelve.",
                     "One two.\nThree four five six seven eight nine ten"))  # fmt: skip
    assert ends == "One two. Three four five,six seven eight nine ten"


def test_ends_that_stand_elsewhere_too_are_longer() -> None:
    text = f"word0 word1 word2 word3 word4 was first. {WORDS}"
    assert told(link(text, WORDS)).startswith("word0 word1 word2 word3 word4 word5 word6 word7,")


def test_words_that_nothing_tells_apart_get_no_fragment() -> None:
    assert link("la " * 40, "la", 20) == PAGE


@given(st.lists(st.sampled_from(["a", "b.", "c,", "Ä", "d-e", "\n", "“f”"]), max_size=30),
       st.data())  # fmt: skip
def test_any_span_gets_a_sound_address(words: list[str], data: st.DataObject) -> None:
    text = " ".join(words)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    address = link_to(article(text), (start, end))
    assert address is not None
    assert re.fullmatch(r"https://a\.example/x(#:~:text=[\w.~%,-]+)?", address, re.ASCII)
    named = address.partition(":~:text=")[2].split(",")
    target = unquote(next(part for part in named if not part.endswith("-"))).split()
    assert not any(named) or text[start:end].split()[0] in target[0]


# --- in a browser -----------------------------------------------------------------------------

STYLE = """<meta charset=utf-8><style>* { font: 16px monospace; text-decoration: none }
::target-text, ::highlight(wanted) { background: red; color: black }</style>"""
MARKED = """const range = document.createRange();
range.setStartAfter(document.getElementById("from")); range.setEndBefore(to);
CSS.highlights.set("wanted", new Highlight(range))"""
# The wanted words stand between brackets; a line is a paragraph.
PASSAGES = {
    "once": "It rained. [[The sun shone on Monday.]] It was warm.",
    "a second time": "It rained on Monday. The sun shone [[on Monday]].\nNobody came on Monday.",
    "below itself": "Again.\nFirst.\n[[Again.]]\nLast.",
    "odd marks": "He said: [[“Well-known, a & b – 5% (or so)”]] twice.",
    "accents": "Cafe a la Selby. [[Café à la Selby]] was shut.",
    "two lines": f"Before.\n[[The end of it was near.\n{WORDS}]]\nBehind.",
    "long": f"word0 word1 word2 word3 word4 was first. [[{WORDS}]] word96 word97 word98 word99",
    "the headline": "The mill burned down\n[[The mill burned down]]. Nobody was hurt.",
}


@pytest.mark.parametrize("name", PASSAGES)
def test_a_browser_shows_the_words(browser: Any, tmp_path: Path, name: str) -> None:
    """It paints exactly what is painted where the words are picked out by hand."""
    before, words, after = re.split(r"\[\[|\]\]", PASSAGES[name])
    address = link_to(article(before + words + after), (len(before), len(before) + len(words)))
    assert address is not None
    fragment = address.removeprefix(PAGE)
    assert fragment
    shown = "".join(f"<p>{html.escape(line)}</p>" for line in PASSAGES[name].split("\n"))
    shown = shown.replace("[[", "<a id=from></a>").replace("]]", "<a id=to></a>")
    file = tmp_path / "page.html"
    file.write_text(STYLE + shown, encoding="utf-8")
    page = browser.new_context().new_page()
    page.goto(file.as_uri() + fragment)
    painted = page.screenshot(full_page=True)
    page = browser.new_context().new_page()
    page.goto(file.as_uri())
    bare = page.screenshot(full_page=True)
    page.evaluate(MARKED)
    assert painted != bare
    assert painted == page.screenshot(full_page=True)
