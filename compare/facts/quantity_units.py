"""Reads units and currencies, and converts numbers to the canonical unit of their kind."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache

from compare.data import table, words
from compare.facts.quantity_scale import Number, is_measure_or_magnitude
from compare.facts.quantity_tokens import (
    Tokens,
    folded,
    glued,
    lexicon,
    phrases,
    skip_hyphen,
    token_at,
)

_LENGTH, _SPEED = "metre", "metre per second"
_CLOSERS = {"(": ")", "[": "]"}


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


def as_measure(unit: Unit) -> Unit:
    """The measure that has the name of `unit`, which may be a currency's as well ("pound")."""
    named = lexicon("units").entries.get((unit.name,))
    found = unit if named is None else _unit(named)
    return unit if found.name == unit.name else found


def read_currency(tokens: Tokens, index: int) -> tuple[Unit, int] | None:
    """A currency symbol or code that may stand before its number, and the index after it."""
    found = lexicon("currencies").match(tokens, index)
    if found is None or _is_plain_word(tokens, index, found[1]):
        return None
    return _currency(found[0]), found[1]


def _is_plain_word(tokens: Tokens, start: int, end: int) -> bool:
    """Whether a currency is spelled as a common word, which never stands before its number."""
    if tokens[start].text in words("currency_codes_small"):
        return False
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
    money = None if _is_of_next(tokens, start) else lexicon("currencies").match(tokens, start)
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
    if unit is None:
        return _bracketed(tokens, start)
    return None if _is_other_letter(tokens, start, unit[1]) else (_unit(unit[0]), unit[1])


def _is_of_next(tokens: Tokens, index: int) -> bool:
    """Whether a currency symbol is written close to the next number: "item 1 $10"."""
    following = token_at(tokens, index + 1)
    if glued(tokens, index) or not glued(tokens, index + 1):
        return False
    return following is not None and following.kind == "number"


def _bracketed(tokens: Tokens, index: int) -> tuple[Unit, int] | None:
    """The unit alone in brackets: "20 (kg)"."""
    closing = _CLOSERS.get(folded(tokens, index))
    unit = lexicon("units").match(tokens, index + 1)
    if closing is None or unit is None or folded(tokens, unit[1]) != closing:
        return None
    return _unit(unit[0]), unit[1] + 1


def read_ambiguous_unit(tokens: Tokens, index: int) -> tuple[Unit, int] | None:
    """A unit spelled like a common word ("in"), which the caller knows to be none here."""
    found = lexicon("units_ambiguous").match(tokens, index)
    return None if found is None else (_unit(found[0]), found[1])


def _is_other_letter(tokens: Tokens, start: int, end: int) -> bool:
    """Whether a single letter is no unit: a magnitude ("5m" is metres only when "long", "high" or
    the like follows) or the start of a longer name ("800 F-Series")."""
    if end > start + 1 or len(tokens[start].text) > 1 or not tokens[start].text.isalpha():
        return False
    after = skip_hyphen(tokens, end)
    measured = folded(tokens, after) in words("dimension_words")
    if glued(tokens, start) and is_measure_or_magnitude(tokens[start].text):
        return not measured
    return after > end and not measured


def read_rate(tokens: Tokens, unit: Unit, index: int) -> tuple[Unit, int]:
    """`unit`, or its rate where "per kilogram", "an hour", "a year" follows; the index after it."""
    found = phrases("rate_words").match(tokens, index)
    if found is None:
        return unit, index
    start = found[1]
    # "Per diluted share" is "per share".
    if folded(tokens, start + 1) in words("rate_nouns"):
        start += 1
    word = folded(tokens, start)
    if folded(tokens, start + 1) in words("earlier_words") or word in table("number_words"):
        return unit, index
    if unit.name == _LENGTH and word in table("rate_seconds"):
        factor = unit.factor / Fraction(table("rate_seconds")[word])
        return Unit(_SPEED, factor), start + 1
    if word in words("duration_words"):
        return replace(unit, name=f"{unit.name}/{word.removesuffix('s')}"), start + 1
    says_rate = folded(tokens, index) in ("per", "/")
    per = lexicon("units").match(tokens, start) if says_rate or unit.money else None
    if per is not None and (says_rate or len(word) > 1):
        base = _unit(per[0])
        # Only the plain unit has one name; a price per barrel stays what it was called.
        name = base.name if base.factor == 1 else word
        return replace(unit, name=f"{unit.name}/{name}"), per[1]
    if word.isalpha() and (says_rate or word in words("rate_nouns")):
        return replace(unit, name=f"{unit.name}/{word}"), start + 1
    return unit, index
