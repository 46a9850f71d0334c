"""The visible text of HTML source, each character with the place where the source has it.

The source is only scanned, never parsed into a tree: what counts is where its words stand. Every
step is linear in the source, whatever is malformed in it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from html import unescape
from typing import NamedTuple

from compare.reading.lines import UNSEEN, Paragraph

Segment = tuple[int, int, int]

# Elements whose content is no visible text, and those that stand on lines of their own.
_UNSEEN = frozenset({
    "script", "style", "title", "textarea", "template", "noscript", "iframe", "noembed",
    "noframes", "svg", "math", "select",
})  # fmt: skip
_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "br", "button", "caption", "center",
    "dd", "details", "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure",
    "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hr", "html",
    "legend", "li", "main", "menu", "nav", "ol", "option", "p", "pre", "section", "summary",
    "table", "tbody", "tfoot", "thead", "tr", "ul",
})  # fmt: skip
_CELLS = frozenset({"td", "th"})
_REFERENCE = re.compile(r"&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z\d]{1,31});?", re.I)
# What is no tag, remark or character reference shows itself, signs and all.
_TEXT = re.compile(r"(?:[^<&]++|<(?![a-z!?/])|&(?![#a-z]))++", re.I)
_TAG = re.compile(r"<(/?)([a-z][a-z\d]{0,20})(?![a-z\d])", re.I)
_PLAIN_END = re.compile(r"[^>\"']*>")
_TO_QUOTE = re.compile(r"[^>\"']*")
_WORD = re.compile(rf"[^\s{UNSEEN}]+")
# Words with one plain space between them stand in the source as they are shown.
_WORDS_OR_SPACE = re.compile(rf"{_WORD.pattern}(?: {_WORD.pattern})*|\s+")
_LONGEST_VALUE = 20_000


class Piece(NamedTuple):
    """A stretch of the source: its characters as shown, or the name of the tag that stands there.

    `literal` tells whether the source spells the text as shown; else it is a character reference.
    """

    start: int
    text: str = ""
    tag: str = ""
    literal: bool = True


def pieces(html: str) -> Iterator[Piece]:
    """Visible text and tags, in the order of the source."""
    at = 0
    unclosed: set[str] = set()
    while at < len(html):
        if text := _TEXT.match(html, at):
            end = text.end()
            yield Piece(at, text[0])
        elif html[at] == "&":
            end = _end(_REFERENCE, html, at)
            shown = unescape(html[at:end])
            yield Piece(at, shown, literal=end - at == len(shown))
        elif tag := _TAG.match(html, at):
            name = tag[2].lower()
            end = _end_of_tag(html, tag.end())
            yield Piece(at, tag=name)
            if name in _UNSEEN and not tag[1] and name not in unclosed:
                end = _after_content(html, end, name, unclosed)
        elif html.startswith(("<!", "<?", "</"), at):
            end = _after_remark(html, at)
        else:
            end = at + 1
            yield Piece(at, "<")
        at = end


def lines(html: str) -> list[Paragraph]:
    """The lines that a reader of the page sees, as if the whole page were copied as text."""
    result = []
    line = _Line(html)
    for piece in pieces(html):
        if piece.tag in _BLOCKS and not line.is_empty:
            result.append(line.paragraph())
            line = _Line(html)
        elif piece.tag in _CELLS:
            line.add_space()
        elif piece.text:
            line.add(piece)
    result.append(line.paragraph())
    return [each for each in result if each.text]


class Places:
    """Finds runs of text that were taken from a page at their places in its source."""

    # Text is looked for this far below the text before it, then a few times on the whole page.
    _WINDOW, _WHOLE_PAGE_SEARCHES, _FEWEST_WORDS = 50_000, 50, 3

    def __init__(self, html: str) -> None:
        shown: list[str] = []
        self._html = html
        self._starts: list[int] = []
        self._sources: list[int] = []
        self._literal: list[bool] = []
        self._cursor = 0
        self._searches = self._WHOLE_PAGE_SEARCHES
        length = 0
        for piece in pieces(html):
            for word in _WORD.finditer(piece.text):
                self._starts.append(length)
                self._sources.append(piece.start + word.start())
                self._literal.append(piece.literal)
                shown.append(word[0])
                length += len(word[0])
        self._shown = "".join(shown)

    def locate(self, text: str) -> Paragraph:
        """The text with the segments of all its parts that stand on the page."""
        words = [(match[0], match.start()) for match in re.finditer(r"\S+", text)]
        return Paragraph(text, _merged(self._segments(words), text, self._html))

    def _segments(self, words: list[tuple[str, int]]) -> Iterator[Segment]:
        at = self._find("".join(word for word, _ in words))
        if at is None and len(words) > self._FEWEST_WORDS:
            middle = len(words) // 2
            yield from self._segments(words[:middle])
            yield from self._segments(words[middle:])
        elif at is not None:
            for word, start in words:
                yield from self._runs(at, len(word), start)
                at += len(word)
            self._cursor = at

    def _find(self, key: str) -> int | None:
        at = self._shown.find(key, self._cursor, self._cursor + self._WINDOW)
        if at < 0 and self._searches > 0 and len(key) > 1:
            self._searches -= 1
            at = self._shown.find(key)
        return None if at < 0 else at

    def _runs(self, at: int, length: int, clean: int) -> Iterator[Segment]:
        """Segments of `length` shown characters from `at`, which begin at `clean` in the text."""
        index = bisect_right(self._starts, at) - 1
        end = at + length
        while at < end:
            following = self._starts[index + 1] if index + 1 < len(self._starts) else end
            size = min(end, following) - at
            if self._literal[index]:
                yield clean, self._sources[index] + at - self._starts[index], size
            clean, at, index = clean + size, at + size, index + 1


class _Line:
    """One line of the page while it is put together; runs of white space become one space."""

    def __init__(self, html: str) -> None:
        self._html = html
        self._text: list[str] = []
        self._segments: list[Segment] = []
        self._length = 0

    @property
    def is_empty(self) -> bool:
        """Whether nothing was added yet."""
        return not self._text

    def add(self, piece: Piece) -> None:
        for match in _WORDS_OR_SPACE.finditer(piece.text):
            if match[0].isspace():
                self.add_space()
                continue
            if piece.literal:
                segment = (self._length, piece.start + match.start(), len(match[0]))
                self._segments.append(segment)
            self._text.append(match[0])
            self._length += len(match[0])

    def add_space(self) -> None:
        if self._text and self._text[-1] != " ":
            self._text.append(" ")
            self._length += 1

    def paragraph(self) -> Paragraph:
        text = "".join(self._text).rstrip()
        return Paragraph(text, _merged(self._segments, text, self._html))


def _merged(segments: Iterable[Segment], text: str, html: str) -> tuple[Segment, ...]:
    """The segments, joined where only one space stands between them, in the text as on the page."""
    result: list[Segment] = []
    for clean, source, size in segments:
        if result:
            before, place, length = result[-1]
            gap = clean - before - length
            adjacent = gap in (0, 1) and source - place - length == gap
            if adjacent and text[clean - gap : clean] == html[source - gap : source]:
                result[-1] = (before, place, length + gap + size)
                continue
        result.append((clean, source, size))
    return tuple(result)


def _end(pattern: re.Pattern[str], html: str, at: int) -> int:
    match = pattern.match(html, at)
    return match.end() if match else at + 1


def _end_of_tag(html: str, at: int) -> int:
    """The place behind the `>` of a tag, one inside a quoted value aside."""
    if plain := _PLAIN_END.match(html, at):
        return plain.end()
    while at < len(html):
        at = _end_of(_TO_QUOTE.match(html, at))
        if html[at : at + 1] in (">", ""):
            return min(at + 1, len(html))
        closing = html.find(html[at], at + 1, at + _LONGEST_VALUE)
        at = closing + 1 if closing > 0 else at + 1
    return at


def _end_of(match: re.Match[str] | None) -> int:
    assert match is not None, "the pattern matches the empty string"
    return match.end()


def _after_content(html: str, at: int, name: str, unclosed: set[str]) -> int:
    """The place of the end tag of an element that shows nothing; `at` where it has none."""
    close = re.compile(rf"</{name}(?![a-z\d])", re.I).search(html, at)
    if close is None:
        unclosed.add(name)
        return at
    return close.start()


def _after_remark(html: str, at: int) -> int:
    """The place behind a comment, a declaration or a stray end tag; unclosed, it hides the rest."""
    mark = "-->" if html.startswith("<!--", at) else ">"
    end = html.find(mark, at + 2)
    return end + len(mark) if end >= 0 else len(html)
