"""WARC, the format of web archives: each page that was answered, with its address."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from http.client import HTTPException, HTTPResponse

from compare.errors import UnreadableSource
from compare.reading.archives import uncompressed
from compare.reading.inputs import Raw, ReadingOptions, Yield
from compare.reading.limits import MAX_ENTRIES
from compare.reading.metadata import Given

# A crawl is mostly pictures, scripts and styles; these are what reports come in.
_PAGES = frozenset({"text/html", "application/xhtml+xml", "text/plain", "application/pdf"})
_LONGEST_HEAD = 65_536
_OK = 200


class Answer(io.BytesIO):
    """Recorded bytes as http.client wants to read them, from something like a socket."""

    def makefile(self, _: str) -> Answer:
        return self


def read(raw: Raw, _: ReadingOptions) -> Iterator[Yield]:
    """The pages of an archive, each named by its address; what is no report is left out."""
    at = count = pages = 0
    while at < len(raw.data):
        head, body, end = _record(raw, at)
        count += 1
        if count > MAX_ENTRIES:
            raise UnreadableSource(raw.path, f"more than {MAX_ENTRIES:,} records in one archive")
        page = _page(raw, head, raw.data[body:end])
        if page:
            pages += 1
            yield page
        at = end
        while raw.data[at : at + 1] in (b"\r", b"\n"):
            at += 1
    if not pages:
        raise UnreadableSource(raw.path, "a web archive without pages")


def _record(raw: Raw, at: int) -> tuple[Mapping[str, str], int, int]:
    """Fields of the record at `at`, and where its content begins and ends."""
    head_end = raw.data.find(b"\r\n\r\n", at, at + _LONGEST_HEAD)
    if head_end < 0 or not raw.data.startswith(b"WARC/", at):
        raise UnreadableSource(raw.path, f"damaged WARC at byte {at:,}")
    lines = raw.data[at:head_end].decode("utf-8", "replace").split("\r\n")[1:]
    pairs = (line.partition(":") for line in lines)
    head = {name.strip().lower(): value.strip() for name, _, value in pairs}
    length = head.get("content-length", "")
    body = head_end + 4
    if not (length.isascii() and length.isdigit() and len(length) < 12):
        raise UnreadableSource(raw.path, f"damaged WARC at byte {at:,}")
    if body + int(length) > len(raw.data):
        raise UnreadableSource(raw.path, "a WARC that ends too early")
    return head, body, body + int(length)


def _page(raw: Raw, head: Mapping[str, str], content: bytes) -> Raw | None:
    address, kind = _address(head), head.get("warc-type")
    if kind == "response" and address.startswith(("http://", "https://")):
        return _answered(raw, head, content)
    media = head.get("content-type", "").split(";")[0].strip().lower()
    if kind == "resource" and media in _PAGES:
        return _member(raw, head, content)
    return None


def _member(raw: Raw, head: Mapping[str, str], data: bytes) -> Raw:
    address = _address(head)
    web = address if address.startswith(("http://", "https://")) else None
    # The end of an address is no name of a file that would tell outlet or date.
    page = raw.member(address, data, given=Given(url=web))
    return replace(page, stem=None, retrieved=_date(head))


def _date(head: Mapping[str, str]) -> str | None:
    try:
        return datetime.fromisoformat(head.get("warc-date", "")).isoformat()
    except ValueError:
        return None


def _address(head: Mapping[str, str]) -> str:
    return head.get("warc-target-uri", "").strip("<>")


def _answered(raw: Raw, head: Mapping[str, str], content: bytes) -> Raw | None:
    """The page in a recorded HTTP answer, None for what is no page."""
    response = HTTPResponse(Answer(content))  # type: ignore[arg-type]
    try:
        response.begin()
        media = response.headers.get_content_type()
        if response.status != _OK or media not in _PAGES:
            return None
        data = uncompressed(response.read(), response.headers.get("Content-Encoding"), raw)
    except (HTTPException, UnreadableSource, ValueError, OSError, OverflowError):
        # Lengths that no memory can have are among what a damaged answer states.
        return None
    page = _member(raw, head, data)
    return replace(page, charset=response.headers.get_content_charset())
