"""Which kind of input some bytes are, told by the bytes and never by a name."""

from __future__ import annotations

import codecs
import re
from enum import StrEnum

from compare.errors import UnknownFormat
from compare.reading.archives import open_zip


class Kind(StrEnum):
    """The kinds that are read; TEXT stands for every kind that only decoded text can tell."""

    TEXT = "text"
    HTML = "HTML"
    PDF = "PDF"
    DOCX = "DOCX"
    FEED = "feed"
    MAIL = "e-mail"
    WARC = "WARC"
    ZIP = "ZIP"
    GZIP = "gzip"


_REFUSED = (
    (b"\xd0\xcf\x11\xe0", "an old office document; save it as DOCX or PDF"),
    (b"{\\rtf", "RTF; save it as DOCX or PDF"),
    (b"\x89PNG", "an image, not text"),
    (b"\xff\xd8\xff", "an image, not text"),
    (b"GIF8", "an image, not text"),
    (b"BM", "an image, not text"),
    (b"RIFF", "a picture, sound or film, not text"),
    (b"ID3", "sound, not text"),
    (b"OggS", "sound or film, not text"),
    (b"\x7fELF", "a program, not text"),
    (b"MZ", "a program, not text"),
    (b"\xfd7zXZ\x00", "compressed by xz; unpack it first"),
    (b"BZh", "compressed by bzip2; unpack it first"),
    (b"\x28\xb5\x2f\xfd", "compressed by zstd; unpack it first"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive; unpack it first"),
    (b"Rar!\x1a\x07", "a RAR archive; unpack it first"),
    (b"SQLite format 3\x00", "a database, not text"),
)
# Marks that a text could begin with too: they count only with a byte that no text holds.
_SHORT_MARKS = 4
_OFFICE = {
    "xl/workbook.xml": "a spreadsheet; save it as CSV",
    "ppt/presentation.xml": "a presentation; save it as PDF",
    "META-INF/container.xml": "an e-book; save its chapters as HTML",
    "content.xml": "an OpenDocument file; save it as DOCX or PDF",
}
_HEAD = 65_536
_PDF_HEAD = 1_024
_HTML_TAG = re.compile(
    r"<(?:!doctype\s+html|html|head|body|title|meta|link|base|script|style|article|main|section"
    r"|header|nav|div|p|h[1-6]|table|span|center|font|b|i|strong|em|a|br|ul|ol|img|blockquote|figure"
    r")\b",
    re.I,
)
_FEED_TAG = re.compile(r"<(?:rss|feed|rdf:RDF)\b")
_XML_TAG = re.compile(r"<(?P<name>[A-Za-z_][\w:.-]*)[\s/>]")
_SPACE = re.compile(r"\s*")
_DECLARATION = re.compile(r"<\?|<!doctype (?!html)", re.I)
_MAIL_FIELD = re.compile(r"(?P<name>[A-Za-z][A-Za-z0-9-]*):[ \t]?")
# A mail has an author's line and one that only mail programs write; a transcript has neither.
_MAIL_ALWAYS = {"from"}
_MAIL_PROOF = {"message-id", "mime-version", "received", "return-path", "delivered-to"}
_LONGEST_MAIL_HEAD = 400


def detect(data: bytes, path: str) -> Kind:
    """The kind of the bytes; raises UnknownFormat for those known to be no report."""
    if b"%PDF-" in data[:_PDF_HEAD]:
        return Kind.PDF
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip_kind(data, path)
    if data.startswith(b"\x1f\x8b"):
        return Kind.GZIP
    if data.startswith(b"WARC/"):
        return Kind.WARC
    for mark, cause in _REFUSED:
        if data.startswith(mark) and (len(mark) >= _SHORT_MARKS or b"\0" in data[:_PDF_HEAD]):
            raise UnknownFormat(path, cause)
    head = _head(data)
    root = head[_prologue(head) :]
    if _HTML_TAG.match(root):
        return Kind.HTML
    if _FEED_TAG.match(root):
        return Kind.FEED
    if head.lstrip().startswith("<?xml") or _is_element(root, data):
        raise UnknownFormat(path, "XML, but neither a feed nor a page")
    return Kind.MAIL if _is_mail(head) else Kind.TEXT


def _zip_kind(data: bytes, path: str) -> Kind:
    with open_zip(data, path) as archive:
        names = set(archive.namelist())
    if "word/document.xml" in names:
        return Kind.DOCX
    for name, cause in _OFFICE.items():
        if name in names and names & {"mimetype", "[Content_Types].xml"}:
            raise UnknownFormat(path, cause)
    return Kind.ZIP


def _head(data: bytes) -> str:
    """The beginning as text in which markup can be seen, whatever the encoding."""
    head = data[:_HEAD]
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return head.decode("utf-16", "replace")
    return head.removeprefix(codecs.BOM_UTF8).decode("latin-1")


def _is_element(root: str, data: bytes) -> bool:
    """Whether the whole is one XML element; a transcript may well begin with a name in brackets."""
    tag = _XML_TAG.match(root)
    return tag is not None and data.rstrip().endswith(f"</{tag['name']}>".encode("latin-1"))


def _prologue(head: str) -> int:
    """Where the root element may begin: behind white space, comments and declarations."""
    at = 0
    while True:
        at = _SPACE.match(head, at).end()  # type: ignore[union-attr]
        if head.startswith("<!--", at):
            end, mark = head.find("-->", at + 4), 3
        elif _DECLARATION.match(head, at):
            end, mark = head.find(">", at), 1
            # A document type may define entities, in brackets and with tags of its own.
            if "[" in head[at:end]:
                end, mark = head.find("]>", at), 2
        else:
            return at
        if end < 0:
            return at
        at = end + mark


def _is_mail(head: str) -> bool:
    names = set()
    for line in head.lstrip().splitlines()[:_LONGEST_MAIL_HEAD]:
        if line.startswith((" ", "\t")):
            continue
        field = _MAIL_FIELD.match(line)
        if not field:
            break
        names.add(field["name"].lower())
    return names >= _MAIL_ALWAYS and not names.isdisjoint(_MAIL_PROOF)
