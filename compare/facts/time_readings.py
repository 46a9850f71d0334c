"""From the words of a time of day to its hours, and to moments where its day is known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from functools import cache

from compare.data import table
from compare.facts.date_lexicon import Token
from compare.facts.date_mentions import Words
from compare.facts.time_clock import DAY, NOON, Clock, clocks, zone_offset
from compare.facts.time_lengths import days_of
from compare.model import TimeValue

_AFTERNOON = frozenset(("afternoon", "evening", "night"))
_CLOCKS = frozenset(("clock", "bare-clock"))
# What a form calls "weak".
_LASTING = frozenset(("for", "weak", "at"))
_NUMBERS = frozenset(("count", "day", "number"))
# Of a moment it matters little whether it is left out itself.
_FROM, _TO = frozenset(("from", "beyond")), frozenset(("to", "short of"))


@dataclass(frozen=True, slots=True)
class Day:
    """The day a time lies in, None where it is unknown, and what told it, as in DateValue."""

    start: date | None
    anchor: str


@dataclass(frozen=True, slots=True)
class Hours:
    """Minutes after midnight [opens, closes), which may pass 1440; None where open."""

    opens: int | None
    closes: int | None
    granularity: str
    zone: str | None = None


@cache
def parts_of_day() -> dict[str, tuple[int, int]]:
    """The parts of the day and the minutes [first, past-the-last) that they are given."""
    rows = ((name, hours.split()) for name, hours in table("time_parts").items())
    return {name: (int(opens), int(closes)) for name, (opens, closes) in rows}


def hours_of(reading: str, words: Words, bound: str | None) -> Hours | None:
    """The hours that the words name, None where they name none; `bound` as in date_bounds."""
    if reading in ("part", "bare-part"):
        return _part(words)
    if reading == "day-end":
        return Hours(DAY, DAY + 1, "minute")
    part = next((word.text.lower() for word in words if word.kind == "day-part"), None)
    if any(word.kind == "tonight" for word in words):
        part = "night"
    said = [clock for word in words if (clock := _clock(word))]
    if reading == "clocks" and len(said) > 1:
        return _range(said[0], said[-1], part)
    if not said:
        return None
    if reading in ("clock-for", "hours-for"):
        return _lasting(said[0], words)
    clock = _in_part(said[-1], part)
    closes = clock.minute + (1 if clock.exact else 60)
    granularity = "minute" if clock.exact else "hour"
    if bound in _FROM:
        return Hours(clock.minute, None, granularity, clock.zone)
    if bound in _TO:
        return Hours(None, clock.minute, granularity, clock.zone)
    return Hours(clock.minute, closes, granularity, clock.zone)


def _lasting(clock: Clock, words: Words) -> Hours | None:
    """ "10 a.m. for three hours"."""
    length = next(index for index, word in enumerate(words) if word.kind in _LASTING) + 1
    days = days_of(words[length:], "duration", words[length - 1], None)
    closes = clock.minute + round(days * DAY) if days else None
    return Hours(clock.minute, closes, "range", clock.zone) if closes else None


def _clock(word: Token) -> Clock | None:
    if word.kind in _CLOCKS:
        return next(clocks(word.text, 0, len(word.text)), None)
    if word.kind in _NUMBERS and 1 <= word.value <= 12:
        return Clock(0, 0, word.value * 60, False, True, True, None)
    return None


def _in_part(clock: Clock, part: str | None) -> Clock:
    """Eight in the evening is 20:00."""
    if clock.halves and part in _AFTERNOON and clock.minute < NOON:
        return _moved(clock, NOON)
    return clock


def _moved(clock: Clock, minutes: int) -> Clock:
    return Clock(
        clock.start, clock.end, clock.minute + minutes, clock.exact, False, clock.bare, clock.zone
    )


def _range(first: Clock, last: Clock, part: str | None) -> Hours | None:
    """ "2 to 4 p.m.": the first is of the half of the day that puts it before the last."""
    last = _in_part(last, part)
    opens, closes = first.minute % DAY, last.minute
    if first.halves and not last.halves:
        opens = _before(opens % NOON, closes)
    elif last.halves and closes <= opens:
        closes += NOON
    elif first.halves and part in _AFTERNOON:
        opens = _before(opens % NOON, closes)
    if closes <= opens:
        closes += DAY
    return Hours(opens, closes, "range", last.zone or first.zone)


def _before(opens: int, closes: int) -> int:
    """The later of two times twelve hours apart that still lies before another."""
    return opens + NOON if opens + NOON < closes else opens


def _part(words: Words) -> Hours | None:
    kinds = [word.kind for word in words]
    name = next((w.text.lower() for w in words if w.kind in ("small-hours", "day-part")), None)
    if "overnight" in kinds:
        opens, closes = parts_of_day()["night"]
        return Hours(opens, closes + parts_of_day()["early hours"][1], "part")
    if "tonight" in kinds:
        name = "night"
    if name is None:
        # "Early in the day on Tuesday"
        return Hours(NOON, DAY, "part") if "late" in kinds else Hours(0, NOON, "part")
    opens, closes = parts_of_day()[" ".join(name.split())]
    third = (closes - opens) // 4
    if "early" in kinds or "earlier" in kinds:
        closes -= 2 * third
    elif "late" in kinds or "later" in kinds:
        opens += 2 * third
    elif "mid" in kinds:
        opens, closes = opens + third, closes - third
    return Hours(opens, closes, "part")


def time_value(hours: Hours, day: Day) -> TimeValue:
    """The moments of some hours of a day; ValueError or OverflowError outside the calendar."""
    return TimeValue(
        _moment(day.start, hours.opens, hours.zone),
        _moment(day.start, hours.closes, hours.zone),
        hours.granularity,
        day.anchor,
        hours.opens,
        hours.closes,
    )


def _moment(day: date | None, minute: int | None, zone: str | None) -> datetime | None:
    if day is None or minute is None:
        return None
    offset = zone_offset(zone) if zone else None
    known = None if offset is None else timezone(timedelta(minutes=offset))
    return datetime(day.year, day.month, day.day, tzinfo=known) + timedelta(minutes=minute)
