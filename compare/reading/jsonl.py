"""JSONL: one article a line, with what the line states about it."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from typing import Any

from compare.errors import UnreadableSource
from compare.reading.article import Document
from compare.reading.metadata import Given

_HALF_PAIR = re.compile("[\ud800-\udfff]")
SUFFIXES = frozenset({".jsonl", ".ndjson"})


def looks_like_jsonl(text: str) -> bool:
    """Whether the first line that is not empty is a whole JSON object."""
    first = text.lstrip().split("\n", 1)[0].strip()
    if not (first.startswith("{") and first.endswith("}")):
        return False
    try:
        return isinstance(json.loads(first), dict)
    except (ValueError, RecursionError):
        return False


def documents(text: str, path: str, max_bytes: int) -> Iterator[Document | UnreadableSource]:
    """The article of each line, or why there is none; lines are counted from 1."""
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            try:
                yield _document(line, f"{path}:{number}", max_bytes)
            except UnreadableSource as failure:
                yield failure


def _document(line: str, place: str, max_bytes: int) -> Document:
    raw = line.encode("utf-8", "surrogatepass")
    if len(raw) > max_bytes:
        raise UnreadableSource(place, f"longer than {max_bytes:,} bytes")
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        raise UnreadableSource(place, "not valid JSON") from None
    if not isinstance(row, dict):
        raise UnreadableSource(place, "not a JSON object")
    if not isinstance(row.get("text"), str):
        raise UnreadableSource(place, 'no "text"')
    given = Given(**{name: _stated(row, name, place) for name in Given.__dataclass_fields__})
    return Document(place, _encodable(row["text"]), hashlib.sha256(raw).hexdigest(), given)


def _stated(row: dict[str, Any], name: str, place: str) -> str | None:
    value = row.get(name)
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if value is not None and not isinstance(value, str):
        raise UnreadableSource(place, f'"{name}" is neither text nor null')
    return _encodable(value).strip() or None if value else None


def _encodable(text: str) -> str:
    """The text with half surrogate pairs, which no encoding can hold, as replacement marks."""
    return _HALF_PAIR.sub("\ufffd", text)
