"""Words of names: in plain letters, romanised by rule, and held against each other."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum
from functools import cache, lru_cache

from anyascii import anyascii
from rapidfuzz import fuzz

from compare.data import table, words

_APOSTROPHES = re.compile(r"['`’‘ʻʼ]")
_ABBREVIATION = re.compile(r"(?<![^\W_])[^\W\d_](?:\.[^\W\d_])+(?![^\W_])\.?")
_INITIALS = re.compile(r"(?<=\b[^\W\d_]\.)(?=[^\W\d_])")
_WORD = re.compile(r"[a-z0-9]+")
_VOWELS = re.compile("[aeiouy]")
# Below this length two spellings that fall together by rule are too often two names (Lee, Li).
_RULED = 4
_VOWELLED = 5
# One consonant shows no likeness.
_TELLING = 2
# Above this likeness two words may be spellings of one, and are not held to differ.
_DOUBTFUL = 65.0
_DOUBTFUL_SHORT = 40.0


class NameRelation(StrEnum):
    """What two names, or two words of names, say of each other; UNKNOWN: it cannot be told."""

    SAME = "same"
    DIFFERENT = "different"
    UNKNOWN = "unknown"


@lru_cache(maxsize=1 << 14)
def words_of(name: str) -> tuple[str, ...]:
    """The words of a name in plain lower-case letters, without a leading "the".

    Abbreviations lose their full stops ("U.S." is "us"); hyphens part words; a script other than
    Latin is romanised.
    """
    if name.isascii() and name.isalpha():
        return (name.lower(),)
    joined = _ABBREVIATION.sub(lambda match: match.group().replace(".", ""), name)
    folded = _APOSTROPHES.sub("", anyascii(joined)).lower()
    found = tuple(_WORD.findall(folded))
    return found[1:] if len(found) > 1 and found[0] == "the" else found


def words_of_person(name: str) -> tuple[str, ...]:
    """The words of a person's name; unlike in other names initials stay apart ("J.K." is two)."""
    return words_of(_INITIALS.sub(" ", name))


def plain(name: str) -> str:
    """The words of a name with single spaces: what tables of names are asked by."""
    return " ".join(words_of(name))


def is_acronym(name: str) -> bool:
    """Whether a name has the shape of an acronym: two to seven capitals, "U.N." or "NATO"."""
    letters = name.replace(".", "")
    return letters.isalpha() and letters.isupper() and 2 <= len(letters) <= 7


@cache
def _rules(name: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    rows = table(name).items()
    return tuple((re.compile(pattern), "" if new == "-" else new) for pattern, new in rows)


def _ruled(word: str, rules: str) -> str:
    for pattern, new in _rules(rules):
        word = pattern.sub(new, word)
    return word


@lru_cache(maxsize=1 << 14)
def romanised(word: str) -> str:
    """A plain word in the one spelling that the common romanisations of a name share."""
    return _ruled(word, "name_spelling")


@lru_cache(maxsize=1 << 14)
def _without_vowel_colour(word: str) -> str:
    key = romanised(word)
    # Alan and Ellen are two; Omar and Umar may be one.
    return key[:1].replace("o", "u") + _ruled(key[1:], "name_vowels")


@cache
def _variants() -> dict[str, frozenset[str]]:
    """Each given name to all that it is written as in other languages."""
    found: dict[str, frozenset[str]] = {}
    for line in words("name_variants"):
        group = frozenset(line.split())
        for name in group:
            found[name] = found.get(name, frozenset()) | group
    return found


@cache
def _nicknames() -> dict[str, frozenset[str]]:
    """English given names to their short forms, as "nicknames" lists them."""
    from nicknames import name_triplets

    rows: dict[str, set[str]] = {}
    for row in name_triplets():
        if row.relationship == "has_nickname":
            rows.setdefault(row.name1, set()).add(row.name2)
    return {name: frozenset(short) for name, short in rows.items()}


@cache
def _english() -> frozenset[str]:
    return frozenset(_nicknames()).union(*_nicknames().values())


def is_given_name(word: str) -> bool:
    """Whether a plain word is listed as somebody's given name."""
    return word in _english() or word in _variants()


def _one_is_short_for_the_other(a: str, b: str) -> bool:
    rows = _nicknames()
    return b in rows.get(a, ()) or a in rows.get(b, ())


def _share_a_long_form(a: str, b: str) -> bool:
    """Whether two names may both be short for a third ("Bill", "Will"), or one for both."""
    rows = _nicknames()
    both = {a, b}
    return any(both <= short for short in rows.values()) or bool(
        rows.get(a, frozenset()) & rows.get(b, frozenset())
    )


def _spelt_alike(a: str, b: str) -> bool:
    """Whether the rules of romanisation, or the list of variants, make two words one."""
    if b in _variants().get(a, ()):
        return True
    if min(len(a), len(b)) < _RULED:
        return False
    if romanised(a) == romanised(b):
        return True
    if min(len(a), len(b)) < _VOWELLED or {a, b} <= _english():
        return False
    return _without_vowel_colour(a) == _without_vowel_colour(b)


def spelling_keys(word: str) -> frozenset[str]:
    """What two plain words share at least one of where they are spellings of one."""
    keys = {word, romanised(word), _without_vowel_colour(word)}
    return frozenset(keys).union(_variants().get(word, ()))


def _share_consonants(a: str, b: str) -> bool:
    """Whether two words differ in vowels alone, which some scripts leave out."""
    left, right = (_VOWELS.sub("", romanised(word)) for word in (a, b))
    return left == right and len(left) >= _TELLING


@lru_cache(maxsize=1 << 16)
def compare_words(a: str, b: str, given: bool = False) -> NameRelation:
    """How two plain words stand to each other; `given` where both are given names, which have
    short forms and initials.

    SAME: spellings of one. DIFFERENT: so unlike that no spelling or short form explains it. A mark
    that is no word (plain form empty) cannot be told from any.
    """
    if not a or not b:
        return NameRelation.UNKNOWN
    if a == b or _spelt_alike(a, b):
        return NameRelation.SAME
    if given and (_one_is_short_for_the_other(a, b) or a == b[:1] or b == a[:1]):
        return NameRelation.SAME
    doubtful = _resemble(a, b) or (given and (1 in {len(a), len(b)} or _share_a_long_form(a, b)))
    return NameRelation.UNKNOWN if doubtful else NameRelation.DIFFERENT


def _resemble(a: str, b: str) -> bool:
    """Whether two words look like spellings of one, by looser measures than rules."""
    short, long = sorted((a, b), key=len)
    if len(short) < _RULED:
        return short[0] == long[0] and fuzz.ratio(short, long) >= _DOUBTFUL_SHORT
    if long.startswith(short) or _share_consonants(a, b):
        return True
    return fuzz.ratio(_without_vowel_colour(a), _without_vowel_colour(b)) >= _DOUBTFUL


def any_alike(a: Iterable[str], b: Iterable[str]) -> bool:
    """Whether some word of `a` may be a spelling of some word of `b`; initials are no words."""
    left, right = ([word for word in side if len(word) > 1] for side in (a, b))
    return any(compare_words(x, y) is not NameRelation.DIFFERENT for x in left for y in right)
