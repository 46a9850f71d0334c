"""JSONL and JSON: an article a line, or the list of articles that a document holds."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from compare.errors import UnreadableSource
from compare.reading import columns
from compare.reading.inputs import Outcome, Raw, ReadingOptions
from compare.reading.limits import MAX_ARTICLE_BYTES, MAX_ENTRIES, MAX_JSON_BYTES

_ANY_LINE = re.compile(r"[^\n]*(?:\n|$)")
_OPENING = re.compile(r'\s*(?:\{\s*["}]|\[\s*\{)')
Row = dict[str, Any]
# How many lines may fail before one tells that the text is JSONL, and how deep a list may lie.
_FIRST_LINES, _DEEPEST = 3, 3


def looks_like_jsonl(text: str, options: ReadingOptions) -> bool:
    """Whether one of the first lines is a whole JSON object, and the first one meant as such.

    A sole line may also be a document that holds its articles further inside.
    """
    lines = (line[0].strip() for line in _ANY_LINE.finditer(text))
    first = list(islice((line for line in lines if line), _FIRST_LINES))
    if not first or first[0][0] not in "{[":
        return False
    rows = [_parsed(line) for line in first if len(line) <= MAX_ARTICLE_BYTES]
    if len(first) == 1 and rows and list(_lists(rows[0], options)):
        return _any_text([row for row in rows if isinstance(row, dict)], options)
    return any(isinstance(row, dict) for row in rows)


def looks_like_json(text: str) -> bool:
    """Whether the text opens as a JSON object, or as a list of them, and no prose does."""
    return _OPENING.match(text) is not None


def read(raw: Raw, text: str, options: ReadingOptions) -> Iterator[Outcome]:
    """The article of each line, or why there is none; lines are counted from 1."""
    for number, line in enumerate(_ANY_LINE.finditer(text), 1):
        if line[0].strip():
            try:
                yield _from_line(line[0], f"{raw.path}:{number}", options)
            except UnreadableSource as failure:
                yield failure


def _from_line(line: str, place: str, options: ReadingOptions) -> Outcome:
    data = line.rstrip("\n").encode("utf-8", "surrogatepass")
    if len(data) > MAX_ARTICLE_BYTES:
        raise UnreadableSource(place, f"longer than {MAX_ARTICLE_BYTES:,} bytes")
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        raise UnreadableSource(place, "not valid JSON") from None
    if not isinstance(row, dict):
        raise UnreadableSource(place, "not a JSON object")
    return columns.document(row, place, hashlib.sha256(data).hexdigest(), options)


def read_document(raw: Raw, text: str, options: ReadingOptions) -> Iterator[Outcome]:
    """The articles of one JSON document, an object or a list of them, counted from 1."""
    if len(raw.data) > MAX_JSON_BYTES:
        raise UnreadableSource(raw.path, f"JSON longer than {MAX_JSON_BYTES:,} bytes; use JSONL")
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        raise UnreadableSource(raw.path, "not valid JSON") from None
    lists = list(_lists(value, options))
    rows = next((rows for rows in lists if _any_text(rows, options)), None)
    if rows is None:
        raise UnreadableSource(raw.path, _no_rows(lists, options))
    if len(rows) > MAX_ENTRIES:
        raise UnreadableSource(raw.path, f"more than {MAX_ENTRIES:,} articles; use JSONL")
    sha256 = raw.sha256
    for number, row in enumerate(rows, 1):
        try:
            yield columns.document(row, f"{raw.path}:{number}", sha256, options)
        except UnreadableSource as failure:
            yield failure


def _lists(value: object, options: ReadingOptions, depth: int = 0) -> Iterator[list[Row]]:
    """What may be the articles: lists of objects, or the one object that has a text."""
    if isinstance(value, list):
        yield [row for row in value if isinstance(row, dict)]
    elif isinstance(value, dict):
        if _any_text([value], options):
            yield [value]
        elif depth < _DEEPEST:
            for inner in value.values():
                yield from _lists(inner, options, depth + 1)


def _any_text(rows: list[Row], options: ReadingOptions) -> bool:
    return any("text" in columns.fields_of(list(row), options.columns) for row in rows)


def _no_rows(lists: list[list[Row]], options: ReadingOptions) -> str:
    names = next((list(row) for rows in lists for row in rows), None)
    if names is None:
        return "JSON without a list of articles"
    return columns.no_text(names, options.columns)


def _parsed(line: str) -> object:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None
