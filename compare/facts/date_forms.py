"""The forms of date_forms.txt and time_forms.txt as regular expressions over word classes.

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


_CALENDAR_UNITS = ("day", "week", "weekend", "month", "quarter", "year", "decade", "century")
_FIGURE = (
    f"(?:{_any('tens')}{_any('dash')}?{_any('count')}"
    f"|{_any('count', 'tens', 'day', 'number', 'decimal', 'year', 'fraction')})"
)
# What a form may say besides the name of a class itself.
_GROUPS = {
    "month": f"(?:{_any('sure-month', 'doubtful-month')}|{_any('short-month')}{_any('.')}?)",
    "weekday": f"(?:{_any('sure-weekday')}|{_any('short-weekday')}{_any('.')}?)",
    "full-weekday": _any("sure-weekday"),
    "day": f"(?:{_any('day')}|(?:{_any('tens')}{_any('dash')}?)?{_any('ordinal')})",
    "day-name": f"{_any('tens')}{_any('dash')}?{_any('count')}",
    "number": f"(?:(?:{_any('tens')}{_any('dash')}?)?{_any('count')}"
    f"|{_any('tens', 'day', 'number')}|{_any('count')}?{_any('couple')}{_any('of')}?)",
    "unit": _any(*(f"unit-{unit}" for unit in _CALENDAR_UNITS)),
    "time-unit": _any(
        *(kind for kind in kinds() if kind.startswith("unit-") and kind != "unit-half")
    ),
    "half-of": _any("unit-half"),
    "figure": f"(?:{_FIGURE}(?:{_any('magnitude')}{{1,2}}(?:{_any('and')}?{_FIGURE})?)?"
    f"{_any('fraction')}?)",
    "weak": _any("weak", "for", "at"),
    "at-about": _any("at", "approximate", "weak", "for"),
    "about": _any("approximate", "weak", "for"),
    "how-long": f"(?:{_any('approximate', 'above', 'below')}|{_any('more', 'less')}{_any('weak')}"
    f"|{_any('at')}{_any('least')})",
    "filler": _any("filler", "more"),
    "half-span": f"(?:{_any('count')}?{_any('unit-half')}{_any('count')}?"
    f"|{_any('count')}{_any('unit-quarter')})",
    "part-hours": f"(?:{_any('early')}?{_any('small-hours')})",
    "day-word": _any("unit-day"),
    "weekend": _any("unit-weekend"),
    "fortnight": _any("unit-fortnight"),
    "starting": _any("starting"),
    "week-start": _any("week-start"),
    "week-word": _any("unit-week"),
    "month-word": _any("unit-month"),
    "quarter": _any("unit-quarter"),
    "half": _any("unit-half"),
    "code": _any("quarter-code", "half-code"),
    "century": _any("unit-century"),
    "year-word": _any("unit-year"),
    "decade-word": _any("unit-decade", "unit-century"),
    "part": f"(?:{_any('the')}?{_any('beginning', 'middle', 'end')}{_any('of')}{_any('the')}?"
    f"|{_any('early', 'mid', 'late')}{_any('dash')}?)",
    "to": _any("dash", "to", "through", "until"),
    "in": _any("in", "within"),
    "in-or-since": _any("in", "within", "since", "until", "before", "after", "through"),
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
def _compiled(forms: str) -> tuple[re.Pattern[str], tuple[str, ...]]:
    patterns: list[str] = []
    readings: list[str] = []
    for form, reading in table(forms).items():
        for variant in (form, *_between(form)):
            patterns.append(f"({_pattern(variant)})")
            readings.append(reading)
    # No form begins with a word of no class; most words of a text are left there.
    return re.compile(f"(?!{_OTHER})(?:{'|'.join(patterns)})"), tuple(readings)


def _between(form: str) -> Iterator[str]:
    """ "From March to May" is also said "between March and May"."""
    sequence = form.split("<")[-1]
    if re.search(r"\bto\b", sequence):
        yield "between < " + re.sub(r"\bto\b", "and", sequence)


def _pattern(form: str) -> str:
    context, _, sequence = form.rpartition("<")
    grouped = sequence.replace("(", "(?:")
    body = _WORD.sub(lambda word: _symbol(word.group()), grouped).replace(" ", "")
    kinds = [
        _symbol(word).replace("[", "").replace("]", "")
        for word in context.replace("|", " ").split()
    ]
    return (f"(?<=[{''.join(kinds)}])" if kinds else "") + body


def _symbol(word: str) -> str:
    return _GROUPS.get(word) or _any(word)


def scan(sentence: Sequence[Token], forms: str = "date_forms") -> Iterator[Match]:
    """The places in a tokenised sentence that have one of the forms, from left to right.

    `forms` names the file that lists them.
    """
    pattern, readings = _compiled(forms)
    classes = "".join(_CHARS.get(token.kind, _OTHER) for token in sentence)
    for match in pattern.finditer(classes):
        assert match.lastindex is not None
        yield Match(readings[match.lastindex - 1], match.start(), match.end())
