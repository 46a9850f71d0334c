"""Reads ordinals, and tells those that rank or count from adverbs, names and days."""

from __future__ import annotations

from compare.data import table, words
from compare.facts.quantity_counted import Counted, Nouns, counted_after
from compare.facts.quantity_scale import LONGEST_NUMERAL, numbers
from compare.facts.quantity_tokens import (
    Tokens,
    folded,
    glued,
    is_article,
    is_free_standing,
    phrases,
    skip_hyphen,
    token_at,
)

ORDINAL_UNIT = "ordinal"
_SUFFIXES = {1: "st", 2: "nd", 3: "rd"}
_LONGEST = 14
_SECOND = 2


def read_ordinal(tokens: Tokens, index: int) -> tuple[int, int] | None:
    """The number that an ordinal at `index` stands for ("21st", "twenty-first"), and the index
    after it; None where there is none."""
    token = token_at(tokens, index)
    if token is None:
        return None
    return _read_digits(tokens, index) if token.kind == "number" else _read_words(tokens, index)


def _read_digits(tokens: Tokens, index: int) -> tuple[int, int] | None:
    digits = tokens[index].text.replace(",", "")
    if not digits.isdecimal() or len(digits) > LONGEST_NUMERAL or not glued(tokens, index + 1):
        return None
    value = int(digits)
    is_teen = 10 < value % 100 < 20
    suffix = "th" if is_teen else _SUFFIXES.get(value % 10, "th")
    return (value, index + 2) if folded(tokens, index + 1) == suffix else None


def _read_words(tokens: Tokens, index: int) -> tuple[int, int] | None:
    """A cardinal whose last word is an ordinal: "one hundred and twenty-fifth"."""
    total = group = 0
    at = index
    if is_article(tokens, at) and folded(tokens, at + 1) in numbers("magnitudes"):
        at += 1
    for _ in range(_LONGEST):
        word = folded(tokens, at)
        last = numbers("ordinal_words").get(word)
        if last is not None:
            value = _closed(total, group, last, glued(tokens, at))
            return None if value is None else (value, at + 1)
        if word in numbers("number_words"):
            group += numbers("number_words")[word]
        elif word in numbers("magnitudes"):
            factor = numbers("magnitudes")[word]
            total, group = _scaled(total, group, factor)
        elif word != "and" or not (total or group >= 100):
            return None
        at = skip_hyphen(tokens, at + 1)
    return None


def _scaled(total: int, group: int, factor: int) -> tuple[int, int]:
    """The sum so far and the open group, after a magnitude."""
    product = max(group, 1) * factor
    return (total, product) if factor <= 100 else (total + product, 0)


def _closed(total: int, group: int, last: int, hyphenated: bool) -> int | None:
    """The whole that the last word completes, None where it does not go on from the group.

    "Thirty second" without a hyphen is a span of time.
    """
    if last == _SECOND and 0 < group < 100 and not hyphenated:
        return None
    if last >= 100:
        return total + max(group, 1) * last
    fits = group % (10 if last < 10 else 100) == 0
    return total + group + last if fits else None


def is_ordinal(tokens: Tokens, start: int, end: int) -> bool:
    """Whether the ordinal at tokens [start, end) says which one of several, or which rank."""
    if start == 0 and end == len(tokens):
        return True
    if not is_free_standing(tokens, start, end) or _is_name_or_day(tokens, start, end):
        return False
    if phrases("ordinal_never").match(tokens, start) is not None:
        return False
    before, after = folded(tokens, start - 1), folded(tokens, skip_hyphen(tokens, end))
    # "The first quarter" and "the first 100 days" are spans of time.
    times = {after, folded(tokens, skip_hyphen(tokens, end + 1))}
    if before in words("ordinal_never_after") or not times.isdisjoint(words("duration_words")):
        return False
    if _is_superlative(after):
        return True
    if glued(tokens, end) and folded(tokens, end) in ("-", "‑"):
        return False
    if before in words("rank_verbs"):
        return True
    is_digits = tokens[start].kind == "number"
    return (is_digits or _is_determined(tokens, start)) and _is_before_noun(tokens, end)


def _is_superlative(word: str) -> bool:
    return (len(word) > 4 and word.endswith("est")) or word in words("superlatives")


def _is_determined(tokens: Tokens, start: int) -> bool:
    """Whether a determiner or a possessive stands before it, as before no adverb."""
    before = folded(tokens, start - 1)
    determined = words("indefinite_articles") | words("determiners") | words("distributives")
    return before in determined or before.endswith(("'s", "’s", "s'", "s’"))


def _is_before_noun(tokens: Tokens, end: int) -> bool:
    token = token_at(tokens, end)
    return token is not None and token.kind != "mark" and token.folded not in _stops()


def _stops() -> frozenset[str]:
    return words("count_stop_words")


def _is_name_or_day(tokens: Tokens, start: int, end: int) -> bool:
    """As in "Fifth Avenue", "the Second World War", "March 4th", "the 4th of July"."""
    following = token_at(tokens, end)
    if following is not None and following.text[0].isupper():
        return True
    if start > 0 and tokens[start].text[0].isupper():
        return True
    around = (folded(tokens, start - 1), folded(tokens, end + 1))
    return any(word in table("months") for word in around)


def counted_by_ordinal(tokens: Tokens, end: int, nouns: Nouns) -> Counted | None:
    """What an ordinal that ends at `end` is one of: "third largest city"."""
    start = skip_hyphen(tokens, end)
    return counted_after(tokens, start + 1 if start > end else start, nouns)
