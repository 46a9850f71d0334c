"""Pairs that differ in one fact, made from a sentence by one small edit whose effect is known.

Public entailment sets hold few near-copies, yet reports of one event are just that. Each sentence
gives at most one pair of each kind of edit, and its own copy for balance.
"""

from __future__ import annotations

import calendar
import random
import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache

from compare.data import pairs as word_pairs

MONTHS = list(calendar.month_name)[1:]
WEEKDAYS = list(calendar.day_name)
NUMBERS = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
NUMBERS += ["eleven", "twelve", "twenty", "thirty"]
YEAR = re.compile(r"\b(1[89]\d\d|20[0-3]\d)\b")
NUMBER = re.compile(r"(?<![\w.,-])\d{1,3}(?:,\d{3})*(?:\.\d+)?(?![\w,-]|\.\d)")
NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]+(?: [A-Z][a-z]+)*(?![\w'’])")
AUXILIARY = re.compile(
    r"\b(is|are|was|were|has|have|had|will|would|can|could|should|must)\b(?! not|n't| no\b| never)"
)
NEGATED = re.compile(r"\b(is|are|was|were|has|have|had|will|would|could|should) not\b")
ADVERBIAL = re.compile(r",? (?:according to|in|on|at|during|after|before) [^,.;]+(?=\.$)")

Edited = tuple[str, str, str, str]
Edit = Callable[[str, random.Random], str | None]


def _replaced(text: str, match: re.Match[str], new: str) -> str:
    return text[: match.start()] + new + text[match.end() :]


def _one(pattern: re.Pattern[str], text: str, generator: random.Random) -> re.Match[str] | None:
    found = list(pattern.finditer(text))
    return generator.choice(found) if found else None


def _other_of(words: Sequence[str]) -> Edit:
    pattern = re.compile(r"\b(" + "|".join(words) + r")\b")

    def edit(text: str, generator: random.Random) -> str | None:
        match = _one(pattern, text, generator)
        if match is None:
            return None
        return _replaced(text, match, generator.choice([w for w in words if w != match.group()]))

    return edit


def _other_year(text: str, generator: random.Random) -> str | None:
    match = _one(YEAR, text, generator)
    step = generator.choice([-10, -5, -3, -2, -1, 1, 2, 3, 5, 10])
    return match and _replaced(text, match, str(int(match.group()) + step))


def _other_number(text: str, generator: random.Random) -> str | None:
    match = _one(NUMBER, text, generator)
    if match is None or YEAR.fullmatch(match.group()):
        return None
    value = float(match.group().replace(",", ""))
    new = (
        value * generator.choice([0.5, 0.8, 1.2, 1.5, 2.0])
        if value >= 10
        else value + (generator.choice([1, 2, 3]))
    )
    decimals = len(match.group().partition(".")[2])
    written = f"{new:,.{decimals}f}" if "," in match.group() else f"{new:.{decimals}f}"
    return None if written == match.group() else _replaced(text, match, written)


def _negation(text: str, generator: random.Random) -> str | None:
    negated = NEGATED.search(text)
    if negated:
        return _replaced(text, negated, negated.group(1))
    match = AUXILIARY.search(text)
    return match and _replaced(text, match, f"{match.group()} not")


@cache
def _antonyms() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for a, b in sorted(sorted(pair) for pair in word_pairs("antonyms") if len(pair) == 2):
        found.setdefault(a, []).append(b)
        found.setdefault(b, []).append(a)
    return found


def _inflected(word: str) -> Iterator[tuple[str, str]]:
    """Stem and ending of the word as it stands and of the regular forms that it may be."""
    yield word, ""
    for ending, stem in (("s", ""), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e")):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            yield word.removesuffix(ending) + stem, ending


def _antonym(text: str, generator: random.Random) -> str | None:
    options = []
    for match in re.finditer(r"\b[a-z]{4,}\b", text):
        for stem, ending in _inflected(match.group()):
            for other in _antonyms().get(stem, ()):
                if " " not in other and "_" not in other:
                    bare = other.removesuffix("e") if ending in ("ed", "ing") else other
                    options.append((match, bare + ending))
    return _replaced(text, *generator.choice(options)) if options else None


def _ungrouped(text: str, generator: random.Random) -> str | None:
    match = re.search(r"\b\d{1,3}(?:,\d{3})+\b", text)
    return match and _replaced(text, match, match.group().replace(",", ""))


def _without_adverbial(text: str, generator: random.Random) -> str | None:
    shorter = ADVERBIAL.sub("", text)
    return shorter if shorter != text and len(shorter.split()) >= 5 else None


CONTRADICTING: dict[str, Edit] = {
    "month": _other_of(MONTHS),
    "weekday": _other_of(WEEKDAYS),
    "number_word": _other_of(NUMBERS),
    "year": _other_year,
    "number": _other_number,
    "negation": _negation,
    "antonym": _antonym,
}
# How often an edit that applies is made: negation and antonyms apply nearly everywhere.
SHARE = {"negation": 0.25, "antonym": 0.35}
COPIES = 0.3


def _renamed(text: str, names: Sequence[str], generator: random.Random) -> str | None:
    match = _one(NAME, text, generator)
    if match is None or match.group() in MONTHS + WEEKDAYS:
        return None
    words = len(match.group().split())
    others = [
        n
        for n in generator.sample(names, min(len(names), 50))
        if len(n.split()) == words and n not in text
    ]
    return _replaced(text, match, others[0]) if others else None


def edited_pairs(sentences: Sequence[str], generator: random.Random) -> Iterator[Edited]:
    """Pairs (premise, hypothesis, label, kind of edit) from sentences of the training side."""
    names = sorted(
        {m.group() for s in sentences for m in NAME.finditer(s)} - set(MONTHS) - set(WEEKDAYS)
    )
    for text in sentences:
        made = {
            kind: edit(text, generator)
            for kind, edit in CONTRADICTING.items()
            if generator.random() < SHARE.get(kind, 1.0)
        }
        if generator.random() < 0.3:
            made["name"] = _renamed(text, names, generator)
        for kind, new in made.items():
            if new is not None:
                a, b = (text, new) if generator.random() < 0.5 else (new, text)
                yield a, b, "contradiction", kind
        if generator.random() < COPIES:
            yield text, text, "entailment", "copy"
        if (plain := _ungrouped(text, generator)) is not None:
            yield text, plain, "entailment", "format"
            yield plain, text, "entailment", "format"
        if (shorter := _without_adverbial(text, generator)) is not None:
            yield text, shorter, "entailment", "shorter"
            yield shorter, text, "neutral", "longer"
