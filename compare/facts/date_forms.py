"""The forms of date_forms.txt as one regular expression over word classes.

Each token of a sentence becomes one character, its class; a form is a pattern of such characters.
No form repeats anything without bound, so scanning takes linear time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from compare.data import table
from compare.facts.date_lexicon import Token, kinds

# From U+0100 on no character means anything to `re`.
_CHARS = {kind: chr(0x100 + n) for n, kind in enumerate(kinds())}
_OTHER = "\0"


def _any(*kinds: str) -> str:
    return "[" + "".join(_CHARS[kind] for kind in kinds) + "]"


# What a form may say besides the name of a class itself.
_GROUPS = {
    "month": f"(?:{_any('sure-month', 'doubtful-month')}|{_any('short-month')}{_any('.')}?)",
    "weekday": f"(?:{_any('sure-weekday')}|{_any('short-weekday')}{_any('.')}?)",
    "full-weekday": _any("sure-weekday"),
    "day": f"(?:{_any('day')}|(?:{_any('count')}{_any('dash')}?)?{_any('ordinal')})",
    "number": f"(?:{_any('count', 'day', 'number')}|{_any('count')}?{_any('couple')}{_any('of')}?)",
    "unit": _any(*(kind for kind in kinds() if kind.startswith("unit-") and kind != "unit-half")),
    "day-word": _any("unit-day"),
    "weekend": _any("unit-weekend"),
    "week-word": _any("unit-week"),
    "month-word": _any("unit-month"),
    "quarter": _any("unit-quarter"),
    "half": _any("unit-half"),
    "code": _any("quarter-code", "half-code"),
    "century": _any("unit-century"),
    "year-word": _any("unit-year"),
    "part": f"(?:{_any('the')}?{_any('beginning', 'middle', 'end')}{_any('of')}{_any('the')}?"
    f"|{_any('early', 'mid', 'late')}{_any('dash')}?)",
    "to": _any("dash", "to", "through", "until"),
    "in-or-since": _any("in", "since", "until", "before", "after", "through"),
    "up-to": _any("to"),
    "by-or-from": _any("by", "from", "of"),
}
_WORD = re.compile(r"[\w-]+|[,.']")


@dataclass(frozen=True, slots=True)
class Match:
    """tokens[first:last] have one of the forms; `reading` says how to understand them."""

    reading: str
    first: int
    last: int


@cache
def _compiled() -> tuple[re.Pattern[str], tuple[str, ...]]:
    patterns: list[str] = []
    readings: list[str] = []
    for form, reading in table("date_forms").items():
        for variant in (form, *_between(form)):
            patterns.append(f"({_pattern(variant)})")
            readings.append(reading)
    return re.compile("|".join(patterns)), tuple(readings)


def _between(form: str) -> Iterator[str]:
    """ "From March to May" is also said "between March and May"."""
    sequence = form.split("<")[-1]
    if re.search(r"\bto\b", sequence):
        yield "between < " + re.sub(r"\bto\b", "and", sequence)


def _pattern(form: str) -> str:
    context, _, sequence = form.rpartition("<")
    grouped = sequence.replace("(", "(?:")
    body = _WORD.sub(lambda word: _symbol(word.group()), grouped).replace(" ", "")
    kinds = [_symbol(word).strip("[]") for word in context.replace("|", " ").split()]
    return (f"(?<=[{''.join(kinds)}])" if kinds else "") + body


def _symbol(word: str) -> str:
    return _GROUPS.get(word) or _any(word)


def scan(sentence: Sequence[Token]) -> Iterator[Match]:
    """The places in a tokenised sentence that have one of the forms, from left to right."""
    pattern, readings = _compiled()
    classes = "".join(_CHARS.get(token.kind, _OTHER) for token in sentence)
    for match in pattern.finditer(classes):
        assert match.lastindex is not None
        yield Match(readings[match.lastindex - 1], match.start(), match.end())
