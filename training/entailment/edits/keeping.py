"""Edits that leave the meaning: the sentence and its copy say the same."""

from __future__ import annotations

import random
import re

from training.entailment.edits.common import (
    AFTER_NAME,
    BE,
    MONTH,
    NUMBERS,
    Edit,
    alternation,
    both_ways,
    capitalised,
    one,
    replaced,
    uncapitalised,
)
from training.entailment.edits.facts import voice_changed
from training.entailment.edits.precision import ADVERBIAL

NEGATABLE = "is|are|was|were|has|have|had|would|could|should|do|does|did"
NEGATION = re.compile(rf"\b({NEGATABLE})(n't| not)\b")
DIGITS = re.compile(r"(?<![\w.,:$€£-])(?:[2-9]|1[0-2])(?= [a-z])")
SMALL = re.compile(r"(?<![-\w])(?:" + "|".join(NUMBERS[:11]) + r")(?= [a-z]+s\b)")
PERCENT = re.compile(r"(?<=\d)(?:%| percent\b| per cent\b)")
GROUPED = re.compile(r"(?<![\w.,$€£-])\d{1,3}(?:,\d{3})+\b(?!\.\d)")
MILLIONS = re.compile(r"(?P<sign>[$€£]?)\b(?P<number>\d{1,3}(?:\.\d{1,2})?) (?P<word>million)\b")
IN_FULL = re.compile(r"\b(?P<number>\d{1,3}(?:,\d{3}){2})\b(?!,)")
DAY_FIRST = re.compile(rf"\b(?P<day>\d{{1,2}}) (?P<month>{MONTH})(?:,? (?P<year>\d{{4}}))?\b")
MONTH_FIRST = re.compile(
    rf"\b(?P<month>{MONTH}) (?P<day>\d{{1,2}})\b(?:, (?P<year>\d{{4}})\b)?(?! \d)"
)
VARIANT = re.compile(rf"(?<![\w.])(?P<name>{alternation(list(both_ways('variants')))})(?![\w'’])")
PREFIXED = re.compile("un|in(?!j)|il|im")
REWORDING = re.compile(rf"\b{alternation(list(both_ways('rewordings')))}\b(?!-)")
COMPLEMENT = re.compile(
    rf"\b(?P<be>{BE}) (?P<not>not )?(?P<word>{alternation(list(both_ways('complements')))})"
    r"(?=[.,;]| (?:in|on|at|for|that|to|when|because|and)\b)"
)
SPEAKER = (
    r"(?:[A-Z][\w.]+(?: [A-Z][\w.]+){0,2}|[Hh]e|[Ss]he|[Tt]hey|(?:[Tt]he|[Aa]) [a-z]+"
    r"|[Oo]fficials|[Pp]olice)"
)
SAID_FIRST = re.compile(rf"^(?P<who>{SPEAKER}) said (?:that )?(?P<what>[^\"“”,]+)\.$")
SAID_LAST = re.compile(
    rf"(?P<mark>,[\"”]?) (?:(?P<who>{SPEAKER}) said|said (?P<whom>{SPEAKER}))\.$"
)


def reworded(text: str, generator: random.Random) -> str | None:
    """A word or phrase replaced by another of its sense."""
    match = one(REWORDING, text, generator)
    return match and replaced(text, match, generator.choice(both_ways("rewordings")[match.group()]))


def contracted(text: str, generator: random.Random) -> str | None:
    """A "not" contracted, or written in full."""
    match = NEGATION.search(text)
    if match is None:
        return None
    ending = " not" if match.group(2) == "n't" else "n't"
    return replaced(text, match, match.group(1) + ending)


def spelled(text: str, generator: random.Random) -> str | None:
    """A small number in letters, or in digits."""
    match = one(DIGITS, text, generator)
    if match and not AFTER_NAME.search(text[: match.start()]):
        return replaced(text, match, NUMBERS[int(match.group()) - 2])
    match = one(SMALL, text, generator)
    return match and replaced(text, match, str(NUMBERS.index(match.group()) + 2))


def percent(text: str, generator: random.Random) -> str | None:
    """The sign for percent, or the word."""
    match = one(PERCENT, text, generator)
    return match and replaced(text, match, " percent" if match.group() == "%" else "%")


def number_format(text: str, generator: random.Random) -> str | None:
    """Millions in digits or by the word; a large number without its commas."""
    match = one(MILLIONS, text, generator)
    if match:
        return replaced(text, match, f"{match['sign']}{round(float(match['number']) * 1e6):,}")
    match = one(IN_FULL, text, generator)
    value = int(match["number"].replace(",", "")) if match else 1
    if match and value % 10_000 == 0:
        return replaced(text, match, f"{value / 1e6:g} million")
    match = one(GROUPED, text, generator)
    return match and replaced(text, match, match.group().replace(",", ""))


def date_format(text: str, generator: random.Random) -> str | None:
    """The day before the month, or behind it."""
    match = one(DAY_FIRST, text, generator)
    if match:
        year = f", {match['year']}" if match["year"] else ""
        return replaced(text, match, f"{match['month']} {match['day']}{year}")
    match = one(MONTH_FIRST, text, generator)
    if match is None:
        return None
    year = f" {match['year']}" if match["year"] else ""
    return replaced(text, match, f"{match['day']} {match['month']}{year}")


def variant(text: str, generator: random.Random) -> str | None:
    """Another name of the same thing."""
    match = one(VARIANT, text, generator)
    return match and replaced(text, match, generator.choice(both_ways("variants")[match["name"]]))


def complement(text: str, generator: random.Random) -> str | None:
    """ "Alive" told as "not dead", and the reverse."""
    match = one(COMPLEMENT, text, generator)
    if match is None:
        return None
    other = both_ways("complements")[match["word"]][0]
    # "Not unknown" says less than "known".
    if PREFIXED.match(match["word"] if match["not"] else other):
        return None
    return replaced(text, match, f"{match['be']} {'' if match['not'] else 'not '}{other}")


def said_moved(text: str, generator: random.Random) -> str | None:
    """Who said it moved behind what was said, to the front, or to the other side of "said"."""
    match = SAID_FIRST.search(text)
    if match:
        who = match["who"]
        behind = uncapitalised(who) if who.split()[0] in ("The", "A", "He", "She", "They") else who
        what = capitalised(match["what"])
        return generator.choice(
            [f"{what}, {behind} said.", f"According to {behind}, {match['what']}."]
        )
    match = SAID_LAST.search(text)
    if match is None:
        return None
    if match["whom"]:
        return replaced(text, match, f"{match['mark']} {match['whom']} said.")
    if match["who"].lower() in ("he", "she", "they"):
        return None
    return replaced(text, match, f"{match['mark']} said {match['who']}.")


def adverbial_first(text: str, generator: random.Random) -> str | None:
    """What ends a sentence without commas moved to its front."""
    match = ADVERBIAL.search(text)
    if match is None or "," in text:
        return None
    moved = capitalised(match.group().lstrip(", "))
    return f"{moved}, {uncapitalised(text[: match.start()])}."


EDITS: dict[str, Edit] = {
    "variant": variant,
    "date_format": date_format,
    "number_format": number_format,
    "percent": percent,
    "spelled": spelled,
    "voice": voice_changed,
    "said_moved": said_moved,
    "complement": complement,
    "contracted": contracted,
    "adverbial": adverbial_first,
    "reworded": reworded,
}
