"""Dates that count: "the first week of June", "the last four months of 2021", "the past two weeks".

Dates that leave the calendar raise ValueError or OverflowError.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from compare.facts import date_calendar as cal
from compare.facts import date_mentions as said
from compare.facts import date_nearest as near
from compare.facts.date_calendar import MONTHS_IN, Period
from compare.facts.date_holidays import nth_weekday
from compare.facts.date_lexicon import Token
from compare.facts.date_mentions import Mention, Reading, Words, count_of, mention, unit_of
from compare.facts.date_nearest import Setting

_BACKWARDS = frozenset(("last", "past", "previous"))
# The day of a week that says which month or year the week belongs to, as in ISO 8601.
_THURSDAY = timedelta(days=3)
_WEEK = timedelta(days=7)
# What a form calls "in" or "of".
_INSIDE = frozenset(("of", "in", "within"))
_COUNTING = frozenset(("count", "tens", "day", "number", "couple"))


def _nth(words: Words, after: Token | None, setting: Setting) -> Iterator[Mention]:
    """ "The first week of June", "the last four months of 2021", "the third Friday of May"."""
    cut = next(index for index, word in enumerate(words) if word.kind in _INSIDE)
    inner, outer = words[:cut], words[cut + 1 :]
    whole, anchor = _whole(outer, setting)
    which = next((word.value for word in inner if word.kind == "ordinal"), None)
    weekday = next((word for word in inner if word.kind == "sure-weekday"), None)
    if whole is None:
        yield mention(words, None, "day" if weekday else "range", anchor)
        return
    if weekday:
        yield mention(words, _weekday_of(whole, weekday.value, which), "day", anchor)
        return
    found = _part_of(whole, inner, which)
    if found:
        yield mention(words, found, found.granularity, anchor)


def _whole(words: Words, setting: Setting) -> tuple[Period | None, str]:
    """The month, year or other stretch that something is counted in."""
    named = said.fields(words)
    if named.year or named.month:
        return named.period(setting), "absolute" if named.year else "publication"
    unit = unit_of(words)
    if shift := said.find(words, said.TEXT_SHIFTS):
        return said.beside(setting.anchor, unit, said.TEXT_SHIFTS[shift.kind]), "text"
    pointer = said.find(words, said.SHIFTS)
    return near.current(setting, unit, said.SHIFTS[pointer.kind] if pointer else 0), "publication"


def _weekday_of(month: Period, weekday: int, which: int | None) -> Period | None:
    if month.granularity != "month":
        return None
    return cal.day_of(nth_weekday(month.start.year, month.start.month, weekday, which or 5))


def _part_of(whole: Period, words: Words, which: int | None) -> Period | None:
    """The stretch of some units that begins or ends a longer one; None where it does not fit."""
    unit = unit_of(words)
    counted = any(word.kind in ("count", "day", "number", "tens") for word in words)
    count = count_of(words) if counted else 1
    if unit not in (*MONTHS_IN, "day", "week") or (counted and which not in (None, 1)):
        return None
    start = _first(whole, unit)
    if which is None:
        end = _first(Period(whole.end, whole.end, "range"), unit)
        start = cal.moved(end, unit, -count)
    else:
        start = cal.moved(start, unit, which - 1)
        end = cal.moved(start, unit, count)
    if unit == "week" and whole.granularity == "month":
        start, end = _either_way(whole, start, end, which)
    fits = start < whole.end and end > whole.start and (end - start) < (whole.end - whole.start)
    return Period(start, end, unit if count == 1 else "range") if fits else None


def _either_way(month: Period, start: date, end: date, which: int | None) -> tuple[date, date]:
    """The weeks [start, end) of a month, and as many days counted from its first or its last.

    "The first week of June" is the one that begins the month, or the first seven days of it.
    """
    length = end - start
    other = month.end - length if which is None else month.start + _WEEK * (which - 1)
    return max(month.start, min(start, other)), min(month.end, max(end, other + length))


def _first(whole: Period, unit: str) -> date:
    """Where the first of the units within a stretch begins."""
    if unit != "week":
        return whole.start
    monday = whole.start - timedelta(days=whole.start.weekday())
    return monday if monday + _THURSDAY >= whole.start else monday + timedelta(days=7)


def _week_number(words: Words, after: Token | None, setting: Setting) -> Iterator[Mention]:
    """ "Week 10 of 2020", as ISO 8601 numbers them."""
    cut = next(index for index, word in enumerate(words) if word.kind == "of")
    year, anchor = _whole(words[cut + 1 :], setting)
    number = count_of(words[:cut])
    if year is None:
        yield mention(words, None, "week", anchor)
        return
    monday = date.fromisocalendar(year.start.year, number, 1)
    yield mention(words, cal.containing(monday, "week"), "week", anchor)


def _rolling(words: Words, after: Token | None, setting: Setting) -> Iterator[Mention]:
    """ "The past two weeks", "the next five years": counted from the day of publication."""
    unit = unit_of(words)
    published = setting.published
    if published is None or not near.precise_enough(published, unit) or unit == "weekend":
        yield mention(words, None, "range", "publication")
        return
    apart = any(word.kind in _COUNTING for word in words[:-2]) and words[-2].kind not in _COUNTING
    if apart and not words[-1].text.lower().endswith("s"):
        # "He will be 60 next week."
        pointed = near.current(setting, unit, said.SHIFTS.get(words[-2].kind, -1))
        yield mention(words[-2:], pointed, unit, "publication")
        return
    back = any(word.kind in _BACKWARDS for word in words)
    whole = unit in ("quarter", "decade", "century")
    ends = cal.containing(published.start, unit) if whole else published
    count = count_of(words)
    if back:
        # The day of publication is the last of the past two weeks; this quarter is none of theirs.
        end = ends.start if whole else ends.end
        period = Period(cal.moved(ends.start, unit, -count), end, "range")
    else:
        period = Period(ends.end, cal.moved(ends.end, unit, count), "range")
    yield mention(words, period, "range", "publication")


def _within(words: Words, after: Token | None, setting: Setting) -> Iterator[Mention]:
    """ "Will finish within five days"; where nothing lies ahead it is a length of time."""
    published = setting.published
    if setting.future and published and published.granularity == "day":
        unit = unit_of(words)
        end = cal.moved(published.end, unit, count_of(words))
        yield mention(words, Period(published.start, end, "range"), "range", "publication")


def _ahead(words: Words, after: Token | None, setting: Setting) -> Iterator[Mention]:
    """ "Will leave in three days"; where nothing lies ahead it is a length of time."""
    if setting.future and setting.published:
        unit = unit_of(words)
        period = near.current(setting, unit, count_of(words))
        yield mention(words, period, unit, "publication")


READINGS: dict[str, Reading] = {
    "nth": _nth,
    "week-number": _week_number,
    "rolling": _rolling,
    "within": _within,
    "ahead": _ahead,
}
