"""Direct quotations: the spans between quotation marks, paired over sentence ends."""

from __future__ import annotations

import re
from collections.abc import Iterator

from compare.model import Span

# A quotation does not run past its paragraph; straight marks pair up in the order they come.
QUOTATION = re.compile(r"“([^”\n]+)(?:”|$|\n)|\"([^\"\n]+)(?:\"|$|\n)|«([^»\n]+)»|„([^“”\n]+)[“”]")
# Fewer words between marks are a title, a nickname or scare quotes, not a statement.
MIN_WORDS = 3


def quotations(text: str) -> Iterator[Span]:
    """The insides of all direct quotations of a text, in order."""
    for match in QUOTATION.finditer(text):
        group = match.lastindex or 0
        if len(match.group(group).split()) >= MIN_WORDS:
            yield match.span(group)


def clipped(spans: tuple[Span, ...], start: int, end: int) -> tuple[Span, ...]:
    """The parts of the spans that lie within [start, end)."""
    return tuple((max(s, start), min(e, end)) for s, e in spans if s < end and e > start)
