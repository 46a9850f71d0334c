"""What the edits share: a place in a text that one pattern finds, and tables of words."""

from __future__ import annotations

import calendar
import random
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from compare.data import pairs as word_pairs

MONTHS = list(calendar.month_name)[1:]
WEEKDAYS = list(calendar.day_name)
NUMBERS = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
NUMBERS += ["eleven", "twelve", "twenty", "thirty"]
MONTH = "|".join(MONTHS)
NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]+(?: [A-Z][a-z]+)*(?![\w'’])")
# The last adverbial of a sentence.
ADVERBIAL = re.compile(r",? (?:according to|in|on|at|during|after|before) [^,.;]+(?=\.$)")
DAY = re.compile(
    rf"\b(?:(?P<before>\d{{1,2}}) (?P<month>{MONTH})|(?P<first>{MONTH}) (?P<after>\d{{1,2}}))"
    r"\b(?!:)(?P<year>,? (?:1[89]|20)\d\d\b)?"
)
ENDINGS = ("", "s", "ed", "ing")

Edit = Callable[[str, random.Random], str | None]
Words = Mapping[str, Sequence[str]]


def replaced(text: str, match: re.Match[str], new: str) -> str:
    """The text with what was matched replaced."""
    return text[: match.start()] + new + text[match.end() :]


def one(pattern: re.Pattern[str], text: str, generator: random.Random) -> re.Match[str] | None:
    """One of the places where a pattern matches, drawn at random."""
    found = list(pattern.finditer(text))
    return generator.choice(found) if found else None


def alternatives(words: Sequence[str], behind: str = "") -> re.Pattern[str]:
    """A pattern for any of the words, longest first, that follows what `behind` allows."""
    listed = "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True))
    return re.compile(rf"{behind}(?<![\w.])({listed})(?!\w)")


@cache
def table(name: str) -> list[list[str]]:
    """The rows of a table beside this module, their cells without the comments."""
    lines = Path(__file__).with_name(f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


@cache
def grouped(name: str) -> dict[str, list[str]]:
    """Each cell of a table with the other cells of its rows."""
    found: dict[str, list[str]] = {}
    for row in table(name):
        for cell in row:
            found.setdefault(cell, []).extend(other for other in row if other != cell)
    return found


@cache
def paired(name: str) -> dict[str, list[str]]:
    """Each word of a table of pairs of the product with those that it is paired with."""
    found: dict[str, list[str]] = {}
    for a, b in sorted(sorted(pair) for pair in word_pairs(name) if len(pair) == 2):
        found.setdefault(a, []).append(b)
        found.setdefault(b, []).append(a)
    return found


def inflected(word: str) -> Iterator[tuple[str, str]]:
    """Stem and ending of the word as it stands and of the regular forms that it may be."""
    yield word, ""
    for ending, stem in (("s", ""), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e")):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            yield word.removesuffix(ending) + stem, ending


def exchanged_word(
    text: str, others: Words, generator: random.Random, endings: Sequence[str] = ENDINGS
) -> str | None:
    """One word replaced by another that `others` gives, in the form of the first."""
    options = []
    for match in re.finditer(r"\b[a-z]{4,}\b", text):
        for stem, ending in inflected(match.group()):
            for other in others.get(stem, ()) if ending in endings else ():
                if " " not in other and "_" not in other:
                    bare = other.removesuffix("e") if ending in ("ed", "ing") else other
                    options.append((match, bare + ending))
    return replaced(text, *generator.choice(options)) if options else None


def other_of(words: Sequence[str]) -> Edit:
    """The edit that puts another of the words where one of them stands."""
    pattern = alternatives(words)

    def edit(text: str, generator: random.Random) -> str | None:
        match = one(pattern, text, generator)
        if match is None:
            return None
        return replaced(text, match, generator.choice([w for w in words if w != match.group()]))

    return edit


def member_of(name: str, behind: str = "") -> Edit:
    """The edit that puts another cell of its row where a cell of the table stands."""
    others = grouped(name)
    pattern = alternatives(list(others), behind)

    def edit(text: str, generator: random.Random) -> str | None:
        match = one(pattern, text, generator)
        if match is None:
            return None
        return replaced(text, match, generator.choice(others[match.group()]))

    return edit
