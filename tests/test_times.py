from __future__ import annotations

import datetime

import pytest
from fact_rows import fact_rows
from hypothesis import given, settings
from hypothesis import strategies as st

from compare.data import table
from compare.facts.date_compare import DateRelation
from compare.facts.time_clock import clocks
from compare.facts.time_compare import length_relation, relation
from compare.facts.times import moments, timeline
from compare.model import (
    DateValue,
    DurationValue,
    Fact,
    RecurrenceValue,
    TimeValue,
)
from compare.sentences import split


def find(sentence: str, published: str | None = None) -> list[Fact]:
    return list(moments(sentence, 0, len(sentence), published))


def one(sentence: str, kind: str, published: str | None = None) -> Fact:
    (fact,) = (fact for fact in find(sentence, published) if fact.kind == kind)
    return fact


def clock(minute: int | None) -> str:
    return "" if minute is None else f"{minute // 60:02}:{minute % 60:02}"


def shown(fact: Fact) -> str:
    """A fact as the fixture writes it."""
    match fact.value:
        case TimeValue() as time:
            start = time.start or time.end
            day = f"{start.date()} " if start else ""
            value = f"{day}{clock(time.opens)}..{clock(time.closes)}"
        case DurationValue(days):
            value = f"{days:g}" if days >= 1 else f"{days * 24:g}h"
        case RecurrenceValue(every):
            value = every
        case _:
            raise AssertionError(fact.kind)
    return f"{fact.kind} {fact.text} = {value}"


@pytest.mark.parametrize(("published", "sentence", "expected"), list(fact_rows("times.txt")))
def test_fixture(published: str | None, sentence: str, expected: str) -> None:
    facts = find(sentence, published)
    found = "; ".join(shown(fact) for fact in facts if fact.kind != "date")
    assert (found or "-") == expected


def test_a_day_with_a_clock_time_is_a_date_and_a_time() -> None:
    time, day = find("They left on June 6, 2023 at 9 a.m. GMT")
    assert (day.kind, day.text) == ("date", "June 6, 2023")
    utc = datetime.UTC
    assert time.value == TimeValue(
        datetime.datetime(2023, 6, 6, 9, tzinfo=utc),
        datetime.datetime(2023, 6, 6, 10, tzinfo=utc),
        "hour",
        "absolute",
        540,
        600,
    )


def test_an_unknown_day_leaves_the_hours() -> None:
    value = one("They left on Tuesday at 9:15 a.m.", "time").value
    assert value == TimeValue(None, None, "minute", "unresolved", 555, 556)


def test_the_midnight_of_a_day_ends_it() -> None:
    value = one("They left at midnight on June 6, 2023", "time").value
    assert isinstance(value, TimeValue)
    assert (value.start, value.opens) == (datetime.datetime(2023, 6, 7), 1440)


def test_a_later_sentence_counts_from_an_earlier_one() -> None:
    text = "He fell on June 6, 2023. He died the next morning."
    *_, (died, *_) = timeline(text, split("a", text), None)
    assert isinstance(died.value, TimeValue)
    assert (died.value.start, died.value.anchor) == (datetime.datetime(2023, 6, 7, 8), "text")


def test_clocks_name_their_zone() -> None:
    text = "9 a.m. EST, 0930 GMT, 17:30 Northtown time, 8 p.m. local time, 10:00 UTC+3, noon"
    zones = [found.zone for found in clocks(text, 0, len(text))]
    assert zones == ["EST", "GMT", "Northtown time", "local time", "UTC+3", None]


SAME, FINER, OVERLAP, DISJOINT, UNKNOWN = DateRelation


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("at 9:30 p.m.", "at 9.30pm", SAME),
        ("at 9 a.m.", "at 9:20 a.m.", FINER),
        ("at 9 a.m.", "at 2 p.m.", DISJOINT),
        ("at noon", "at midnight", DISJOINT),
        ("at 11:59 p.m.", "at midnight", OVERLAP),
        ("between 2 and 3 a.m.", "at 2:30 a.m.", FINER),
        ("before 5 p.m.", "at 3 p.m.", FINER),
        ("in the morning", "at 9:15 a.m.", FINER),
        ("in the morning", "at 5 a.m.", OVERLAP),
        ("in the morning", "at 9 p.m.", DISJOINT),
        # Nothing tells morning from evening.
        ("at nine o'clock", "at 9 p.m.", SAME),
        # Zones.
        ("at 9 a.m. GMT", "at 4 a.m. EST", SAME),
        ("at 9 a.m. GMT", "at 9 a.m. EST", DISJOINT),
        ("at 9 a.m. GMT", "at 9 a.m.", UNKNOWN),
        ("at 9 a.m. local time", "at 9 a.m. local time", SAME),
        # Days.
        ("at 9 a.m. on June 6", "at 9 a.m. on June 7", UNKNOWN),
        ("at 9 a.m. on June 6", "at 2 p.m. on June 6", DISJOINT),
        ("at 9 a.m. on June 6", "at 2 p.m.", DISJOINT),
    ],
)
def test_relation(a: str, b: str, expected: DateRelation) -> None:
    first, second = one(a, "time", "2023-06-06"), one(b, "time", "2023-06-06")
    assert relation(first, second) == expected
    assert relation(second, first) == expected


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("for three days", "for 3 days", SAME),
        ("for three days", "for four days", DISJOINT),
        ("for 30 days", "for a month", SAME),
        ("for 12 months", "for a year", SAME),
        ("for nearly two hours", "for 110 minutes", SAME),
        ("for two years", "for 22 months", FINER),
        ("for two years", "for ten months", DISJOINT),
        ("for more than two hours", "for three hours", FINER),
        ("for more than two hours", "for one hour", DISJOINT),
        ("for more than two hours", "for over two hours", SAME),
        ("for less than two hours", "for one hour", FINER),
    ],
)
def test_length_relation(a: str, b: str, expected: DateRelation) -> None:
    first, second = one(a, "duration"), one(b, "duration")
    assert length_relation(first, second) == expected
    assert length_relation(second, first) == expected


def test_relations_need_their_kinds() -> None:
    time, length = one("at noon", "time"), one("for three days", "duration")
    with pytest.raises(TypeError):
        relation(time, length)
    with pytest.raises(TypeError):
        length_relation(length, time)


TABLES = [f"date_{name}" for name in ("cues", "units", "numbers", "ordinals", "holidays")]
TABLES += [f"time_{name}" for name in ("zones", "parts", "named", "recurring")]
TABLES += ["months", "weekdays"]
WRITTEN = [word for name in TABLES for word in table(name)]
FIGURES = ["6", "9:30", "0930", "25:61", "12", "2000", "3.5", "12,000", "1/2", "11/20", "5/5/89"]
FIGURES += [
    "a.m.",
    "pm",
    "o'clock",
    "GMT",
    "UTC+99",
    "UTC-12",
    "-",
    "–",
    ",",
    "'",
    "(",
    "½",
    "٣",
    "①",
]
FIGURES += ["2023-06-06", "9999", "0001", "Oct-2", "22/Jan/2019", "year-old", "two thousand"]
WORDS = st.sampled_from([*WRITTEN, *(word.title() for word in WRITTEN), *FIGURES * 6])
GAPS = st.sampled_from([" "] * 9 + ["", "-", "\u00a0", "\n", "\u200b", ", "])
DAYS = st.sampled_from([None, "2023-06-06", "2022-03", "0001-01-01", "9999-12-31", "x"])


def check(text: str, published: str | None) -> None:
    position = 0
    for fact in find(text, published):
        assert 0 <= fact.start < fact.end <= len(text)
        assert text[fact.start : fact.end] == fact.text
        assert position <= fact.start
        position = fact.start
        match fact.value:
            case TimeValue(start=start, end=end, opens=opens, closes=closes):
                assert start is None or end is None or start < end
                assert opens is None or closes is None or opens < closes
                assert relation(fact, fact) == SAME
            case DurationValue(days):
                assert days > 0
                assert length_relation(fact, fact) == SAME
            case RecurrenceValue(every):
                assert every
            case value:
                assert isinstance(value, DateValue)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=80), DAYS)
def test_any_text(text: str, published: str | None) -> None:
    check(text, published)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(WORDS, GAPS), max_size=12), DAYS)
def test_any_words_of_times(pieces: list[tuple[str, str]], published: str | None) -> None:
    check("".join(word + gap for word, gap in pieces), published)
