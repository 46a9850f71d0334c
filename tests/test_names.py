"""Names: what is found in a text, and how two names compare."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compare.data import table, words
from compare.facts import extract
from compare.facts.name_compare import is_acronym_of, relation
from compare.facts.name_words import NameRelation, compare_words, plain, words_of
from compare.judgement.naming import name_keys, same_name
from compare.model import Fact, NameValue, Sentence

FOLDER = Path(__file__).parent / "facts"
TYPES = ("person", "organisation", "place", "group", "event", "other")
# Letters that matter to the rules of spelling, scripts, marks and separators.
ALPHABET = "abehijkoqsuxyzABKMX '’.-–()1ıßçøшЯ李محمد\u0301\u200b\n&/"
NAME = re.compile(r"(?P<name>.+) \((?P<type>\w+)\)")


def _lines(name: str) -> Iterator[tuple[int, str]]:
    text = (FOLDER / name).read_text(encoding="utf-8")
    for number, line in enumerate(text.splitlines(), start=1):
        if line and not line.startswith("#"):
            yield number, line


def _param(number: int, known_failure: bool, *values: object) -> object:
    marks = [pytest.mark.xfail(strict=True)] if known_failure else []
    return pytest.param(*values, id=f"line {number}", marks=marks)


def _articles() -> Iterator[object]:
    cases: list[tuple[int, str, list[tuple[str, ...]]]] = []
    for number, line in _lines("names.txt"):
        if line.startswith("> "):
            cases.append((number, line.removeprefix("> "), []))
        else:
            cases[-1][2].append(tuple(line.split(" | ")))
    for number, text, expected in cases:
        yield _param(number, text.startswith("! "), text.removeprefix("! "), expected)


def _value(text: str) -> NameValue:
    match = NAME.fullmatch(text)
    assert match is not None, f"cannot read {text!r}"
    return NameValue(match["name"], match["type"])


def _pairs() -> Iterator[object]:
    for number, line in _lines("name_pairs.txt"):
        a, b, expected = line.removeprefix("! ").split(" | ")
        yield _param(number, line.startswith("! "), _value(a), _value(b), NameRelation(expected))


def _sentences(text: str) -> list[Sentence]:
    spans = [match.span() for match in re.finditer(r"\S.*?(?:[.](?= [A-Z][a-z]+ )|$)", text)]
    return [Sentence("a", i, s, e, text[s:e]) for i, (s, e) in enumerate(spans)]


def _names(text: str) -> list[Fact]:
    rows = extract(text, _sentences(text), None, "en")
    return [fact for facts in rows for fact in facts.of_kind("name")]


@pytest.mark.parametrize(("text", "expected"), list(_articles()))
def test_article(text: str, expected: list[tuple[str, ...]]) -> None:
    found = _names(text)
    values = [fact.value for fact in found if isinstance(fact.value, NameValue)]
    rows = [(f.text, v.canonical, v.type) for f, v in zip(found, values, strict=True)]
    assert rows == expected
    assert all(text[fact.start : fact.end] == fact.text for fact in found)


@pytest.mark.parametrize(("a", "b", "expected"), list(_pairs()))
def test_pair(a: NameValue, b: NameValue, expected: NameRelation) -> None:
    assert relation(a, b) is expected
    assert relation(b, a) is expected


@given(st.text(ALPHABET, max_size=40), st.text(ALPHABET, max_size=40), st.data())
@settings(max_examples=400, deadline=None)
def test_any_two_strings_compare(a: str, b: str, data: st.DataObject) -> None:
    types = st.sampled_from(TYPES)
    left, right = NameValue(a, data.draw(types)), NameValue(b, data.draw(types))
    assert relation(left, right) is relation(right, left)
    assert relation(left, left) is NameRelation.SAME


@given(st.text(max_size=80))
@settings(max_examples=60, deadline=None)
def test_any_text_is_read(text: str) -> None:
    rows = extract(text, [Sentence("a", 0, 0, len(text), text)], None, "en")
    for fact in rows[0].of_kind("name"):
        assert text[fact.start : fact.end] == fact.text != ""
        assert isinstance(fact.value, NameValue)
        assert fact.value.canonical.strip() == fact.value.canonical != ""


def test_the_order_of_sentences_decides_no_type() -> None:
    one, two = "Maria Lund called Berg.", "In Berg, snow fell."
    found = [_names(f"{a} {b}") for a, b in ((one, two), (two, one))]
    types = [{f.value.type for f in facts if f.text == "Berg"} for facts in found]  # type: ignore[union-attr]
    assert types[0] == types[1]
    assert len(types[0]) == 1


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("The Hague", ("hague",)),
        ("U.S.", ("us",)),
        ("J.K. Marsh", ("jk", "marsh")),
        ("O’Hara-Lund", ("ohara", "lund")),
        ("Łódź", ("lodz",)),
        ("Лавров", ("lavrov",)),
        ("…", ()),
    ],
)
def test_plain_words(name: str, expected: tuple[str, ...]) -> None:
    assert words_of(name) == expected
    assert plain(name) == " ".join(expected)


def test_an_acronym_of_two_letters_is_not_matched_by_initials() -> None:
    assert is_acronym_of("BFA", "Baltic Fishing Authority")
    assert is_acronym_of("BFA", "Baltic Fishing and Angling")
    assert not is_acronym_of("BF", "Baltic Fishing")


def test_a_mark_that_is_no_word_is_no_name_and_no_error() -> None:
    assert compare_words("", "lee") is compare_words("lee", "") is NameRelation.UNKNOWN
    assert not same_name("'", "Lee") and not same_name("Lee", "’")


def test_words_of_one_name_share_a_key() -> None:
    variants = {name for line in words("name_variants") for name in line.split()}
    known = sorted(variants | set(table("demonyms")) | {"kyiv", "kiev", "peruvians", "gaddafi"})
    same = [pair for pair in combinations(known, 2) if same_name(*pair)]
    assert len(same) > 100
    assert [pair for pair in same if name_keys(pair[0]).isdisjoint(name_keys(pair[1]))] == []
