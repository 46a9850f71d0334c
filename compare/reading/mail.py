"""E-mail and pages saved as MHTML: the text or page, and the documents attached to it."""

from __future__ import annotations

import email
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import parseaddr, parsedate_to_datetime

from compare.errors import UnreadableSource
from compare.reading.article import Document
from compare.reading.html_text import html_text
from compare.reading.inputs import Raw, ReadingOptions, Yield
from compare.reading.limits import MAX_MAIL_FIELD, MAX_MAIL_PARTS
from compare.reading.metadata import Given

_NESTS = re.compile(rb"multipart/|message/rfc822", re.I)
_TAKEN_APART = ("content-", "from", "date", "subject", "snapshot-content-")
# Fields that only a letter has.
_SENT = ("To", "Cc", "Bcc", "Message-ID", "Received", "Delivered-To")
# What a page or a letter brings along for its looks.
_DECORATION = frozenset({"image", "audio", "video", "font"})
_DECORATION_TYPES = frozenset({"text/css", "text/javascript", "application/javascript",
                               "text/calendar", "application/pgp-signature"})  # fmt: skip


class _Bounded(EmailPolicy):
    """The usual rules, for fields whose taking apart, which is done again and again, is short."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        name, value = super().header_source_parse(sourcelines)
        if len(value) > MAX_MAIL_FIELD and name.lower().startswith(_TAKEN_APART):
            raise ValueError(f"{name} is too long")
        return name, value


def read(raw: Raw, _: ReadingOptions) -> Iterator[Yield]:
    """The article in a mail, and its attachments as inputs of their own."""
    if len(_NESTS.findall(raw.data)) > MAX_MAIL_PARTS:
        raise UnreadableSource(raw.path, "an e-mail with too many parts in parts")
    try:
        yields = list(_yields(raw))
    except UnreadableSource:
        raise
    except Exception as error:  # The parser of the standard library fails in ways it never names.
        raise UnreadableSource(raw.path, "a damaged e-mail") from error
    yield from yields


def _yields(raw: Raw) -> Iterator[Yield]:
    message = email.message_from_bytes(raw.data, policy=_Bounded())
    if not isinstance(message, EmailMessage):
        raise UnreadableSource(raw.path, "a damaged e-mail")
    saved = message.get("Snapshot-Content-Location")
    is_page = message.get_content_type() == "multipart/related" and not _is_letter(message)
    if saved or is_page:
        yield from _saved_page(raw, message, str(saved) if saved else None)
        return
    body = message.get_body(preferencelist=("plain", "html"))
    text = _text(body, raw.path) if isinstance(body, EmailMessage) else ""
    attached = list(_attachments(raw, message, body))
    if text.strip():
        yield Document(raw.path, text, raw.sha256, _given(message))
    elif not attached:
        yield UnreadableSource(raw.path, "an e-mail without text")
    yield from attached


def _is_letter(message: EmailMessage) -> bool:
    """Whether it was sent; a letter with pictures is packed as saved pages are."""
    # Programs that save pages give themselves as the sender, but no address.
    _, sender = parseaddr(str(message.get("From", "")))
    return "@" in sender or any(name in message for name in _SENT)


def _saved_page(raw: Raw, message: EmailMessage, address: str | None) -> Iterator[Yield]:
    """The page of an MHTML file, which is its first part of HTML; its pictures are left out."""
    for part in message.walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            page = part.get_payload(decode=True)
            address = address or part.get("Content-Location")
            web = address if address and address.startswith(("http://", "https://")) else None
            if isinstance(page, bytes) and page.strip():
                given = replace(raw.given, url=raw.given.url or web)
                charset = part.get_content_charset()
                yield replace(raw, data=page, given=given, charset=charset, depth=raw.depth + 1)
                return
    raise UnreadableSource(raw.path, "a saved page without a page")


def _text(part: EmailMessage, path: str) -> str:
    content = part.get_content()
    if not isinstance(content, str):
        return ""
    return html_text(content, path) if part.get_content_subtype() == "html" else content


def _attachments(raw: Raw, message: EmailMessage, body: object) -> Iterator[Raw]:
    for number, part in enumerate(message.iter_attachments(), 1):
        kind = part.get_content_type()
        if part is body or kind in _DECORATION_TYPES or part.get_content_maintype() in _DECORATION:
            continue
        name = part.get_filename() or f"attachment-{number}"
        data = _bytes(part)
        if data.strip():
            yield replace(raw.member(name, data), charset=part.get_content_charset())


def _bytes(part: EmailMessage) -> bytes:
    if part.get_content_type() == "message/rfc822":
        return bytes(part.get_content())
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _given(message: EmailMessage) -> Given:
    name, address = parseaddr(str(message.get("From", "")))
    published = None
    with suppress(ValueError, TypeError, IndexError, OverflowError):
        published = parsedate_to_datetime(str(message.get("Date", ""))).isoformat()
    return Given(
        source=name.strip() or address.rpartition("@")[2] or None,
        title=" ".join(str(message.get("Subject", "")).split()) or None,
        published=published,
    )
