"""Stretches of text that are one token: clock times, feasts, spoken years, and what is no date."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from compare.data import table, words
from compare.facts.time_clock import clocks


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase at text[start:end] of one word class; `value` as in Token."""

    kind: str
    start: int
    end: int
    value: int = 0


def phrases(text: str, start: int, end: int) -> Iterator[Phrase]:
    """The phrases in text[start:end], in order and without overlap; the longer one wins."""
    position = start
    for phrase in sorted(_all(text, start, end), key=lambda phrase: (phrase.start, -phrase.end)):
        if phrase.start >= position:
            yield phrase
            position = phrase.end


def _all(text: str, start: int, end: int) -> Iterator[Phrase]:
    for kind, pattern in _plain().items():
        for match in pattern.finditer(text, start, end):
            yield Phrase(kind, *match.span())
    for kind, pattern, value in _valued():
        for match in pattern.finditer(text, start, end):
            yield Phrase(kind, *match.span("said"), value(match))
    for match in short_years(text, start, end):
        yield Phrase("year", *match.span("said"), _century(int(match["year"])))
    for clock in clocks(text, start, end):
        kind = "bare-clock" if clock.bare else "clock"
        yield Phrase(kind, clock.start, clock.end, clock.minute)


@cache
def _plain() -> dict[str, re.Pattern[str]]:
    """The word classes of phrases without a value."""
    return {
        "other": _named("date_never"),
        "holiday": _named("date_holidays"),
        "in": _named("year_openers"),
        "written": written_date(),
        "coded": coded_date(),
        "spaced-month": _spaced_month(),
        "week-start": _named("date_week_starts"),
        "small-hours": _small_hours(),
    }


@cache
def _valued() -> tuple[tuple[str, re.Pattern[str], Callable[[re.Match[str]], int]], ...]:
    """The word classes of phrases with a value; what is in the class is called `said`."""
    return (
        ("year", _spoken_year(), _year),
        ("decade", _long_decade(), _decade),
        ("unit-second", _seconds(), lambda match: 0),
    )


@cache
def _named(name: str) -> re.Pattern[str]:
    names = table(name) if name == "date_holidays" else words(name)
    longest_first = sorted(names, key=len, reverse=True)
    escaped = (re.escape(name).replace("'", "['’]") for name in longest_first)
    return re.compile(rf"\b(?:{'|'.join(escaped)})(?!\w)", re.IGNORECASE)


@cache
def written_date() -> re.Pattern[str]:
    """ "22/Jan/2019", "2019-Aug-1", "Dec/2018", "Oct-2", "Dec31": figures and a month's name in one
    word."""
    names = "|".join(sorted(table("months"), key=len, reverse=True))
    month = rf"(?P<{{}}>{names})"
    year = r"(?P<{}>(?:19|20)\d\d)"
    day = r"(?P<{}>3[01]|[12]\d|0?[1-9])"
    orders: tuple[tuple[str, ...], ...] = ((day, month, year), (year, month, day))
    orders += ((year, day, month), (month, year, day), (month, year), (month, day))
    forms = (
        r"[/-]".join(
            part.format(f"{name}{number}")
            for part, name in zip(order, _names(order, month, year), strict=True)
        )
        for number, order in enumerate(orders)
    )
    glued = rf"(?P<month6>{names})(?P<day6>3[01]|[12]\d|0?[1-9])"
    return re.compile(
        rf"(?<![\w/.@])(?:(?<!-)|(?<=\d{{4}}-))(?:{'|'.join(forms)}|{glued})(?![\w/])",
        re.IGNORECASE,
    )


def _names(order: tuple[str, ...], month: str, year: str) -> list[str]:
    return ["month" if part == month else "year" if part == year else "day" for part in order]


@cache
def _spaced_month() -> re.Pattern[str]:
    """ "2016 / 11", "11 /2016", "2016 - 11": a year and a month in figures, set apart."""
    year, month = r"(?:19|20)\d\d", r"(?:1[0-2]|0?[1-9])"
    slash, dash = r"(?:\s/\s?|/\s)", r"(?:\s-\s?|-\s)"
    forms = f"{year}{slash}{month}|{month}{slash}{year}|{year}{dash}{month}"
    return re.compile(rf"(?<![\w/.,$€£-])(?:{forms})(?=[.,;:!?)](?!\d)|\s*$)")


@cache
def coded_date() -> re.Pattern[str]:
    """ "2021Q3", "H1'22", "1Q23": quarters and halves as business news abbreviates them."""
    code = r"(?P<code{}>{})"
    long, short = r"(?P<year{}>20\d\d)", r"['’]?(?P<year{}>(?:20)?\d\d)"
    forms = (
        long.format(1) + code.format(1, "Q[1-4]|H[12]"),
        code.format(2, "Q[1-4]|H[12]") + long.format(2),
        code.format(3, "Q[1-4]|H[12]") + r"\s?['’](?P<year3>\d\d)",
        code.format(4, "[1-4]Q|[12]H") + r"\s?" + short.format(4),
    )
    return re.compile(rf"(?<![\w/.-])(?:{'|'.join(forms)})(?![\w/])")


@cache
def _long_decade() -> re.Pattern[str]:
    """Decades of several words: "twenty-tens"."""
    names = [name.replace(" ", r"[\s-]") for name in table("date_decades") if " " in name]
    return re.compile(rf"\b(?P<said>{'|'.join(names)})\b", re.IGNORECASE)


def _decade(match: re.Match[str]) -> int:
    return int(table("date_decades")[" ".join(re.split(r"[\s-]", match.group().lower()))])


def short_years(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Two digits of a year, `year`, behind an apostrophe, both `said`: "in '87", "June '23"."""
    return _short_year().finditer(text, start, end)


@cache
def _short_year() -> re.Pattern[str]:
    openers = "|".join(sorted({*words("short_year_openers"), *table("months")}))
    # An apostrophe that ends a word may close a quotation that the first one opened.
    closed = r"[^.;]{0,60}['’](?!\w)"
    return re.compile(
        rf"\b(?:{openers})\.?\s(?P<said>['’‘](?P<year>\d\d))(?![\w'’]|\s?[-–]|{closed})",
        re.IGNORECASE,
    )


def _century(year: int) -> int:
    """Two digits of a year, which from 30 on are of the last century."""
    return year + (1900 if year >= 30 else 2000)


@cache
def _seconds() -> re.Pattern[str]:
    """ "30-second", "ten-second", but not "twenty-second", which may be a day."""
    small = "|".join(word for word, number in _numbers().items() if number < 20)
    return re.compile(rf"\b(?:\d+|{small})(?P<said>-second)\b(?!-)", re.IGNORECASE)


@cache
def _small_hours() -> re.Pattern[str]:
    """The parts of the day that are named by two words: "the early hours"."""
    names = [name.replace(" ", r"\s") for name in table("time_parts") if " " in name]
    return re.compile(rf"\b(?:{'|'.join(names)})\b", re.IGNORECASE)


@cache
def _numbers() -> dict[str, int]:
    found = {word: int(number) for word, number in table("date_numbers").items()}
    return {word: number for word, number in found.items() if len(word) > 2}


@cache
def _spoken_year() -> re.Pattern[str]:
    """ "Nineteen ninety-six", "nineteen oh one", "two thousand and fifteen"."""
    numbers = _numbers()

    def any_of(low: int, high: int) -> str:
        return "|".join(word for word, number in numbers.items() if low <= number <= high)

    tens = rf"(?:{any_of(20, 90)})(?:[\s-](?:{any_of(1, 9)}))?|{any_of(10, 19)}"
    small = rf"(?:oh|zero)[\s-](?:{any_of(1, 9)})"
    century = rf"(?P<century>{any_of(16, 20)})(?:\shundred)?[\s-](?P<rest>(?:{tens}|{small}))"
    thousand = rf"two\sthousand(?:\s(?:and\s)?(?P<more>{tens}|{any_of(1, 9)}))?"
    return re.compile(rf"\b(?P<said>{century}|{thousand})\b", re.IGNORECASE)


def _year(match: re.Match[str]) -> int:
    if century := match["century"]:
        return _numbers()[century.lower()] * 100 + _number(match["rest"])
    return 2000 + _number(match["more"] or "")


def _number(said: str) -> int:
    return sum(_numbers().get(word, 0) for word in re.split(r"[\s-]", said.lower()))
