"""A report in other formats than those that a run writes."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from compare.errors import UnknownExport
from compare.report import (
    as_annotations,
    as_claims,
    as_csv,
    as_json,
    as_sarif,
    html,
    markdown,
)
from compare.report.quotes_only import quotes_only
from compare.report.quoting import writable
from compare.report.standing import standing

Data = Mapping[str, Any]
Files = dict[str, bytes]


def export(report: Data, form: str, *, quotes: bool = False) -> Files:
    """The report as files of the given format, by file name.

    `report` is what report.json holds, `form` one of `FORMATS`; with `quotes`, what no finding
    quotes is left out. Raises UnknownExport for another format, UnreadableSource when the values
    are no report.
    """
    if form not in FORMATS:
        raise UnknownExport(form, tuple(FORMATS))
    as_json.from_dict(report)
    return FORMATS[form](quotes_only(report) if quotes else report)


def _text(name: str, render: Callable[[Data], str]) -> Callable[[Data], Files]:
    return lambda report: {name: writable(render(report)).encode()}


def _json(name: str, made: Callable[[Data], Data]) -> Callable[[Data], Files]:
    def written(report: Data) -> str:
        return json.dumps(made(report), ensure_ascii=False, allow_nan=False, indent=1) + "\n"

    return _text(name, written)


def _standing(report: Data) -> Data:
    """The report without what reviewers dismissed, for formats that have no word for it."""
    return as_json.to_dict(standing(as_json.from_dict(report)))


FORMATS: Mapping[str, Callable[[Data], Files]] = {
    "json": _json("report.json", dict),
    "md": _text("report.md", lambda report: markdown.render(as_json.from_dict(report))),
    "html": _text("report.html", lambda report: html.render(as_json.from_dict(report))),
    "csv": as_csv.export,
    "claim": _json("claims.jsonld", lambda report: as_claims.to_dict(_standing(report))),
    "annotations": _json(
        "annotations.jsonld", lambda report: as_annotations.to_dict(_standing(report))
    ),
    "sarif": _json("report.sarif", as_sarif.to_dict),
}
