"""Edits that leave the meaning: other words, other ways to write a number, a date or a name."""

from __future__ import annotations

import random
import re

from compare.data import words
from training.entailment.edits.texts import (
    ADVERBIAL,
    DAY,
    NUMBERS,
    Edit,
    exchanged_word,
    grouped,
    member_of,
    one,
    paired,
    replaced,
)

NEGATABLE = "is|are|was|were|has|have|had|would|could|should|do|does|did"
NEGATION = re.compile(rf"\b({NEGATABLE})(n't| not)\b")
DIGITS = re.compile(r"(?<![\w.,:$€£-])(?:[2-9]|1[0-2])(?= [a-z])")
PERCENT = re.compile(r"(?<=\d)(?:%| percent\b| per cent\b)")
GROUPED = re.compile(r"\b\d{1,3}(?:,\d{3})+\b(?!,)")
SCALED = re.compile(r"(?<![\w.,])(\d{1,3})(?:\.(\d{1,2}))? million\b")
MILLIONS = re.compile(r"(?<![\w.,])(\d{1,3}),(\d)00,000\b")
SAID = re.compile(r", (?P<who>[A-Z]?[\w' ]{2,40}?) said\.$|, said (?P<whom>[A-Z]?[\w' ]{2,40}?)\.$")
PREDICATE = re.compile(r"(?:(?<= is )|(?<= are )|(?<= was )|(?<= were ))[a-z]+\b")


def _synonym(text: str, generator: random.Random) -> str | None:
    return exchanged_word(text, grouped("synonyms"), generator)


def _same_verb(text: str, generator: random.Random) -> str | None:
    # Without its ending a verb may as well be a noun of another meaning.
    return exchanged_word(text, paired("same_verbs"), generator, ("ed", "ing"))


def _contracted(text: str, generator: random.Random) -> str | None:
    match = NEGATION.search(text)
    if match is None:
        return None
    ending = " not" if match.group(2) == "n't" else "n't"
    return replaced(text, match, match.group(1) + ending)


def _spelled(text: str, generator: random.Random) -> str | None:
    match = one(DIGITS, text, generator)
    return match and replaced(text, match, NUMBERS[int(match.group()) - 2])


def _percent(text: str, generator: random.Random) -> str | None:
    match = one(PERCENT, text, generator)
    return match and replaced(text, match, " percent" if match.group() == "%" else "%")


def _adverbial_first(text: str, generator: random.Random) -> str | None:
    match = ADVERBIAL.search(text)
    if match is None or "," in text:
        return None
    rest, moved = text[: match.start()], match.group().lstrip(", ")
    first, _, _ = rest.partition(" ")
    if first.lower() in words("function_words"):
        rest = rest[0].lower() + rest[1:]
    return f"{moved[0].upper()}{moved[1:]}, {rest}."


def _ungrouped(text: str, generator: random.Random) -> str | None:
    match = GROUPED.search(text)
    return match and replaced(text, match, match.group().replace(",", ""))


def _scaled(text: str, generator: random.Random) -> str | None:
    """ "1.2 million" as "1,200,000", or the other way round."""
    match = SCALED.search(text)
    if match:
        thousands = (match.group(2) or "").ljust(2, "0") + "0"
        return replaced(text, match, f"{match.group(1)},{thousands},000")
    match = MILLIONS.search(text)
    return match and replaced(text, match, f"{match.group(1)}.{match.group(2)} million")


def _dated(text: str, generator: random.Random) -> str | None:
    """ "12 March 2014" as "March 12, 2014", or the other way round."""
    match = one(DAY, text, generator)
    if match is None:
        return None
    year = (match.group("year") or "").lstrip(", ")
    if match.group("before"):
        new = f"{match.group('month')} {match.group('before')}" + (f", {year}" if year else "")
    else:
        new = f"{match.group('after')} {match.group('first')}" + (f" {year}" if year else "")
    return replaced(text, match, new)


def _said(text: str, generator: random.Random) -> str | None:
    """ ", Berg said." as ", said Berg.", or the other way round."""
    match = SAID.search(text)
    if match is None:
        return None
    who, whom = match.group("who"), match.group("whom")
    return replaced(text, match, f", said {who}." if who else f", {whom} said.")


def _not_opposite(text: str, generator: random.Random) -> str | None:
    """ "was closed" as "was not open", of words of which one always holds."""
    others = grouped("complementary")
    places = [m for m in PREDICATE.finditer(text) if m.group() in others]
    if not places:
        return None
    match = generator.choice(places)
    return replaced(text, match, f"not {others[match.group()][0]}")


KEEPING: dict[str, Edit] = {
    "synonym": _synonym,
    "same_verb": _same_verb,
    "contracted": _contracted,
    "spelled": _spelled,
    "percent": _percent,
    "ungrouped": _ungrouped,
    "scaled": _scaled,
    "dated": _dated,
    "said": _said,
    "variant": member_of("name_variants"),
    "not_opposite": _not_opposite,
    "adverbial": _adverbial_first,
}


def retold(text: str, generator: random.Random) -> str:
    """The sentence after one or more of the edits that keep its meaning, in random order."""
    told, kinds = text, list(KEEPING)
    generator.shuffle(kinds)
    for kind in kinds:
        if told == text or generator.random() < 0.5:
            told = KEEPING[kind](told, generator) or told
    return told
