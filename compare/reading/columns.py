"""Rows of an export to documents: which column or key holds what, by name."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from compare.data import table
from compare.errors import CompareError, UnreadableSource
from compare.reading.article import Document
from compare.reading.html_text import html_text, looks_like_html
from compare.reading.inputs import ReadingOptions
from compare.reading.limits import MAX_ARTICLE_BYTES
from compare.reading.metadata import Given

FIELDS = (*Given.__dataclass_fields__, "text")
_HALF_PAIR = re.compile("[\ud800-\udfff]")
_MARKS = re.compile(r"[\W_]+")
# Where an export wraps a value in an object, its text is under one of these keys.
_WRAPPED = ("name", "title", "rendered", "text", "value")
_MOST_NAMED, _LONGEST_NAME = 8, 40


def parse_columns(pairs: Sequence[str]) -> dict[str, str]:
    """`text=Body,source=Outlet`, any number of times, as a mapping from fields to columns.

    Raises CompareError for anything else than known fields, each with a column.
    """
    columns = {}
    for pair in (pair for group in pairs for pair in group.split(",")):
        name, _, column = (part.strip() for part in pair.partition("="))
        if name not in FIELDS or not column:
            raise CompareError(f"{pair!r} maps no column; FIELD=COLUMN, of {', '.join(FIELDS)}")
        columns[name] = column
    return columns


def fields_of(names: Sequence[str], columns: Mapping[str, str]) -> dict[str, str]:
    """For each field that one of the names holds, that name; those mapped by hand come first."""
    by_plain = {_plain(name): name for name in reversed(names)}
    found: dict[str, str] = {}
    for name, column in columns.items():
        held = column if column in names else by_plain.get(_plain(column))
        if held is not None:
            found[name] = held
    for name in FIELDS:
        if name not in found and name in names:
            found[name] = name
    for alias, name in _aliases():
        if name not in found and alias in by_plain:
            found[name] = by_plain[alias]
    return found


def document(row: Mapping[str, Any], place: str, sha256: str, options: ReadingOptions) -> Document:
    """The article that a row of an export holds; raises UnreadableSource where it holds none."""
    held = fields_of(list(row), options.columns)
    text = _text(row[held["text"]]) if "text" in held else None
    if text is None:
        raise UnreadableSource(place, no_text(list(row), options.columns))
    if len(text.encode("utf-8", "surrogatepass")) > MAX_ARTICLE_BYTES:
        raise UnreadableSource(place, f"longer than {MAX_ARTICLE_BYTES:,} bytes")
    stated = {
        name: _stated(row[column], column, place) for name, column in held.items() if name != "text"
    }
    markup = not options.as_is and looks_like_html(text)
    text = html_text(text, place) if markup else text
    return Document(place, _encodable(text), sha256, Given(**stated))


def no_text(names: Sequence[str], columns: Mapping[str, str]) -> str:
    """Why no column was taken for the text, with the names that there are."""
    if "text" in columns:
        return f'no "{columns["text"]}", which --map names for the text'
    shown = ", ".join(_shown(name) for name in names[:_MOST_NAMED])
    more = ", ..." if len(names) > _MOST_NAMED else ""
    return f'no "text"; --map text=NAME tells which of these it is: {shown}{more}'


def _text(value: object) -> str | None:
    value = _unwrapped(value)
    if isinstance(value, list) and value and all(isinstance(part, str) for part in value):
        return "\n".join(value)
    return value if isinstance(value, str) else None


def _stated(value: object, name: str, place: str) -> str | None:
    value = _unwrapped(value)
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if value is not None and not isinstance(value, str):
        raise UnreadableSource(place, f'"{_shown(name)}" is neither text nor null')
    return _encodable(value).strip() or None if value else None


def _unwrapped(value: object) -> object:
    if isinstance(value, dict):
        return next((value[key] for key in _WRAPPED if isinstance(value.get(key), str)), value)
    return value


def _shown(name: str) -> str:
    """The name of a column for a message: short, and on one line."""
    return "".join(each if each.isprintable() else "\ufffd" for each in name[:_LONGEST_NAME])


def _encodable(text: str) -> str:
    """The text with half surrogate pairs, which no encoding can hold, as replacement marks."""
    return _HALF_PAIR.sub("\ufffd", text)


def _plain(name: str) -> str:
    return _MARKS.sub("", name).casefold()


@cache
def _aliases() -> tuple[tuple[str, str], ...]:
    return tuple((_plain(alias), name) for alias, name in table("columns").items())
