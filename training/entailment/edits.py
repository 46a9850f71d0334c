"""Near-copies of a sentence, made by small edits whose effect on its meaning is known.

Public entailment sets hold few near-copies, yet reports of one event are just that. A sentence
is retold by edits that keep its meaning, and at most one edit that excludes it is made in the
sentence or in the retelling, so that neither being alike nor being reworded gives the label away.
"""

from __future__ import annotations

import calendar
import random
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, partial
from pathlib import Path

from compare.data import pairs as word_pairs
from compare.data import words

MONTHS = list(calendar.month_name)[1:]
WEEKDAYS = list(calendar.day_name)
NUMBERS = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
NUMBERS += ["eleven", "twelve", "twenty", "thirty"]
SYNONYMS = Path(__file__).with_name("synonyms.txt")
NEGATABLE = "is|are|was|were|has|have|had|would|could|should|do|does|did"
ENDINGS = ("", "s", "ed", "ing")
YEAR = re.compile(r"\b(1[89]\d\d|20[0-3]\d)\b")
NUMBER = re.compile(r"(?<![\w.,-])\d{1,3}(?:,\d{3})*(?:\.\d+)?(?![\w,-]|\.\d)")
NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]+(?: [A-Z][a-z]+)*(?![\w'’])")
AUXILIARY = re.compile(
    r"\b(is|are|was|were|has|have|had|will|would|can|could|should|must)\b(?! not|n't| no\b| never)"
)
NEGATED = re.compile(r"\b(is|are|was|were|has|have|had|will|would|could|should) not\b")
NEGATION = re.compile(rf"\b({NEGATABLE})(n't| not)\b")
DIGITS = re.compile(r"(?<![\w.,:$€£-])(?:[2-9]|1[0-2])(?= [a-z])")
PERCENT = re.compile(r"(?<=\d)(?:%| percent\b| per cent\b)")
ADVERBIAL = re.compile(r",? (?:according to|in|on|at|during|after|before) [^,.;]+(?=\.$)")

Edited = tuple[str, str, str, str]
Edit = Callable[[str, random.Random], str | None]
Words = Mapping[str, Sequence[str]]


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
def _paired(name: str) -> dict[str, list[str]]:
    """Each word of a table of pairs with those that it is paired with."""
    found: dict[str, list[str]] = {}
    for a, b in sorted(sorted(pair) for pair in word_pairs(name) if len(pair) == 2):
        found.setdefault(a, []).append(b)
        found.setdefault(b, []).append(a)
    return found


def _inflected(word: str) -> Iterator[tuple[str, str]]:
    """Stem and ending of the word as it stands and of the regular forms that it may be."""
    yield word, ""
    for ending, stem in (("s", ""), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e")):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            yield word.removesuffix(ending) + stem, ending


@cache
def _synonyms() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    lines = SYNONYMS.read_text(encoding="utf-8").splitlines()
    for word, other in (line.split("\t") for line in lines if not line.startswith("#")):
        found.setdefault(word, []).append(other)
    return found


def _exchanged_word(
    text: str, others: Words, generator: random.Random, endings: Sequence[str] = ENDINGS
) -> str | None:
    """One word replaced by another that `others` gives, in the form of the first."""
    options = []
    for match in re.finditer(r"\b[a-z]{4,}\b", text):
        for stem, ending in _inflected(match.group()):
            for other in others.get(stem, ()) if ending in endings else ():
                if " " not in other and "_" not in other:
                    bare = other.removesuffix("e") if ending in ("ed", "ing") else other
                    options.append((match, bare + ending))
    return _replaced(text, *generator.choice(options)) if options else None


def _antonym(text: str, generator: random.Random) -> str | None:
    return _exchanged_word(text, _paired("antonyms"), generator)


def _synonym(text: str, generator: random.Random) -> str | None:
    return _exchanged_word(text, _synonyms(), generator)


def _same_verb(text: str, generator: random.Random) -> str | None:
    # Without its ending a verb may as well be a noun of another meaning.
    return _exchanged_word(text, _paired("same_verbs"), generator, ("ed", "ing"))


def _contracted(text: str, generator: random.Random) -> str | None:
    match = NEGATION.search(text)
    if match is None:
        return None
    ending = " not" if match.group(2) == "n't" else "n't"
    return _replaced(text, match, match.group(1) + ending)


def _spelled(text: str, generator: random.Random) -> str | None:
    match = _one(DIGITS, text, generator)
    return match and _replaced(text, match, NUMBERS[int(match.group()) - 2])


def _percent(text: str, generator: random.Random) -> str | None:
    match = _one(PERCENT, text, generator)
    return match and _replaced(text, match, " percent" if match.group() == "%" else "%")


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
KEEPING: dict[str, Edit] = {
    "synonym": _synonym,
    "same_verb": _same_verb,
    "contracted": _contracted,
    "spelled": _spelled,
    "percent": _percent,
    "ungrouped": _ungrouped,
    "adverbial": _adverbial_first,
}
# How often an edit that applies is made: these apply nearly everywhere.
SHARE = {"negation": 0.25, "antonym": 0.3, "name": 0.5}
COPIES = 0.15


def _retold(text: str, generator: random.Random) -> str:
    """The sentence after one or more of the edits that keep its meaning, in random order."""
    told, kinds = text, list(KEEPING)
    generator.shuffle(kinds)
    for kind in kinds:
        if told == text or generator.random() < 0.5:
            told = KEEPING[kind](told, generator) or told
    return told


def _renamed(names: Sequence[str], text: str, generator: random.Random) -> str | None:
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


def _either_way(a: str, b: str, generator: random.Random) -> tuple[str, str]:
    return (a, b) if generator.random() < 0.5 else (b, a)


def edited_pairs(sentences: Sequence[str], generator: random.Random) -> Iterator[Edited]:
    """Pairs (premise, hypothesis, label, kind of edit) from sentences of the training side."""
    names = sorted(
        {m.group() for s in sentences for m in NAME.finditer(s)} - set(MONTHS) - set(WEEKDAYS)
    )
    for text in sentences:
        told = _retold(text, generator)
        if told != text:
            yield *_either_way(text, told, generator), "entailment", "retold"
        elif generator.random() < COPIES:
            yield text, text, "entailment", "copy"
        source = generator.choice([text, told])
        edits: dict[str, Edit] = {**CONTRADICTING, "name": partial(_renamed, names)}
        applied = [
            (kind, new)
            for kind, edit in edits.items()
            if generator.random() < SHARE.get(kind, 1.0) and (new := edit(source, generator))
        ]
        if applied:
            kind, new = generator.choice(applied)
            yield *_either_way(text, new, generator), "contradiction", kind
        if (shorter := _without_adverbial(text, generator)) is not None:
            yield text, shorter, "entailment", "shorter"
            yield shorter, text, "neutral", "longer"
