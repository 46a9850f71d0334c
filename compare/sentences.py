"""Article text to sentences, each an exact slice of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from compare.data import words
from compare.model import Sentence, Span
from compare.reading.lines import runs_on

_LINE = re.compile("[^\n\r\f\x85\u2028\u2029]+")
_LINE_BREAK = re.compile("\r\n|[\n\r]")
# A full stop after a whole word and before a capital ends a sentence, unless the word is short for
# something; nupunkt holds many whole words for abbreviations.
_WORD_STOP = re.compile(
    r"(?<![\w.&'’-])(?:[a-z]{3,20}|[A-Z][a-z]{3,20})(?:\.[\"'”’»)\]]*|\)\.|\.\))"
    r"(?=\s+[\"'“‘«(\[]*[A-Z])"
)
# A footnote mark, or an ellipsis in brackets, belongs to the sentence it follows.
_MARKS = re.compile(r"\s*(?:\[(?:\d{1,3}|[a-z]|\.{3}|…)\]\s*)+")
# After these the sentence goes on, whatever the case of the next word.
_OPEN_ABBREVIATION = re.compile(r"(?:^|[\s(\[])(?:e\.g|i\.e|cf|viz)\.$")
# The number of a list item is part of the item.
_ENUMERATOR = re.compile(r"\s*[-•‣⁃*]?\s*\(?\d{1,2}[.)]{1,2}\s*")
# A quoted question or cry, or one before a dash, goes on where the next word is in lower case.
_CRY = re.compile(r"[!?][\"'”’»)\]]*$")
_AFTER_QUOTE = re.compile(r"\s*[^\W\d_A-Z]")
_AFTER_DASH = re.compile(r"\s*[-–—]+\s*[^\W\d_A-Z]")
# Full stops of scripts that put no space after them.
_WIDE_STOP = re.compile("[。．！？｡]+[」』”’）)]*")
_PLAIN_STOP = re.compile(r"(?<![\s.][^\W\d_])[.!?…؟।۔։።]+[\"'“”’»›)\]]*(?=\s)")


def split(article_id: str, text: str, language: str | None = "en") -> tuple[Sentence, ...]:
    """The sentences of a text, in order; `text[s.start:s.end] == s.text`, none with outer space.

    A language other than English (None counts as English) is cut at its full stops alone.
    """
    english = language in (None, "en")
    spans = (
        (block_start + start, block_start + end)
        for block_start, block in _blocks(text)
        for start, end in _trimmed(block, _english(block) if english else _plain(block))
    )
    return tuple(
        Sentence(article_id, index, start, end, text[start:end])
        for index, (start, end) in enumerate(spans)
    )


def _blocks(text: str) -> Iterator[tuple[int, str]]:
    """Lines with their offsets; lines of one hard-wrapped sentence together, breaks as spaces."""
    start = 0
    previous = None
    for line in _LINE.finditer(text):
        if previous is None:
            start = line.start()
        elif not _continues(text, previous, line):
            yield start, _unbroken(text[start : previous.end()])
            start = line.start()
        previous = line
    if previous is not None:
        yield start, _unbroken(text[start : previous.end()])


def _continues(text: str, previous: re.Match[str], line: re.Match[str]) -> bool:
    return _LINE_BREAK.fullmatch(text, previous.end(), line.start()) is not None and runs_on(
        previous[0].rstrip(), line[0].lstrip()
    )


def _unbroken(block: str) -> str:
    return block.replace("\r", " ").replace("\n", " ")


def _english(block: str) -> Iterator[Span]:
    # Imported here: loading its model is the start-up cost of this module.
    import nupunkt

    start = None
    for piece_start, piece_end in _cut_at_words(block, nupunkt.sent_spans(block)):
        if start is None:
            start, end = piece_start, piece_end
            continue
        if _goes_on(block, start, end, piece_end):
            end = piece_end
            continue
        marks = _MARKS.match(block, piece_start, piece_end)
        if marks:
            end = piece_start = marks.end()
        yield start, end
        start, end = piece_start, piece_end
    if start is not None:
        yield start, end


def _cut_at_words(block: str, spans: list[Span]) -> Iterator[Span]:
    abbreviations = words("abbreviations")
    for start, end in spans:
        for stop in _WORD_STOP.finditer(block, start, end):
            if stop[0].split(".")[0].rstrip(")").lower() not in abbreviations:
                yield start, stop.end()
                start = stop.end()
        yield start, end


def _goes_on(block: str, start: int, end: int, next_end: int) -> bool:
    """Whether the sentence [start, end) does not end there, but runs on into the next piece."""
    tail = block[max(start, end - 12) : end].rstrip()
    if _OPEN_ABBREVIATION.search(tail) or _ENUMERATOR.fullmatch(block, start, end):
        return True
    cry = _CRY.search(tail)
    if not cry:
        return False
    after = _AFTER_DASH if len(cry[0]) == 1 else _AFTER_QUOTE
    return after.match(block, end, next_end) is not None


def _plain(block: str) -> Iterator[Span]:
    start = 0
    for stop in _PLAIN_STOP.finditer(block):
        yield start, stop.end()
        start = stop.end()
    yield start, len(block)


def _trimmed(block: str, spans: Iterator[Span]) -> Iterator[Span]:
    """The spans cut at wide full stops, without outer white space, empty ones left out."""
    for start, end in spans:
        cuts = [stop.end() for stop in _WIDE_STOP.finditer(block, start, end)]
        for left, right in zip([start, *cuts], [*cuts, end], strict=True):
            piece = block[left:right]
            inner = piece.strip()
            if inner:
                inner_start = left + len(piece) - len(piece.lstrip())
                yield inner_start, inner_start + len(inner)
