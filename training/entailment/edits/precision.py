"""Edits after which one side says more than the other, or less surely.

Each gives the pair (says more, says less): the second follows from the first, not the reverse.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable

from training.entailment.edits.common import (
    BE,
    MONTH,
    NUMBER,
    SUBJECT,
    YEAR,
    bounded,
    capitalised,
    entries,
    one,
    replaced,
    uncapitalised,
)
from training.entailment.edits.polarity import FINITE, PAST

Pair = tuple[str, str]
Precision = Callable[[str, random.Random], Pair | None]

# What ends a sentence and may as well be left out; behind some verbs it may not.
# Not "soft on", "interested in": there the phrase belongs to the word before it.
ADVERBIAL = re.compile(
    r"(?<!\binterested)(?<!\binvolved)(?<!\bresulted)(?<!\bresulting)(?<!\bparticipated)(?<!\bborn)(?<!\bnamed)"
    r"(?<!\bbased)(?<!\blocated)(?<!\blooked)(?<!\baimed)(?<!\bis)(?<!\bare)(?<!\bwas)(?<!\bwere)"
    r",? (?:in|during|after|before|on(?= the (?:morning|night|day|eve)\b| \d| [A-Z])"
    r"|at(?= the\b| [A-Z\d]))"
    r"(?: (?!(?:that|which|who|is|are|was|were|has|have|had|and|but|to|of which|in|on|at)\b)"
    r"[\w'’$%-]+){1,7}(?=\.$)"
)
HEDGES = entries("hedges")
INTENTIONS = entries("intentions")
IS = re.compile(rf"(?P<subject>{SUBJECT})(?P<verb>{BE}|has|have|had)\b(?! not|n't| no\b| never)")
SAID = re.compile(r"\b(?:said|says|say|according to|told|claim\w*|report\w*|alleged\w*)\b", re.I)
FULL_DATE = re.compile(
    rf"\b(?P<on>[Oo]n )(?P<day>\d{{1,2}}) (?P<month>{MONTH})(?P<year> \d{{4}})?\b"
)
US_DATE = re.compile(
    rf"\b(?P<on>[Oo]n )(?P<month>{MONTH}) (?P<day>\d{{1,2}})(?:,(?P<year> \d{{4}}))?\b"
)
OF_MONTH = re.compile(rf"\b(?P<on>[Ii]n )(?P<month>{MONTH})(?P<year> \d{{4}})\b")
IN_YEAR = re.compile(r"\b(?P<on>[Ii]n )(?P<year>(?:19[1-9]|20[0-2])\d)\b(?![–-])")
COUNT = re.compile(
    r"(?<!the )(?<!very )(?<!irst )(?<!ast )(?<!ext )(?<!in )(?<!itial )(?<!all )(?<!is )"
    r"(?<!her )(?<!eir )(?<!ese )(?<!ose )(?<![-\w])"
    r"(?:three|four|five|six|seven)(?= [a-z]{3,}s\b)(?! times| hundred)"
)
NAMED = re.compile(r"\b[A-Z][a-z]+ [A-Z][a-z]+(?= (?:is|was|has|had|said|[a-z]+ed) )")
SMALLEST = 100


def hedged(text: str, generator: random.Random) -> Pair | None:
    """The sentence, and the sentence as a rumour or a mere intention."""
    match = FINITE.search(text)
    if match and generator.random() < 0.4:
        new = f"{match['subject']}{generator.choice(INTENTIONS)} {PAST[match['verb']]}"
        if not re.match(r"(?:[Tt]hey|[Ww]e|I|[Tt]he [a-z ]+s) ", match["subject"]):
            return text, replaced(text, match, new)
    hedge = generator.choice(HEDGES)
    if match:
        return text, replaced(text, match, f"{match['subject']}{hedge} {match['verb']}")
    match = IS.search(text)
    return match and (text, replaced(text, match, f"{match.group()} {hedge}"))


def attributed(text: str, generator: random.Random) -> Pair | None:
    """The sentence, and the sentence as the word of somebody."""
    if SAID.search(text) or '"' in text or not text.endswith("."):
        return None
    if text.split()[0].endswith(",") or text.startswith(("But ", "And ", "So ")):
        return None
    who, rest = generator.choice(entries("attributions")), uncapitalised(text)
    return text, generator.choice(
        [
            f"According to {who}, {rest}",
            f"{capitalised(who)} said {rest}",
            f"{capitalised(who)} said that {rest}",
            f"{text[:-1]}, {who} said.",
            f"{text[:-1]}, according to {who}.",
        ]
    )


def vaguer_date(text: str, generator: random.Random) -> Pair | None:
    """A day told by its month, a month by its year, a year by its decade."""
    for pattern in (FULL_DATE, US_DATE, OF_MONTH, IN_YEAR):
        match = one(pattern, text, generator)
        if match is None:
            continue
        preposition = "In" if match["on"][0].isupper() else "in"
        year = match["year"]
        if pattern is IN_YEAR:
            new = f"{preposition} the {year[:3]}0s"
        else:
            new = preposition + (year if pattern is OF_MONTH else f" {match['month']}{year or ''}")
        return text, replaced(text, match, new)
    return None


def vaguer_number(text: str, generator: random.Random) -> Pair | None:
    """An exact number, and a round number near it or below it."""
    match = one(NUMBER, text, generator)
    if match is None or bounded(text, match) or YEAR.fullmatch(match.group()):
        return None
    value = int(float(match.group().replace(",", "")))
    step = 10 ** (len(str(value)) - 2)
    if value < SMALLEST or (value % step == 0 and "." not in match.group()):
        return None
    start = match.start() - (text[match.start() - 1] in "$€£")
    if re.search(r"\b(?:[A-Z][\w.]*|No\.|[Tt]he|an?|its|his|her|and|between|from) $", text[:start]):
        return None
    down = value // step * step
    near = round(value / step) * step
    lead, number = generator.choice(
        [("more than", down), ("over", down), ("at least", down), ("about", near), ("around", near)]
    )
    sign = text[start : match.start()]
    return text, f"{text[:start]}{lead} {sign}{number:,}{text[match.end() :]}"


def vaguer_count(text: str, generator: random.Random) -> Pair | None:
    """A small number of things, and "several" of them."""
    match = one(COUNT, text, generator)
    if match is None or bounded(text, match):
        return None
    several = generator.choice(["several", "some", "a number of"])
    return text, replaced(text, match, several)


def with_detail(text: str, generator: random.Random) -> Pair | None:
    """The sentence with a detail added, and the sentence."""
    named = NAMED.search(text)
    if named and generator.random() < 0.5:
        detail = generator.choice(entries("appositions"))
        return replaced(text, named, f"{named.group()}, {detail},"), text
    if not text.endswith(".") or ADVERBIAL.search(text) or "," in text or not FINITE.search(text):
        return None
    return f"{text[:-1]} {generator.choice(entries('adverbials'))}.", text


def without_adverbial(text: str, generator: random.Random) -> Pair | None:
    """The sentence, and the sentence without what ends it."""
    shorter = ADVERBIAL.sub("", text)
    return (text, shorter) if shorter != text and len(shorter.split()) >= 5 else None


EDITS: dict[str, Precision] = {
    "vague_date": vaguer_date,
    "vague_number": vaguer_number,
    "vague_count": vaguer_count,
    "hedge": hedged,
    "attribution": attributed,
    "detail": with_detail,
    "shorter": without_adverbial,
}
