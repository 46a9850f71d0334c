"""What kind of thing a name names, by evidence better than the parser's guess."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from compare.data import table, words
from compare.facts.name_places import (
    cities,
    country,
    is_likely_city,
    is_region,
    is_shared,
    is_sure_city,
    people,
)
from compare.facts.name_spans import Mention
from compare.facts.name_words import is_acronym, is_given_name, plain, words_of
from compare.facts.persons import is_person_noun
from compare.facts.syntax import Parse

# A city this large is meant where its name follows "in"; smaller ones share names with people.
_KNOWN_CITY = 200_000
_LONGEST_PERSON = 3
# In years: a number between commas after a name.
_AGES = range(10, 111)
_UNSURE = frozenset({"", "other"})
# What the parser takes for one of these may be a city; only a sure one outweighs "person".
_MISTAKEN = _UNSURE | {"organisation", "group"}


@dataclass(frozen=True, slots=True)
class Typed:
    """A type, and whether more than the parser's mark speaks for it."""

    type: str
    sure: bool


def _is_head(word: str, following: str, name: str) -> bool:
    return word in words(name) and following in {"of", "for"}


def _headed(mention: Mention, name: str) -> bool:
    """Whether a list has the last word of a name, or its first before "of"."""
    parts = words_of(mention.words)
    return len(parts) > 1 and (parts[-1] in words(name) or _is_head(parts[0], parts[1], name))


def _of_person(mention: Mention, tree: Parse) -> str | None:
    return "person" if mention.addressed and not country(mention.words) else None


def _of_home(mention: Mention, tree: Parse) -> str | None:
    if country(mention.words) or is_region(mention.words):
        return "place"
    return "group" if people(mention.words) else None


def _of_organisation(mention: Mention, tree: Parse) -> str | None:
    if mention.label == "event" or not _headed(mention, "name_org_words"):
        return None
    # "Emily Post", "Frank Church"
    first, *rest = words_of(mention.words)
    is_person = mention.label == "person" and len(rest) == 1 and is_given_name(first)
    return None if is_person else "organisation"


def _of_place(mention: Mention, tree: Parse) -> str | None:
    if mention.label in {"organisation", "event"}:
        return None
    parts = words_of(mention.words)
    before = len(parts) > 1 and parts[0] in words("name_place_heads")
    person = mention.label == "person" and len(parts) == 2 and is_given_name(parts[0])
    return "place" if (before or _headed(mention, "name_place_words")) and not person else None


def _of_acronym(mention: Mention, tree: Parse) -> str | None:
    if not is_acronym(mention.words):
        return None
    if plain(mention.words).upper() in table("name_acronyms"):
        return "organisation"
    # Text in capitals throughout shows nothing by capitals.
    shouted = sum(token.text.isupper() for token in tree.tokens) > len(tree.tokens) / 2
    wrong = mention.label in {"person", "place", "group"} and not cities(mention.words)
    return "organisation" if wrong and not shouted else None


def _of_city(mention: Mention, tree: Parse) -> str | None:
    before = tree.tokens[mention.start - 1].text.lower() if mention.start else ""
    found = cities(mention.words)
    known = bool(found) and found[0].population >= _KNOWN_CITY
    return "place" if known and before in words("name_inside_words") else None


def _of_known_city(mention: Mention, tree: Parse) -> str | None:
    known = is_likely_city if mention.label in _MISTAKEN else is_sure_city
    return "place" if mention.label != "event" and known(mention.words) else None


def _of_given_name(mention: Mention, tree: Parse) -> str | None:
    parts = words_of(mention.words)
    if mention.label not in {"place", "group", *_UNSURE} or cities(mention.words):
        return None
    family_first = not mention.label and parts[0] in words("name_families_first")
    named = 1 < len(parts) <= _LONGEST_PERSON and (family_first or is_given_name(parts[0]))
    return "person" if named and all(w[:1].isupper() for w in mention.words.split()) else None


def _is_age(tree: Parse, index: int) -> bool:
    """Whether a number between commas at a token is an age."""
    said = [token.text for token in tree.tokens[index - 1 : index + 2]]
    if len(said) < 3 or said[0] != "," or said[2] not in {",", "."}:
        return False
    return said[1].isdecimal() and int(said[1]) in _AGES


def _of_somebody(mention: Mention, tree: Parse) -> str | None:
    """A name that begins with a given name and whose bearer has an age, is somebody "who", or is
    said beside it to be a man, a driver, a judge."""
    parts = words_of(mention.words)
    if mention.label == "person" or not 1 < len(parts) <= _LONGEST_PERSON:
        return None
    if not is_given_name(parts[0]) or cities(mention.words):
        return None
    following = [t.text.lower() for t in tree.tokens[mention.end : mention.end + 2]]
    if following[:1] == ["who"] or following == [",", "who"] or _is_age(tree, mention.end + 1):
        return "person"
    beside = (c for t in tree.tokens[mention.start : mention.end] for c in tree.children[t.index])
    return "person" if any(c.dep == "appos" and is_person_noun(c.lemma) for c in beside) else None


_RULES: tuple[Callable[[Mention, Parse], str | None], ...] = (
    _of_person,
    _of_home,
    _of_organisation,
    _of_place,
    _of_acronym,
    _of_city,
    _of_known_city,
    _of_given_name,
    _of_somebody,
)


def _is_somebody(mention: Mention) -> bool:
    """Whether the parser takes for a person what may be a country: nothing can be said then."""
    person = mention.label == "person" and not mention.addressed
    return person and country(mention.words) is not None and is_shared(mention.words)


def typed(mention: Mention, tree: Parse) -> Typed | None:
    """The type of a name, None for words that nothing shows to be a name."""
    if mention.words in table("time_zones") or _is_somebody(mention):
        return None
    for rule in _RULES:
        found = rule(mention, tree)
        if found:
            return Typed(found, True)
    return Typed(mention.label, False) if mention.label else None
