"""Dates and times as intervals of moments, as the benchmarks compare them."""

from __future__ import annotations

from datetime import date, datetime

from compare.facts.times import timeline
from compare.model import DateValue, Fact, TimeValue
from compare.sentences import split

Interval = tuple[datetime | None, datetime | None]


def find(text: str, published: str | None) -> list[Fact]:
    """What a text says of time, as the program finds it."""
    return [fact for found in timeline(text, split("", text), published) for fact in found]


def moment(day: date | datetime | None) -> datetime | None:
    """Days become midnights; zones are left aside, as in the public data."""
    if day is None or isinstance(day, datetime):
        return day and day.replace(tzinfo=None)
    return datetime(day.year, day.month, day.day)


def interval(fact: Fact) -> Interval:
    """The moments [start, end) of a date or time."""
    assert isinstance(fact.value, (DateValue, TimeValue))
    return moment(fact.value.start), moment(fact.value.end)


def shared(fact: Fact, start: int, end: int) -> int:
    """How many characters a fact shares with text[start:end]; none or less where it is apart."""
    return min(fact.end, end) - max(fact.start, start)


def is_part(got: Interval, whole: Interval, mod: str) -> bool:
    """Whether one interval is the START, END or any (MID) part of another."""
    start, end = got
    if start is None or end is None or whole[0] is None or whole[1] is None:
        return False
    inside = whole[0] <= start < end <= whole[1]
    return inside and {"START": start == whole[0], "END": end == whole[1]}.get(mod, True)


def shown(interval: Interval) -> str:
    """An interval as the lists of misses have it."""
    return "..".join(moment.isoformat() if moment else "" for moment in interval)
