"""One decoded document to one Article: clutter apart, offsets kept, metadata found."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath

from compare.errors import UnreadableSource
from compare.model import Article, OffsetMap
from compare.reading import headers, html_page, html_places, language, metadata
from compare.reading.clutter import Role, classify
from compare.reading.html_page import Page
from compare.reading.html_text import require_few_marks
from compare.reading.limits import (
    MAX_ARTICLE_BYTES,
    MAX_CHARACTERS,
    MAX_LINES,
    MAX_WRITTEN_LINES,
)
from compare.reading.lines import Paragraph, join, paragraphs
from compare.reading.metadata import NOTHING_GIVEN, Given

STDIN = "-"


@dataclass(frozen=True, slots=True)
class Document:
    """One decoded input: where it came from, the hash of its bytes, and what it states of itself.

    `stem` is the name of the file without suffix, where a file holds this one article; with
    `markup` the text is HTML; `retrieved` is when it came from the web.
    """

    path: str | None
    text: str
    sha256: str
    given: Given = NOTHING_GIVEN
    stem: str | None = None
    markup: bool = False
    retrieved: str | None = None


def article_from_text(
    text: str, *, path: str | None = None, as_is: bool = False, given: Given = NOTHING_GIVEN
) -> Article:
    """One text in memory as an Article, its offsets counted in `text`.

    With `as_is` the article's text is `text` itself. `path` only names it, and tells outlet and
    date where nothing better does. Raises UnreadableSource where no report is left.
    """
    sha256 = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    stem = PurePath(path).stem if path and path != STDIN else None
    return build(Document(path, text, sha256, given, stem), as_is=as_is)


def build(document: Document, *, as_is: bool) -> Article:
    """The Article of a document; raises UnreadableSource where no report is left of it."""
    name = document.path or "text"
    page = _page(document)
    if not page.lines:
        raise UnreadableSource(name, "empty, or nothing but white space")
    if as_is and document.markup:
        whole, offsets = join(html_places.lines(document.text), "\n")
        text = whole.text
    elif as_is:
        text, offsets = document.text, OffsetMap(((0, 0, len(document.text)),))
    else:
        text, offsets = _body(page.lines, page.roles)
    if not text:
        raise UnreadableSource(name, "only page furniture, no sentence of a report")
    lines = [(role, part.text) for role, part in zip(page.roles, page.lines, strict=True)]
    known = metadata.read(lines, document.stem, document.given, page.stated)
    given_id = document.given.id if as_is else None
    return Article(
        id=given_id or identity(text, known.source),
        source=known.source,
        title=known.title,
        published=known.published,
        url=known.url,
        path=document.path,
        language=language.detect(text) or known.language,
        sha256=document.sha256,
        text=text,
        offsets=offsets,
        origin_of={**known.details, **known.origin_of},
        retrieved=document.retrieved,
    )


def _page(document: Document) -> Page:
    """The document's lines and their roles; raises UnreadableSource where these are too many."""
    name, text = document.path or "text", document.text
    if len(text) > MAX_ARTICLE_BYTES:
        raise UnreadableSource(name, f"longer than {MAX_ARTICLE_BYTES:,} characters")
    if document.markup:
        require_few_marks(text, name)
    elif sum(1 for line in text.splitlines() if line.strip()) > MAX_WRITTEN_LINES:
        raise UnreadableSource(name, f"more than {MAX_LINES:,} lines of text")
    seen = html_places.lines(text) if document.markup else paragraphs(text)
    if len(seen) > MAX_LINES:
        raise UnreadableSource(name, f"more than {MAX_LINES:,} lines of text")
    if sum(len(line.text) for line in seen) > MAX_CHARACTERS:
        raise UnreadableSource(name, f"more than {MAX_CHARACTERS:,} characters of text")
    if document.markup:
        return html_page.read(text, seen, document.given.url)
    return Page(seen, classify(seen))


def _body(parts: Sequence[Paragraph], roles: Sequence[Role]) -> tuple[str, OffsetMap]:
    kept = [part for role, part in zip(roles, parts, strict=True) if role is Role.BODY]
    opening = headers.dateline(kept[0].text) if kept else None
    if opening:
        kept[0] = kept[0].without_prefix(opening.length)
    whole, offsets = join(kept, "\n")
    return whole.text, offsets


def identity(text: str, source: str | None) -> str:
    """The id of an article: a hash of its clean text and its outlet."""
    named = f"{source or ''}\0{text}".encode("utf-8", "surrogatepass")
    return hashlib.sha256(named).hexdigest()[:16]
