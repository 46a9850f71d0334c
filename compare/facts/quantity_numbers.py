"""Reads one number: digits, number words, fractions, and the magnitude that multiplies them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from math import gcd
from unicodedata import numeric

from compare.data import table, words
from compare.facts.quantity_tokens import (
    Tokens,
    folded,
    glued,
    lexicon,
    phrases,
    skip_hyphen,
    token_at,
)

# No count in the news has more digits, and longer ones would only overflow.
_LONGEST_NUMERAL = 24
_GROUPED = re.compile(r"\d{1,3}(?:,\d{2,3})*,\d{3}(?:\.\d+)?")
_SPACED = re.compile(r"\d{1,3}(?:[ \u00a0\u2009\u202f'’]\d{3})+")
_DOTTED = re.compile(r"\d{1,3}(?:\.\d{3}){2,}")
_PLAIN = re.compile(r"\d*\.?\d+")


@dataclass(frozen=True, slots=True)
class Number:
    """A number as written: its value, the magnitude already multiplied into it, the index after it.

    `open` marks "hundreds of", of which only the lower end is known; `share` a part of a whole
    ("two-thirds"); `numeral` the digits it was written with, empty when in words.
    """

    value: Fraction
    end: int
    scale: int = 1
    open: bool = False
    share: bool = False
    numeral: str = ""


@cache
def _numbers(name: str) -> Mapping[str, int]:
    return {word: int(value) for word, value in table(name).items()}


@cache
def _symbols() -> Mapping[str, tuple[int, bool]]:
    rows = ((word, value.split()) for word, value in table("magnitude_symbols").items())
    return {word: (int(value[0]), "money" in value) for word, value in rows}


def numeral_value(text: str) -> Fraction | None:
    """What the digits say, None where their separators leave it open (1,2 or 1.2.3)."""
    if len(text) > _LONGEST_NUMERAL:
        return None
    if len(text) == 1 and not text.isdigit():
        return Fraction(numeric(text)).limit_denominator(10)
    if _GROUPED.fullmatch(text):
        return Fraction(text.replace(",", ""))
    if _SPACED.fullmatch(text) or _DOTTED.fullmatch(text):
        return Fraction(re.sub(r"\D", "", text))
    if _PLAIN.fullmatch(text):
        return Fraction(text)
    return None


def read_number(tokens: Tokens, index: int, money: bool = False) -> Number | None:
    """The number that starts at `index`; `money` says that a currency stands before it."""
    token = token_at(tokens, index)
    if token is None or token.kind not in ("number", "word"):
        return None
    if token.kind == "number":
        return _read_digits(tokens, index, money)
    return _read_vague(tokens, index) or _read_fraction(tokens, index) or _read_words(tokens, index)


def _read_digits(tokens: Tokens, index: int, money: bool) -> Number | None:
    text = tokens[index].text
    fraction = _slash_fraction(tokens, index)
    if fraction is not None:
        return Number(fraction, index + 3, share=True, numeral=text)
    value = numeral_value(text)
    if value is None:
        return None
    end = index + 1
    part = token_at(tokens, end)
    if value.denominator == 1 and part is not None and part.kind == "number":
        mixed = _slash_fraction(tokens, end)
        if mixed is not None:
            value, end = value + mixed, end + 3
        elif not part.text[0].isdigit() and part.text[0] != ".":
            value, end = value + (numeral_value(part.text) or 0), end + 1
    scale, end = _read_scale(tokens, end, money)
    share = scale == 1 and len(text) == 1 and not text.isdigit()
    return Number(value * scale, end, scale, share=share, numeral=text)


def _slash_fraction(tokens: Tokens, index: int) -> Fraction | None:
    """1/2 or 3/4, but not 9/11 nor a date: the parts named in news are few."""
    if folded(tokens, index + 1) != "/" or folded(tokens, index + 3) == "/":
        return None
    if not (glued(tokens, index + 1) and glued(tokens, index + 2)):
        return None
    top, bottom = tokens[index].text, tokens[index + 2].text
    if not (top.isdecimal() and bottom.isdecimal() and len(top) < 3 and len(bottom) < 4):
        return None
    over, under = int(top), int(bottom)
    if not 0 < over < under or gcd(over, under) != 1:
        return None
    is_month_and_day = over > 1 and 8 < under <= 31
    return None if is_month_and_day else Fraction(over, under)


def _read_scale(tokens: Tokens, index: int, money: bool) -> tuple[int, int]:
    """The magnitude at `index` (1 where there is none) and the index after it."""
    scale, end = 1, index
    while scale < 10**15:
        word = skip_hyphen(tokens, end)
        factor = _numbers("magnitudes").get(folded(tokens, word))
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
    factor, needs_money = found
    after = skip_hyphen(tokens, start + 1)
    money = money or lexicon("currencies").match(tokens, after) is not None
    if money or (glued(tokens, index) and not needs_money):
        return factor, start + 1
    return 1, index


def _read_vague(tokens: Tokens, index: int) -> Number | None:
    """As in "hundreds of", "tens of thousands of", "several hundred": the lower end only."""
    vague, exact = _numbers("vague_magnitudes"), _numbers("magnitudes")
    several = phrases("vague_multipliers").match(tokens, index)
    if several is not None:
        factor = exact.get(folded(tokens, several[1]))
        return None if factor is None else _open_number(tokens, factor, several[1] + 1)
    value = vague.get(folded(tokens, index))
    if value is None:
        return None
    number = _open_number(tokens, value, index + 1)
    return number if folded(tokens, number.end) == "of" else None


def _open_number(tokens: Tokens, value: int, end: int) -> Number:
    vague = _numbers("vague_magnitudes")
    while value < 10**15:
        step = 1 if folded(tokens, end) == "of" else 0
        word = folded(tokens, end + step)
        factor = vague.get(word) or _numbers("magnitudes").get(word)
        if factor is None:
            break
        value, end = value * factor, end + step + 1
    return Number(Fraction(value), end, value, open=True)


def _read_fraction(tokens: Tokens, index: int) -> Number | None:
    """As in "two-thirds", "a quarter of", "half of", "half a million"."""
    part = _named_part(tokens, index)
    if part is None:
        return None
    value, end = part
    scale, after = _read_scale(tokens, _skip_article(tokens, end), False)
    if scale > 1:
        return Number(value * scale, after, scale)
    # Of the bare names only "half" is a part: "third" and "fifth" are ranks, "quarter" a time.
    is_part = end > index + 1 or value == Fraction(1, 2)
    return Number(value, end, share=True) if is_part else None


def _named_part(tokens: Tokens, index: int) -> tuple[Fraction, int] | None:
    """The proper fraction that words name at `index`, and the index after it."""
    over = _numbers("number_words").get(folded(tokens, index))
    if folded(tokens, index) in ("a", "an"):
        over = 1
    named = index if over is None else skip_hyphen(tokens, index + 1)
    word = folded(tokens, named)
    under = _numbers("fraction_words").get(word)
    over = 1 if over is None else over
    if under is None or not 0 < over < under:
        return None
    if gcd(over, under) != 1 or word.endswith("s") != (over > 1):
        return None
    return Fraction(over, under), named + 1


def _skip_article(tokens: Tokens, index: int) -> int:
    """The index after "a", "of a" or a hyphen, as in "half a million", "a quarter of a million"."""
    start = index + 1 if folded(tokens, index) == "of" else index
    if folded(tokens, start) in ("a", "an"):
        return start + 1
    return skip_hyphen(tokens, index)


def _read_words(tokens: Tokens, index: int) -> Number | None:
    """As in "twenty-three", "two hundred and five thousand", "two and a half million"."""
    group, end = _read_group(tokens, index)
    if group is None:
        return None
    value, end = _read_part(tokens, end, Fraction(group))
    scale, end = _read_scale(tokens, end, False)
    total, step = value * scale, scale
    while step > 1:
        joined = folded(tokens, end) == "and"
        group, after = _read_group(tokens, end + 1 if joined else end, article=False)
        if not group:
            break
        finer, after = _read_scale(tokens, after, False)
        if group * finer >= step:
            break
        total, end, step = total + group * finer, after, finer
    parts = _parts(tokens, end)
    return Number(total, end, step) if parts is None else Number(total / parts, end + 1)


def _parts(tokens: Tokens, index: int) -> int | None:
    """What "fifths" after a number divide it by; "quarters" would be spans of time."""
    word = folded(tokens, index)
    is_name = word.endswith("s") and word not in words("duration_words")
    return _numbers("fraction_words").get(word) if is_name else None


def _read_part(tokens: Tokens, index: int, whole: Fraction) -> tuple[Fraction, int]:
    """`whole` with the part named after it: "two and a half", "two point five"."""
    if folded(tokens, index) == "and":
        part = _named_part(tokens, index + 1)
        if part is not None:
            return whole + part[0], part[1]
    if folded(tokens, index) != "point":
        return whole, index
    place = Fraction(1, 10)
    start = index = index + 1
    value = whole
    while (digit := _numbers("number_words").get(folded(tokens, index), 10)) < 10:
        value, place, index = value + digit * place, place / 10, index + 1
        if index - start == _LONGEST_NUMERAL:
            break
    return (value, index) if index > start else (whole, start - 1)


def _read_group(tokens: Tokens, index: int, article: bool = True) -> tuple[int | None, int]:
    """A number word below one thousand, or the "a" of "a million", and the index after it."""
    if article and folded(tokens, index) in ("a", "an"):
        follows = skip_hyphen(tokens, index + 1)
        if folded(tokens, follows) not in _numbers("magnitudes"):
            return None, index
        value: int | None = 1
        end = follows
    else:
        value, end = _read_small(tokens, index)
    hundred = _numbers("magnitudes")["hundred"]
    word = skip_hyphen(tokens, end)
    if value and _numbers("magnitudes").get(folded(tokens, word)) == hundred:
        value, end = value * hundred, word + 1
        joined = folded(tokens, end) == "and"
        rest, after = _read_small(tokens, end + 1 if joined else end)
        if rest:
            value, end = value + rest, after
    return value, end


def _read_small(tokens: Tokens, index: int) -> tuple[int | None, int]:
    """A number word below one hundred ("twenty-three") and the index after it."""
    small = _numbers("number_words")
    value = small.get(folded(tokens, index))
    if value is None:
        return None, index
    unit = skip_hyphen(tokens, index + 1)
    ones = small.get(folded(tokens, unit), 0)
    if value >= 20 and 0 < ones < 10:
        return value + ones, unit + 1
    part = _numbers("fraction_words").get(folded(tokens, unit), 0)
    return (None, index) if 0 < value < part else (value, index + 1)
