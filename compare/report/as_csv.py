"""The report as tables, and their description as CSV on the Web (CSVW)."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

Row = dict[str, Any]

CONTEXT = "http://www.w3.org/ns/csvw"
METADATA = "csv-metadata.json"

# What a spreadsheet would run as a formula when a cell begins with it.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")

# Of each table: its key, what its columns hold (name, datatype), and where foreign keys lead.
_TABLES: Mapping[str, tuple[str, tuple[tuple[str, str], ...], Mapping[str, str]]] = {
    "articles": (
        "id",
        (
            *(("id", "string"), ("number", "integer"), ("source", "string"), ("title", "string")),
            *(("published", "string"), ("url", "anyURI"), ("path", "string")),
            *(("language", "string"), ("sha256", "string"), ("sentences", "integer")),
        ),
        {},
    ),
    "findings": (
        "id",
        (
            *(("id", "string"), ("relation", "string"), ("reasons", "string")),
            *(("confidence", "double"), ("explanation", "string")),
            *(("verdict", "string"), ("reviewer", "string"), ("judged", "string")),
            *(("note", "string"),),
            *(
                (f"{side}_{name}", kind)
                for side in "ab"
                for name, kind in (
                    ("article", "string"),
                    ("source", "string"),
                    ("published", "string"),
                    ("start", "integer"),
                    ("end", "integer"),
                    ("text", "string"),
                    ("link", "anyURI"),
                )
            ),
        ),
        {"a_article": "articles", "b_article": "articles"},
    ),
    "claims": (
        "id",
        (
            *(("id", "string"), ("text", "string"), ("origins", "integer")),
            ("findings", "string"),
        ),
        {},
    ),
    "cells": (
        "",
        (("claim", "string"), ("article", "string"), ("cell", "string")),
        {"claim": "claims", "article": "articles"},
    ),
}
# Columns that hold several values, with a blank between.
_LISTS = frozenset({"reasons", "findings"})


def export(report: Mapping[str, Any]) -> dict[str, bytes]:
    """A CSV file for each table of the report, and one with what their columns mean."""
    files = {f"{name}.csv": _csv(name, made) for name, made in tables(report).items()}
    described = json.dumps(_metadata(report), ensure_ascii=False, indent=1) + "\n"
    return {**files, METADATA: described.encode()}


def tables(report: Mapping[str, Any]) -> dict[str, list[Row]]:
    """The report as flat rows: articles, findings, claims, and the cells of the matrix.

    `report` is what report.json holds. Lists are joined with blanks; what is unknown is None.
    """
    return {
        "articles": list(_articles(report["articles"])),
        "findings": [
            _finding(finding, report.get("verdicts", {}).get(finding["id"], {}))
            for finding in report["findings"]
        ],
        "claims": [
            {
                "id": claim["id"],
                "text": claim["text"],
                "origins": claim["origins"],
                "findings": " ".join(claim["findings"]),
            }
            for claim in report["claims"]
        ],
        "cells": [
            {"claim": claim["id"], "article": article, "cell": cell}
            for claim in report["claims"]
            for article, cell in claim["cells"].items()
        ],
    }


def columns(table: str) -> tuple[str, ...]:
    """The names of a table's columns, in order."""
    return tuple(name for name, _ in _TABLES[table][1])


def _articles(articles: Sequence[Mapping[str, Any]]) -> Iterator[Row]:
    for number, article in enumerate(articles, 1):
        own = {"number": number, "sentences": len(article["sentences"])}
        yield {name: own.get(name, article.get(name)) for name in columns("articles")}


def _finding(finding: Mapping[str, Any], given: Mapping[str, Any]) -> Row:
    row = {name: finding.get(name) for name in ("id", "relation", "reasons", "confidence")}
    row |= {"reasons": " ".join(finding["reasons"]), "explanation": finding.get("explanation", "")}
    row |= {name: given.get(name) for name in ("verdict", "reviewer", "note")}
    row["judged"] = given.get("when")
    for side in "ab":
        for name in ("article", "source", "published", "start", "end", "text", "link"):
            row[f"{side}_{name}"] = finding[side].get(name)
    return row


def _csv(table: str, rows: Sequence[Row]) -> bytes:
    written = io.StringIO()
    names = columns(table)
    writer = csv.DictWriter(written, names, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows({name: _harmless(row[name]) for name in names} for row in rows)
    return written.getvalue().encode("utf-8", "replace")


def _harmless(value: Any) -> Any:
    """Text that a spreadsheet would run is given an apostrophe, by which it is shown as text."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def _metadata(report: Mapping[str, Any]) -> Row:
    return {
        "@context": [CONTEXT, {"@language": "en"}],
        "dc:title": report["name"],
        "dc:created": report["created"],
        "dc:description": (
            "Offsets count characters of an article's clean text, ends exclusive. Text that begins "
            "with a sign a spreadsheet takes for a formula has an apostrophe before it."
        ),
        "tables": [_table(name) for name in _TABLES],
    }


def _table(name: str) -> Row:
    key, described, foreign = _TABLES[name]
    schema: Row = {"columns": [_column(*column) for column in described]}
    if key:
        schema["primaryKey"] = key
    if foreign:
        schema["foreignKeys"] = [
            {
                "columnReference": column,
                "reference": {"resource": f"{table}.csv", "columnReference": _TABLES[table][0]},
            }
            for column, table in foreign.items()
        ]
    return {"url": f"{name}.csv", "dc:title": name, "tableSchema": schema}


def _column(name: str, datatype: str) -> Row:
    column: Row = {"name": name, "titles": name, "datatype": datatype}
    return column | {"separator": " "} if name in _LISTS else column
