"""Dates that point: from the day of publication, or from the date mentioned before.

Dates that leave the calendar raise ValueError or OverflowError.
"""

from __future__ import annotations

from collections.abc import Iterator

from compare.facts import date_calendar as cal
from compare.facts import date_nearest as near
from compare.facts.date_calendar import Period
from compare.facts.date_lexicon import Token
from compare.facts.date_mentions import (
    SHIFTS,
    TEXT_SHIFTS,
    Mention,
    Reading,
    Words,
    beside,
    fields,
    find,
    mention,
    narrowed,
    unit_of,
)
from compare.facts.date_nearest import Setting

_DAYS = {"yesterday": -1, "today": 0, "tomorrow": 1}
_BACKWARDS = frozenset(("ago", "earlier", "before"))


def _weekday(words: Words, after: Token | None, setting: Setting) -> Iterator[Mention]:
    weekday = next(word for word in words if word.kind == "sure-weekday")
    pointer = find(words, SHIFTS)
    shift = SHIFTS[pointer.kind] if pointer else None
    if unit_of(words):
        period = near.in_week(setting, weekday.value, shift or 0)
    else:
        period = near.nearest_weekday(setting, weekday.value, shift)
    yield mention(words, period, "day", "publication")


def _day_of_month(words: Words, after: Token | None, setting: Setting) -> Iterator[Mention]:
    pointer = find(words, SHIFTS)
    assert pointer is not None
    month, said = near.current(setting, "month", SHIFTS[pointer.kind]), fields(words).day
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
    yield mention(words, narrowed(words, period), unit, "publication")


def _weekend(words: Words, after: Token | None, setting: Setting) -> Iterator[Mention]:
    yield mention(words, near.nearest_weekend(setting), "weekend", "publication")


def _ago(words: Words, after: Token | None, setting: Setting) -> Iterator[Mention]:
    """ "Two days ago", "two days from now"."""
    count = _count(words) * (-1 if words[-1].kind in _BACKWARDS else 1)
    yield mention(
        words, near.current(setting, unit_of(words), count), unit_of(words), "publication"
    )


def _count(words: Words) -> int:
    """How many units: "the" day before is one, "a couple of" two."""
    if any(word.kind == "couple" for word in words):
        return 2
    values = [word.value for word in words if word.kind in ("count", "day", "number")]
    return values[-1] if values else 1


def _beside_text(words: Words, after: Token | None, setting: Setting) -> Iterator[Mention]:
    """ "The same day", "the following week", "the previous year"."""
    if _is_plural(words):
        return
    pointer = find(words, TEXT_SHIFTS)
    shift = TEXT_SHIFTS[pointer.kind] if pointer else 1
    yield mention(words, beside(setting.anchor, unit_of(words), shift), unit_of(words), "text")


def _offset(words: Words, after: Token | None, setting: Setting) -> Iterator[Mention]:
    """ "Two days earlier"; "before" and "after" only where no event follows to count from."""
    if words[-1].kind == "from" or (
        after and after.text.isalnum() and not _is_adverb(words, after)
    ):
        return
    yield offset_from(setting.anchor, words)


def _is_adverb(words: Words, after: Token) -> bool:
    """ "Two days earlier he said", but not "two days earlier than planned"."""
    return words[-1].kind in ("earlier", "later") and after.kind != "weak"


def offset_from(base: Period | None, words: Words) -> Mention:
    """The mention "two days before" or "the week of", counted from `base`."""
    unit = unit_of(words)
    if words[-1].kind == "of":
        return mention(words, beside(base, unit, 0), unit, "text")
    count = _count(words) * (-1 if words[-1].kind in _BACKWARDS else 1)
    return mention(words, beside(base, unit, count), unit, "text")


def _is_plural(words: Words) -> bool:
    unit = next(word for word in words if word.kind.startswith("unit-"))
    return unit.text.lower().endswith("s")


READINGS: dict[str, Reading] = {
    "weekday": _weekday,
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
