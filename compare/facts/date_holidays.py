"""Feasts as dates: "Christmas Eve", "last Thanksgiving", "Easter 2024"."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from compare.data import table
from compare.facts import date_calendar as cal
from compare.facts import date_nearest as near
from compare.facts.date_calendar import Period
from compare.facts.date_lexicon import Token
from compare.facts.date_mentions import SHIFTS, Mention, Reading, Words, fields, find, mention
from compare.facts.date_nearest import Setting


def _holiday(words: Words, after: Token | None, setting: Setting) -> Iterator[Mention]:
    """ "On Christmas", "before Easter", "Easter Monday": the very day."""
    yield _found(words, setting, _in_year)


def _feast(words: Words, after: Token | None, setting: Setting) -> Iterator[Mention]:
    """ "At Christmas", "over Easter": a feast that lasts longer, with the days that go with it."""
    lasts = _name(words) in table("date_feasts")
    yield _found(words, setting, _around if lasts else _in_year)


def _weekend(words: Words, after: Token | None, setting: Setting) -> Iterator[Mention]:
    """ "The Labor Day weekend"."""
    yield _found(words, setting, _with_weekend)


def _found(words: Words, setting: Setting, in_year: Callable[[str, int], Period]) -> Mention:
    name = _name(words)
    if year := fields(words).year:
        return mention(words, in_year(name, year), "day", "absolute")
    pointer = find(words, SHIFTS)
    period = near.nearest_yearly(
        setting, lambda year: in_year(name, year), SHIFTS[pointer.kind] if pointer else None
    )
    return mention(words, period, "day", "publication")


def _name(words: Words) -> str:
    holiday = next(word for word in words if word.kind == "holiday")
    return " ".join(holiday.text.lower().replace("’", "'").split())


def _around(name: str, year: int) -> Period:
    before, after = (timedelta(days=int(days)) for days in table("date_feasts")[name].split())
    day = _in_year(name, year)
    return Period(day.start - before, day.end + after, "range")


def _with_weekend(name: str, year: int) -> Period:
    """The weekend nearest to a feast, and the days between the two."""
    day = _in_year(name, year)
    # Mondays and Tuesdays are nearer to the weekend before.
    instant = day.start - timedelta(days=2) if day.start.weekday() < 2 else day.start
    weekend = cal.containing(instant, "weekend")
    return Period(min(day.start, weekend.start), max(day.end, weekend.end), "range")


def _in_year(name: str, year: int) -> Period:
    match table("date_holidays")[name].split():
        case ["easter", after]:
            return cal.day_of(easter(year) + timedelta(days=int(after)))
        case [month, weekday, which]:
            number = int(table("weekdays")[weekday].split()[0])
            return cal.day_of(nth_weekday(year, int(month), number, int(which)))
        case rule:
            return cal.day(year, *map(int, rule))


def nth_weekday(year: int, month: int, weekday: int, which: int) -> date:
    """The first (1) to fourth weekday (Monday 0) of a month; 5 is the last."""
    first = date(year, month, 1)
    found = first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (which - 1))
    return found if found.month == month else found - timedelta(days=7)


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar, by the golden number and the epact."""
    golden, century = year % 19, year // 100
    shift = century - century // 4 - (8 * century + 13) // 25
    epact = (19 * golden + shift + 15) % 30
    full_moon = epact - (epact > 28 or (epact == 28 and golden > 10))
    weekday = (year + year // 4 + full_moon + 2 - century + century // 4) % 7
    return date(year, 3, 28) + timedelta(days=full_moon - weekday)


READINGS: dict[str, Reading] = {"holiday": _holiday, "feast": _feast, "feast-weekend": _weekend}
