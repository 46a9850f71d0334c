"""DOCX to text: the paragraphs of the document, and the title it states."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from compare.errors import UnreadableSource
from compare.reading import xml
from compare.reading.archives import open_zip, unpack
from compare.reading.article import Document
from compare.reading.inputs import Outcome, Raw, ReadingOptions
from compare.reading.titles import stated_title

_BODY, _PROPERTIES = "word/document.xml", "docProps/core.xml"
_BREAKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
# A text box is stored twice, the second time for old programs; deleted words are no text.
_SKIPPED = frozenset({"Fallback", "del", "moveFrom", "instrText"})
_BLANKS = re.compile(r"[ \t]+")


def read(raw: Raw, _: ReadingOptions) -> Iterator[Outcome]:
    """The one article of a DOCX file; styles, pictures, notes and comments are left out."""
    try:
        with open_zip(raw.data, raw.path) as archive:
            body = unpack(archive, archive.getinfo(_BODY), raw)
            has_title = _PROPERTIES in archive.namelist()
            properties = unpack(archive, archive.getinfo(_PROPERTIES), raw) if has_title else b""
    except KeyError:
        raise UnreadableSource(raw.path, "a damaged DOCX file") from None
    paragraphs = _paragraphs(xml.parse(body, raw.path))
    text = "\n\n".join(part for part in paragraphs if part)
    if not text.strip():
        raise UnreadableSource(raw.path, "DOCX without text")
    title = stated_title(_title(properties, raw.path))
    given = replace(raw.given, title=raw.given.title or title)
    yield Document(raw.path, text, raw.sha256, given, raw.stem)


def _title(properties: bytes, path: str) -> str:
    if not properties:
        return ""
    return xml.text_of(next(xml.children(xml.parse(properties, path), "title"), None))


def _paragraphs(root: etree._Element) -> Iterator[str]:
    """The text of each paragraph in its order, those in tables and boxes included."""
    pieces: list[str] = []
    skipped: etree._Element | None = None
    for event, element in etree.iterwalk(root, events=("start", "end")):
        name = xml.local(element)
        if event == "start" and skipped is None and name in _SKIPPED:
            skipped = element
        elif event == "end" and element is skipped:
            skipped = None
        elif skipped is None:
            if event == "end" and name == "t":
                pieces.append(element.text or "")
            elif event == "end" and name in _BREAKS:
                pieces.append(_BREAKS[name])
            elif name == "p" and pieces:
                yield _BLANKS.sub(" ", "".join(pieces)).strip()
                pieces = []
    yield "".join(pieces).strip()
