"""Verdicts on their way to another machine, or into a spreadsheet, and back."""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, fields
from datetime import UTC, datetime
from typing import Any

from compare.errors import UnreadableSource
from compare.model import Relation
from compare.review.store import VerdictStore
from compare.review.verdict import Entry, Pair, Quoted, Role, Ruling

_QUOTED = tuple(field.name for field in fields(Quoted))
COLUMNS = (
    *("fingerprint", "ruling", "before", "reviewer", "role", "at", "note"),
    *("relation", "confidence", "carried_from", "undoes"),
    *(f"{side}_{name}" for side in "ab" for name in _QUOTED),
)
# A spreadsheet would run a cell that begins so as a formula; an apostrophe in front makes it text.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
Row = dict[str, Any]


def rows(store: VerdictStore, fingerprints: Iterable[str] | None = None) -> Iterator[Row]:
    """The whole history, oldest first, a row an entry; of all findings or of those named.

    `before` is what the same person had ruled before; a `ruling` of None takes that back.
    """
    pairs = store.pairs(fingerprints)
    for entry, before in store.history():
        if entry.fingerprint in pairs:
            pair = pairs[entry.fingerprint]
            sides = {
                f"{name}_{key}": value
                for name, side in (("a", pair.a), ("b", pair.b))
                for key, value in asdict(side).items()
            }
            row = asdict(entry) | {"before": before} | sides
            yield {column: row[column] for column in COLUMNS}


def to_jsonl(given: Iterable[Row]) -> str:
    """The rows as JSON, one a line."""
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in given)


def to_csv(given: Iterable[Row]) -> str:
    """The rows as a table with a first line of names; empty cells are unknown."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows([_cell(row[column]) for column in COLUMNS] for row in given)
    return out.getvalue()


def read(text: str, path: str) -> tuple[list[Pair], list[Entry]]:
    """The pairs and entries in what `to_jsonl` or `to_csv` gave; `path` names it in errors.

    Raises UnreadableSource with the place of the first row that is none.
    """
    found = _jsonl(text, path) if text.lstrip("\ufeff").lstrip()[:1] == "{" else _csv(text, path)
    pairs: dict[str, Pair] = {}
    entries = []
    for place, row in found:
        try:
            entry = _entry(row)
            a, b = (_quoted(row, side) for side in "ab")
        except (KeyError, TypeError, ValueError, OverflowError) as error:
            raise UnreadableSource(place, "this is no verdict of claim-compare") from error
        entries.append(entry)
        pairs[entry.fingerprint] = Pair(entry.fingerprint, a, b)
    return list(pairs.values()), entries


def _entry(row: Mapping[str, Any]) -> Entry:
    ruling, at = row.get("ruling"), datetime.fromisoformat(row["at"])
    confidence = float(row["confidence"])
    if at.tzinfo is None or not 0 <= confidence <= 1 or not math.isfinite(confidence):
        raise ValueError
    return Entry(
        fingerprint=_text(row, "fingerprint"),
        reviewer=_text(row, "reviewer"),
        role=Role(row["role"]),
        ruling=Ruling(ruling) if ruling else None,
        note=_optional(row, "note") or "",
        # In one form, because entries are ordered by it as text.
        at=at.astimezone(UTC).isoformat(timespec="microseconds"),
        relation=Relation(row["relation"]),
        confidence=confidence,
        carried_from=_optional(row, "carried_from"),
        undoes=_optional(row, "undoes"),
    )


def _quoted(row: Mapping[str, Any], side: str) -> Quoted:
    rest = {name: _optional(row, f"{side}_{name}") for name in _QUOTED if name != "text"}
    return Quoted(_text(row, f"{side}_text"), **rest)


def _text(row: Mapping[str, Any], name: str) -> str:
    value = row[name]
    if not isinstance(value, str) or not value.strip():
        raise ValueError(name)
    return value


def _optional(row: Mapping[str, Any], name: str) -> str | None:
    return _text(row, name) if row.get(name) else None


def _cell(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value.startswith((*_FORMULA, "'")) else value


def _jsonl(text: str, path: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    # Only these end a line of JSONL; splitlines would also split within texts.
    for number, line in enumerate(text.lstrip("\ufeff").split("\n"), 1):
        place = f"{path}:{number}"
        if line.strip():
            try:
                row = json.loads(line)
            except (ValueError, RecursionError) as error:
                raise UnreadableSource(place, "not valid JSON") from error
            if not isinstance(row, dict):
                raise UnreadableSource(place, "not a JSON object")
            yield place, row


def _csv(text: str, path: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    reader = csv.DictReader(io.StringIO(text.lstrip("\ufeff"), newline=""))
    try:
        if not {"fingerprint", "reviewer", "at"} <= set(reader.fieldnames or ()):
            raise UnreadableSource(path, "this is no export of verdicts")
        for row in reader:
            cells = {name: _uncell(value) for name, value in row.items() if name}
            yield f"{path}:{reader.line_num}", cells
    except csv.Error as error:
        raise UnreadableSource(path, f"not a valid table: {error}") from error


def _uncell(value: str | None) -> str:
    """The cell as it was before `_cell`."""
    value = value or ""
    return value[1:] if value.startswith("'") and value[1:].startswith((*_FORMULA, "'")) else value
