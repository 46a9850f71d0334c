"""The news agency that a report says it comes from: "via Reuters", "(AP)", "TASS reports that"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from compare.reading import agencies, dates, headers
from compare.reading.clutter import Role

# Credits of pictures and lines about other reports tell nothing about this one.
_SILENT = frozenset({Role.BODY, Role.CAPTION, Role.RELATED, Role.COMMENT, Role.MENU, Role.TITLE})
_NAMES_APART = re.compile(r"\s*[,/|]\s*|\s+(?:and|for)\s+")


def agency(lines: Sequence[tuple[Role, str]], author: str | None = None) -> str | None:
    """The usual name of the agency, None where the report names none as its origin."""
    body = [text for role, text in lines if role is Role.BODY]
    opening = headers.dateline(body[0]) if body else None
    if opening and opening.agency:
        return agencies.known(opening.agency) or opening.agency
    return next(_credited(lines, body, author or ""), None)


def _credited(lines: Sequence[tuple[Role, str]], body: Sequence[str], author: str) -> Iterator[str]:
    """Agencies by the trust that is put in the places which name them."""
    about = _about(lines)
    for field, value in (found for line in about for found in headers.fields(line)):
        if field == "agency":
            yield agencies.known(value) or value
    texts = [("line", piece) for line in about for piece in _pieces(line)]
    texts += [("credit", text) for role, text in lines if role is Role.CREDIT]
    if body:
        texts += [(place, body[0]) for place in ("opening", "lead", "credit")]
        texts += [("credit", text) for text in body[-2:]]
    yield from (name for place, text in texts if (name := agencies.named(place, text)))
    owners = [headers.owner(text) or "" for role, text in lines if role is Role.LEGAL]
    for told in (*_NAMES_APART.split(author), *owners):
        if name := agencies.known(told):
            yield name


def _about(lines: Sequence[tuple[Role, str]]) -> list[str]:
    """The lines that speak of this report, each once: of some roles all, and below its headline."""
    roles = [role for role, _ in lines]
    body = roles.index(Role.BODY) if Role.BODY in roles else 0
    title = roles.index(Role.TITLE) if Role.TITLE in roles else body
    told = (
        text
        for at, (role, text) in enumerate(lines)
        if role not in _SILENT or (role is Role.MENU and title < at < body)
    )
    return list(dict.fromkeys(told))


def _pieces(line: str) -> Iterator[str]:
    """The line, what stands between its bars, and what stands beside a date in it."""
    yield line
    for part in headers.bars(line):
        found = dates.find(part)
        yield from (part[: found[1]], part[found[2] :]) if found else (part,)
