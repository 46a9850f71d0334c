"""The cards of the shipped entailment models: what they are, how good, and where they fail."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from training.entailment.development import BOTH_WAYS, SETS

# In the order of the tables.
MODELS = ("small", "accurate", "cascade", "plain")

Figures = Mapping[str, Mapping[str, Any]]


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    lines = [list(head), *(list(row) for row in rows)]
    lines.insert(1, ["---"] * len(lines[0]))
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _labels(name: str, figures: Figures) -> str:
    ours, plain = figures[name], figures["plain"]
    return _table(
        ("dev set", "rows", "accuracy", "macro-F1", "calibration error", "accuracy, plain model"),
        (
            (
                set_name,
                str(ours[set_name]["rows"]),
                f"{ours[set_name]['accuracy']:.3f}",
                f"{ours[set_name]['macro_f1']:.3f}",
                f"{ours[set_name]['calibration_error']:.3f}",
                f"{plain[set_name]['accuracy']:.3f}",
            )
            for set_name in SETS
        ),
    )


def _contradictions(figures: Figures) -> str:
    wanted = ("auc", "precision", "recall", "f1", "false_alarms", "both_directions_agree")
    return _table(
        ("set", "model", *(name.replace("_", " ") for name in wanted)),
        (
            (name, model, *(f"{figures[model][name][figure]:.3f}" for figure in wanted))
            for name in BOTH_WAYS
            for model in MODELS
            if model in figures
        ),
    )


def _edits(name: str, figures: Figures) -> str:
    kinds = figures[name]["summedits"]["recall_by_edit"]
    return _table(
        ("kind of edit", "rows", "found"),
        ((kind, str(row["rows"]), f"{row['recall']:.2f}") for kind, row in kinds.items()),
    )


def _reliability(name: str, figures: Figures) -> str:
    return _table(
        ("set", "predictions", "said", "right"),
        (
            (set_name, str(row["count"]), f"{row['confidence']:.2f}", f"{row['accuracy']:.2f}")
            for set_name in SETS
            for row in figures[name][set_name]["reliability"]
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


def _ablation(variants: Figures) -> str:
    wanted = ("summedits auc", "summedits false alarms", "rte3 auc", "mnli", "snli", "vitaminc")
    return _table(
        ("pairs of our own", "trainings", *wanted),
        (
            (name, str(row["seeds"]), *(f"{row[figure]:.3f}" for figure in wanted))
            for name, row in variants.items()
        ),
    )


def written(name: str, figures: Figures, ways: Figures, variants: Figures) -> str:
    """A model's card as Markdown, from the figures of the entailment benchmark, of the sizes and of
    the ablation."""
    text = Path(__file__).with_name(f"card_{name}.md").read_text(encoding="utf-8")
    tables = {
        "labels": _labels(name, figures),
        "contradictions": _contradictions(figures),
        "edits": _edits(name, figures),
        "reliability": _reliability(name, figures),
        "sizes": _sizes(ways),
        "ablation": _ablation(variants),
    }
    for place, table in tables.items():
        text = text.replace(f"<!-- {place} -->", table)
    return text
