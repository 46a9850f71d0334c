"""How a line or paragraph names the news agency it comes from: "via Reuters", "(AP)".

The forms are those of compare/data/en/agency_forms.txt, the names those of agencies.txt there.
"""

from __future__ import annotations

import re
from functools import cache

from compare.data import table

_LONGEST_LINE = 200
# In characters from its end, where a paragraph may have its credit.
_AT_END = 200
_WORD = re.compile(r"\w+")


def known(name: str) -> str | None:
    """The usual name of an agency, None where this is none."""
    return table("agencies").get(name.strip().removeprefix("the ").removeprefix("The "))


def named(place: str, text: str) -> str | None:
    """The usual name of the agency that a text at a place (line, lead, credit ...) credits."""
    if (place == "line" and len(text) > _LONGEST_LINE) or not _may_name(text):
        return None
    shown = text[-_AT_END:] if place == "credit" else text
    found = (form.search(shown) for form in _forms(place))
    return next((table("agencies")[match["name"]] for match in found if match), None)


def is_credit(line: str) -> bool:
    """Whether a line does nothing but credit an agency, other than by its bare name."""
    may_be = len(line) <= _LONGEST_LINE and _may_name(line)
    return may_be and _credit_alone().match(line) is not None


def without_credit(paragraph: str) -> str:
    """The paragraph without the agency's credit that closes it."""
    start = max(0, len(paragraph) - _AT_END)
    found = [match for form in _forms("credit") if (match := form.search(paragraph, start))]
    return paragraph[: min(match.start() for match in found)].rstrip() if found else paragraph


def _may_name(text: str) -> bool:
    """Whether a word of an agency's name is there; most texts need no closer look."""
    return not _telling_words().isdisjoint(_WORD.findall(text))


@cache
def _telling_words() -> frozenset[str]:
    """The longest word of each name: a first one may be no more than "The"."""
    return frozenset(max(_WORD.findall(name), key=len) for name in table("agencies"))


@cache
def _credit_alone() -> re.Pattern[str]:
    forms = (form.pattern.replace("?P<name>", "?:") for form in _forms("credit"))
    return re.compile(r"\W*(?:" + "|".join(forms) + ")")


@cache
def _forms(place: str) -> tuple[re.Pattern[str], ...]:
    names = "|".join(map(re.escape, sorted(table("agencies"), key=len, reverse=True)))
    name = rf"(?<!\w)(?:[Tt]he )?(?P<name>{names})(?: news agency)?(?!\w)"
    before = r"^\s*" if place in ("line", "opening") else ""
    after = r"\W*$" if place in ("line", "credit") else ""
    return tuple(
        re.compile(before + name.join(_words(part) for part in form.split("NAME")) + after)
        for form, places in table("agency_forms").items()
        if place in places.split()
    )


def _words(part: str) -> str:
    return re.escape(part).replace(r"\.\.\.", ".+")
