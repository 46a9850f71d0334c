"""HTML bytes to an Article: decoded as the page, its server or its bytes say, then built."""

from __future__ import annotations

import hashlib
import re

from compare.model import Article
from compare.reading.article import Document, build
from compare.reading.decode import decode
from compare.reading.metadata import NOTHING_GIVEN, Given

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([\w-]{2,30})", re.I)
_HEAD = 4_096


def read_html(
    raw: bytes,
    name: str,
    *,
    as_is: bool = False,
    given: Given = NOTHING_GIVEN,
    stem: str | None = None,
    charset: str | None = None,
) -> Article:
    """The Article of one HTML page; offsets are counted in the decoded page.

    `name` is the path or address that stands for it, `given` what is known of it otherwise (its
    `url` above all), `stem` the name of its file without suffix, `charset` what the server said.
    Raises UnreadableSource where no report is left.
    """
    return build(document(raw, name, given=given, stem=stem, charset=charset), as_is=as_is)


def document(
    raw: bytes,
    name: str,
    *,
    given: Given = NOTHING_GIVEN,
    stem: str | None = None,
    charset: str | None = None,
) -> Document:
    """The same page as a Document, for whoever collects these before they are built."""
    # Only what the bytes themselves do not tell is asked of the page, and of its server first.
    written = _CHARSET.search(raw[:_HEAD])
    stated = charset or (written[1].decode("ascii") if written else None)
    text = decode(raw, name, stated).text
    return Document(name, text, hashlib.sha256(raw).hexdigest(), given, stem, markup=True)
