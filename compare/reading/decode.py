"""Bytes to text: byte order marks, legacy encodings, mojibake, and the refusal of what is no text.

A text that was not plain UTF-8 comes with a remark on how it was read.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from compare.errors import UnknownFormat, UnreadableSource

# Longest marks first: the UTF-32 mark begins with the UTF-16 one.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\f\b\x1b")) + b"\x7f"
# Share of control characters beyond which bytes are not text; lower where they are not UTF-8.
_MAX_CONTROLS, _MAX_CONTROLS_LEGACY = 0.05, 0.01
# Up to this share of high bytes, text is Latin letters with accents and typographic marks, where
# the Western code page is a better bet than statistics over a handful of bytes.
_WESTERN_SHARE = 0.05
# Share of zero bytes in every second place from which bytes are taken for UTF-16.
_WIDE_SHARE = 0.2
# Encodings of letters; Python has others that only look like ones (punycode, unicode_escape).
_LEGACY = re.compile(r"ascii|utf-(?:8|16|32)|iso|cp|koi8|gb|big5|euc|shift|mac|johab|tis|ptcp|kz")
# Scripts of thousands of characters take two bytes for each, which stand in rows; accented letters
# and quotation marks stand alone or in twos between plain ones.
_DOUBLE_BYTE = re.compile(r"gb|big5|euc|shift|johab|hz|iso2022|cp9(?:32|49|50)")
_HIGH_RUN = re.compile(rb"[\x80-\xff]+")
_ACCENTS_IN_A_ROW = 2
# So few of these tell no code page from another.
_HANDFUL = 20
# What news was ever kept in, so that no rare relative of these is taken for one of them.
_COMMON = ["cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257",
           "iso8859_2", "iso8859_5", "iso8859_7", "iso8859_9", "koi8_r", "cp866", "tis_620",
           "shift_jis", "euc_jp", "gb18030", "big5", "euc_kr", "cp949"]  # fmt: skip
# Every Japanese sentence holds hiragana, and no other one does: their least share of its letters.
_HIRAGANA, _HIRAGANA_SHARE = re.compile("[\u3041-\u3096]"), 0.15
_SAMPLE = 65_536


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text as read, and what had to be done to read it (None for plain UTF-8)."""

    text: str
    remark: str | None = None


def decode(raw: bytes, path: str, charset: str | None = None) -> Decoded:
    """Read the bytes of one input as text; raises UnreadableSource for what is no text.

    `charset` is what a server or a header said of them; a mark at their beginning knows better.
    """
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return _marked(raw, encoding, path)
    decoded = _wide(raw)
    seen = decoded.text.encode() if decoded else raw
    decoded = decoded or _unmarked(raw, charset)
    limit = _MAX_CONTROLS if decoded.remark is None else _MAX_CONTROLS_LEGACY
    if len(seen) - len(seen.translate(None, _CONTROLS)) > limit * len(seen):
        raise UnknownFormat(path, "binary, not text")
    return decoded


def _marked(raw: bytes, encoding: str, path: str) -> Decoded:
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError:
        raise UnreadableSource(path, f"marked as {encoding.upper()}, but it is not") from None
    return Decoded(text, None if encoding == "utf-8-sig" else f"read as {encoding.upper()}")


def _wide(raw: bytes) -> Decoded | None:
    """UTF-16 without a mark, known by the zero bytes that Latin letters leave in one place."""
    sample = raw[:_SAMPLE]
    zeros = (sample[::2].count(0), sample[1::2].count(0))
    if len(raw) % 2 or max(zeros) < _WIDE_SHARE * len(sample) or min(zeros):
        return None
    encoding = "utf-16-be" if zeros[0] else "utf-16-le"
    try:
        return Decoded(raw.decode(encoding), f"read as {encoding.upper()}")
    except UnicodeDecodeError:
        return None


def _unmarked(raw: bytes, charset: str | None) -> Decoded:
    try:
        return Decoded(raw.decode("utf-8"))
    except UnicodeDecodeError:
        pass
    if charset and (stated := _stated(raw, charset)):
        return stated
    encoding = _guess(raw[:_SAMPLE])
    return Decoded(raw.decode(encoding, errors="replace"), f"not UTF-8; read as {encoding}")


def _stated(raw: bytes, charset: str) -> Decoded | None:
    try:
        encoding = codecs.lookup(charset).name
        known = _LEGACY.match(encoding)
        return Decoded(raw.decode(encoding), f"read as {encoding}") if known else None
    except (LookupError, ValueError):
        return None


def _guess(sample: bytes) -> str:
    runs = [len(run) for run in _HIGH_RUN.findall(sample)]
    few = sum(runs) <= _WESTERN_SHARE * len(sample)
    alone = max(runs, default=0) <= _ACCENTS_IN_A_ROW
    if few or (alone and sum(runs) <= _HANDFUL):
        return "cp1252"
    for encoding in ("cp932", "euc_jp"):
        if _is_japanese(sample, encoding):
            return encoding
    # Imported here because it is needed for the rare legacy file only.
    from charset_normalizer import from_bytes

    best = from_bytes(sample, cp_isolation=_COMMON).best()
    if best is None or best.encoding in ("ascii", "utf_8"):
        return "cp1252"
    return "cp1252" if alone and _DOUBLE_BYTE.match(best.encoding) else best.encoding


def _is_japanese(sample: bytes, encoding: str) -> bool:
    text = sample.decode(encoding, errors="replace")
    letters = sum(not each.isascii() for each in text)
    # A sample may end within a character.
    sound = "\ufffd" not in text[:-2]
    return sound and len(_HIRAGANA.findall(text)) >= _HIRAGANA_SHARE * letters


def _byte_of(page: str) -> dict[str, int]:
    """The byte each character stands for when UTF-8 is misread in a code page."""
    table = {}
    for byte in range(0x80, 0x100):
        try:
            table[bytes([byte]).decode(page)] = byte
        except UnicodeDecodeError:
            table[chr(byte)] = byte
    return table


_PAGES = {page: _byte_of(page) for page in ("cp1252", "cp1251")}
_MISREAD = {
    page: re.compile(f"[{re.escape(''.join(byte_of))}]{{2,}}") for page, byte_of in _PAGES.items()
}
# A short run is repaired only to what Western text holds: Latin letters and typographic marks.
_PLAUSIBLE = re.compile("[\u00a0-\u00ff\u0152\u0153\u2010-\u2044\u20ac\u2122]+")
_LONG_RUN = 6
# What was misread may have been saved and misread again; more than three times is not seen.
_MOST_MISREADINGS = 3


def repair_mojibake(text: str) -> Decoded:
    """Undo UTF-8 that was once read as cp1252 or cp1251, run by run, where it is valid UTF-8."""
    remarks = []
    for page in _PAGES:
        repaired = 0
        for _ in range(_MOST_MISREADINGS):
            text, count = _repair(text, page)
            repaired = max(repaired, count)
            if not count:
                break
        if repaired:
            places = "place" if repaired == 1 else "places"
            remarks.append(f"UTF-8 misread as {page}, repaired in {repaired} {places}")
    return Decoded(text, "; ".join(remarks) or None)


def _repair(text: str, page: str) -> tuple[str, int]:
    """The text with one misreading undone, and in how many places."""
    meant = {run: good for run in set(_MISREAD[page].findall(text)) if (good := _meant(run, page))}
    # Two Cyrillic letters are hardly ever misread by themselves; beside long runs they were too.
    if page != "cp1252" and max(map(len, meant), default=0) < _LONG_RUN:
        return text, 0
    count = 0

    def repaired(run: re.Match[str]) -> str:
        nonlocal count
        count += run[0] in meant
        return meant.get(run[0], run[0])

    return _MISREAD[page].sub(repaired, text), count


def _meant(run: str, page: str) -> str | None:
    """What a run of misread characters stood for, None where it is as likely to be right."""
    try:
        text = bytes(_PAGES[page][character] for character in run).decode("utf-8")
    except UnicodeDecodeError:
        return None
    sure = len(run) >= _LONG_RUN or page != "cp1252" or _PLAUSIBLE.fullmatch(text)
    return text if sure else None
