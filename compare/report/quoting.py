"""Quoted text: cut where the telling words begin and end, and made fit to be shown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from compare.model import Side, Span

Piece = tuple[str, bool]

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

_SURROGATE = re.compile("[\ud800-\udfff]")
# Everything without a shape of its own that a browser drops or a terminal obeys.
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
_SPACE = re.compile(r"\s+")


def pieces(side: Side) -> tuple[Piece, ...]:
    """The quote cut into (text, marked) pieces; joined, the texts are `side.text` unchanged.

    Evidence is given in offsets of the article's text; what lies outside the quote is clipped,
    and spans that overlap or touch are one piece.
    """
    found: list[Piece] = []
    done = 0
    for start, end in _merged(_clipped(side)):
        found.append((side.text[done:start], False))
        found.append((side.text[start:end], True))
        done = end
    found.append((side.text[done:], False))
    return tuple(piece for piece in found if piece[0])


def _clipped(side: Side) -> Iterator[Span]:
    for start, end in side.evidence:
        clipped = (max(start - side.start, 0), min(end - side.start, len(side.text)))
        if clipped[0] < clipped[1]:
            yield clipped


def _merged(spans: Iterable[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def writable(text: str) -> str:
    """The text with lone surrogates replaced one for one, so that it has a UTF-8 form."""
    return _SURROGATE.sub(REPLACEMENT, text)


def showable(text: str) -> str:
    """The text with control characters replaced one for one; bidi controls stay."""
    return _CONTROL.sub(REPLACEMENT, text)


def one_line(text: str) -> str:
    """The text as part of a line of plain output: no controls, bidi ones included, no breaks."""
    return _SPACE.sub(" ", _BIDI.sub(REPLACEMENT, showable(text)))


def shortened(text: str, length: int) -> str:
    """The text on one line and no longer than `length`; an ellipsis tells of what was cut off."""
    line = one_line(text).strip()
    return line if len(line) <= length else line[: length - 1].rstrip() + "…"
