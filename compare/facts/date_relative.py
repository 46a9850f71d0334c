"""Dates that point: from the day of publication, or from the date mentioned before.

Dates that leave the calendar raise ValueError or OverflowError.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from compare.facts import date_calendar as cal
from compare.facts import date_nearest as near
from compare.facts.date_calendar import Period
from compare.facts.date_led import counted_from
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
_SIDES = frozenset(("earlier", "later", "rest"))
_MARKS = frozenset(",.!?;:)")
_MONTH = timedelta(days=31)


def _weekday(words: Words, after: Token | None, setting: Setting) -> Iterator[Mention]:
    weekday = next(word for word in words if word.kind == "sure-weekday")
    pointer = find(words, SHIFTS)
    shift = SHIFTS[pointer.kind] if pointer else None
    if unit_of(words):
        period = near.in_week(setting, weekday.value, shift or 0)
    else:
        period = near.nearest_weekday(setting, weekday.value, shift)
    yield mention(words, period, "day", "publication")


def _the_weekday(words: Words, after: Token | None, setting: Setting) -> Iterator[Mention]:
    """ "The Friday accord", but not "the Monday Club"."""
    if after is None or not after.text.istitle():
        yield from _weekday(words[1:], after, setting)


def _weekdays(words: Words, after: Token | None, setting: Setting) -> Iterator[Mention]:
    """ "Next week from Monday to Thursday"."""
    pointer = find(words, SHIFTS)
    shift = SHIFTS[pointer.kind] if pointer else 0
    named = [word.value for word in words if word.kind == "sure-weekday"]
    first, last = (near.in_week(setting, weekday, shift) for weekday in named)
    fits = first and last and first.start < last.start
    whole = Period(first.start, last.end, "range") if first and last and fits else None
    yield mention(words, whole, "range", "publication")


def _weekday_beside(words: Words, after: Token | None, setting: Setting) -> Iterator[Mention]:
    """ "Monday of the following week"."""
    pointer = find(words, TEXT_SHIFTS)
    week = beside(setting.anchor, "week", TEXT_SHIFTS[pointer.kind] if pointer else 1)
    day = week and cal.day_of(week.start + timedelta(days=words[0].value))
    yield mention(words, day, "day", "text")


def _weekday_of_text(words: Words, after: Token | None, setting: Setting) -> Iterator[Mention]:
    """ "The previous Monday", "the Monday after"; after what else than a date is not known."""
    weekday = next(word.value for word in words if word.kind == "sure-weekday")
    pointer = find(words, TEXT_SHIFTS)
    shift = TEXT_SHIFTS[pointer.kind] if pointer else -1 if words[-1].kind in _BACKWARDS else 1
    of_event = pointer is None and after is not None and after.text.isalnum()
    day = None if of_event else near.weekday_from(setting.anchor, weekday, shift)
    yield mention(words, day, "day", "text")


def _weekday_number(words: Words, after: Token | None, setting: Setting) -> Iterator[Mention]:
    """ "Thursday 21st"; "Thursday 21" only where that is near, and nothing is counted or scored."""
    scored = after is not None and after.kind == "dash"
    for found in () if scored else _weekday_day(words, after, setting):
        published, period = setting.published, found.period
        is_near = period and published and abs(period.start - published.start) <= _MONTH
        if is_near or words[-1].kind == "ordinal":
            yield found
            return
    if words[0].kind == "sure-weekday" and after and after.kind in ("other", "dash", "of"):
        # "On Saturday 31 sheep fled."
        yield from _weekday(words[:1], None, setting)


def _weekday_day(words: Words, after: Token | None, setting: Setting) -> Iterator[Mention]:
    """ "Thursday the 21st": the nearest day that is both."""
    weekday = next(word.value for word in words if word.kind.endswith("-weekday"))
    number = fields(words).day
    if number and not (words[-1].kind == "day" and is_counted(after)):
        yield mention(words, near.nearest_number(setting, number, weekday), "day", "publication")


def _sure_weekday_number(words: Words, after: Token | None, setting: Setting) -> Iterator[Mention]:
    """ "On Thursday 21", however far away where nothing follows that it could count or score."""
    if after is None or after.text in _MARKS:
        yield from _weekday_day(words, after, setting)
    else:
        yield from _weekday_number(words, after, setting)


def _lone_day(words: Words, after: Token | None, setting: Setting) -> Iterator[Mention]:
    """ "On the 21st.", but not "on the 21st floor"."""
    if after is None or not after.text[0].isalnum():
        number = words[-1].value
        yield mention(words, near.nearest_number(setting, number), "day", "publication")


def _yearly(words: Words, after: Token | None, setting: Setting) -> Iterator[Mention]:
    """ "Next 6 April", "last June 6"."""
    said, pointer = fields(words), find(words, SHIFTS)
    month, number = said.month, said.day
    if pointer and month and number:
        period = near.nearest_yearly(
            setting, lambda year: cal.day(year, month, number), SHIFTS[pointer.kind]
        )
        yield mention(words, period, "day", "publication")


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


def _after_next(words: Words, after: Token | None, setting: Setting) -> Iterator[Mention]:
    """ "The week after next"."""
    yield mention(words, near.current(setting, unit_of(words), 2), unit_of(words), "publication")


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


def _weekdays_away(words: Words, after: Token | None, setting: Setting) -> Iterator[Mention]:
    """ "Two Sundays ago", "two Sundays from now"."""
    shift = -1 if words[-1].kind == "ago" else 1
    weekday = next(word.value for word in words if word.kind == "weekday-plural")
    period = near.nearest_weekday(setting, weekday, shift)
    steps = shift * (count_of(words) - 1)
    yield mention(words, period and cal.shifted(period, "week", steps), "day", "publication")


def _fortnight(words: Words, after: Token | None, setting: Setting) -> Iterator[Mention]:
    """ "A fortnight ago", "a fortnight later"."""
    weeks = 2 * count_of(words) * (-1 if words[-1].kind in _BACKWARDS else 1)
    if words[-1].kind == "ago":
        yield mention(words, near.current(setting, "week", weeks), "week", "publication")
    elif not (after and after.text.isalnum()) or _is_adverb(words, after):
        yield mention(words, beside(setting.anchor, "week", weeks), "week", "text")


def _compound(words: Words, after: Token | None, setting: Setting) -> Iterator[Mention]:
    """ "Two years and 21 days ago", "a month and two days later": to the day."""
    ago = words[-1].kind == "ago"
    base = setting.published if ago else setting.anchor
    if base is None or base.granularity != "day":
        yield mention(words, None, "day", "publication" if ago else "text")
        return
    cut = next(index for index, word in enumerate(words) if word.kind.startswith("unit-")) + 1
    sign = -1 if words[-1].kind in _BACKWARDS else 1
    day = base.start
    for part in (words[:cut], words[cut:]):
        day = cal.moved(day, unit_of(part), sign * count_of(part))
    yield mention(words, cal.day_of(day), "day", "publication" if ago else "text")


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
    yield counted_from(setting.anchor, words)


def _is_adverb(words: Words, after: Token) -> bool:
    """ "Two days earlier he said", but not "two days earlier than planned"."""
    return words[-1].kind in ("earlier", "later") and after.kind not in ("weak", "for")


def _is_plural(words: Words) -> bool:
    unit = next(word for word in words if word.kind.startswith("unit-"))
    return unit.text.lower().endswith("s")


READINGS: dict[str, Reading] = {
    "weekday": _weekday,
    "the-weekday": _the_weekday,
    "weekdays": _weekdays,
    "weekday-beside": _weekday_beside,
    "weekday-of-text": _weekday_of_text,
    "weekday-number": _weekday_number,
    "yearly": _yearly,
    "weekdays-away": _weekdays_away,
    "fortnight": _fortnight,
    "compound": _compound,
    "weekday-day": _weekday_day,
    "sure-weekday-number": _sure_weekday_number,
    "lone-day": _lone_day,
    "week-of-day": _week_of_day,
    "year-ago": _year_ago,
    "day-of-month": _day_of_month,
    "today": _today,
    "pointed": _pointed,
    "after-next": _after_next,
    "weekend": _weekend,
    "ago": _ago,
    "same": _beside_text,
    "following": _beside_text,
    "previous": _beside_text,
    "offset": _offset,
}
