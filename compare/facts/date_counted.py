"""Dates that count: "the first week of June", "the last four months of 2021", "the past two weeks".

Dates that leave the calendar raise ValueError or OverflowError.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from compare.facts import date_calendar as cal
from compare.facts import date_nearest as near
from compare.facts.date_calendar import DAYS_IN, MONTHS_IN, Period
from compare.facts.date_holidays import nth_weekday
from compare.facts.date_lexicon import Token
from compare.facts.date_mentions import (
    SHIFTS,
    TEXT_SHIFTS,
    Mention,
    Reading,
    Words,
    beside,
    count_of,
    fields,
    find,
    mention,
)
from compare.facts.date_nearest import Setting

_BACKWARDS = frozenset(("last", "past", "previous"))
# The day of a week that says which month or year the week belongs to, as in ISO 8601.
_THURSDAY = timedelta(days=3)


def _nth(words: Words, after: Token | None, setting: Setting) -> Iterator[Mention]:
    """ "The first week of June", "the last four months of 2021", "the third Friday of May"."""
    cut = next(index for index, word in enumerate(words) if word.kind in ("of", "in"))
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
    said = fields(words)
    if said.year or said.month:
        return said.period(setting), "absolute" if said.year else "publication"
    unit = next(w.kind.removeprefix("unit-") for w in words if w.kind.startswith("unit-"))
    if shift := find(words, TEXT_SHIFTS):
        return beside(setting.anchor, unit, TEXT_SHIFTS[shift.kind]), "text"
    pointer = find(words, SHIFTS)
    return near.current(setting, unit, SHIFTS[pointer.kind] if pointer else 0), "publication"


def _weekday_of(month: Period, weekday: int, which: int | None) -> Period | None:
    if month.granularity != "month":
        return None
    return cal.day_of(nth_weekday(month.start.year, month.start.month, weekday, which or 5))


def _part_of(whole: Period, words: Words, which: int | None) -> Period | None:
    """The stretch of some units that begins or ends a longer one; None where it does not fit."""
    unit = next(w.kind.removeprefix("unit-") for w in words if w.kind.startswith("unit-"))
    counted = any(word.kind in ("count", "day", "number", "tens") for word in words)
    count = count_of(words) if counted else 1
    if unit not in (*MONTHS_IN, "day", "week") or (counted and which not in (None, 1)):
        return None
    start = _first(whole, unit)
    if which is None:
        end = _first(Period(whole.end, whole.end, "range"), unit)
        start = _moved(end, unit, -count)
    else:
        start = _moved(start, unit, which - 1)
        end = _moved(start, unit, count)
    fits = start < whole.end and end > whole.start and (end - start) < (whole.end - whole.start)
    return Period(start, end, unit if count == 1 else "range") if fits else None


def _first(whole: Period, unit: str) -> date:
    """Where the first of the units within a stretch begins."""
    if unit != "week":
        return whole.start
    monday = whole.start - timedelta(days=whole.start.weekday())
    return monday if monday + _THURSDAY >= whole.start else monday + timedelta(days=7)


def _moved(start: date, unit: str, count: int) -> date:
    if unit in MONTHS_IN:
        return cal.add_months(start, count * MONTHS_IN[unit])
    return start + timedelta(days=count * DAYS_IN[unit])


def _rolling(words: Words, after: Token | None, setting: Setting) -> Iterator[Mention]:
    """ "The past two weeks", "the next five years": counted from the day of publication."""
    unit = next(w.kind.removeprefix("unit-") for w in words if w.kind.startswith("unit-"))
    published = setting.published
    if published is None or not near.precise_enough(published, unit) or unit == "weekend":
        yield mention(words, None, "range", "publication")
        return
    back = any(word.kind in _BACKWARDS for word in words)
    count = count_of(words)
    if unit in ("quarter", "decade", "century"):
        whole = cal.containing(published.start, unit)
        begin = whole.start if back else whole.end
    else:
        begin = published.start if back else published.end
    other = _moved(begin, unit, -count if back else count)
    yield mention(
        words, Period(min(begin, other), max(begin, other), "range"), "range", "publication"
    )


def _within(words: Words, after: Token | None, setting: Setting) -> Iterator[Mention]:
    """ "Will finish within five days"; where nothing lies ahead it is a length of time."""
    published = setting.published
    if setting.future and published and published.granularity == "day":
        unit = next(w.kind.removeprefix("unit-") for w in words if w.kind.startswith("unit-"))
        end = _moved(published.start, unit, count_of(words))
        yield mention(words, Period(published.start, end, "range"), "range", "publication")


def _ahead(words: Words, after: Token | None, setting: Setting) -> Iterator[Mention]:
    """ "Will leave in three days"; where nothing lies ahead it is a length of time."""
    if setting.future and setting.published:
        unit = next(w.kind.removeprefix("unit-") for w in words if w.kind.startswith("unit-"))
        period = near.current(setting, unit, count_of(words))
        yield mention(words, period, unit, "publication")


READINGS: dict[str, Reading] = {
    "nth": _nth,
    "rolling": _rolling,
    "within": _within,
    "ahead": _ahead,
}
