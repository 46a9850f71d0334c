"""Reads units and currencies, and converts numbers to the canonical unit of their kind."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from compare.data import table, words
from compare.facts.quantity_numbers import Number
from compare.facts.quantity_tokens import (
    Tokens,
    folded,
    glued,
    lexicon,
    phrases,
    skip_hyphen,
)


@dataclass(frozen=True, slots=True)
class Unit:
    """A canonical unit and how to reach it: canonical = written * factor + offset."""

    name: str
    factor: Fraction = Fraction(1)
    offset: Fraction = Fraction(0)
    money: bool = False

    def convert(self, value: Fraction) -> Fraction:
        """`value`, written in this unit, in the canonical unit."""
        return value * self.factor + self.offset


@cache
def _unit(description: str) -> Unit:
    """The unit that a row of units.txt describes: factor, name, offset where there is one."""
    factor, *name = description.split()
    has_offset = name[-1][-1].isdecimal()
    offset = Fraction(name.pop()) if has_offset else Fraction(0)
    return Unit(" ".join(name), Fraction(factor), offset)


@cache
def _currency(description: str) -> Unit:
    """The currency that a row of currencies.txt describes: code, part of it where there is one."""
    name, *part = description.split()
    return Unit(name, Fraction(part[0]) if part else Fraction(1), money=True)


@cache
def measures() -> frozenset[str]:
    """The canonical units that several written units are converted to, scales with a zero aside."""
    units = [_unit(description) for description in table("units").values()]
    shifted = {unit.name for unit in units if unit.offset}
    return frozenset(unit.name for unit in units if unit.factor != 1) - shifted


def read_currency(tokens: Tokens, index: int) -> tuple[Unit, int] | None:
    """A currency symbol or code that may stand before its number, and the index after it."""
    found = lexicon("currencies").match(tokens, index)
    if found is None or _is_plain_word(tokens, index, found[1]):
        return None
    return _currency(found[0]), found[1]


def _is_plain_word(tokens: Tokens, start: int, end: int) -> bool:
    """Whether a currency is spelled as a common word, which never stands before its number."""
    return all(token.text.isalpha() and token.text.islower() for token in tokens[start:end])


def read_prefix(tokens: Tokens, index: int) -> tuple[Unit, int] | None:
    """A unit that stands before its number ("magnitude 7.5"), and the index after it."""
    found = lexicon("units_before").match(tokens, index)
    if found is None:
        return None
    return Unit(found[0]), skip_hyphen(tokens, found[1])


def read_unit(tokens: Tokens, number: Number) -> tuple[Unit, int] | None:
    """The unit or currency right after `number`, and the index after it; None where unclear."""
    start = skip_hyphen(tokens, number.end)
    unit = lexicon("units").match(tokens, start)
    money = lexicon("currencies").match(tokens, start)
    if unit is not None and money is not None:
        # "Pound" is both: sums of money come in millions, weights in hyphens and with "of"; else
        # it stays the pound that it was called.
        if number.scale > 1:
            unit = None
        elif start > number.end or folded(tokens, unit[1]) == "of":
            money = None
        elif unit[1] == money[1]:
            return Unit(tokens[start].folded.removesuffix("s")), unit[1]
    if money is not None and (unit is None or money[1] > unit[1]):
        return _currency(money[0]), money[1]
    if unit is None or _is_other_letter(tokens, start, unit[1]):
        return None
    return _unit(unit[0]), unit[1]


def _is_other_letter(tokens: Tokens, start: int, end: int) -> bool:
    """Whether a single letter is no unit: a magnitude ("5m" is metres only when "long", "high" or
    the like follows) or the start of a longer name ("800 F-Series")."""
    if end > start + 1 or len(tokens[start].text) > 1 or not tokens[start].text.isalpha():
        return False
    after = skip_hyphen(tokens, end)
    measured = folded(tokens, after) in words("dimension_words")
    if glued(tokens, start) and tokens[start].text in table("magnitude_symbols"):
        return not measured
    return after > end and not measured


def read_rate(tokens: Tokens, unit: Unit, index: int) -> tuple[Unit, int]:
    """`unit`, or its rate where "per kilogram", "an hour", "a year" follows; the index after it."""
    found = phrases("rate_words").match(tokens, index)
    if found is None:
        return unit, index
    word = folded(tokens, found[1])
    is_time = word in words("duration_words")
    if not is_time and (folded(tokens, index) not in ("per", "/") or not word.isalpha()):
        return unit, index
    name = f"{unit.name}/{word.removesuffix('s') if is_time else word}"
    return Unit(name, unit.factor, unit.offset, unit.money), found[1] + 1
