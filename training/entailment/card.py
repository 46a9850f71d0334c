"""The card of the shipped entailment model: what it is, how good, and where it fails."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

TEMPLATE = Path(__file__).with_name("card.md")
SETS = ("mnli", "snli", "vitaminc", "lingnli", "infotabs", "newprotocols")

Figures = Mapping[str, Mapping[str, Any]]


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    lines = [list(head), *(list(row) for row in rows)]
    lines.insert(1, ["---"] * len(lines[0]))
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _labels(figures: Figures) -> str:
    small, plain = figures["small"], figures["plain"]
    return _table(
        ("dev set", "rows", "accuracy", "macro-F1", "calibration error", "accuracy, plain model"),
        (
            (
                name,
                str(small[name]["rows"]),
                f"{small[name]['accuracy']:.3f}",
                f"{small[name]['macro_f1']:.3f}",
                f"{small[name]['calibration_error']:.3f}",
                f"{plain[name]['accuracy']:.3f}",
            )
            for name in SETS
        ),
    )


def _contradictions(figures: Figures) -> str:
    wanted = ("auc", "precision", "recall", "f1", "false_alarms", "both_directions_agree")
    return _table(
        ("set", "model", *(name.replace("_", " ") for name in wanted)),
        (
            (name, model, *(f"{figures[model][name][figure]:.3f}" for figure in wanted))
            for name in ("rte3", "summedits")
            for model in ("small", "plain")
        ),
    )


def _edits(figures: Figures) -> str:
    kinds = figures["small"]["summedits"]["recall_by_edit"]
    return _table(
        ("kind of edit", "rows", "found"),
        ((kind, str(row["rows"]), f"{row['recall']:.2f}") for kind, row in kinds.items()),
    )


def _reliability(figures: Figures) -> str:
    return _table(
        ("set", "predictions", "said", "right"),
        (
            (name, str(row["count"]), f"{row['confidence']:.2f}", f"{row['accuracy']:.2f}")
            for name in SETS
            for row in figures["small"][name]["reliability"]
        ),
    )


def _sizes(ways: Figures) -> str:
    sets = [name for name in next(iter(ways.values())) if name != "bytes"]
    return _table(
        ("stored as", "MB", *sets),
        (
            (way, f"{row['bytes'] / 1e6:.1f}", *(f"{row[name]:.3f}" for name in sets))
            for way, row in ways.items()
        ),
    )


def written(figures: Figures, ways: Figures) -> str:
    """The card as Markdown, from the figures of the entailment benchmark and of the sizes."""
    text = TEMPLATE.read_text(encoding="utf-8")
    tables = {
        "labels": _labels(figures),
        "contradictions": _contradictions(figures),
        "edits": _edits(figures),
        "reliability": _reliability(figures),
        "sizes": _sizes(ways),
    }
    for name, table in tables.items():
        text = text.replace(f"<!-- {name} -->", table)
    return text
