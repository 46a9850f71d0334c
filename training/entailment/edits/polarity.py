"""Edits that turn what a sentence says into its opposite."""

from __future__ import annotations

import random
import re

from compare.data import words
from training.entailment.edits.texts import (
    Edit,
    exchanged_word,
    inflected,
    member_of,
    paired,
    replaced,
)

AUXILIARY = re.compile(
    r"\b(is|are|was|were|has|have|had|will|would|can|could|should|must)\b(?! not|n't| no\b| never)"
)
NEGATED = re.compile(r"\b(is|are|was|were|has|have|had|will|would|could|should) not\b")
# A regular past that a name or pronoun is the subject of, at the start of a sentence.
PAST = re.compile(
    r"^(?P<who>He|She|They|It|[A-Z]\w+(?<!ly)(?: [A-Z]\w+)*) (?P<verb>[a-z]{2,}ed)\b(?! by\b)"
)
PRONOUNS = ("He", "She", "They", "It")


def _negation(text: str, generator: random.Random) -> str | None:
    negated = NEGATED.search(text)
    if negated:
        return replaced(text, negated, negated.group(1))
    match = AUXILIARY.search(text)
    return match and replaced(text, match, f"{match.group()} not")


def _negated_past(text: str, generator: random.Random) -> str | None:
    match = PAST.search(text)
    if match is None:
        return None
    who, verb = match.group("who"), match.group("verb")
    if who not in PRONOUNS and who.lower() in words("function_words"):
        return None
    known = paired("same_verbs")
    stems = [stem for stem, ending in inflected(verb) if ending and stem in known]
    if not stems:
        return None
    start, end = match.span("verb")
    new = generator.choice([f"did not {stems[-1]}", f"never {verb}"])
    return text[:start] + new + text[end:]


def _antonym(text: str, generator: random.Random) -> str | None:
    return exchanged_word(text, paired("antonyms"), generator)


POLARITY: dict[str, Edit] = {
    "negation": _negation,
    "negated_past": _negated_past,
    "antonym": _antonym,
    "quantifier": member_of("other_quantifiers"),
}
