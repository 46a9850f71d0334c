"""How two dates stand to each other: the same, one more exact, or impossible together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from compare.facts.date_calendar import DAYS_IN, MONTHS_IN
from compare.facts.date_lexicon import Token, tokens
from compare.facts.date_mentions import PARTS, Fields, fields
from compare.model import DateValue, Fact

_VAGUE = PARTS | {"ago", "earlier", "later", "before", "after"}


class DateRelation(StrEnum):
    """How the days of two dates lie to each other."""

    SAME = "same"
    FINER = "finer"  # one lies within the other
    OVERLAP = "overlap"
    DISJOINT = "disjoint"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Stretch:
    """An interval [start, end) in days or minutes, and how far it may be off on each side."""

    start: float
    end: float
    slack: float

    def relation(self, other: Stretch) -> DateRelation:
        if (self.start, self.end) == (other.start, other.end):
            return DateRelation.SAME
        slack = self.slack + other.slack
        if self.start >= other.end + slack or other.start >= self.end + slack:
            return DateRelation.DISJOINT
        if self.holds(other) or other.holds(self):
            return DateRelation.FINER
        return DateRelation.OVERLAP

    def holds(self, other: Stretch) -> bool:
        return self.start <= other.start and other.end <= self.end


def relation(a: Fact, b: Fact) -> DateRelation:
    """How two facts of kind "date" stand to each other; symmetric.

    Vague and open dates ("late 2020", "two years ago", "since August") get the benefit of the
    doubt. Where the year is unknown, month and day are compared as the words give them.
    """
    days_a, days_b = _days(a), _days(b)
    if days_a and days_b:
        return days_a.relation(days_b)
    return _partial_relation(a, b)


def _value(fact: Fact) -> DateValue:
    if not isinstance(fact.value, DateValue):
        raise TypeError(f"not a date: {fact.kind}")
    return fact.value


def _words(fact: Fact) -> list[Token]:
    return list(tokens(fact.text, 0, len(fact.text)))


def _days(fact: Fact) -> Stretch | None:
    value = _value(fact)
    if value.start is None and value.end is None:
        return None
    start = value.start.toordinal() if value.start else float("-inf")
    end = value.end.toordinal() if value.end else float("inf")
    return Stretch(start, end, _slack(fact, value))


def _slack(fact: Fact, value: DateValue) -> int:
    """How many days a reporter may be off who writes these words."""
    if value.start is None or value.end is None:
        # "Since August" may mean from some day in August, "after Friday" from Friday.
        return _unit_days(value.granularity)
    length = (value.end - value.start).days
    if value.granularity == "season":
        return length // 3
    vague = any(word.kind in _VAGUE for word in _words(fact))
    # "Two days ago" is exact, "two years ago" is not.
    return length // 2 if vague and value.granularity not in ("day", "weekend") else 0


def _unit_days(granularity: str) -> int:
    if granularity in MONTHS_IN:
        return 31 * MONTHS_IN[granularity]
    return DAYS_IN.get(granularity, 31)


def _partial_relation(a: Fact, b: Fact) -> DateRelation:
    """Compares month and day where at least one year is unknown."""
    said_a, said_b = _said(a), _said(b)
    if said_a is None or said_b is None or said_a.month is None or said_b.month is None:
        return DateRelation.UNKNOWN
    yearless = said_a.year is None and said_b.year is None
    apart = DateRelation.DISJOINT if yearless else DateRelation.UNKNOWN
    if said_a.month != said_b.month:
        return apart
    if said_a.day == said_b.day:
        return DateRelation.SAME
    return apart if said_a.day and said_b.day else DateRelation.FINER


def _said(fact: Fact) -> Fields | None:
    """Month, day and year as the words give them, None for anything but a single day or month."""
    value = _value(fact)
    if value.granularity not in ("day", "month"):
        return None
    said = fields(_words(fact))
    if value.start is None or value.end is None or said.month:
        return said
    return _fields_of(value.start, value.granularity)


def _fields_of(start: date, granularity: str) -> Fields:
    return Fields(start.year, start.month, start.day if granularity == "day" else None)
