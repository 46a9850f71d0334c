"""Edits that change one typed fact, so that the sentence excludes what it was made from."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence

from compare.data import words
from training.entailment.edits.texts import (
    DAY,
    MONTHS,
    NAME,
    NUMBERS,
    WEEKDAYS,
    Edit,
    member_of,
    one,
    other_of,
    replaced,
    table,
)

YEAR = re.compile(r"\b(1[89]\d\d|20[0-3]\d)\b")
NUMBER = re.compile(r"(?<![\w.,-])\d{1,3}(?:,\d{3})*(?:\.\d+)?(?![\w,-]|\.\d)")
PROPER = r"[A-Z][a-z]+(?: [A-Z][a-z]+)*"
# Who did it to whom: two names around a verb in the past, active or passive. Who marries, meets or
# joins somebody is married, met or joined by them.
ROLE = re.compile(
    rf"\b(?P<who>{PROPER}) (?P<verb>(?!(?:marri|join|includ|bas|nam|call|locat)ed\b)"
    rf"(?:[a-z]+ed|beat|told|shot|led|struck|sued)|was [a-z]+ed by) "
    rf"(?P<whom>{PROPER})(?![\w'’]| [A-Z])"
)
MONEY = re.compile(r"[$£€](?=\d)")


def _year(text: str, generator: random.Random) -> str | None:
    match = one(YEAR, text, generator)
    step = generator.choice([-10, -5, -3, -2, -1, 1, 2, 3, 5, 10])
    return match and replaced(text, match, str(int(match.group()) + step))


def _day(text: str, generator: random.Random) -> str | None:
    match = one(DAY, text, generator)
    if match is None:
        return None
    group = "before" if match.group("before") else "after"
    day = match.group(group)
    other = generator.choice([str(n) for n in range(1, 29) if str(n) != day])
    start, end = match.span(group)
    return text[:start] + other + text[end:]


def _number(text: str, generator: random.Random) -> str | None:
    match = one(NUMBER, text, generator)
    if match is None or YEAR.fullmatch(match.group()):
        return None
    value = float(match.group().replace(",", ""))
    new = (
        value * generator.choice([0.5, 0.8, 1.2, 1.5, 2.0])
        if value >= 10
        else value + (generator.choice([1, 2, 3]))
    )
    decimals = len(match.group().partition(".")[2])
    written = f"{new:,.{decimals}f}" if "," in match.group() else f"{new:.{decimals}f}"
    return None if written == match.group() else replaced(text, match, written)


def _currency(text: str, generator: random.Random) -> str | None:
    match = one(MONEY, text, generator)
    others = [sign for sign in "$£€" if match and sign != match.group()]
    return match and replaced(text, match, generator.choice(others))


def _role(text: str, generator: random.Random) -> str | None:
    match = ROLE.search(text)
    if match is None or match.group("who").lower() in words("function_words"):
        return None
    new = f"{match.group('whom')} {match.group('verb')} {match.group('who')}"
    return replaced(text, match, new)


def renaming(sentences: Sequence[str]) -> Edit:
    """The edit that puts another name of these sentences where one of as many words stands."""
    calendar = {*MONTHS, *WEEKDAYS}
    names = sorted({m.group() for s in sentences for m in NAME.finditer(s)} - calendar)

    def edit(text: str, generator: random.Random) -> str | None:
        match = one(NAME, text, generator)
        if match is None or match.group() in calendar:
            return None
        words = len(match.group().split())
        others = [
            n
            for n in generator.sample(names, min(len(names), 50))
            if len(n.split()) == words and n not in text
        ]
        return replaced(text, match, others[0]) if others else None

    return edit


FACTS: dict[str, Edit] = {
    "month": other_of(MONTHS),
    "weekday": other_of(WEEKDAYS),
    "day": _day,
    "year": _year,
    "number_word": other_of(NUMBERS),
    "number": _number,
    "unit": member_of("other_units", r"(?<=[\da-z] )"),
    "currency": _currency,
    "bound": member_of("other_bounds"),
    "ordinal": other_of([row[0] for row in table("ordinals")]),
    "place": member_of("other_places"),
    "role": _role,
}
