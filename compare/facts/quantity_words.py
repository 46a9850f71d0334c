"""Reads numbers that are written in words: "two hundred and five", "three-quarters", "hundreds"."""

from __future__ import annotations

from fractions import Fraction
from math import gcd

from compare.data import table, words
from compare.facts.quantity_scale import (
    LONGEST_NUMERAL,
    Number,
    numbers,
    open_number,
    read_scale,
)
from compare.facts.quantity_tokens import (
    Tokens,
    folded,
    is_article,
    phrases,
    skip_dash,
    skip_hyphen,
)

_HUNDRED = 100


def read_words(tokens: Tokens, index: int) -> Number | None:
    """The number that starts with the word at `index`; None where none does."""
    return (
        _read_vague(tokens, index) or _read_fraction(tokens, index) or _read_cardinal(tokens, index)
    )


def _read_vague(tokens: Tokens, index: int) -> Number | None:
    """As in "hundreds of", "tens of thousands of", "several hundred": the lower end only."""
    several = phrases("vague_multipliers").match(tokens, index)
    if several is not None:
        factor = numbers("magnitudes").get(folded(tokens, several[1]))
        return None if factor is None else open_number(tokens, factor, several[1] + 1)
    value = numbers("vague_magnitudes").get(folded(tokens, index))
    if value is None:
        return None
    number = open_number(tokens, value, index + 1)
    counts = folded(tokens, number.end) == "of" or _counts_victims(tokens, index, number.end)
    return number if counts else None


def _counts_victims(tokens: Tokens, index: int, end: int) -> bool:
    """As in "dozens were killed", "hundreds injured"."""
    at = end
    while folded(tokens, at) in words("casualty_links"):
        at += 1
    said = " ".join(token.folded for token in tokens[index:end])
    return said in words("vague_counts") and folded(tokens, at) in table("casualty_words")


def _read_fraction(tokens: Tokens, index: int) -> Number | None:
    """As in "two-thirds", "a quarter of", "half of", "half a million"."""
    part = named_part(tokens, index)
    if part is None:
        return None
    value, end = part
    scale, after = read_scale(tokens, _skip_article(tokens, end))
    if scale > 1:
        return Number(value * scale, after, scale)
    # Of the bare names only "half" is a part: "third" and "fifth" are ranks, "quarter" a time.
    is_part = end > index + 1 or value == Fraction(1, 2)
    return Number(value, end, share=True) if is_part else None


def named_part(tokens: Tokens, index: int) -> tuple[Fraction, int] | None:
    """The proper fraction that words name at `index`, and the index after it."""
    over = numbers("number_words").get(folded(tokens, index))
    if is_article(tokens, index):
        over = 1
    start = index if over is None else skip_dash(tokens, index + 1)
    over = 1 if over is None else over
    under, end = _read_denominator(tokens, start)
    if under is None or not 0 < over < under:
        return None
    if gcd(over, under) != 1 or folded(tokens, end - 1).endswith("s") != (over > 1):
        return None
    return Fraction(over, under), end


def _read_denominator(tokens: Tokens, index: int) -> tuple[int | None, int]:
    """What "fifths" or "twenty-fifths" divide by, and the index after it."""
    under = numbers("fraction_words").get(folded(tokens, index))
    if under is not None:
        return under, index + 1
    tens = numbers("number_words").get(folded(tokens, index), 0)
    ones = skip_hyphen(tokens, index + 1)
    if tens < 20 or ones == index + 1:
        return None, index
    word = folded(tokens, ones)
    under = numbers("ordinal_words").get(word.removesuffix("s"), 10)
    return (tens + under, ones + 1) if under < 10 else (None, index)


def _skip_article(tokens: Tokens, index: int) -> int:
    """The index after "a", "of a" or a hyphen, as in "half a million", "a quarter of a million"."""
    start = index + 1 if folded(tokens, index) == "of" else index
    if is_article(tokens, start):
        return start + 1
    return skip_hyphen(tokens, index)


def _read_cardinal(tokens: Tokens, index: int) -> Number | None:
    """As in "twenty-three", "two hundred and five thousand", "two and a half million"."""
    group, end = read_group(tokens, index)
    if group is None:
        return None
    value, end = _read_part(tokens, end, Fraction(group))
    scale, end = read_scale(tokens, end)
    total, step = value * scale, scale
    while step > 1:
        finer = _read_finer(tokens, end, step)
        if finer is None:
            break
        total, end, step = total + finer.value, finer.end, finer.scale
    parts = _parts(tokens, end)
    return Number(total, end, step) if parts is None else Number(total / parts, end + 1)


def _read_finer(tokens: Tokens, index: int, step: int) -> Number | None:
    """What is added to a number of magnitude `step`: "two million | three hundred thousand", and
    parts of the magnitude itself, "two million | and a half"."""
    joined = folded(tokens, index) in ("and", "&", ",")
    start = index + 1 if joined else index
    is_list = folded(tokens, index) == ","
    part = named_part(tokens, start) if joined and not is_list else None
    if part is not None:
        scale, end = read_scale(tokens, _skip_article(tokens, part[1]))
        if scale == 1:
            return Number(part[0] * step, part[1])
        return Number(part[0] * scale, end, scale) if scale < step else None
    group, end = read_group(tokens, start, article=False)
    if not group:
        return None
    scale, end = read_scale(tokens, end)
    # "Two million, three thousand" is one number, "two million, three of them" is not.
    is_apart = is_list and group * scale < _HUNDRED
    if is_apart or group * scale >= step:
        return None
    return Number(Fraction(group * scale), end, scale)


def _parts(tokens: Tokens, index: int) -> int | None:
    """What "fifths" after a number divide it by; "quarters" would be spans of time."""
    word = folded(tokens, index)
    is_name = word.endswith("s") and word not in words("duration_words")
    return numbers("fraction_words").get(word) if is_name else None


def _read_part(tokens: Tokens, index: int, whole: Fraction) -> tuple[Fraction, int]:
    """`whole` with the part named after it: "two and a half", "two point five"."""
    if folded(tokens, index) == "and":
        part = named_part(tokens, index + 1)
        if part is not None:
            return whole + part[0], part[1]
    return _read_point(tokens, index, whole)


def _read_point(tokens: Tokens, index: int, whole: Fraction) -> tuple[Fraction, int]:
    """`whole` with the decimals spelled after "point": digit by digit, or as one number."""
    if folded(tokens, index) != "point":
        return whole, index
    at, digits = index + 1, ""
    while len(digits) < LONGEST_NUMERAL:
        digit, after = read_small(tokens, at)
        if digit is None or (digits and digit >= 10):
            break
        digits, at = digits + str(digit), after
        if digit >= 10:
            break
    if not digits:
        return whole, index
    return whole + Fraction(int(digits), 10 ** len(digits)), at


def read_group(tokens: Tokens, index: int, article: bool = True) -> tuple[int | None, int]:
    """A number word below one thousand, or the "a" of "a million", and the index after it.

    With `article`, "a" and nothing at all ("hundred thousand") may stand for one.
    """
    if article and is_article(tokens, index):
        follows = skip_hyphen(tokens, index + 1)
        if folded(tokens, follows) not in numbers("magnitudes"):
            return None, index
        value: int | None = 1
        end = follows
    elif article and _is_bare_magnitude(tokens, index):
        value, end = 1, index
    else:
        value, end = read_small(tokens, index)
    word = skip_hyphen(tokens, end)
    if value and numbers("magnitudes").get(folded(tokens, word)) == _HUNDRED:
        value, end = value * _HUNDRED, word + 1
        joined = folded(tokens, end) in ("and", "&")
        rest, after = read_small(tokens, end + 1 if joined else end)
        if rest:
            value, end = value + rest, after
    return value, end


def _is_bare_magnitude(tokens: Tokens, index: int) -> bool:
    """As in "hundred thousand": one magnitude of another, with no number before it."""
    known = numbers("magnitudes")
    return folded(tokens, index) in known and folded(tokens, index + 1) in known


def read_small(tokens: Tokens, index: int) -> tuple[int | None, int]:
    """A number word below one hundred ("twenty-three") and the index after it."""
    small = numbers("number_words")
    value = small.get(folded(tokens, index))
    if value is None:
        return None, index
    unit = skip_dash(tokens, index + 1)
    ones = small.get(folded(tokens, unit), 0)
    if value >= 20 and 0 < ones < 10:
        return value + ones, unit + 1
    part = numbers("fraction_words").get(folded(tokens, skip_hyphen(tokens, index + 1)), 0)
    return (None, index) if 0 < value < part else (value, index + 1)
