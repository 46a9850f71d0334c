"""PDF to text: pages in order, lines joined to paragraphs, page headers and numbers left out."""

from __future__ import annotations

import io
import logging
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from compare.errors import UnreadableSource
from compare.reading.article import Document
from compare.reading.inputs import Outcome, Raw, ReadingOptions
from compare.reading.limits import (
    MAX_PAGES,
    MAX_PDF_ELEMENTS,
    MAX_PDF_OPERATIONS,
    MAX_PDF_REPAIR_BYTES,
    MAX_PDF_STREAM_BYTES,
)
from compare.reading.lines import ENDS_SENTENCE
from compare.reading.titles import stated_title

if TYPE_CHECKING:
    from pypdf import Configuration

_DIGITS = re.compile(r"\d+")
# A line that stands at the edge of this many pages and more, and of most of them, is furniture.
_REPEATED = 3
_BROKEN_WORD = re.compile(r"\w*[^\W\d_]-$")
_WORD = re.compile(r"\w+(?:-\w+)*")
_PAGE_NUMBER = re.compile(r"[-–— ]*\d{1,4}(?: */ *\d{1,4})?[-–— ]*")
# How many lines at the top and bottom of a page may be its furniture.
_EDGE = 2
# A line this much shorter than the longest around it was not broken for want of room.
_SHORT_LINE = 0.75


class _TooMuch(Exception):
    """A page draws more than any page of news does."""


def read(raw: Raw, options: ReadingOptions) -> Iterator[Outcome]:
    """The one article of a PDF file. Raises UnreadableSource where it has no text to read."""
    pages, title = _extract(raw)
    text = "\n\n".join(pages) if options.as_is else _reflowed(pages)
    if not text.strip():
        raise UnreadableSource(raw.path, "PDF without text; its pages may be pictures")
    given = replace(raw.given, title=raw.given.title or stated_title(title))
    yield Document(raw.path, text, raw.sha256, given, raw.stem)


def _extract(raw: Raw) -> tuple[list[str], str]:
    """The text of each page, and the title that the file states."""
    # Imported here because few runs meet a PDF.
    from pypdf import PdfReader, apply_configuration
    from pypdf.errors import FileNotDecryptedError, LimitReachedError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        with apply_configuration(_limits()):
            reader = PdfReader(io.BytesIO(raw.data))
            count = len(reader.pages)
            if count > MAX_PAGES:
                raise UnreadableSource(raw.path, f"more than {MAX_PAGES} pages")
            meter = _Meter()
            pages = [
                reader.pages[number].extract_text(visitor_operand_before=meter) or ""
                for number in range(count)
            ]
            title = reader.metadata.title if reader.metadata else None
            return pages, title or ""
    except UnreadableSource:
        raise
    except FileNotDecryptedError:
        raise UnreadableSource(raw.path, "PDF protected by a password") from None
    except (LimitReachedError, _TooMuch):
        raise UnreadableSource(raw.path, "PDF with more drawing than text can need") from None
    except Exception as error:  # A damaged file makes the library fail in any way.
        raise UnreadableSource(raw.path, "a damaged PDF") from error


def _limits() -> Configuration:
    from pypdf import Configuration

    return Configuration(
        array_based_stream_maximum_output_length=MAX_PDF_STREAM_BYTES,
        lzw_maximum_output_length=MAX_PDF_STREAM_BYTES,
        run_length_maximum_output_length=MAX_PDF_STREAM_BYTES,
        zlib_maximum_output_length=MAX_PDF_STREAM_BYTES,
        zlib_maximum_recovery_input_length=MAX_PDF_REPAIR_BYTES,
        brotli_maximum_output_length=MAX_PDF_STREAM_BYTES,
        stream_parsing_work_maximum_count=MAX_PDF_ELEMENTS,
    )


class _Meter:
    """Counts the operations of all pages; called before each of them."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, *_: Any) -> None:
        self.count += 1
        if self.count > MAX_PDF_OPERATIONS:
            raise _TooMuch


def _reflowed(pages: Sequence[str]) -> str:
    """One text of all pages: furniture of the page gone, lines joined where a paragraph goes on."""
    split = [[line.strip() for line in page.split("\n")] for page in pages]
    furniture = _furniture(split)
    lines = [
        line
        for page in split
        for at, line in enumerate(page)
        if not (_is_edge(at, page) and (_bare(line) in furniture or _PAGE_NUMBER.fullmatch(line)))
    ]
    return "\n".join(_paragraphs(lines))


def _furniture(pages: Sequence[Sequence[str]]) -> set[str]:
    """The lines that come back at the edges of pages, figures aside."""
    edges = Counter(
        bare
        for page in pages
        for bare in {_bare(line) for at, line in enumerate(page) if line and _is_edge(at, page)}
    )
    return {bare for bare, count in edges.items() if count >= max(_REPEATED, len(pages) / 2)}


def _is_edge(at: int, page: Sequence[str]) -> bool:
    return at < _EDGE or at >= len(page) - _EDGE


def _bare(line: str) -> str:
    return _DIGITS.sub("#", line)


def _paragraphs(lines: Sequence[str]) -> Iterator[str]:
    width = max(map(len, lines), default=0)
    seen = set(_WORD.findall(" ".join(lines)))
    paragraph = last = ""
    for line in lines:
        if paragraph and (not line or _is_over(last, line, width)):
            yield paragraph
            paragraph = line
        else:
            paragraph = _joined(paragraph, line, seen)
        last = line
    if paragraph:
        yield paragraph


def _is_over(line: str, following: str, width: int) -> bool:
    """Whether a paragraph ends with `line`: it was broken before the page forced it to."""
    if len(line) > _SHORT_LINE * width:
        return False
    return not following[:1].islower() or bool(ENDS_SENTENCE.search(line))


def _joined(paragraph: str, line: str, seen: set[str]) -> str:
    """A paragraph with its next line; a word broken by a hyphen is whole again."""
    broken = _BROKEN_WORD.search(paragraph) if line[:1].islower() else None
    if not broken:
        return f"{paragraph} {line}".strip()
    rest = _WORD.match(line)
    hyphened = f"{broken[0]}{rest[0] if rest else ''}"
    return paragraph + line if hyphened in seen else paragraph[:-1] + line
