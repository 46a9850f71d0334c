"""Reads one number, in digits or in words, with the magnitude that multiplies it."""

from __future__ import annotations

import re
from fractions import Fraction
from math import gcd
from unicodedata import numeric

from compare.facts.quantity_scale import LONGEST_NUMERAL, Number, read_scale
from compare.facts.quantity_tokens import Tokens, folded, glued, token_at
from compare.facts.quantity_words import read_words

_GROUPED = re.compile(r"\d{1,3}(?:,\d{2,3})*,\d{3}(?:\.\d+)?")
_SPACED = re.compile(r"\d{1,3}(?:[ \u00a0\u2009\u202f'’]\d{3})+(?:[.,]\d+)?")
_DOTTED = re.compile(r"\d{1,3}(?:\.\d{3}){2,}|\d{1,3}(?:\.\d{3})+,\d+")
_PLAIN = re.compile(r"\d*\.?\d+")
_DECIMAL_COMMA = re.compile(r"\d+,\d{1,2}|0,\d+")


def numeral_value(text: str) -> Fraction | None:
    """What the digits say, None where their separators make no number (1.2.3).

    Of 1,5 and the like it is the value with a decimal comma, see `has_decimal_comma`.
    """
    if len(text) > LONGEST_NUMERAL:
        return None
    if len(text) == 1 and not text.isdigit():
        return Fraction(numeric(text)).limit_denominator(10)
    if _GROUPED.fullmatch(text) and not text.startswith("0,"):
        return Fraction(text.replace(",", ""))
    if _DECIMAL_COMMA.fullmatch(text):
        return Fraction(text.replace(",", "."))
    if _SPACED.fullmatch(text):
        return Fraction(re.sub(r"[^\d.]", "", text.replace(",", ".")))
    if _DOTTED.fullmatch(text):
        return Fraction(text.replace(".", "").replace(",", "."))
    if _PLAIN.fullmatch(text):
        return Fraction(text)
    return None


def has_decimal_comma(text: str) -> bool:
    """Whether a numeral has one comma that groups no thousands, so that it may join two numbers."""
    return _DECIMAL_COMMA.fullmatch(text) is not None


def read_number(tokens: Tokens, index: int, money: bool = False) -> Number | None:
    """The number that starts at `index`; `money` says that a currency stands before it."""
    token = token_at(tokens, index)
    if token is None or token.kind not in ("number", "word"):
        return None
    return (
        _read_digits(tokens, index, money) if token.kind == "number" else read_words(tokens, index)
    )


def _read_digits(tokens: Tokens, index: int, money: bool) -> Number | None:
    text = tokens[index].text
    fraction = _slash_fraction(tokens, index)
    if fraction is not None:
        return Number(fraction, index + 3, share=True, numeral=text)
    value = numeral_value(text)
    if value is None:
        return None
    value, end = _with_fraction(tokens, value, index + 1)
    scale, end = read_scale(tokens, end, money)
    share = scale == 1 and len(text) == 1 and not text.isdigit()
    doubtful = has_decimal_comma(text)
    return Number(value * scale, end, scale, share=share, doubtful=doubtful, numeral=text)


def _with_fraction(tokens: Tokens, value: Fraction, end: int) -> tuple[Fraction, int]:
    """`value` with the fraction written after it: "10 1/2", "2½"."""
    part = token_at(tokens, end)
    if value.denominator > 1 or part is None or part.kind != "number":
        return value, end
    mixed = _slash_fraction(tokens, end)
    if mixed is not None:
        return value + mixed, end + 3
    if part.text[0].isdigit() or part.text[0] == ".":
        return value, end
    return value + (numeral_value(part.text) or 0), end + 1


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
