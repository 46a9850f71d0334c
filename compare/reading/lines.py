"""Input text to paragraphs: lines stripped, hard wraps undone, every character's place kept."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from compare.model import OffsetMap

_LINE = re.compile("[^\n\r\f\x85\u2028\u2029]+")
_BREAKS = re.compile("\r\n|[\n\r\f\x85\u2028\u2029]")
# Control characters, soft hyphens, zero-width and bidi controls: everything else is seen.
UNSEEN = (
    r"\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff"
)
_SEEN = re.compile(f"[^{UNSEEN}]+")
ENDS_SENTENCE = re.compile(r"[.!?…。！？؟।۔։።:][\"'”’»›)\]]*$")
BULLET = re.compile(r"(?:[-*•‣▪◦–—·]|\(?(?:\d{1,2}|[a-z])[.)])\s+\S")

# A line that was wrapped is at least this long, and at most this wide.
_SHORTEST_WRAPPED, _WIDEST_WRAP = 40, 100
# Share of line ends that run on in lower case, from which a text counts as hard-wrapped.
_WRAPPED_SHARE = 0.3


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of visible text; `segments` as in OffsetMap, counted from its own start."""

    text: str
    segments: tuple[tuple[int, int, int], ...]

    def without_prefix(self, length: int) -> Paragraph:
        """The paragraph from character `length` on."""
        kept = []
        for start, source, size in self.segments:
            cut = max(0, length - start)
            if cut < size:
                kept.append((start + cut - length, source + cut, size - cut))
        return Paragraph(self.text[length:], tuple(kept))


def runs_on(line: str, following: str) -> bool:
    """Whether a sentence of `line` plainly goes on in the line below it."""
    return (
        following[:1].islower()
        and not ENDS_SENTENCE.search(line[-8:])
        and line.count(" ", 0, 200) >= 2
    )


def paragraphs(text: str) -> list[Paragraph]:
    """The non-empty paragraphs of the input; a hard-wrapped paragraph is joined by spaces."""
    lines = _visible_lines(text)
    joins = _joins(lines)
    result: list[Paragraph] = []
    start = 0
    for index, joined in enumerate([*joins, False] if lines else []):
        if not joined:
            result.append(join([line for line, _ in lines[start : index + 1]], " ")[0])
            start = index + 1
    return result


def join(parts: Sequence[Paragraph], glue: str) -> tuple[Paragraph, OffsetMap]:
    """The parts as one, with `glue` between them, which has no place in the input."""
    segments = []
    offset = 0
    for part in parts:
        segments += [(offset + start, source, size) for start, source, size in part.segments]
        offset += len(part.text) + len(glue)
    whole = Paragraph(glue.join(part.text for part in parts), tuple(segments))
    return whole, OffsetMap(whole.segments)


def _visible_lines(text: str) -> list[tuple[Paragraph, bool]]:
    """Each line that shows something, and whether it follows the one before without a gap."""
    lines: list[tuple[Paragraph, bool]] = []
    previous_end = None
    for match in _LINE.finditer(text):
        line = _visible(match[0], match.start())
        if line is None:
            previous_end = None
            continue
        gap = None if previous_end is None else text[previous_end : match.start()]
        lines.append((line, gap is not None and len(_BREAKS.findall(gap)) == 1))
        previous_end = match.end()
    return lines


def _visible(line: str, start: int) -> Paragraph | None:
    pieces = []
    segments = []
    offset = 0
    for piece in _SEEN.finditer(line):
        pieces.append(piece[0])
        segments.append((offset, start + piece.start(), len(piece[0])))
        offset += len(piece[0])
    seen = "".join(pieces)
    whole = Paragraph(seen.rstrip(), tuple(segments)).without_prefix(len(seen) - len(seen.lstrip()))
    if not whole.text:
        return None
    length = len(whole.text)
    kept = [(at, src, min(size, length - at)) for at, src, size in whole.segments if at < length]
    return Paragraph(whole.text, tuple(kept))


def _joins(lines: Sequence[tuple[Paragraph, bool]]) -> list[bool]:
    """For each line but the last, whether the next one continues its paragraph."""
    pairs = [
        (line.text, following.text, adjacent)
        for (line, _), (following, adjacent) in pairwise(lines)
    ]
    long = [pair for pair in pairs if pair[2] and len(pair[0]) >= _SHORTEST_WRAPPED]
    running = [line for line, following, _ in long if runs_on(line, following)]
    width = max(map(len, running), default=0)
    wrapped = width <= _WIDEST_WRAP and len(running) > _WRAPPED_SHARE * len(long)
    return [
        adjacent
        and len(line) >= _SHORTEST_WRAPPED
        and (runs_on(line, following) or (wrapped and _is_full(line, following, width)))
        for line, following, adjacent in pairs
    ]


def _is_full(line: str, following: str, width: int) -> bool:
    """Whether a wrap at `width` had to end the line here, as the next word would not fit."""
    if len(line) > _WIDEST_WRAP or BULLET.match(following):
        return False
    return len(line) + 1 + len(following.split(None, 1)[0]) > width
