"""ZIP and gzip to their members, in memory and within the limits; nothing is ever written."""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from collections.abc import Iterator

from compare.errors import UnreadableSource
from compare.reading.inputs import Raw, ReadingOptions, Yield
from compare.reading.limits import MAX_ENTRIES

_ENTRY_MARK = b"PK\x01\x02"
# The other ways to pack can ask for gigabytes of memory before the first byte is out.
_PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, KeyError)
# Unix file types in the upper half of a member's attributes: a link leads somewhere else.
_TYPE, _LINK = 0o170000, 0o120000


def open_zip(data: bytes, path: str) -> zipfile.ZipFile:
    """The archive in the bytes; raises UnreadableSource where it is damaged or has too much."""
    # Counted before it is opened, as the list of members is held in memory.
    if data.count(_ENTRY_MARK) > MAX_ENTRIES:
        raise UnreadableSource(path, f"more than {MAX_ENTRIES:,} files in one archive")
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except (*_DAMAGE, NotImplementedError):
        raise UnreadableSource(path, "a damaged ZIP archive") from None


def read_zip(raw: Raw, _: ReadingOptions) -> Iterator[Yield]:
    """The members in the order of their names; what cannot be unpacked fails alone."""
    with open_zip(raw.data, raw.path) as archive:
        members = sorted(filter(_is_file, archive.infolist()), key=lambda member: member.filename)
        if not members:
            raise UnreadableSource(raw.path, "an archive without files")
        for member in members:
            inner = raw.member(member.filename, b"")
            try:
                yield raw.member(member.filename, unpack(archive, member, inner))
            except UnreadableSource as failure:
                yield failure


def _is_file(member: zipfile.ZipInfo) -> bool:
    """Whether it is a file for readers: no folder, no link, no program's hidden notes; damaged
    archives hold members without a name."""
    if not member.filename:
        return False
    parts = [part for part in member.filename.replace("\\", "/").split("/") if part != ".."]
    hidden = any(part.startswith((".", "__MACOSX")) for part in parts)
    return not (member.is_dir() or hidden or (member.external_attr >> 16) & _TYPE == _LINK)


def unpack(archive: zipfile.ZipFile, member: zipfile.ZipInfo, raw: Raw) -> bytes:
    """The bytes of one member of an archive; `raw` names it and has the room for them.

    What the archive says of sizes is not believed: reading stops where the room ends.
    """
    if member.flag_bits & 1:
        raise UnreadableSource(raw.path, "protected by a password")
    if member.compress_type not in _PACKED:
        raise UnreadableSource(raw.path, "packed in a way that is not read")
    room = raw.budget.room(member.compress_size)
    try:
        with archive.open(member) as stream:
            data = stream.read(room + 1)
    except (*_DAMAGE, RuntimeError):
        raise UnreadableSource(raw.path, "damaged in its archive") from None
    return _kept(data, room, raw)


def read_gzip(raw: Raw, _: ReadingOptions) -> Iterator[Yield]:
    """The same input, unpacked; several packed pieces in a row are one."""
    yield raw.unpacked(gunzip(raw))


def gunzip(raw: Raw) -> bytes:
    """The unpacked bytes; raises UnreadableSource where they are damaged or too many."""
    room = raw.budget.room(len(raw.data))
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(raw.data)) as stream:
            data = stream.read(room + 1)
    except _DAMAGE:
        raise UnreadableSource(raw.path, "a damaged gzip file") from None
    return _kept(data, room, raw)


def uncompressed(data: bytes, encoding: str | None, raw: Raw) -> bytes:
    """The body of an answer of the web with its content encoding undone.

    Raises UnreadableSource where it is damaged, too long, or packed in another way than gzip and
    deflate.
    """
    encoding = (encoding or "identity").strip().lower()
    if encoding in ("identity", "none"):
        return data
    if encoding not in ("gzip", "x-gzip", "deflate"):
        raise UnreadableSource(raw.path, "packed in a way that is not read")
    room = raw.budget.room(len(data))
    # Deflate is sent with its wrapping by some servers, and bare by others.
    bare = encoding == "deflate" and data[:1] != b"\x78"
    unpacker = zlib.decompressobj(wbits=-zlib.MAX_WBITS if bare else zlib.MAX_WBITS | 32)
    try:
        page = unpacker.decompress(data, room + 1)
    except zlib.error:
        raise UnreadableSource(raw.path, "damaged on its way") from None
    if len(page) <= room and not unpacker.eof:
        raise UnreadableSource(raw.path, "cut short on its way")
    return _kept(page, room, raw)


def _kept(data: bytes, room: int, raw: Raw) -> bytes:
    if len(data) > room:
        # What was unpacked in vain counts too, or many such members would cost without end.
        raw.budget.spend(room)
        raise UnreadableSource(raw.path, f"grows past {room:,} bytes when it is unpacked")
    raw.budget.spend(len(data))
    return data
