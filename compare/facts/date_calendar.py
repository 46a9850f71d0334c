"""Calendar arithmetic on stretches of days: pure functions, nothing about language.

Dates outside the years 1 to 9999 raise ValueError or OverflowError, as `datetime` does.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

# Months in the units that are made of whole months.
MONTHS_IN = {
    "month": 1,
    "season": 3,
    "quarter": 3,
    "half": 6,
    "year": 12,
    "decade": 120,
    "century": 1200,
}
DAYS_IN = {"day": 1, "weekend": 2, "week": 7}
_THIRDS = {"early": 0, "beginning": 0, "mid": 1, "middle": 1, "late": 2, "end": 2}

# Early in the week is Monday to Wednesday, mid-week Tuesday to Friday, late from Thursday.
_WEEK_PARTS = ((0, 3), (1, 5), (3, 7))


@dataclass(frozen=True, slots=True)
class Period:
    """The days [start, end); `granularity` as in DateValue."""

    start: date
    end: date
    granularity: str


def day(year: int, month: int, number: int) -> Period:
    """One day."""
    return day_of(date(year, month, number))


def day_of(start: date) -> Period:
    """The day that begins at `start`."""
    return Period(start, start + timedelta(days=1), "day")


def months(year: int, month: int, granularity: str) -> Period:
    """A period of whole months that begins with the given month."""
    start = date(year, month, 1)
    return Period(start, add_months(start, MONTHS_IN[granularity]), granularity)


def add_months(start: date, count: int) -> date:
    """`start` moved by whole months; the day is cut to the length of the month reached."""
    year, month = divmod(start.year * 12 + start.month - 1 + count, 12)
    # monthrange only knows the years that date knows.
    first = date(year, month + 1, 1)
    return first.replace(day=min(start.day, calendar.monthrange(year, month + 1)[1]))


def containing(instant: date, granularity: str) -> Period:
    """The day, week, weekend, month, quarter, half, year, decade or century `instant` lies in.

    Weeks begin on Monday; the weekend is the one at the end of the week.
    """
    if granularity == "day":
        return day_of(instant)
    if granularity in DAYS_IN:
        monday = instant - timedelta(days=instant.weekday())
        start = monday + timedelta(days=5 if granularity == "weekend" else 0)
        return Period(start, monday + timedelta(days=7), granularity)
    if granularity == "century":
        return months(max(1, instant.year // 100 * 100), 1, "century")
    if granularity == "decade":
        return months(instant.year // 10 * 10, 1, "decade")
    length = MONTHS_IN[granularity]
    return months(instant.year, (instant.month - 1) // length * length + 1, granularity)


def shifted(period: Period, unit: str, count: int) -> Period:
    """`period` moved by `count` units, its granularity kept."""
    if unit in MONTHS_IN:
        span = count * MONTHS_IN[unit]
        moved = add_months(period.start, span)
        if period.granularity in MONTHS_IN:
            return Period(moved, add_months(period.end, span), period.granularity)
        return Period(moved, moved + (period.end - period.start), period.granularity)
    # A weekend comes once a week.
    step = timedelta(days=count * (7 if unit == "weekend" else DAYS_IN[unit]))
    return Period(period.start + step, period.end + step, period.granularity)


def moved(start: date, unit: str, count: int) -> date:
    """`start` moved by `count` days, weeks, months or longer units."""
    if unit in MONTHS_IN:
        return add_months(start, count * MONTHS_IN[unit])
    return start + timedelta(days=count * DAYS_IN[unit])


def third(period: Period, part: str) -> Period:
    """The early, mid or late part of a period: a third, of a week some days; days are whole."""
    position = _THIRDS[part]
    if period.granularity == "week":
        first, last = _WEEK_PARTS[position]
        monday = period.start
        return Period(monday + timedelta(days=first), monday + timedelta(days=last), "range")
    if period.granularity in DAYS_IN:
        return period
    length = (period.end.year - period.start.year) * 12 + period.end.month - period.start.month
    if length % 3 == 0:
        start = add_months(period.start, length // 3 * position)
        return Period(start, add_months(start, length // 3), "range")
    days = (period.end - period.start).days
    bounds = [period.start + timedelta(days=days * k // 3) for k in range(4)]
    return Period(bounds[position], bounds[position + 1], "range")


def parse_period(text: str | None) -> Period | None:
    """The period that an article's `published` names: 2023-06-06, 2022-03, 2022, or a time stamp.

    None where it names none.
    """
    try:
        numbers = [int(part) for part in (text or "")[:10].split("-")]
        match numbers:
            case [year]:
                return months(year, 1, "year")
            case [year, month]:
                return months(year, month, "month")
            case [year, month, number]:
                return day(year, month, number)
    except (ValueError, OverflowError):
        pass
    return None
