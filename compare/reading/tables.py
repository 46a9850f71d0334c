"""CSV and its relatives: a row an article, the columns known by their names."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from compare.errors import UnreadableSource
from compare.reading import columns
from compare.reading.inputs import Outcome, Raw, ReadingOptions
from compare.reading.limits import MAX_ARTICLE_BYTES

_DELIMITERS = ",;\t|"
_LONGEST_HEADER = 2_000

# The module's own limit, the only one it has, is below the length of a long report.
csv.field_size_limit(MAX_ARTICLE_BYTES)


def delimiter(text: str, options: ReadingOptions) -> str | None:
    """What parts the columns, None where the first line names no column that holds a text."""
    header = text.lstrip("\ufeff\r\n").split("\n", 1)[0]
    if len(header) > _LONGEST_HEADER:
        return None
    for mark in _DELIMITERS:
        try:
            names = next(csv.reader([header], delimiter=mark), [])
        except csv.Error:
            continue
        held = columns.fields_of([name.strip() for name in names], options.columns)
        if len(held) > 1 and "text" in held:
            return mark
    return None


def read(raw: Raw, text: str, mark: str, options: ReadingOptions) -> Iterator[Outcome]:
    """The article of each row, or why there is none; a row is named by the line it begins in."""
    reader = csv.reader(io.StringIO(text.lstrip("\ufeff"), newline=""), delimiter=mark)
    sha256 = raw.sha256
    names: list[str] = []
    rows = 0
    while True:
        place = f"{raw.path}:{reader.line_num + 1}"
        try:
            cells = next(reader)
        except StopIteration:
            break
        except csv.Error as error:
            yield UnreadableSource(place, f"not valid CSV: {error}")
            return
        if not any(cell.strip() for cell in cells):
            continue
        if not names:
            names = [name.strip() for name in cells]
            continue
        row = {name: cell for name, cell in zip(names, cells, strict=False) if cell.strip()}
        rows += 1
        try:
            yield columns.document(row, place, sha256, options)
        except UnreadableSource as failure:
            yield failure
    if not rows:
        yield UnreadableSource(raw.path, "CSV without rows")
