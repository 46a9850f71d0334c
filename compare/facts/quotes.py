"""Direct quotations: the spans between quotation marks, paired over sentences and paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from compare.facts.date_phrases import short_years
from compare.model import Span

# Fewer words between marks are a title, a nickname or scare quotes, not a statement.
MIN_WORDS = 3
# A single mark without its like in this many characters is an apostrophe.
MAX_SINGLE = 2000
# A mark that may open a quotation, at times the wrong one of a pair. A single or straight one must
# stand before a word, and no word before it; a decade ("'90s") is none. A straight one between
# spaces, as some texts have them all, opens where nothing ends before it, no inches either.
_OPENING = re.compile(
    r"[“„«]|(?:(?<=\s)|^)”(?=\w)|(?<!\w)\"(?=\S)|(?<![\w'])''(?=[^\s'])|(?<!\w)[‘'](?=\w)(?!\d0s)"
    r"|(?<![\w\"])(?<![\d,.!?…][^\S\n])\"(?=[^\S\n]\w)"
)
# What closes it, in the same paragraph. An apostrophe stands within a word, or after it ("the
# players' union"); after a stop, or where no other mark follows, it ends the quotation.
_CLOSING = {
    "“": re.compile('”|(?<=[,.!?…])"'),
    "”": re.compile("”"),
    "„": re.compile("[“”]"),
    "«": re.compile("»"),
    '"': re.compile('["”]'),
    "''": re.compile("''"),
}
_SINGLE = re.compile(r"(?<=[,.!?…])['’](?!\w)")
_SINGLE_LATER = re.compile(r"(?<=\w)['’](?![\w'’])(?!\s+\w[^'‘’\n]*[\w,.!?…]['’](?!\w))")
# A line may be wrapped within a paragraph; one that ends a sentence ends the paragraph.
_PARAGRAPH_END = re.compile(r"\n\s*\n|(?<=[.!?…:;\"'”’»)])\s*\n|\Z")


@dataclass(frozen=True, slots=True)
class Quotation:
    """One quotation: the insides of its parts, one a paragraph, and its span with the marks."""

    parts: tuple[Span, ...]
    outer: Span

    def within(self, start: int, end: int) -> tuple[Span, ...]:
        """What of its parts lies within [start, end)."""
        clipped = ((max(s, start), min(e, end)) for s, e in self.parts)
        return tuple((s, e) for s, e in clipped if s < e)


def _paragraph_end(text: str, start: int, limit: int) -> int:
    found = _PARAGRAPH_END.search(text, start, limit)
    return found.start() if found else limit


def _trimmed(text: str, start: int, end: int) -> Span:
    """A span without the spaces at its ends."""
    inside = text[start:end]
    left = len(inside) - len(inside.lstrip())
    return start + left, start + max(left, len(inside.rstrip()))


def _single(text: str, opening: re.Match[str]) -> Quotation | None:
    """What stands between single marks; None where they are apostrophes."""
    start = opening.end()
    stop = _paragraph_end(text, start, min(start + MAX_SINGLE, len(text)))
    found = _SINGLE.search(text, start, stop) or _SINGLE_LATER.search(text, start, stop)
    if found is None:
        return None
    return Quotation(((start, found.start()),), (opening.start(), found.end()))


def _double(text: str, opening: re.Match[str]) -> Quotation:
    """What stands between double marks; of several paragraphs each opens with the mark, and only
    the last one closes."""
    mark = opening.group()
    again = re.compile(rf"\s*{re.escape(mark)}(?=\S)")
    parts: list[Span] = []
    following: re.Match[str] | None = opening
    end = opening.end()
    while following:
        start = following.end()
        stop = _paragraph_end(text, start, len(text))
        closing = _CLOSING[mark].search(text, start, stop)
        parts.append(_trimmed(text, start, closing.start() if closing else stop))
        end = closing.end() if closing else stop
        following = None if closing else again.match(text, end)
    return Quotation(tuple(parts), (opening.start(), end))


def quotations(text: str) -> Iterator[Quotation]:
    """All direct quotations of a text, in order; of nested ones the outermost."""
    position = 0
    years = {match.start("said") for match in short_years(text, 0, len(text))}
    while opening := _OPENING.search(text, position):
        if opening.start() in years:
            position = opening.end()
            continue
        double = opening.group() in _CLOSING
        found = _double(text, opening) if double else _single(text, opening)
        position = found.outer[1] if found else opening.end()
        if found and any(len(text[slice(*part)].split()) >= MIN_WORDS for part in found.parts):
            yield found
