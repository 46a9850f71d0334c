"""Scores of one entailment model on the dev sets, and its speed against the plain way."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from benchmarks.metrics import auc, calibration_error, hits, macro_f1, reliability
from compare.judgement.entailment import Chances, CrossEncoderModel, Entailment, EntailmentModel
from training.entailment.corpora import labelled, rows
from training.entailment.development import CONTRADICTION, both_ways, sampled, wanted

# Above this probability a pair counts as called a contradiction.
CALLED = 0.5
CHUNK = 2048
SPEED_PAIRS = 512

Advance = Callable[[int], None]


class Reader(EntailmentModel, Protocol):
    """A model that can be asked for one direction alone."""

    def probabilities(self, pairs: Sequence[tuple[str, str]]) -> list[Chances]:
        """Probabilities of the labels for each (premise, hypothesis)."""


def _chunks(pairs: Sequence[tuple[str, str]]) -> Iterable[Sequence[tuple[str, str]]]:
    return (pairs[start : start + CHUNK] for start in range(0, len(pairs), CHUNK))


def labels_of(
    model: Reader, data: Path, name: str, advance: Advance, rows: int | None = None
) -> dict[str, Any]:
    """Accuracy, macro-F1 and calibration on one labelled dev set, or on so many rows of it."""
    examples = sampled(data, name, rows)
    found: list[Chances] = []
    for chunk in _chunks([(e.premise, e.hypothesis) for e in examples]):
        found += model.probabilities(chunk)
        advance(len(chunk))
    scores = np.array(found)
    called = scores.argmax(axis=1)
    right = np.array([int(np.argmax(e.target)) for e in examples])
    table = reliability(scores.max(axis=1), called == right)
    return {
        "rows": len(examples),
        "accuracy": float((called == right).mean()),
        "macro_f1": macro_f1(called.tolist(), right.tolist()),
        "calibration_error": calibration_error(table),
        "reliability": [asdict(row) for row in table],
    }


def _both_ways(
    model: EntailmentModel, pairs: Sequence[tuple[str, str]], advance: Advance
) -> list[Entailment]:
    found: list[Entailment] = []
    for chunk in _chunks(pairs):
        found += model.judge(chunk)
        advance(len(chunk))
    return found


def _contradiction(found: Sequence[Entailment], positive: Sequence[bool]) -> dict[str, Any]:
    """Contradiction against everything else, by the larger probability of both directions."""
    ways = np.array([(e.forward[CONTRADICTION], e.backward[CONTRADICTION]) for e in found])
    larger = ways.max(axis=1)
    called = larger >= CALLED
    counts = hits(called.tolist(), positive)
    both = (ways >= CALLED).all(axis=1)
    return {
        "rows": len(found),
        "positives": sum(positive),
        "auc": auc(larger, positive),
        "precision": counts.precision,
        "recall": counts.recall,
        "f1": counts.f1,
        "false_alarms": float(called[~np.array(positive)].mean()),
        "both_directions_agree": float(both.sum() / called.sum()) if called.any() else 0.0,
    }


def rte3(model: EntailmentModel, data: Path, advance: Advance) -> dict[str, Any]:
    """Contradiction on rte3/dev."""
    found = _both_ways(model, both_ways(data, "rte3"), advance)
    return _contradiction(found, (wanted(data)["rte3"] == 1).tolist())


def summedits(model: EntailmentModel, data: Path, advance: Advance) -> dict[str, Any]:
    """Edited against faithful sentences, with recall by type of edit; unexplained rows apart."""
    examples = list(rows(data / "eval" / "summedits" / "pairs.jsonl"))
    found = _both_ways(model, both_ways(data, "summedits"), advance)
    right = wanted(data)["summedits"]
    explained = np.flatnonzero(right >= 0).tolist()
    by_type: dict[str, list[bool]] = defaultdict(list)
    for row, said in zip(examples, found, strict=True):
        called = max(said.forward[CONTRADICTION], said.backward[CONTRADICTION]) >= CALLED
        for kind in [] if row["consistent"] else row["edit_types"] or ["no type given"]:
            by_type[kind].append(called)
    result = _contradiction([found[i] for i in explained], (right[explained] == 1).tolist())
    result["recall_by_edit"] = {
        kind: {"rows": len(called), "recall": sum(called) / len(called)}
        for kind, called in sorted(by_type.items())
    }
    return result


def speed(model: CrossEncoderModel, plain: Any, data: Path) -> dict[str, float]:
    """Pairs judged a second (both directions, so two readings each) against the plain loop.

    `plain` is a sentence-transformers CrossEncoder in float32, called as its documentation does.
    """
    examples = labelled(data, "mnli", "dev")[:SPEED_PAIRS]
    pairs = [(e.premise, e.hypothesis) for e in examples]
    model.judge(pairs[:32])
    started = time.perf_counter()
    model.judge(pairs)
    ours = time.perf_counter() - started
    plain.predict(pairs[:32])
    started = time.perf_counter()
    plain.predict(pairs)
    plain.predict([(b, a) for a, b in pairs])
    theirs = time.perf_counter() - started
    return {
        "pairs_per_second": len(pairs) / ours,
        "plain_pairs_per_second": len(pairs) / theirs,
        "ratio": theirs / ours,
    }
