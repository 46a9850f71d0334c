"""Dates that point: from the day of publication, or from the date mentioned before.

Dates that leave the calendar raise ValueError or OverflowError.
"""

from __future__ import annotations

from collections.abc import Iterator

from compare.facts import date_calendar as cal
from compare.facts import date_nearest as near
from compare.facts.date_calendar import Period
from compare.facts.date_lexicon import Token, is_counted
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
    narrowed,
    unit_of,
)
from compare.facts.date_nearest import Setting

_DAYS = {"yesterday": -1, "now": 0, "today": 0, "tomorrow": 1}
_BACKWARDS = frozenset(("ago", "earlier", "before"))
_NAMING = frozenset(("of", "starting", "beginning"))
_SIDES = frozenset(("earlier", "later", "rest"))


def _weekday(words: Words, after: Token | None, setting: Setting) -> Iterator[Mention]:
    weekday = next(word for word in words if word.kind == "sure-weekday")
    pointer = find(words, SHIFTS)
    shift = SHIFTS[pointer.kind] if pointer else None
    if unit_of(words):
        period = near.in_week(setting, weekday.value, shift or 0)
    else:
        period = near.nearest_weekday(setting, weekday.value, shift)
    yield mention(words, period, "day", "publication")


def _weekday_day(words: Words, after: Token | None, setting: Setting) -> Iterator[Mention]:
    """ "Thursday the 21st": the nearest day that is both."""
    weekday = next(word.value for word in words if word.kind.endswith("-weekday"))
    number = fields(words).day
    if number and not (words[-1].kind == "day" and is_counted(after)):
        yield mention(words, near.nearest_number(setting, number, weekday), "day", "publication")


def _lone_day(words: Words, after: Token | None, setting: Setting) -> Iterator[Mention]:
    """ "On the 21st.", but not "on the 21st floor"."""
    if after is None or not after.text[0].isalnum():
        number = words[-1].value
        yield mention(words, near.nearest_number(setting, number), "day", "publication")


def _week_of_day(words: Words, after: Token | None, setting: Setting) -> Iterator[Mention]:
    day = near.nearest_number(setting, words[-1].value)
    yield mention(words, day and cal.containing(day.start, "week"), "week", "publication")


def _day_of_month(words: Words, after: Token | None, setting: Setting) -> Iterator[Mention]:
    pointer = find(words, SHIFTS)
    shift = SHIFTS[pointer.kind] if pointer else 0
    month, said = near.current(setting, "month", shift), fields(words).day
    period = cal.day(month.start.year, month.start.month, said) if month and said else None
    yield mention(words, period, "day", "publication")


def _today(words: Words, after: Token | None, setting: Setting) -> Iterator[Mention]:
    period = near.current(setting, "day", _DAYS[words[0].kind])
    yield mention(words, period, "day", "publication")


def _pointed(words: Words, after: Token | None, setting: Setting) -> Iterator[Mention]:
    """ "Last week", "earlier this month", "the end of the year"."""
    unit, pointer = unit_of(words), find(words, SHIFTS)
    # "Last day" and "last decade" measure rather than point.
    if _is_plural(words) or unit == "day" or (unit == "decade" and pointer):
        return
    period = near.current(setting, unit, SHIFTS[pointer.kind] if pointer else 0)
    yield mention(words, _side(words, narrowed(words, period), setting), unit, "publication")


def _side(words: Words, period: Period | None, setting: Setting) -> Period | None:
    """What lies before or after the publication of a unit it lies in: "earlier this month"."""
    side, published = find(words, _SIDES), setting.published
    if side is None or period is None or published is None:
        return period
    earlier = side.kind == "earlier"
    start = period.start if earlier else published.start
    end = published.start if earlier else period.end
    inside = period.start <= start < end <= period.end
    return Period(start, end, "range") if inside else period


def _weekend(words: Words, after: Token | None, setting: Setting) -> Iterator[Mention]:
    yield mention(words, near.nearest_weekend(setting), "weekend", "publication")


def _ago(words: Words, after: Token | None, setting: Setting) -> Iterator[Mention]:
    """ "Two days ago", "two days from now"."""
    unit, count = unit_of(words), count_of(words)
    before = setting.anchor
    if unit == "year" and before and before.granularity in ("quarter", "half"):
        # Figures of a quarter are compared with those of the same quarter "a year ago".
        yield mention(words, beside(before, unit, -count), unit, "text")
        return
    count *= -1 if words[-1].kind in _BACKWARDS else 1
    yield mention(words, near.current(setting, unit, count), unit, "publication")


def _beside_text(words: Words, after: Token | None, setting: Setting) -> Iterator[Mention]:
    """ "The same day", "the following week", "the previous year"."""
    if _is_plural(words):
        return
    if unit_of(words) == "quarter" and setting.anchor and setting.anchor.granularity != "quarter":
        # Quarters are counted from quarters: a company's year may begin on any day.
        yield mention(words, None, "quarter", "text")
        return
    pointer = find(words, TEXT_SHIFTS)
    shift = TEXT_SHIFTS[pointer.kind] if pointer else 1
    yield mention(words, beside(setting.anchor, unit_of(words), shift), unit_of(words), "text")


def _year_ago(words: Words, after: Token | None, setting: Setting) -> Iterator[Mention]:
    """ "The year-ago quarter", "year-earlier profits"."""
    units = [word.kind.removeprefix("unit-") for word in words if word.kind.startswith("unit-")]
    before = setting.anchor
    period = beside(before, "year", -1) if before and before.granularity == "quarter" else None
    yield mention(words, period, units[-1], "text")


def _offset(words: Words, after: Token | None, setting: Setting) -> Iterator[Mention]:
    """ "Two days earlier"; "before" and "after" only where no event follows to count from."""
    if words[-1].kind == "from" or (
        after and after.text.isalnum() and not _is_adverb(words, after)
    ):
        return
    yield _counted_from(setting.anchor, words)


def _is_adverb(words: Words, after: Token) -> bool:
    """ "Two days earlier he said", but not "two days earlier than planned"."""
    return words[-1].kind in ("earlier", "later") and after.kind != "weak"


def offset_from(base: Period | None, words: Words) -> Mention:
    """The mention "two days before" or "the week of", counted from the date that follows it."""
    unit = unit_of(words)
    if find(words, _NAMING):
        return mention(words, beside(base, unit, 0), unit, "text")
    if base and base.granularity == "day" and (unit == "week" or words[-1].kind == "from"):
        # "Two weeks from Friday" is a Friday.
        return mention(words, cal.shifted(base, unit, _steps(words)), "day", "text")
    return _counted_from(base, words)


def _counted_from(base: Period | None, words: Words) -> Mention:
    unit = unit_of(words)
    return mention(words, beside(base, unit, _steps(words)), unit, "text")


def _steps(words: Words) -> int:
    return count_of(words) * (-1 if words[-1].kind in _BACKWARDS else 1)


def _is_plural(words: Words) -> bool:
    unit = next(word for word in words if word.kind.startswith("unit-"))
    return unit.text.lower().endswith("s")


READINGS: dict[str, Reading] = {
    "weekday": _weekday,
    "weekday-day": _weekday_day,
    "lone-day": _lone_day,
    "week-of-day": _week_of_day,
    "year-ago": _year_ago,
    "day-of-month": _day_of_month,
    "today": _today,
    "pointed": _pointed,
    "weekend": _weekend,
    "ago": _ago,
    "same": _beside_text,
    "following": _beside_text,
    "previous": _beside_text,
    "offset": _offset,
}
