"""Words to word classes: the alphabet in which date_forms.txt is written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from unicodedata import numeric

from compare.data import table, words
from compare.facts.date_phrases import phrases

# A run of letters and digits stays one token, and so does a number with its separators, so that
# 2,000 and 3.5, 12:13, A320 and 555-01-99 can never lend their digits to a date.
_TOKEN = re.compile(
    r"\d{4}-\d{2}-\d{2}(?![\w-])|\d++(?:-\d++){2,}+|\d+(?:(?:[./:]\d|,\d{3}(?!\d))\w*)*\w*|[^\W_]+|[^\w\s]|_"
)
_NUMERIC = re.compile(r"(\d{1,2})(?:([/.-])(\d{1,2})\2(\d{4})|(/)(\d{1,2})/(\d{2}))")
# Two digits of a year from this on are the last century's.
_LAST_CENTURY = 70
_NUMERIC_MONTH = re.compile(r"(?:0?[1-9]|1[0-2])/(?:19|20)\d\d|(?:19|20)\d\d/(?:0?[1-9]|1[0-2])")
_SLASH = re.compile(
    r"(?:0?[1-9]|1[0-2])/(?:1[3-9]|2\d|3[01])|(?:1[3-9]|2\d|3[01])/(?:0?[1-9]|1[0-2])"
)
_HOUR_BEFORE = re.compile(r"\d\s?[ap]m-\Z", re.IGNORECASE)
# A number that lacks the space before its unit: "3years", "5hr"; or has its first letter: "10D".
_GLUED_UNIT = re.compile(r"(\d+(?:\.\d{1,2})?)([a-z]{2,})", re.IGNORECASE)
_LETTER_UNIT = re.compile(r"(\d{1,3})([a-z])(?=\s*(?:[^\w\s-]|$))", re.IGNORECASE)
_LAST_WORD = re.compile(r"(\w+)\s\Z")
# So far back the word before "10D" may begin.
_LONGEST_OPENER = 12
_ORDINAL = re.compile(r"(\d{1,2})(?:st|nd|rd|th)")
_DECADE = re.compile(r"(\d{2}|\d{4})s")
_MARKS = {"-": "dash", "–": "dash", "~": "dash", ",": ",", ".": ".", "'": "'", "’": "'", "&": "and"}
_GLUED = frozenset("$€£¥#%+=/\\_@")
_YEARS = range(1000, 2200)


@dataclass(frozen=True, slots=True)
class Token:
    """One word, number or mark at [start, end); `value` is its number where its class has one."""

    kind: str
    text: str
    start: int
    end: int
    value: int = 0


@cache
def _lexicon() -> dict[str, tuple[str, int]]:
    """Lower-cased word to its class and value."""
    entries = {word: (kind, 0) for word, kind in table("date_cues").items()}
    entries |= {word: (f"unit-{unit}", 0) for word, unit in table("date_units").items()}
    entries |= {word: ("ordinal", int(n)) for word, n in table("date_ordinals").items()}
    for word, number in table("date_numbers").items():
        entries[word] = ("count" if int(number) < 20 else "tens", int(number))
    entries |= {word: ("season", int(n)) for word, n in table("date_seasons").items()}
    entries |= {word: ("decade", int(n)) for word, n in table("date_decades").items()}
    for name in ("month", "weekday"):
        for word, row in table(f"{name}s").items():
            number, trust = row.split()
            entries[word] = (f"{trust}-{name}", int(number))
            if (trust, name) == ("sure", "weekday"):
                entries[f"{word}s"] = ("weekday-plural", int(number))
    for word, row in table("date_codes").items():
        month, unit = row.split()
        entries[word] = (f"{unit}-code", int(month))
    entries |= dict.fromkeys(table("time_recurring"), ("recurring", 0))
    entries |= {word: ("day-part", 0) for word in table("time_parts") if " " not in word}
    entries["s"] = ("s", 0)
    return entries


@cache
def kinds() -> tuple[str, ...]:
    """All word classes but `other`, in a fixed order."""
    found = {kind for kind, _ in _lexicon().values()} | set(_MARKS.values())
    written = {"iso", "numeric", "numeric-month", "slash", "year", "day", "number", "decimal"}
    return tuple(
        sorted(
            found
            | written
            | {
                "fraction",
                "holiday",
                "week-start",
                "spaced-month",
                "written",
                "coded",
                "clock",
                "bare-clock",
                "date",
            }
            | {"small-hours", "unit-second"}
        )
    )


def tokens(text: str, start: int, end: int) -> Iterator[Token]:
    """The tokens of text[start:end], with offsets into `text`; a phrase is one of them.

    Phrases of date_never.txt come out as class `other`.
    """
    position = start
    for phrase in phrases(text, start, end):
        yield from _plain(text, position, phrase.start)
        said = text[phrase.start : phrase.end]
        yield Token(phrase.kind, said, phrase.start, phrase.end, phrase.value)
        position = phrase.end
    yield from _plain(text, position, end)


def _plain(text: str, start: int, end: int) -> Iterator[Token]:
    for match in _TOKEN.finditer(text, start, end):
        glued = _GLUED_UNIT.fullmatch(match.group())
        if glued and glued[2].lower() in table("date_units"):
            cut = match.start() + len(glued[1])
            yield from _plain(text, match.start(), cut)
            yield from _plain(text, cut, match.end())
            continue
        if unit := _letter_unit(text, match):
            cut = match.end() - 1
            yield from _plain(text, match.start(), cut)
            yield Token(f"unit-{unit}", text[cut : match.end()], cut, match.end())
            continue
        kind, value = _classify(text, match)
        yield Token(kind, match.group(), match.start(), match.end(), value)


def _letter_unit(text: str, match: re.Match[str]) -> str | None:
    """The unit of "lasted 2W", "for 10D"; "in 3D" and "the 10D camera" have none."""
    if not match.group()[0].isdecimal():
        return None
    letter = _LETTER_UNIT.match(text, match.start())
    if letter is None or letter.end() != match.end():
        return None
    start = match.start()
    before = _LAST_WORD.search(text, max(0, start - _LONGEST_OPENER), start)
    opened = before is not None and before[1].lower() in words("letter_unit_openers")
    is_named = letter.group().lower() in words("letter_unit_never")
    unit = table("letter_units").get(letter[2].lower())
    return unit if (opened or not text[:start].strip()) and not is_named else None


def _classify(text: str, match: re.Match[str]) -> tuple[str, int]:
    word = match.group()
    if word in _MARKS:
        return _MARKS[word], 0
    if word[0].isdecimal() and word.isascii() and word.lower() not in _lexicon():
        return _classify_number(text, match)
    if 0 < numeric(word[0], 0) < 1:
        return "fraction" if len(word) == 1 else "other", 0
    kind, value = _lexicon().get(word.lower(), ("other", 0))
    if not word[0].isupper() and word in words("date_ordinary"):
        return "other", 0
    return kind, value


def _classify_number(text: str, match: re.Match[str]) -> tuple[str, int]:
    word, start, end = match.group(), match.start(), match.end()
    before, after = text[max(0, start - 2) : start], text[end : end + 1]
    if (before and before[-1] in _GLUED) or (after and after in _GLUED):
        return "other", 0
    if len(word) == 10 and word[4] == "-":
        return "iso", 0
    if _NUMERIC.fullmatch(word):
        return "numeric", 0
    if _NUMERIC_MONTH.fullmatch(word):
        return "numeric-month", 0
    if ordinal := _ORDINAL.fullmatch(word):
        return "ordinal", int(ordinal[1])
    if decade := _DECADE.fullmatch(word):
        return _decade(int(decade[1]))
    if not word.isdigit() or len(word) > 4:
        return _amount_kind(word), 0
    if len(word) == 4:
        return ("year", int(word)) if int(word) in _YEARS else ("other", 0)
    # COVID-19, G-20: a number hung on a word is part of its name.
    if before[-1:] == "-" and before[:1].isalpha() and not _is_hour(text, start):
        return "other", 0
    return ("number", int(word)) if len(word) > 2 else _small(int(word))


def _is_hour(text: str, end: int) -> bool:
    """Whether an hour and a dash end there: the 3 of "8am-3" is one too."""
    return _HOUR_BEFORE.search(text, max(0, end - 8), end) is not None


def _amount_kind(word: str) -> str:
    """3.5 and 12,000 measure durations; 1/2 does so after a number."""
    if re.fullmatch(r"\d+\.\d{1,2}|\d{1,3}(?:,\d{3})+", word):
        return "decimal"
    if _SLASH.fullmatch(word):
        return "slash"
    return "fraction" if re.fullmatch(r"[1-9]/[2-9]", word) else "other"


def _small(value: int) -> tuple[str, int]:
    return ("day", value) if 1 <= value <= 31 else ("number", value)


def _decade(value: int) -> tuple[str, int]:
    if value % 10 or 100 <= value < _YEARS.start:
        return "other", 0
    if value >= 100:
        return "decade", value
    # The 90s are the ones of the last century; the 10s and 20s could be either's.
    return ("decade", 1900 + value) if value >= 30 else ("other", 0)


def numeric_date(word: str) -> tuple[int, int, int] | None:
    """Year, month and day of 25/12/2023, 25-12-2023 or 25.12.2023.

    None where day and month could be swapped; with full stops the day stands first.
    """
    match = _NUMERIC.fullmatch(word)
    if match is None:
        return None
    first, second, year = int(match[1]), int(match[3] or match[6]), int(match[4] or match[7])
    if year < 100:
        year += 1900 if year >= _LAST_CENTURY else 2000
    if match[2] == "." or first > 12 or first == second:
        return year, second, first
    return (year, first, second) if second > 12 else None


def is_counted(token: Token | None, plurals: bool = True) -> bool:
    """Whether a token is a noun that makes the number before it a count: 2000 people.

    Without `plurals` only the nouns of date_counted.txt are.
    """
    if token is None or not token.text.islower() or not token.text.isalpha():
        return False
    if token.text in words("date_counted"):
        return True
    plural = token.kind.startswith(("other", "unit-")) and token.text.endswith("s")
    return plurals and plural and token.text not in words("date_not_plural")
