"""From a form to the dates it names: one reading for each name in date_forms.txt."""

from __future__ import annotations

from collections.abc import Iterator

from compare.facts import (
    date_absolute,
    date_counted,
    date_holidays,
    date_loose,
    date_relative,
)
from compare.facts.date_led import LEADING
from compare.facts.date_lexicon import Token
from compare.facts.date_mentions import Mention, Reading, Words
from compare.facts.date_nearest import Setting


def _nothing(words: Words, after: Token | None, setting: Setting) -> Iterator[Mention]:
    yield from ()


# `none` keeps silent; some of date_led only mean something before the date that follows them.
_READINGS: dict[str, Reading] = {
    "none": _nothing,
    **dict.fromkeys(LEADING, _nothing),
    **date_absolute.READINGS,
    **date_relative.READINGS,
    **date_counted.READINGS,
    **date_holidays.READINGS,
    **date_loose.READINGS,
}


def read(reading: str, words: Words, after: Token | None, setting: Setting) -> Iterator[Mention]:
    """The dates in `words`, which have a form of this reading and stand before `after`.

    None where the words turn out to be no date; ValueError or OverflowError where the date does
    not exist.
    """
    return _READINGS[reading](words, after, setting)
