"""Stretches of text that are one token: clock times, feasts, spoken years, and what is no date."""

from __future__ import annotations

import re
from collections.abc import Iterator
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
    found = [Phrase("other", *m.span()) for m in _named("date_never").finditer(text, start, end)]
    found += [
        Phrase("holiday", *m.span()) for m in _named("date_holidays").finditer(text, start, end)
    ]
    found += [
        Phrase("year", *m.span(), _year(m)) for m in _spoken_year().finditer(text, start, end)
    ]
    found += [Phrase("written", *m.span()) for m in written_date().finditer(text, start, end)]
    found += [Phrase("small-hours", *m.span()) for m in _small_hours().finditer(text, start, end)]
    for clock in clocks(text, start, end):
        kind = "bare-clock" if clock.bare else "clock"
        found.append(Phrase(kind, clock.start, clock.end, clock.minute))
    position = start
    for phrase in sorted(found, key=lambda phrase: (phrase.start, -phrase.end)):
        if phrase.start >= position:
            yield phrase
            position = phrase.end


@cache
def _named(name: str) -> re.Pattern[str]:
    names = words(name) if name == "date_never" else table(name)
    longest_first = sorted(names, key=len, reverse=True)
    escaped = (re.escape(name).replace("'", "['’]") for name in longest_first)
    return re.compile(rf"\b(?:{'|'.join(escaped)})(?!\w)", re.IGNORECASE)


@cache
def written_date() -> re.Pattern[str]:
    """ "22/Jan/2019", "2019-Aug-1", "Dec/2018", "Oct-2": figures and a month's name in one word."""
    month = rf"(?P<{{}}>{'|'.join(sorted(table('months'), key=len, reverse=True))})"
    year = r"(?P<{}>(?:19|20)\d\d)"
    day = r"(?P<{}>3[01]|[12]\d|0?[1-9])"
    orders = ((day, month, year), (year, month, day), (month, year), (month, day))
    forms = (
        r"[/-]".join(
            part.format(f"{name}{number}")
            for part, name in zip(order, _names(order, month, year), strict=True)
        )
        for number, order in enumerate(orders)
    )
    return re.compile(rf"(?<![\w/.-])(?:{'|'.join(forms)})(?![\w/])", re.IGNORECASE)


def _names(order: tuple[str, ...], month: str, year: str) -> list[str]:
    return ["month" if part == month else "year" if part == year else "day" for part in order]


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
    return re.compile(rf"\b(?:{century}|{thousand})\b", re.IGNORECASE)


def _year(match: re.Match[str]) -> int:
    if century := match["century"]:
        return _numbers()[century.lower()] * 100 + _number(match["rest"])
    return 2000 + _number(match["more"] or "")


def _number(said: str) -> int:
    return sum(_numbers().get(word, 0) for word in re.split(r"[\s-]", said.lower()))
