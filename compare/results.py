"""A report at work: filtered, held to higher thresholds, turned into frames."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from importlib import import_module
from typing import Any

from compare.errors import LibraryUnavailable, UnknownTable
from compare.grouping import group
from compare.model import Finding, Relation, Report
from compare.report import as_csv, as_json
from compare.report.standing import dates_of

LIBRARIES = ("pandas", "polars")


def where(
    report: Report,
    *,
    relation: Collection[str] | str | None = None,
    reason: Collection[str] | str | None = None,
    source: Collection[str] | str | None = None,
    confidence: float | Mapping[str, float] = 0.0,
) -> Report:
    """The report with only the findings that fit, its claims grouped anew from them.

    `relation` and `reason` name one or several; `source` an outlet or article id, of either side.
    `confidence` is the least that counts, in [0, 1], for all relations or by relation: a report is
    held to a higher threshold without a new run. Evidence and factors stay as they are.
    """
    relations, reasons, sources = (_several(given) for given in (relation, reason, source))

    def fits(finding: Finding) -> bool:
        sides = (finding.a, finding.b)
        return (
            (relations is None or finding.relation in relations)
            and (reasons is None or not reasons.isdisjoint(finding.reasons))
            and (sources is None or any({s.article, s.source} & sources for s in sides))
            and finding.confidence >= _least(confidence, finding.relation)
        )

    kept = tuple(filter(fits, report.findings))
    claims = group(report.articles, report.sentences, kept, report.origins)
    return replace(report, findings=kept, claims=claims, dates=dates_of(report, claims))


def frame(report: Report, table: str = "findings", library: str = "pandas") -> Any:
    """A table of the report (articles, findings, claims or cells) as a pandas or polars DataFrame.

    Raises UnknownTable, or LibraryUnavailable where the library is not installed.
    """
    tables = as_csv.tables(as_json.to_dict(report))
    if table not in tables:
        raise UnknownTable(table, tuple(tables))
    rows = tables[table]
    return _frames(library)({name: [row[name] for row in rows] for name in as_csv.columns(table)})


def _several(given: Collection[str] | str | None) -> frozenset[str | None] | None:
    if given is None:
        return None
    return frozenset((given,) if isinstance(given, str) else given)


def _least(confidence: float | Mapping[str, float], relation: Relation) -> float:
    if isinstance(confidence, Mapping):
        return confidence.get(relation, 0.0)
    return confidence


def _frames(library: str) -> Any:
    if library not in LIBRARIES:
        raise LibraryUnavailable(library, f"frames are made by {' or '.join(LIBRARIES)}")
    try:
        return import_module(library).DataFrame
    except ImportError as error:
        raise LibraryUnavailable(library, "it is not installed") from error
