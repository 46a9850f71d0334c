"""Corrections of what was read of articles, from a table a person wrote (`--meta FILE`).

A row names an article by `path`, `id` or `url` and gives any of source, title, published, url of
the article and language; what it gives replaces what was read, whose original is kept.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePath
from typing import Any

from compare.errors import UnreadableSource
from compare.model import Article, Notice
from compare.reading import dates
from compare.reading.article import identity
from compare.reading.columns import fields_of
from compare.reading.decode import decode

FIELDS = ("source", "title", "published", "url", "language")
# Columns that name the article; where a row has one of the first three, `url` is a correction.
_NAMES = ("path", "file", "id", "url")
_LANGUAGE = re.compile(r"[a-z]{2,3}")


@dataclass(frozen=True, slots=True)
class Correction:
    """One row: what names the article, in which column, and the values that are right."""

    place: str
    column: str
    name: str
    values: Mapping[str, str] = field(default_factory=dict)


def parse(raw: bytes, path: str) -> tuple[Correction, ...]:
    """The corrections in a CSV, JSON or JSONL file, `path` naming it in messages.

    Raises UnreadableSource, with the row, for what names no article, is no date or language, or
    is no table at all.
    """
    text = decode(raw, path).text
    found = text.lstrip()[:1]
    rows = _json_rows(text, path) if found in ("{", "[") else _csv_rows(text, path)
    corrections = tuple(_correction(row, f"{path}:{number}") for number, row in rows)
    if not corrections:
        raise UnreadableSource(path, "holds no corrections")
    return corrections


def correct(
    articles: Iterable[Article], corrections: Sequence[Correction]
) -> tuple[list[Article], list[Notice]]:
    """The articles, ordered by id, as the corrections say, and a notice for each change or row
    without an article; later rows win."""
    given = list(articles)
    values: list[dict[str, str]] = [{} for _ in given]
    notices: list[Notice] = []
    for row in corrections:
        matches = [at for at, article in enumerate(given) if _is_meant(article, row)]
        if not matches:
            told = f'no article has the {row.column} "{row.name}"'
            notices.append(Notice("meta", row.place, told))
        for at in matches:
            values[at].update(row.values)
    result = [_corrected(article, told) for article, told in zip(given, values, strict=True)]
    notices += [notice for _, notice in result if notice]
    return sorted((article for article, _ in result), key=lambda each: each.id), notices


def _corrected(article: Article, values: Mapping[str, str]) -> tuple[Article, Notice | None]:
    """The article with the values, and a notice where any of them is new."""
    old = {name: getattr(article, name) for name in FIELDS}
    changed = {name: value for name, value in values.items() if value != old[name]}
    told = {name: f"corrected by --meta, was: {old[name] or 'unknown'}" for name in changed}
    # A value that a person gives is settled, whatever spoke against it.
    settled = {f"conflict {name}" for name in values}
    kept = {name: place for name, place in article.origin_of.items() if name not in settled}
    if not changed:
        return replace(article, origin_of=kept), None
    fixed = _replaced(article, {**old, **changed}, {**kept, **told})
    was = ", ".join(f"{name} (was: {old[name] or 'unknown'})" for name in changed)
    return fixed, Notice("meta", article.path or article.id, f"corrected: {was}")


def _replaced(
    article: Article, known: Mapping[str, str | None], origin_of: Mapping[str, str]
) -> Article:
    # An id that the input gave stays; one made of text and outlet goes with the outlet.
    made = article.id == identity(article.text, article.source)
    return replace(
        article,
        id=identity(article.text, known["source"]) if made else article.id,
        source=known["source"],
        title=known["title"],
        published=known["published"],
        url=known["url"],
        language=known["language"],
        origin_of=origin_of,
    )


def _is_meant(article: Article, row: Correction) -> bool:
    if row.column in ("id", "url"):
        return bool(row.name == getattr(article, row.column))
    if article.path is None:
        return False
    own, named = PurePath(article.path).parts, PurePath(row.name).parts
    # A path matches as a whole or by its end, so that a bare file name does.
    return len(named) > 0 and own[-len(named) :] == named


def _correction(row: Mapping[str, Any], place: str) -> Correction:
    cells = {str(name).strip().lower(): _text(value, place) for name, value in row.items() if name}
    # A column may have any name that it may have in a table of articles: "outlet", "date".
    known = fields_of(list(cells), {})
    cells |= {name: cells[known[name]] for name in FIELDS if name in known and name not in cells}
    column = next((name for name in _NAMES if cells.get(name)), None)
    if column is None:
        raise UnreadableSource(place, "names no article: path, file, id or url")
    values = {name: cells[name] for name in FIELDS if cells.get(name) and name != column}
    if "published" in values:
        date = dates.stated(values["published"])
        if date is None:
            raise UnreadableSource(place, f'"{values["published"]}" is no certain date')
        values["published"] = date
    if "language" in values and not _LANGUAGE.fullmatch(values["language"]):
        raise UnreadableSource(place, f'"{values["language"]}" is no code of a language')
    return Correction(place, column, cells[column], values)


def _text(value: object, place: str) -> str:
    if value is None:
        return ""
    if isinstance(value, (str, int)) and not isinstance(value, bool):
        return str(value).strip()
    raise UnreadableSource(place, "a value is neither text nor empty")


def _csv_rows(text: str, path: str) -> list[tuple[int, Mapping[str, Any]]]:
    head = text.lstrip().split("\n", 1)[0]
    mark = max(",;\t", key=head.count)
    reader = csv.DictReader(io.StringIO(text), delimiter=mark, restkey="")
    try:
        names = {name.strip().lower() for name in reader.fieldnames or ()}
        if names.isdisjoint(_NAMES):
            raise UnreadableSource(path, "no column path, file, id or url in its first line")
        if fields_of(sorted(names), {}).keys().isdisjoint(FIELDS):
            told = f"no column {', '.join(FIELDS[:-1])} or {FIELDS[-1]} in its first line"
            raise UnreadableSource(path, told)
        return [(reader.line_num, row) for row in reader]
    except csv.Error as error:
        raise UnreadableSource(path, f"not a valid table: {error}") from None


def _json_rows(text: str, path: str) -> list[tuple[int, Mapping[str, Any]]]:
    """The objects of an array, of an object by path, or of JSONL, with their numbers."""
    try:
        data = json.loads(text)
        rows = list(enumerate(_listed(data), 1))
    except ValueError:
        rows = _lines(text, path)
    except RecursionError:
        raise UnreadableSource(path, "not valid JSON") from None
    for number, row in rows:
        if not isinstance(row, dict):
            raise UnreadableSource(f"{path}:{number}", "not a JSON object")
    return rows


def _listed(data: Any) -> list[Any]:
    if isinstance(data, list):
        return data
    if isinstance(data, dict) and data and all(isinstance(row, dict) for row in data.values()):
        return [{"path": path, **row} for path, row in data.items()]
    return [data]


def _lines(text: str, path: str) -> list[tuple[int, Any]]:
    rows = []
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            try:
                rows.append((number, json.loads(line)))
            except (ValueError, RecursionError):
                raise UnreadableSource(f"{path}:{number}", "not valid JSON") from None
    return rows
