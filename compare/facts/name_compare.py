"""How two names stand to each other: same, different, or it cannot be told."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

from compare.data import table, words
from compare.facts.name_places import country, is_region, may_overlap, people, places
from compare.facts.name_words import (
    NameRelation,
    any_alike,
    compare_words,
    is_acronym,
    is_given_name,
    plain,
    words_of,
    words_of_person,
)
from compare.model import NameValue

SAME, DIFFERENT, UNKNOWN = NameRelation.SAME, NameRelation.DIFFERENT, NameRelation.UNKNOWN

_NOT_PEOPLE = frozenset({"place", "organisation", "group", "event"})
# A third of his name is called so without the number; a son is not called by his father's name.
_OMITTED = frozenset({None, "third", "fourth"})
_HOMES = frozenset({"place", "group"})
# Two letters stand for too many things to be matched by initials.
_SHORTEST_ACRONYM = 3

Words = tuple[str, ...]


def relation(a: NameValue, b: NameValue) -> NameRelation:
    """How the names `a` and `b` stand to each other; symmetric, and SAME for a name and itself.

    DIFFERENT is only said where two people's names, at least one of them in full, have nothing
    alike, or given names that surely differ beside one family name; where two places are different
    entries of the index; where two names differ in a country or a number alone; and where the types
    exclude each other.
    """
    if plain(a.canonical) == plain(b.canonical):
        return UNKNOWN if _exclude(a.type, b.type) else SAME
    if a.type == b.type == "person":
        return _people(words_of_person(a.canonical), words_of_person(b.canonical))
    if _exclude(a.type, b.type):
        return _of_other_types(a, b)
    if {a.type, b.type} <= _HOMES:
        return _homes(a.canonical, b.canonical)
    return _others(a.canonical, b.canonical)


def _exclude(a: str, b: str) -> bool:
    return (a == "person" and b in _NOT_PEOPLE) or (b == "person" and a in _NOT_PEOPLE)


def _of_other_types(a: NameValue, b: NameValue) -> NameRelation:
    """A person and something else: types may be mistaken, so any likeness leaves it open."""
    alike = any_alike(words_of(a.canonical), words_of(b.canonical))
    short = is_acronym(a.canonical) or is_acronym(b.canonical)
    return UNKNOWN if alike or short else DIFFERENT


# --- People


def _generation(name: Words) -> tuple[Words, str | None]:
    """A name without "Jr." and the like, and which generation that tells, None for none."""
    marks = table("name_generations")
    return (name[:-1], marks[name[-1]]) if len(name) > 1 and name[-1] in marks else (name, None)


def _fathers(name: Words) -> frozenset[int]:
    """Places in a name of those words that name the father ("bin Salman")."""
    particles = table("name_particles")
    return frozenset(i + 1 for i, word in enumerate(name[:-1]) if particles.get(word) == "son")


def _without_particles(name: Words) -> Words:
    particles = table("name_particles")
    kept = tuple(w for i, w in enumerate(name) if w not in particles or i == len(name) - 1)
    return kept or name


def _people(a: Words, b: Words) -> NameRelation:
    a, of_a = _generation(a)
    b, of_b = _generation(b)
    found = _bearers(a, b)
    if found is not SAME or of_a == of_b:
        return found
    if of_a and of_b:
        return DIFFERENT
    return SAME if {of_a, of_b} <= _OMITTED else UNKNOWN


def _bearers(a: Words, b: Words) -> NameRelation:
    short, long = sorted((a, b), key=lambda name: (len(_without_particles(name)), name))
    if not short:
        return UNKNOWN
    if "".join(short) == "".join(long):
        return SAME
    lone = _without_particles(short)
    if len(lone) == 1:
        return _lone(lone[0], long)
    return _full(lone, _without_particles(long))


def _lone(word: str, name: Words) -> NameRelation:
    """A single name against another or a full one: it may be the family name, and where family
    names come first, the first. Against a full name it differs where it is like no part of it;
    of two single names one may be given and the other the family's."""
    fathers = _fathers(name)
    bare = _without_particles(name)
    last = compare_words(word, bare[-1]) is SAME and len(name) - 1 not in fathers
    first = compare_words(word, bare[0]) is SAME
    family_first = len(bare) > 1 and _family_first(bare)
    if (last and not family_first) or (first and (family_first or not is_given_name(bare[0]))):
        return SAME
    apart = len(bare) > 1 and not is_given_name(word) and not any_alike((word,), name)
    return DIFFERENT if apart else UNKNOWN


def _family_first(name: Words) -> bool:
    """Whether the first word of a full name is its family name ("Kim Jong-un", "Xi Jinping")."""
    if name[0] not in words("name_families_first"):
        return False
    return not is_given_name(name[0]) or not is_given_name(name[-1])


def _ends(name: Words) -> tuple[str, Words]:
    """The family name of a full name and the rest, in order."""
    return (name[0], name[1:]) if _family_first(name) else (name[-1], name[:-1])


def _full(a: Words, b: Words) -> NameRelation:
    """Two full names."""
    (family_a, given_a), (family_b, given_b) = _ends(a), _ends(b)
    family = compare_words(family_a, family_b)
    first = compare_words(given_a[0], given_b[0], given=True)
    if family is SAME and first is SAME:
        return _middles(given_a[1:], given_b[1:])
    if family is SAME and "".join(given_a) == "".join(given_b):
        return SAME
    if sorted(a) == sorted(b):
        return SAME
    if family is UNKNOWN:
        return UNKNOWN
    # A middle name may be what the bearer is called by, and either end the family name.
    crossed = (
        any_alike(given_a, given_b)
        if family is SAME
        else any_alike((family_a,), b) or any_alike((family_b,), a)
    )
    return UNKNOWN if crossed or first is UNKNOWN else DIFFERENT


def _middles(a: Words, b: Words) -> NameRelation:
    """Middle names and initials of two bearers of one given and family name."""
    if not a or not b:
        return SAME
    if len(a) != len(b):
        return UNKNOWN
    paired = zip(a, b, strict=True)
    return SAME if all(compare_words(x, y, given=True) is SAME for x, y in paired) else UNKNOWN


# --- Places and peoples


def _homes(a: str, b: str) -> NameRelation:
    land_a, land_b = country(a) or people(a), country(b) or people(b)
    if land_a and land_b:
        return _entries(land_a, land_b)
    if is_region(a) or is_region(b):
        return UNKNOWN
    if people(a) or people(b):
        return UNKNOWN
    found = _entries(a, b)
    return _others(a, b) if found is UNKNOWN else found


def _entries(a: str, b: str) -> NameRelation:
    """Two names by the entries of the index that they may mean."""
    if plain(a) == plain(b):
        return SAME
    of_a, of_b = places(a), places(b)
    if {place.id for place in of_a} & {place.id for place in of_b}:
        return SAME
    if not of_a or not of_b or any(may_overlap(x, y) for x, y in product(of_a, of_b)):
        return UNKNOWN
    return DIFFERENT


# --- Organisations and the rest


def _content(name: str) -> Words:
    left_out = words("name_legal_forms") | words("name_small_words")
    kept = tuple(w for w in words_of(name) if w not in left_out)
    return kept or words_of(name)


def _spelt_out(name: str) -> str:
    return table("name_acronyms").get(plain(name).upper(), name) if is_acronym(name) else name


def is_acronym_of(short: str, name: str) -> bool:
    """Whether capitals are the initials of a name of several words, small words in or out."""
    letters = plain(short)
    if not is_acronym(short) or len(letters) < _SHORTEST_ACRONYM:
        return False
    every = words_of(name)
    without = tuple(w for w in every if w not in words("name_small_words"))
    return any(len(p) > 1 and "".join(w[0] for w in p) == letters for p in (every, without))


def _others(a: str, b: str) -> NameRelation:
    if is_acronym_of(a, b) or is_acronym_of(b, a):
        return SAME
    one, other = _content(_spelt_out(a)), _content(_spelt_out(b))
    if one == other:
        return SAME
    if len(one) != len(other):
        return UNKNOWN
    compared = [_in_a_frame(x, y) for x, y in zip(one, other, strict=True)]
    unlike = [found for found in compared if found is not SAME]
    if not unlike:
        return SAME
    # "Russian Foreign Ministry", "Chinese Foreign Ministry": all but the country is shared.
    return DIFFERENT if unlike == [DIFFERENT] and len(compared) > 1 else UNKNOWN


def _in_a_frame(a: str, b: str) -> NameRelation:
    """Two words at one place of two names; only numbers and countries tell names apart."""
    if a == b:
        return SAME
    land_a, land_b = country(a) or people(a), country(b) or people(b)
    if land_a and land_b:
        return SAME if land_a == land_b else DIFFERENT
    if a.isdigit() and b.isdigit():
        return DIFFERENT
    return SAME if compare_words(a, b) is SAME else UNKNOWN


def same_person(a: Sequence[str], b: Sequence[str]) -> bool:
    """Whether two names of people, in plain words, surely are forms of one."""
    return _people(tuple(a), tuple(b)) is SAME


def is_full_name(name: str) -> bool:
    """Whether a person's name has more than one word, particles and "Jr." not counted."""
    return len(_without_particles(_generation(words_of_person(name))[0])) > 1


def family_name(name: Words) -> str:
    """The word of a full name, in plain words, that its bearer is called by."""
    return _ends(_without_particles(_generation(name)[0]))[0]
