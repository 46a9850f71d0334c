"""Bytes to text: byte order marks, legacy encodings, mojibake, and the refusal of what is no text.

A text that was not plain UTF-8 comes with a remark on how it was read.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from compare.errors import UnreadableSource

# Longest marks first: the UTF-32 mark begins with the UTF-16 one.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MAGIC = (
    (b"%PDF", "PDF is not read yet"),
    (b"PK\x03\x04", "ZIP and office documents are not read yet"),
    (b"\xd0\xcf\x11\xe0", "old office documents are not read"),
    (b"{\\rtf", "RTF is not read"),
    (b"\x89PNG", "an image, not text"),
    (b"\xff\xd8\xff", "an image, not text"),
    (b"GIF8", "an image, not text"),
    (b"\x1f\x8b", "a compressed file, not text"),
)
_MARKUP = re.compile(rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\f\b\x1b")) + b"\x7f"
# Share of control characters beyond which bytes are not text; lower where they are not UTF-8.
_MAX_CONTROLS, _MAX_CONTROLS_LEGACY = 0.05, 0.01
# Up to this share of high bytes, text is Latin letters with accents and typographic marks, where
# the Western code page is a better bet than statistics over a handful of bytes.
_WESTERN_SHARE = 0.05
_SAMPLE = 65_536


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text as read, and what had to be done to read it (None for plain UTF-8)."""

    text: str
    remark: str | None = None


def decode(raw: bytes, path: str) -> Decoded:
    """Read the bytes of one input as text; raises UnreadableSource for what is no text."""
    for magic, cause in _MAGIC:
        if raw.startswith(magic):
            raise UnreadableSource(path, cause)
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return _marked(raw, encoding, path)
    if _MARKUP.match(raw[:_SAMPLE]):
        raise UnreadableSource(path, "HTML is not read yet; save the page as text")
    decoded = _unmarked(raw)
    limit = _MAX_CONTROLS if decoded.remark is None else _MAX_CONTROLS_LEGACY
    if len(raw) - len(raw.translate(None, _CONTROLS)) > limit * len(raw):
        raise UnreadableSource(path, "binary, not text")
    return decoded


def _marked(raw: bytes, encoding: str, path: str) -> Decoded:
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError:
        raise UnreadableSource(path, f"marked as {encoding.upper()}, but it is not") from None
    return Decoded(text, None if encoding == "utf-8-sig" else f"read as {encoding.upper()}")


def _unmarked(raw: bytes) -> Decoded:
    try:
        return Decoded(raw.decode("utf-8"))
    except UnicodeDecodeError:
        encoding = _guess(raw[:_SAMPLE])
        text = raw.decode(encoding, errors="replace")
        return Decoded(text, f"not UTF-8; read as {encoding}")


def _guess(sample: bytes) -> str:
    high = sum(byte > 0x7F for byte in sample)
    if high > _WESTERN_SHARE * len(sample):
        # Imported here because it is needed for the rare legacy file only.
        from charset_normalizer import from_bytes

        best = from_bytes(sample).best()
        if best is not None and best.encoding not in ("ascii", "utf_8"):
            return best.encoding
    return "cp1252"


def _western_bytes() -> dict[str, int]:
    """The byte each character stands for when UTF-8 is misread in the Western code page."""
    table = {}
    for byte in range(0x80, 0x100):
        try:
            table[bytes([byte]).decode("cp1252")] = byte
        except UnicodeDecodeError:
            table[chr(byte)] = byte
    return table


_BYTE_OF = _western_bytes()
_MISREAD = re.compile(f"[{re.escape(''.join(_BYTE_OF))}]{{2,}}")
# A short run is repaired only to what Western text holds: Latin letters and typographic marks.
_PLAUSIBLE = re.compile("[\u00a0-\u00ff\u0152\u0153\u2010-\u2044\u20ac\u2122]+")
_LONG_RUN = 6


def repair_mojibake(text: str) -> Decoded:
    """Undo UTF-8 that was once read as cp1252, run by run, where the bytes are valid UTF-8."""
    repaired = 0

    def repair(run: re.Match[str]) -> str:
        nonlocal repaired
        try:
            meant = bytes(_BYTE_OF[character] for character in run[0]).decode("utf-8")
        except UnicodeDecodeError:
            return run[0]
        if len(run[0]) < _LONG_RUN and not _PLAUSIBLE.fullmatch(meant):
            return run[0]
        repaired += 1
        return meant

    result = _MISREAD.sub(repair, text)
    places = "place" if repaired == 1 else "places"
    return Decoded(
        result, f"UTF-8 misread as cp1252, repaired in {repaired} {places}" if repaired else None
    )
