"""The news agency that a report says it comes from: "via Reuters", "(AP)", "TASS reports that"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from compare.data import table
from compare.reading import headers
from compare.reading.clutter import Role

_LONGEST_LINE = 200
# Credits of pictures and lines about other reports tell nothing about this one.
_SILENT = frozenset({Role.BODY, Role.CAPTION, Role.RELATED, Role.COMMENT, Role.MENU, Role.TITLE})
_AT_END = 200


def agency(lines: Sequence[tuple[Role, str]]) -> str | None:
    """The usual name of the agency, None where the report names none as its origin."""
    body = [text for role, text in lines if role is Role.BODY]
    opening = headers.dateline(body[0]) if body else None
    if opening and opening.agency:
        return table("agencies").get(opening.agency, opening.agency)
    texts = [("line", text) for role, text in lines if role not in _SILENT]
    if body:
        texts += [(place, body[0]) for place in ("opening", "lead", "credit")]
        texts += [("credit", text) for text in body[-2:]]
    return next((name for place, text in texts if (name := _named(place, text))), None)


def _named(place: str, text: str) -> str | None:
    if place == "line" and len(text) > _LONGEST_LINE:
        return None
    shown = text[-_AT_END:] if place == "credit" else text
    found = (form.search(shown) for form in _forms(place))
    return next((table("agencies")[match["name"]] for match in found if match), None)


@cache
def _forms(place: str) -> tuple[re.Pattern[str], ...]:
    """The patterns of a place, as compare/data/en/agency_forms.txt describes them."""
    names = "|".join(map(re.escape, sorted(table("agencies"), key=len, reverse=True)))
    name = rf"(?<!\w)(?:the )?(?P<name>{names})(?: news agency)?(?!\w)"
    before = r"^\s*" if place in ("line", "opening") else ""
    after = r"\W*$" if place in ("line", "credit") else ""
    return tuple(
        re.compile(before + name.join(_words(part) for part in form.split("NAME")) + after)
        for form, places in table("agency_forms").items()
        if place in places.split()
    )


def _words(part: str) -> str:
    return re.escape(part).replace(r"\.\.\.", ".+")
