"""Dates as posts, timetables and speech write them: "the 15 April of 87", "next week Mon".

Each reads less than its words may mean, and nothing where the word after them could be counted or
named. Dates that leave the calendar raise ValueError or OverflowError.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from compare.data import words as entries
from compare.facts import date_calendar as cal
from compare.facts import date_nearest as near
from compare.facts.date_calendar import Period
from compare.facts.date_lexicon import Token
from compare.facts.date_mentions import SHIFTS, Mention, Reading, Words, fields, find, mention
from compare.facts.date_nearest import Setting

_CENTURY = 1900
# Two digits from here on are no day, and of the last century.
_FIRST_SHORT_YEAR = 32


def _ends(words: Words, after: Token | None) -> bool:
    """Whether nothing follows, or a mark; what would be counted or named is a word."""
    is_tied = after is not None and after.kind == "dash" and after.start == words[-1].end
    return after is None or not (after.text[0].isalnum() or is_tied)


def _short_year(words: Words, after: Token | None, setting: Setting) -> Iterator[Mention]:
    """ "15 April of 87", but not "15 April of 40 years ago"."""
    said, last = fields(words[:-2]), words[-1]
    if last.kind == "number" and last.value >= _FIRST_SHORT_YEAR and _ends(words, after):
        said = replace(said, year=_CENTURY + last.value)
        yield mention(words, said.period(setting), "day", "absolute")
    else:
        yield mention(words[:-2], said.period(setting), "day", "publication")


def _spoken_day(words: Words, after: Token | None, setting: Setting) -> Iterator[Mention]:
    """ "Fifteen August 1993.", but not "an August 1993 report" nor "two August 1993 reports"."""
    at = next(index for index, word in enumerate(words) if word.kind == "count")
    said = fields(words)
    if _ends(words, after) and words[at].text.lower() not in entries("indefinite_articles"):
        said = replace(said, day=words[at].value)
    else:
        words = words[at + 1 :]
    yield mention(words, said.period(setting), said.granularity, "absolute")


def _year_month(words: Words, after: Token | None, setting: Setting) -> Iterator[Mention]:
    """ "2016, Nov", but not "2016, Jan Smith"."""
    kept = words if _ends(words, after) else words[:1]
    if kept is words or words[1].kind == ",":
        said = fields(kept)
        yield mention(kept, said.period(setting), said.granularity, "absolute")


def _spaced_month(words: Words, after: Token | None, setting: Setting) -> Iterator[Mention]:
    """ "2016 / 11", "11 / 2016"."""
    month, year = sorted(map(int, re.findall(r"\d+", words[0].text)))
    # "2008 - 11" may be four years.
    if month <= year % 100:
        yield mention(words, cal.months(year, month, "month"), "month", "absolute")


def _days_of_month(words: Words, after: Token | None, setting: Setting) -> Iterator[Mention]:
    """ "From 4-23 in next month", "the 4th to the 23rd of last month"."""
    pointer = find(words, SHIFTS)
    month = near.current(setting, "month", SHIFTS[pointer.kind] if pointer else 0)
    days = [word.value for word in words if word.kind in ("day", "ordinal")]
    whole = None
    if month and len(days) == 2 and days[0] < days[1]:
        first, last = (cal.day(month.start.year, month.start.month, day) for day in days)
        whole = Period(first.start, last.end, "range")
    yield mention(words, whole, "range", "publication")


def _weekday_hour(words: Words, after: Token | None, setting: Setting) -> Iterator[Mention]:
    """The day of "Monday 21 between 9:30 and noon"."""
    said = words[:-2]
    weekday = next(word.value for word in said if word.kind.endswith("-weekday"))
    number = fields(said).day
    if number:
        yield mention(said, near.nearest_number(setting, number, weekday), "day", "publication")


def _day_hour(words: Words, after: Token | None, setting: Setting) -> Iterator[Mention]:
    """The day of "the 17th from 2 p.m."."""
    end = next(i for i, word in enumerate(words) if word.kind in ("from", "between", "at"))
    said = words[:end]
    if number := fields(said).day:
        yield mention(said, near.nearest_number(setting, number), "day", "publication")


def _digit_day(words: Words, after: Token | None, setting: Setting) -> Iterator[Mention]:
    """ "On 29th", but not "the runner on third" nor "on 29th Street"."""
    if words[0].text[0].isdigit() and _ends(words, after):
        yield mention(words, near.nearest_number(setting, words[0].value), "day", "publication")


def _short_weekday(words: Words, after: Token | None, setting: Setting) -> Iterator[Mention]:
    """ "Next week Mon", but not "last week Sun readers": there the week alone."""
    pointer, weekday = find(words, SHIFTS), words[-1]
    shift = SHIFTS[pointer.kind] if pointer else 0
    is_word = weekday.text.lower() in entries("date_ordinary")
    if is_word and after is not None and after.kind == "other" and after.text.isalpha():
        said = words[:2]
        yield mention(said, near.current(setting, "week", shift), "week", "publication")
    else:
        day = near.in_week(setting, weekday.value, shift)
        yield mention(words, day, "day", "publication")


READINGS: dict[str, Reading] = {
    "short-year": _short_year,
    "spoken-day": _spoken_day,
    "year-month": _year_month,
    "spaced-month": _spaced_month,
    "days-of-month": _days_of_month,
    "weekday-hour": _weekday_hour,
    "day-hour": _day_hour,
    "digit-day": _digit_day,
    "short-weekday": _short_weekday,
}
