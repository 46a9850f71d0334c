"""Numbers as values, and the magnitudes that multiply them: million, lakh, bn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from compare.data import table, words
from compare.facts.quantity_tokens import (
    Tokens,
    folded,
    glued,
    lexicon,
    skip_hyphen,
    token_at,
)

# No count in the news has more digits, and longer ones would only overflow.
LONGEST_NUMERAL = 24
_LARGEST_SCALE = 10**15


@dataclass(frozen=True, slots=True)
class Number:
    """A number as written: its value, the magnitude already multiplied into it, the index after it.

    `open` marks "hundreds of", of which only the lower end is known; `share` a part of a whole
    ("two-thirds"); `doubtful` a comma that is a decimal one only if a unit shows it ("1,5 km");
    `numeral` the digits it was written with, empty when in words.
    """

    value: Fraction
    end: int
    scale: int = 1
    open: bool = False
    share: bool = False
    doubtful: bool = False
    numeral: str = ""


@cache
def numbers(name: str) -> Mapping[str, int]:
    """The table `name` of words and whole numbers."""
    return {word: int(value) for word, value in table(name).items()}


@cache
def _symbols() -> Mapping[str, tuple[int, frozenset[str]]]:
    rows = ((word, value.split()) for word, value in table("magnitude_symbols").items())
    return {word: (int(value[0]), frozenset(value[1:])) for word, value in rows}


def is_measure_or_magnitude(symbol: str) -> bool:
    """Whether a letter close to digits may be a unit or a magnitude ("5m")."""
    return symbol in _symbols() and "measure" in _symbols()[symbol][1]


def magnitude(tokens: Tokens, index: int) -> int | None:
    """The magnitude that the word at `index` names, if any; a plural only after a number."""
    word = folded(tokens, index)
    exact = numbers("magnitudes").get(word)
    if exact is not None or folded(tokens, index + 1) == "of":
        return exact
    return numbers("vague_magnitudes").get(word)


def read_scale(tokens: Tokens, index: int, money: bool = False) -> tuple[int, int]:
    """The magnitude after a number, at `index` (1 where there is none), and the index after it."""
    scale, end = 1, index
    while scale < _LARGEST_SCALE:
        word = skip_hyphen(tokens, end)
        factor = magnitude(tokens, word)
        if factor is None:
            break
        scale, end = scale * factor, word + 1
    return (scale, end) if scale > 1 else _read_symbol(tokens, index, money)


def _read_symbol(tokens: Tokens, index: int, money: bool) -> tuple[int, int]:
    """An abbreviated magnitude ("bn"), trusted close to its digits or next to a currency."""
    start = skip_hyphen(tokens, index)
    symbol = token_at(tokens, start)
    if symbol is None:
        return 1, index
    found = _symbols().get(symbol.text if len(symbol.text) == 1 else symbol.folded)
    if found is None:
        return 1, index
    factor, marks = found
    after = skip_hyphen(tokens, start + 1)
    money = money or lexicon("currencies").match(tokens, after) is not None
    counts_people = "measure" in marks and folded(tokens, after) in words("person_plurals")
    if money or (glued(tokens, index) and (counts_people or "money" not in marks)):
        return factor, start + 1
    return 1, index


def open_number(tokens: Tokens, value: int, end: int) -> Number:
    """A number known only from below, with the magnitudes after it: "tens of thousands"."""
    vague = numbers("vague_magnitudes")
    while value < _LARGEST_SCALE:
        step = 1 if folded(tokens, end) == "of" else 0
        word = folded(tokens, end + step)
        factor = vague.get(word) or numbers("magnitudes").get(word)
        if factor is None:
            break
        value, end = value * factor, end + step + 1
    return Number(Fraction(value), end, value, open=True)
