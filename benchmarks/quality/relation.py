"""Which relation holds: contradictions found and false alarms, beside those of a plain script."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.metrics import calibration_error, hits, reliability
from benchmarks.quality import sets
from benchmarks.quality.figures import Figure, Numbers, balanced_accuracy, beside
from benchmarks.quality.systems import Systems
from compare.model import Relation
from compare.options import PRESETS
from compare.pairs import Verdict

Flags = NDArray[np.bool_]


def _flags(rows: Sequence[sets.Row]) -> Flags:
    return np.array([bool(row.gold) for row in rows])


def _contradictions(said: Sequence[Verdict]) -> Flags:
    return np.array([verdict.relation is Relation.CONTRADICT for verdict in said])


def _f1(found: Flags, wanted: Flags) -> Figure:
    return lambda at: hits(found[at].tolist(), wanted[at].tolist()).f1


def _balanced(found: Flags, wanted: Flags) -> Figure:
    return lambda at: balanced_accuracy(found[at], wanted[at])


def _counts(found: Flags, wanted: Flags) -> dict[str, float]:
    counts = hits(found.tolist(), wanted.tolist())
    return {
        "precision": round(counts.precision, 4),
        "recall": round(counts.recall, 4),
        "false_alarms": round(float(found[~wanted].mean()), 4),
    }


def _reliability(said: Sequence[Verdict], wanted: Flags) -> dict[str, Any]:
    """How sure the tool was of a contradiction, in tenths, and how often there was one."""
    sure = [verdict.scores[Relation.CONTRADICT] for verdict in said]
    rows = reliability(sure, wanted)
    return {
        "expected_calibration_error": round(calibration_error(rows), 4),
        "bins": [[row.count, round(row.confidence, 3), round(row.accuracy, 3)] for row in rows],
    }


def _f1_of(load: Callable[[Path], list[sets.Row]]) -> Callable[..., dict[str, Any]]:
    """F1 of contradictions on a set whose gold says which pairs are some."""

    def measure(systems: Systems, data: Path, size: int | None) -> dict[str, Any]:
        rows = sets.drawn(load(data), size)
        wanted = _flags(rows)
        said, script = systems.tool(rows), systems.script(rows)
        tool = _contradictions(said)
        figure = beside(_f1(tool, wanted), {"script": _f1(script, wanted)}, len(rows))
        return {
            "f1": figure,
            "tool": _counts(tool, wanted),
            "script": _counts(script, wanted),
            "presets": {name: of_preset(systems, rows, name) for name in PRESETS},
            "reliability": _reliability(said, wanted),
        }

    def of_preset(systems: Systems, rows: Sequence[sets.Row], preset: str) -> dict[str, float]:
        found, wanted = _contradictions(systems.tool(rows, preset)), _flags(rows)
        f1 = hits(found.tolist(), wanted.tolist()).f1
        return {"f1": round(f1, 4), **_counts(found, wanted)}

    measure.__doc__ = load.__doc__
    return measure


def _hits(rows: Sequence[sets.Row], said: Sequence[Verdict]) -> Flags:
    """A contradiction; where nothing but a fact was added, also a divergence in detail."""
    return np.array(
        [
            verdict.relation is Relation.CONTRADICT
            or (
                row.kinds == sets.ADDED
                and verdict.relation is Relation.DIVERGE
                and "detail" in verdict.reasons
            )
            for row, verdict in zip(rows, said, strict=True)
        ]
    )


def raised(rows: Sequence[sets.Row], said: Sequence[Verdict]) -> Flags:
    """Hits on the edited texts and false alarms on the others, of which only a contradiction is
    one."""
    return np.where(_flags(rows), _hits(rows, said), _contradictions(said))


def explained(rows: Sequence[sets.Row]) -> list[sets.Row]:
    """The rows without those that were edited, but name no edit."""
    return [row for row in rows if row.kinds or not row.gold]


def _by_edit(rows: Sequence[sets.Row], tool: Flags, script: Flags) -> dict[str, Any]:
    """The share found of the edited texts with each kind of edit."""
    kinds = sorted({kind for row in rows if row.gold for kind in row.kinds})
    found = {}
    for kind in kinds:
        at = np.array([bool(row.gold) and kind in row.kinds for row in rows])
        found[kind] = {
            "rows": int(at.sum()),
            "tool": round(float(tool[at].mean()), 4),
            "script": round(float(script[at].mean()), 4),
        }
    return found


def summedits(systems: Systems, data: Path, size: int | None) -> dict[str, Any]:
    """Balanced accuracy of hits and false alarms; edited rows that name no edit stand apart."""
    rows = sets.drawn(sets.summedits(data), size)
    said, script = systems.tool(rows), systems.script(rows)
    tool, wanted = raised(rows, said), _flags(rows)
    unexplained = np.array([bool(row.gold) and not row.kinds for row in rows])
    kept = np.flatnonzero(~unexplained)
    figure = beside(
        _balanced(tool[kept], wanted[kept]),
        {"script": _balanced(script[kept], wanted[kept])},
        len(kept),
    )
    return {
        "balanced_accuracy": figure,
        "tool": _counts(tool[kept], wanted[kept]),
        "script": _counts(script[kept], wanted[kept]),
        "by_edit": _by_edit(rows, tool, script),
        "reliability": _reliability(said, wanted),
        "unexplained": {
            "rows": int(unexplained.sum()),
            "tool": round(float(tool[unexplained].mean()), 4) if unexplained.any() else None,
            "script": round(float(script[unexplained].mean()), 4) if unexplained.any() else None,
        },
    }


def _best_threshold(scores: Numbers, wanted: Flags) -> float:
    """The score from which to say yes, with the best balanced accuracy; the lowest of equals."""
    order = np.unique(scores)
    positive, negative = np.sort(scores[wanted]), np.sort(scores[~wanted])
    found = 1 - np.searchsorted(positive, order) / max(len(positive), 1)
    spared = np.searchsorted(negative, order) / max(len(negative), 1)
    return float(order[int(np.argmax(found + spared))])


def _leave_one_out(scores: Numbers, wanted: Flags, groups: NDArray[Any]) -> Flags:
    """Yes or no for each row, by the threshold that is best on the rows of all other groups."""
    said = np.zeros(len(scores), dtype=bool)
    for group in np.unique(groups):
        own = groups == group
        said[own] = scores[own] >= _best_threshold(scores[~own], wanted[~own])
    return said


def _mean_over_groups(said: Flags, wanted: Flags, groups: NDArray[Any]) -> Figure:
    def figure(at: NDArray[np.intp]) -> float:
        each = []
        for group in np.unique(groups):
            own = at[groups[at] == group]
            each.append(balanced_accuracy(said[own], wanted[own]))
        return float(np.mean(each))

    return figure


def nanco(systems: Systems, data: Path, size: int | None) -> dict[str, Any]:
    """Balanced accuracy, the mean over questions, threshold from the other questions."""
    rows = sets.drawn(sets.nanco(data), size)
    wanted, groups = _flags(rows), np.array([row.group for row in rows])
    similarity = systems.similarity(rows)
    figures = {
        name: _mean_over_groups(_leave_one_out(scores, wanted, groups), wanted, groups)
        for name, scores in (("tool", similarity), ("cosine", systems.cosine(rows)))
    }
    return {"balanced_accuracy": beside(figures.pop("tool"), figures, len(rows))}


MEASURES = {
    "summedits": summedits,
    "rte3": _f1_of(sets.rte3),
    "emergent": _f1_of(sets.emergent),
    "vitaminc": _f1_of(sets.vitaminc),
    "nanco": nanco,
}
