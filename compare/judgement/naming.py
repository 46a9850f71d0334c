"""Whether two words may stand for one thing: spellings, a country, its people, its capital."""

from __future__ import annotations

from functools import lru_cache

from rapidfuzz import fuzz

from compare.facts.name_places import capitals, cities, country, people
from compare.facts.name_words import NameRelation, compare_words, plain, spelling_keys

# Two forms of one word ("resigned", "resigning") or a place and its people ("Peru", "Peruvian").
SAME_WORD = 75.0
STEM = 4


def same_word(a: str, b: str) -> bool:
    """Whether two words are forms or spellings of one."""
    if a == b:
        return True
    if min(len(a), len(b)) < STEM or a[:STEM] != b[:STEM]:
        return False
    return fuzz.ratio(a, b) >= SAME_WORD


def _land(word: str, acting: bool) -> str | None:
    """The country that a word is a name, the people, or if acting the capital of."""
    of = country(word) or people(word)
    if of:
        return plain(of)
    return capitals().get(plain(word)) if acting else None


def _one_city(a: str, b: str) -> bool:
    return not {place.id for place in cities(a)}.isdisjoint(place.id for place in cities(b))


@lru_cache(maxsize=1 << 16)
def name_keys(word: str) -> frozenset[str]:
    """What two words have in common wherever same_name holds of them: those that share none of
    these need not be held against each other."""
    land = _land(word, acting=False)
    lands = {f"land {land}", land[:STEM]} if land else set()
    places = {f"city {place.id}" for place in cities(word)}
    return frozenset({word[:STEM], *lands, *places, *spelling_keys(plain(word))})


# The words of a story meet one another again and again.
@lru_cache(maxsize=1 << 17)
def same_name(a: str, b: str, acting: bool = False) -> bool:
    """Whether two words of names may mean the same: forms or spellings of one, or a country and
    its people; of those who act also the capital that speaks for its country."""
    if a == b:
        return True
    one, other = _land(a, acting), _land(b, acting)
    if one and other:
        return one == other
    if compare_words(plain(a), plain(b)) is NameRelation.SAME or _one_city(a, b):
        return True
    a, b = one or a, other or b
    # A people is often its country's name with an ending: "Peru", "Peruvian".
    short, long = sorted((a, b), key=len)
    return same_word(a, b) or (len(short) >= STEM and long.startswith(short))
