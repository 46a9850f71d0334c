"""What the readings of dates share: mentions, the fields of a calendar date, pointing words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from compare.facts import date_calendar as cal
from compare.facts import date_nearest as near
from compare.facts.date_calendar import Period
from compare.facts.date_lexicon import Token
from compare.facts.date_nearest import Setting

# Words that point from the day of publication, and from the date mentioned before.
SHIFTS = {"last": -1, "this": 0, "next": 1}
TEXT_SHIFTS = {"previous": -1, "same": 0, "that": 0, "following": 1}
PARTS = frozenset(("early", "mid", "late", "beginning", "middle", "end"))
_LEAP_YEAR = 2000


@dataclass(frozen=True, slots=True)
class Mention:
    """A date at [start, end) of the text; `period` None where there is nothing to resolve it by."""

    start: int
    end: int
    period: Period | None
    granularity: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Located:
    """A mention that covers the tokens [first, last) of its sentence."""

    first: int
    last: int
    mention: Mention


@dataclass(frozen=True, slots=True)
class Fields:
    """What a calendar date says of itself."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    def period(self, setting: Setting) -> Period | None:
        """The days meant, a missing year taken from the publication."""
        if self.year is None:
            if self.month is None:
                return None
            if self.day is None:
                return near.nearest_months(setting, self.month, "month")
            # No year has a June 31.
            cal.day(_LEAP_YEAR, self.month, self.day)
            return near.nearest_day(setting, self.month, self.day)
        if self.month is None:
            return cal.months(self.year, 1, "year")
        if self.day is None:
            return cal.months(self.year, self.month, "month")
        return cal.day(self.year, self.month, self.day)

    @property
    def granularity(self) -> str:
        return "day" if self.day else "month" if self.month else "year"


Words = Sequence[Token]
Reading = Callable[[Words, Token | None, Setting], Iterator[Mention]]


def fields(words: Words) -> Fields:
    """Year, month and day as they stand in the tokens of one date."""
    found, tens = Fields(), 0
    for word in words:
        if word.kind.endswith("-month") and word.kind != "unit-month":
            found = replace(found, month=word.value)
        elif word.kind in ("day", "ordinal"):
            # "Twenty-first" is two words.
            found, tens = replace(found, day=tens + word.value), 0
        elif word.kind == "tens":
            tens = word.value
        elif word.kind == "count" and tens:
            found, tens = replace(found, day=tens + word.value), 0
        elif word.kind == "year":
            found = replace(found, year=word.value)
    return found


def count_of(words: Words) -> int:
    """How many units: "the" day before is one, "a couple of" two."""
    if any(word.kind == "couple" for word in words):
        return 2
    values = [word.value for word in words if word.kind in ("count", "tens", "day", "number")]
    # "Twenty-one" is two words.
    return sum(values[-2:]) if [w.kind for w in words].count("tens") else (values or [1])[-1]


def mention(words: Words, period: Period | None, granularity: str, anchor: str) -> Mention:
    """A mention over all of `words`; without a period it is unresolved."""
    label = anchor if period else "unresolved"
    shown = period.granularity if period else granularity
    return Mention(words[0].start, words[-1].end, period, shown, label)


def find(words: Words, kinds: frozenset[str] | Mapping[str, int]) -> Token | None:
    return next((word for word in words if word.kind in kinds), None)


def unit_of(words: Words) -> str:
    return next((w.kind.removeprefix("unit-") for w in words if w.kind.startswith("unit-")), "")


def narrowed(words: Words, period: Period | None) -> Period | None:
    """The part of the period that "early", "the end of" and their like leave of it."""
    part = find(words, PARTS)
    return cal.third(period, part.kind) if part and period else period


def beside(anchor: Period | None, unit: str, count: int) -> Period | None:
    """The `unit` that lies `count` units from the anchor.

    "A year earlier" than a quarter is a quarter, than a day only a year; "a day later" than a
    month is anywhere.
    """
    if anchor is None or not near.precise_enough(anchor, unit):
        return None
    if anchor.granularity in ("quarter", "half", "season") and count:
        return cal.shifted(anchor, unit, count)
    return cal.shifted(cal.containing(anchor.start, unit), unit, count)
