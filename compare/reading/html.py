"""HTML bytes to a Document: decoded as the page, its server or its bytes say."""

from __future__ import annotations

import hashlib
import re

from compare.reading.article import Document
from compare.reading.decode import decode
from compare.reading.metadata import NOTHING_GIVEN, Given

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([\w-]{2,30})", re.I)
_HEAD = 4_096


def document(
    raw: bytes,
    name: str,
    *,
    given: Given = NOTHING_GIVEN,
    stem: str | None = None,
    charset: str | None = None,
) -> Document:
    """One HTML page; offsets are counted in its decoded text.

    `name` is the path or address that stands for it, `given` what is known of it otherwise (its
    `url` above all), `stem` the name of its file without suffix, `charset` what the server said.
    """
    # Only what the bytes themselves do not tell is asked of the page, and of its server first.
    written = _CHARSET.search(raw[:_HEAD])
    stated = charset or (written[1].decode("ascii") if written else None)
    text = decode(raw, name, stated).text
    return Document(name, text, hashlib.sha256(raw).hexdigest(), given, stem, markup=True)
