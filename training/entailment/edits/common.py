"""What the edits share: their type, the word lists and how a piece of a sentence is replaced."""

from __future__ import annotations

import calendar
import random
import re
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

from compare.data import words

Edit = Callable[[str, random.Random], str | None]

MONTHS = list(calendar.month_name)[1:]
WEEKDAYS = list(calendar.day_name)
MONTH = "(?:" + "|".join(MONTHS) + ")"
NUMBERS = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
NUMBERS += ["eleven", "twelve", "twenty", "thirty"]
BE = "is|are|was|were"
YEAR = re.compile(r"\b(1[89]\d\d|20[0-3]\d)\b")
NUMBER = re.compile(r"(?<![\w.,-])\d{1,3}(?:,\d{3})*(?:\.\d+)?(?![\w,-]|\.\d)")
NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]+(?: [A-Z][a-z]+)*(?![\w'’])")
# A limit of which another may be true as well: "more than 500", "since 2010".
BOUND = re.compile(
    r"\b(?:than|over|under|about|around|approximately|roughly|nearly|almost|least|most|to|some"
    r"|since|until|till|by|before|after|below|above|exceed\w*|within|past|estimated) [$€£]?$",
    re.IGNORECASE,
)
OPENERS = {"he", "she", "they", "despite", "following", "upon", "although", "when", "all"}
AFTER_NAME = re.compile(r"\b[A-Z][\w.]* $")
# A finite verb right after the subject that opens a sentence or a clause.
SUBJECT = (
    r"(?:(?:^|, (?:and |but )?|\band )"
    r"(?:[Hh]e|[Ss]he|[Tt]hey|[Ww]e|[Ii]t|I|[Tt]he (?:[a-z]+ )?[a-z]+"
    r"|[A-Z][a-z]+(?: [A-Z][a-z]+)*)) "
)


def replaced(text: str, match: re.Match[str], new: str) -> str:
    """The text with new in the place of what was matched."""
    rest = text[match.end() :]
    # An abbreviation that ends the sentence has one full stop.
    return text[: match.start()] + new + (rest[1:] if new.endswith(".") and rest == "." else rest)


def one(pattern: re.Pattern[str], text: str, generator: random.Random) -> re.Match[str] | None:
    """One of the places where the pattern matches, drawn at random."""
    found = list(pattern.finditer(text))
    return generator.choice(found) if found else None


def bounded(text: str, match: re.Match[str]) -> bool:
    """Whether a word before the match makes it a limit."""
    return BOUND.search(text[max(0, match.start() - 20) : match.start()]) is not None


@cache
def groups(name: str) -> tuple[tuple[str, ...], ...]:
    """The lines of a word list that lies beside this module, split at tabs."""
    text = Path(__file__).with_name(f"{name}.txt").read_text(encoding="utf-8")
    return tuple(tuple(line.split("\t")) for line in text.splitlines() if line[:1] not in ("", "#"))


@cache
def entries(name: str) -> tuple[str, ...]:
    """The first column of a word list."""
    return tuple(group[0] for group in groups(name))


@cache
def both_ways(name: str) -> dict[str, list[str]]:
    """Each word of a list of groups with the others of its line."""
    found: dict[str, list[str]] = {}
    for group in groups(name):
        for word in group:
            found.setdefault(word, []).extend(w for w in group if w != word)
    return found


def alternation(forms: Iterable[str]) -> str:
    """A group that matches any of the forms, the longest first, shared beginnings once."""
    rest: dict[str, list[str]] = {}
    for form in sorted({*forms} - {""}):
        rest.setdefault(form[0], []).append(form[1:])
    branches = [re.escape(first) + alternation(ends) for first, ends in rest.items()]
    return f"(?:{'|'.join(branches)}){'?' if '' in forms else ''}" if branches else ""


def uncapitalised(text: str) -> str:
    """The sentence as it goes on after an opening phrase."""
    first = text.split(" ", 1)[0]
    keeps = first == "I" or first.lower() not in words("function_words") | OPENERS
    return text if keeps else text[0].lower() + text[1:]


def capitalised(text: str) -> str:
    """The phrase as it opens a sentence."""
    return text[:1].upper() + text[1:]
