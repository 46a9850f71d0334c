from __future__ import annotations

import math
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compare.data import words
from compare.facts.quantities import quantities
from compare.facts.quantity_compare import QuantityRelation, relation, rounding
from compare.model import Fact, QuantityValue

CASES = Path(__file__).parent / "facts" / "quantities.txt"
EXPECTED = re.compile(
    r"(?P<words>.+?) -> (?P<value>\S+)(?: \[(?P<unit>[^]]+)\])?(?: \((?P<of>[^)]+)\))?"
)

Row = tuple[str, float | None, float | None, str | None, str | None]


def _bounds(value: str) -> tuple[float | None, float | None]:
    low, dots, high = value.partition("..")
    if not dots:
        return float(low), float(low)
    return float(low) if low else None, float(high) if high else None


def _expected(line: str) -> list[Row]:
    rows: list[Row] = []
    for entry in line.split(" ; "):
        if entry == "-":
            continue
        match = EXPECTED.fullmatch(entry)
        assert match is not None, f"cannot read {entry!r}"
        low, high = _bounds(match["value"])
        rows.append((match["words"], low, high, match["unit"], match["of"]))
    return rows


def _cases() -> Iterator[object]:
    for number, line in enumerate(CASES.read_text(encoding="utf-8").splitlines(), start=1):
        if not line or line.startswith("#"):
            continue
        known_failure = line.startswith("! ")
        sentence, _, expected = line.removeprefix("! ").partition(" | ")
        marks = [pytest.mark.xfail(strict=True)] if known_failure else []
        yield pytest.param(sentence, expected, id=f"line {number}", marks=marks)


def _all(text: str) -> list[Fact]:
    return list(quantities(text, 0, len(text)))


def _rows(facts: list[Fact]) -> list[Row]:
    rows: list[Row] = []
    for fact in facts:
        assert isinstance(fact.value, QuantityValue)
        value = fact.value
        rows.append((fact.text, value.low, value.high, value.unit, value.of))
    return rows


def _only(text: str) -> Fact:
    (fact,) = _all(text)
    return fact


@pytest.mark.parametrize(("sentence", "expected"), list(_cases()))
def test_sentence(sentence: str, expected: str) -> None:
    found, wanted = _rows(_all(sentence)), _expected(expected)
    assert [(row[0], *row[3:]) for row in found] == [(row[0], *row[3:]) for row in wanted]
    for got, want in zip(found, wanted, strict=True):
        assert got[1] == pytest.approx(want[1])
        assert got[2] == pytest.approx(want[2])


def test_offsets_are_into_the_article() -> None:
    text = "It was calm. About 40 boats sailed. Some 50 followed."
    (fact,) = quantities(text, 13, 35)
    assert (fact.start, fact.end, fact.text) == (13, 21, "About 40")
    assert text[fact.start : fact.end] == fact.text


def test_a_number_in_a_taken_span_is_no_quantity() -> None:
    text = "The Fearless 12 sank 30 boats."
    (fact,) = quantities(text, 0, len(text), taken=[(4, 15)])
    assert fact.text == "30"


def test_a_taken_name_before_a_number_does_not_silence_it() -> None:
    text = "On Monday 12 people marched."
    assert _all(text) == []
    (fact,) = quantities(text, 0, len(text), taken=[(3, 9)])
    assert fact.text == "12"


def test_nouns_of_a_parser_name_what_is_counted() -> None:
    text = "They bought 40 sheep dog whistles cheaply."
    nouns = [(15, 20, "sheep"), (21, 24, "dog"), (25, 33, "whistle")]
    (fact,) = quantities(text, 0, len(text), nouns=nouns)
    assert isinstance(fact.value, QuantityValue)
    assert fact.value.of == "whistle"


def test_one_thing_with_a_name_is_not_counted() -> None:
    text = "He lives at 221 Mill Street with 40 Labour MPs."
    nouns = [(16, 20, "mill"), (21, 27, "street"), (36, 42, "labour"), (43, 46, "mp")]
    (fact,) = quantities(text, 0, len(text), nouns=nouns)
    assert fact.text == "40"


def test_nouns_find_what_a_hyphened_measure_describes() -> None:
    text = "They began a 10-kilometre march."
    (fact,) = quantities(text, 0, len(text), nouns=[(26, 31, "march")])
    assert isinstance(fact.value, QuantityValue)
    assert fact.value.of == "march"


@pytest.mark.parametrize(
    ("text", "noun", "expected"),
    [
        ("Inflation rose to 5.2 percent.", "Inflation", "inflation"),
        ("Inflation in Freedonia rose to 5.2 percent.", "Inflation Freedonia", "inflation"),
        ("The inflation rate was 5.2 percent.", "inflation rate", "inflation"),
        ("The rate of inflation fell to 5.2 percent.", "rate inflation", "inflation"),
        ("Turnout exceeded 60 percent.", "Turnout", "turnout"),
        ("Officials saw turnout of 60 percent.", "Officials turnout", "turnout"),
        ("Inflation rose by 5.2 percent.", "Inflation", None),
        ("Inflation rose 5.2 percent.", "Inflation", None),
        ("The jobless rate was 5.2 percent.", "rate", None),
        ("The price of oil rose to 60 percent.", "price oil", None),
    ],
)
def test_a_percentage_is_of_the_subject_whose_level_it_gives(
    text: str, noun: str, expected: str | None
) -> None:
    nouns = [(text.index(n), text.index(n) + len(n), n.lower()) for n in noun.split()]
    (fact,) = quantities(text, 0, len(text), nouns=nouns)
    assert isinstance(fact.value, QuantityValue)
    assert fact.value.of == expected


def test_an_ordinal_is_of_the_noun_after_it() -> None:
    text = "It is the third largest city of all."
    (fact,) = quantities(text, 0, len(text), nouns=[(24, 28, "city")])
    assert isinstance(fact.value, QuantityValue)
    assert (fact.value.low, fact.value.unit, fact.value.of) == (3, "ordinal", "city")


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("5,000 people", "5,000 people", QuantityRelation.SAME),
        ("12 people", "at least 10 people", QuantityRelation.FINER),
        ("about 5,000 people", "4,950 people", QuantityRelation.FINER),
        ("5,000 people", "4,950 people", QuantityRelation.FINER),
        ("1.2 million people", "1,234,567 people", QuantityRelation.FINER),
        ("20 people", "21 people", QuantityRelation.DISJOINT),
        ("1.2 million people", "1.3 million people", QuantityRelation.DISJOINT),
        ("more than 700 trucks", "up to 800 trucks", QuantityRelation.OVERLAP),
        ("more than 700 trucks", "fewer than 300 trucks", QuantityRelation.DISJOINT),
        ("10 people", "10 trucks", QuantityRelation.INCOMPARABLE),
        ("10 people", "10 percent of people", QuantityRelation.INCOMPARABLE),
        ("5 percent of voters", "6 percent of men", QuantityRelation.INCOMPARABLE),
        ("three-quarters of voters", "75 percent of voters", QuantityRelation.SAME),
        ("6 miles", "10 km", QuantityRelation.FINER),
        ("10 km", "10,000 metres", QuantityRelation.SAME),
        ("$5 million", "5 million dollars", QuantityRelation.SAME),
        ("$5 million", "€5 million", QuantityRelation.INCOMPARABLE),
        ("a third of voters", "34 percent of voters", QuantityRelation.FINER),
        ("half of voters", "48 percent of voters", QuantityRelation.FINER),
        ("one in five voters", "21 percent of voters", QuantityRelation.FINER),
        ("half of voters", "a third of voters", QuantityRelation.DISJOINT),
        ("50 percent of voters", "48 percent of voters", QuantityRelation.DISJOINT),
        ("two dozen people", "25 people", QuantityRelation.FINER),
        ("two dozen people", "30 people", QuantityRelation.DISJOINT),
        ("hundreds of people", "2,500 people", QuantityRelation.FINER),
        ("30 degrees Celsius", "87 degrees Fahrenheit", QuantityRelation.FINER),
        ("12 dead", "12 people killed", QuantityRelation.SAME),
        ("12 dead", "12 injured", QuantityRelation.INCOMPARABLE),
        ("12 arrests", "15 detained", QuantityRelation.INCOMPARABLE),
        ("the 3rd boat", "the 4th boat", QuantityRelation.INCOMPARABLE),
        ("the 3rd boat", "the third boat", QuantityRelation.SAME),
        ("the 3rd boat", "3 boats", QuantityRelation.INCOMPARABLE),
        ("36 km/h", "10 metres per second", QuantityRelation.SAME),
        ("$60 a barrel", "$60", QuantityRelation.INCOMPARABLE),
    ],
)
def test_relation(a: str, b: str, expected: QuantityRelation) -> None:
    left, right = _only(f"They saw {a}."), _only(f"They saw {b}.")
    assert relation(left, right) is expected
    assert relation(right, left) is expected


def test_the_caller_may_know_that_both_count_the_same() -> None:
    a, b = _only("A blast killed 12."), _only("At least 10 workers died.")
    assert relation(a, b) is QuantityRelation.INCOMPARABLE
    assert relation(a, b, same_thing=True) is QuantityRelation.FINER


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Output fell by 3 percent.", True),
        ("Output fell sharply by 3 percent.", True),
        ("Output fell 3 percent.", True),
        ("Output fell a further 3 percent.", True),
        ("A fall of 3 percent was seen.", True),
        ("They saw 3 percent annual growth.", True),
        ("Sales were up 3 percent.", True),
        ("Sales were 3 percent lower.", True),
        ("Its staff grew by 300 people.", True),
        ("The state sent 300 more troops.", True),
        ("Output fell to 3 percent.", False),
        ("Output stood at 3 percent.", False),
        ("They cut 300 trees.", False),
        ("Some 3 percent lost their homes.", False),
        ("Up to 300 people fell ill.", False),
    ],
)
def test_a_change_is_told_from_a_level(text: str, expected: bool) -> None:
    value = _only(text).value
    assert isinstance(value, QuantityValue)
    assert value.change is expected


def test_a_change_and_a_level_do_not_compare() -> None:
    change, level = _only("Output fell by 3 percent."), _only("Output fell to 5 percent.")
    assert relation(change, level, same_thing=True) is QuantityRelation.INCOMPARABLE
    other = _only("Output fell 4 percent.")
    assert relation(change, other, same_thing=True) is QuantityRelation.DISJOINT


@pytest.mark.parametrize(
    ("value", "slack"), [(20, 0.5), (5.5, 0.05), (1234, 0.5), (1200, 50), (5000, 500), (0, 0)]
)
def test_rounding(value: float, slack: float) -> None:
    assert rounding(value) == pytest.approx(slack)


# Whatever the grammar knows, and what it may stumble over.
LISTS = (
    "approximators article_units bounds bounds_after casualty_totals casualty_words change_words "
    "count_stop_words currencies determiners dimension_words duration_words fraction_words "
    "identifier_words irregular_plurals level_links magnitude_symbols magnitudes minus_words "
    "months not_counted_after number_words ordinal_never ordinal_words range_openers range_words "
    "rate_nouns rate_seconds rate_words ratio_words units units_ambiguous units_before "
    "vague_magnitudes vague_multipliers weak_bounds"
)
VOCABULARY = sorted({row.partition("\t")[0] for name in LISTS.split() for row in words(name)})
NUMERALS = (
    "0 00 1 5 12 370 2,000 1,2 0.5 .5 1.234,5 1.2.3 12,34,567 2010 999999999999999999999999999 "
    "1e9 ½ ⅞ ² ٣ ١٢ १२ １２ 𝟗 1st 22nd 2/3 0/0 1/0 $5bn 5m 3-1 1'000 1\u00a0000 1\u202f000.5"
)
MARKS = ". , - – ‑ / ' ’ ( ) [ ] : ; + ~ ½ $ € £ ° % < = & # \u00a0 \u200b \ud800 x X. \n"
PIECES = st.one_of(
    st.sampled_from(VOCABULARY),
    st.sampled_from(NUMERALS.split(" ")),
    st.sampled_from(MARKS.split(" ")),
    st.integers(min_value=0).map(str),
)
STRINGS = st.one_of(
    st.text(),
    st.text(alphabet="0123456789.,'/- \u00a0½٣"),
    st.lists(PIECES).map(" ".join),
    st.lists(PIECES).map("".join),
    st.tuples(st.sampled_from(VOCABULARY), st.integers(2, 40)).map(lambda x: f"{x[0]} " * x[1]),
)


@settings(max_examples=300, deadline=None)
@given(STRINGS, st.booleans())
def test_any_string_gives_ordered_spans_inside_the_sentence(text: str, parsed: bool) -> None:
    start, end = len(text) // 4, len(text)
    nouns = [(m.start(), m.end(), m.group().lower()) for m in re.finditer(r"\w{4,}", text)]
    reached = start
    for fact in quantities(text, start, end, nouns=nouns if parsed else ()):
        assert reached <= fact.start < fact.end <= end
        assert fact.text == text[fact.start : fact.end]
        assert isinstance(fact.value, QuantityValue)
        low, high = fact.value.low, fact.value.high
        assert low is not None or high is not None
        assert low is None or high is None or low <= high
        assert all(math.isfinite(bound) for bound in (low, high) if bound is not None)
        assert relation(fact, fact) is QuantityRelation.SAME
        reached = fact.end


@pytest.mark.parametrize(
    "piece", ["1", "1,", "1 ", "1-", "-", ",", "a hundred ", "twenty-", "five and ", "$", "1/2 "]
)
def test_long_input_is_read_in_linear_time(piece: str) -> None:
    short, long = (piece * (size // len(piece)) for size in (5_000, 50_000))

    def seconds(text: str) -> float:
        began = time.process_time()
        _all(text)
        return time.process_time() - began

    assert seconds(long) < 30 * seconds(short) + 0.5
