"""Dates that count from the date right after them: "two days before June 6", "the week of June 6".

Dates that leave the calendar raise ValueError or OverflowError.
"""

from __future__ import annotations

from collections.abc import Callable

from compare.facts import date_calendar as cal
from compare.facts.date_calendar import Period
from compare.facts.date_mentions import Mention, Words, beside, count_of, mention, unit_of

_BACKWARDS = frozenset(("ago", "earlier", "before"))


def led_to(reading: str, base: Period | None, words: Words) -> Mention:
    """The mention that `words`, which have a form of this reading of LEADING, make of `base`."""
    return LEADING[reading](base, words)


def counted_from(base: Period | None, words: Words) -> Mention:
    """ "Two days earlier": the unit that lies so many units from `base`."""
    unit = unit_of(words)
    return mention(words, beside(base, unit, _steps(words)), unit, "text")


def _steps(words: Words) -> int:
    return count_of(words) * (-1 if words[-1].kind in _BACKWARDS else 1)


def _offset(base: Period | None, words: Words) -> Mention:
    unit = unit_of(words)
    if base and base.granularity == "day" and (unit == "week" or words[-1].kind == "from"):
        # "Two weeks from Friday" is a Friday.
        return mention(words, cal.shifted(base, unit, _steps(words)), "day", "text")
    return counted_from(base, words)


def _week_of(base: Period | None, words: Words) -> Mention:
    """ "The week of June 6", "the weekend of June 5", "w/c June 5"."""
    unit = unit_of(words) or "week"
    return mention(words, beside(base, unit, 0), unit, "text")


def _around(base: Period | None, words: Words) -> Mention:
    """ "Within two days of June 6" lies before it or after it."""
    unit, count = unit_of(words), count_of(words)
    period = base and Period(
        cal.moved(base.start, unit, -count), cal.moved(base.end, unit, count), "range"
    )
    return mention(words, period, "range", "text")


def _span(base: Period | None, words: Words) -> Mention:
    """ "Two weeks starting May 20"."""
    period = base and Period(
        base.start, cal.moved(base.start, unit_of(words), count_of(words)), "range"
    )
    return mention(words, period, "range", "text")


LEADING: dict[str, Callable[[Period | None, Words], Mention]] = {
    "offset": _offset,
    "week-of": _week_of,
    "around": _around,
    "span": _span,
}
