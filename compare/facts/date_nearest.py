"""Which year, month or week a partial date means, seen from the day of publication."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from compare.facts import date_calendar as cal
from compare.facts.date_calendar import Period

# News announces the coming weeks without saying so; what lies further ahead is marked as future.
_SLACK = timedelta(days=60)
# Quarters are reported on for some weeks after their end: "will report its third quarter".
REPORTING = timedelta(days=45)
# From the finest granularity to the widest; centuries come after these, ranges tell nothing.
_WIDTHS = ("day", "weekend", "week", "month", "quarter", "season", "half", "year", "decade")
_WIDTH = {granularity: width for width, granularity in enumerate(_WIDTHS)}
_WIDEST = len(_WIDTHS)


@dataclass(frozen=True, slots=True)
class Setting:
    """What a date expression is resolved against: the publication, the date mentioned before, and
    whether the words around it point ahead of the publication."""

    published: Period | None
    anchor: Period | None
    future: bool = False


def precise_enough(known: Period, unit: str) -> bool:
    """Whether a date of this granularity tells which `unit` it lies in."""
    return _WIDTH.get(known.granularity, _WIDEST + 1) <= _WIDTH.get(unit, _WIDEST)


def current(setting: Setting, unit: str, shift: int = 0) -> Period | None:
    """The `unit` that the publication lies in, moved by `shift` units."""
    published = setting.published
    if published is None or not precise_enough(published, unit):
        return None
    return cal.shifted(cal.containing(published.start, unit), unit, shift)


def nearest_day(setting: Setting, month: int, number: int) -> Period | None:
    """The day of this month and number that a report published then would mean."""
    if setting.published is None:
        return None
    years = _years_around(setting.published)
    found = [day for day in (_day(year, month, number) for year in years) if day]
    return _choose(found, setting, _SLACK)


def nearest_yearly(
    setting: Setting, in_year: Callable[[int], Period], shift: int | None = None
) -> Period | None:
    """The one meant of what comes once a year, or its last (-1), this (0) or next (1) turn.

    `in_year` tells when it comes in a year.
    """
    published = setting.published
    if published is None:
        return None
    found = [in_year(year) for year in _years_around(published)]
    if shift == -1:
        return next((p for p in reversed(found) if p.end <= published.start), None)
    if shift == 1:
        return next((p for p in found if p.start >= published.end), None)
    if shift == 0:
        return in_year(published.start.year)
    return _choose(found, setting, _SLACK)


def nearest_months(
    setting: Setting, month: int, granularity: str, reporting: timedelta = timedelta(0)
) -> Period | None:
    """The month, quarter or season beginning with `month` that a report of then would mean.

    What ended less than `reporting` before is still meant where the words point ahead.
    """
    if setting.published is None:
        return None
    years = _years_around(setting.published)
    found = [cal.months(year, month, granularity) for year in years]
    return _choose(found, setting, timedelta(0), reporting)


def pointed_months(setting: Setting, month: int, granularity: str, shift: int) -> Period | None:
    """Last (-1), this (0) or next (1) March, summer, ..."""
    published = setting.published
    if published is None or not precise_enough(published, granularity):
        return None
    found = [cal.months(y, month, granularity) for y in _years_around(published)]
    if shift < 0:
        return next(p for p in reversed(found) if p.end <= published.start)
    if shift > 0:
        return next(p for p in found if p.start >= published.end)
    return next(p for p in found if p.start.year == published.start.year)


def nearest_weekday(setting: Setting, weekday: int, shift: int | None = None) -> Period | None:
    """The weekday (Monday 0) meant by "Tuesday", or by last (-1), this (0) or next (1) Tuesday."""
    published = setting.published
    if published is None or published.granularity != "day":
        return None
    today = published.start
    if shift == 0 and not setting.future:
        return in_week(setting, weekday, 0)
    back = (today.weekday() - weekday) % 7
    if shift is None:
        back -= 7 if setting.future and back else 0
    elif shift < 0:
        # Nobody calls yesterday "last Wednesday", unless a new week has begun since.
        back = 8 if back == 1 and today.weekday() else back or 7
    else:
        # Nor is tomorrow "next Friday".
        back = -8 if back == 6 else back - 7
    return cal.day_of(today - timedelta(days=back))


def weekday_from(day: Period | None, weekday: int, shift: int) -> Period | None:
    """The weekday before (-1) or after (1) a known day; None where the day is not known."""
    if day is None or day.granularity != "day" or not shift:
        return None
    away = (weekday - day.start.weekday()) % 7
    return cal.day_of(day.start + timedelta(days=(away or 7) if shift > 0 else away - 7))


def nearest_number(setting: Setting, number: int, weekday: int | None = None) -> Period | None:
    """The nearest day with this number in its month, and on this weekday where one is given."""
    published = setting.published
    if published is None or published.granularity != "day":
        return None
    first = published.start.replace(day=1)
    found = []
    for months in range(-12, 13):
        start = cal.add_months(first, months)
        day = _day(start.year, start.month, number)
        if day and weekday in (None, day.start.weekday()):
            found.append(day)
    if setting.future:
        return next((day for day in found if day.start >= published.start), None)
    if weekday is None:
        return next((day for day in reversed(found) if day.start <= published.start), None)
    return min(found, key=lambda day: abs(day.start - published.start), default=None)


def nearest_weekend(setting: Setting) -> Period | None:
    """The weekend meant by "the weekend": the one that began last, or the coming one."""
    this = current(setting, "weekend")
    published = setting.published
    if this is None or published is None or setting.future or this.start <= published.start:
        return this
    return cal.shifted(this, "weekend", -1)


def in_week(setting: Setting, weekday: int, shift: int) -> Period | None:
    """The weekday of the week of publication, moved by `shift` weeks."""
    week = current(setting, "week", shift)
    return week and cal.day_of(week.start + timedelta(days=weekday))


def _years_around(published: Period) -> range:
    # Eight years reach the next 29 February even across 1900.
    return range(published.start.year - 8, published.start.year + 9)


def _day(year: int, month: int, number: int) -> Period | None:
    try:
        return cal.day(year, month, number)
    except ValueError:
        return None


def _choose(
    found: list[Period], setting: Setting, slack: timedelta, reporting: timedelta = timedelta(0)
) -> Period | None:
    """From candidates in order of time, the latest not well after publication, or the next one."""
    published = setting.published
    assert published is not None
    if setting.future:
        return next((p for p in found if p.end + reporting > published.start), None)
    # A publication known by its year alone is more likely to mean its own January than the next.
    limit: date = published.end + (slack if published.granularity != "year" else timedelta(0))
    return next((p for p in reversed(found) if p.start < limit), None)
