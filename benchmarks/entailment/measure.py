"""Scores of one entailment model on the dev sets, and its speed against the plain way."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.metrics import auc, calibration_error, hits, macro_f1, reliability
from compare.judgement.entailment import LABELS, CrossEncoderModel, Entailment
from training.entailment.corpora import detokenised, labelled, rows

SETS = ("mnli", "snli", "vitaminc", "lingnli", "infotabs", "newprotocols")
CONTRADICTION = LABELS.index("contradiction")
# Above this probability a pair counts as called a contradiction.
CALLED = 0.5
CHUNK = 2048
SPEED_PAIRS = 512

Advance = Callable[[int], None]


def _chunks(pairs: Sequence[tuple[str, str]]) -> Iterable[Sequence[tuple[str, str]]]:
    return (pairs[start : start + CHUNK] for start in range(0, len(pairs), CHUNK))


def labels_of(model: CrossEncoderModel, data: Path, name: str, advance: Advance) -> dict[str, Any]:
    """Accuracy, macro-F1 and calibration on one labelled dev set, premise first."""
    examples = labelled(data, name, "dev")
    found: list[tuple[float, float, float]] = []
    for chunk in _chunks([(e.premise, e.hypothesis) for e in examples]):
        found += model.probabilities(chunk)
        advance(len(chunk))
    scores = np.array(found)
    called = scores.argmax(axis=1)
    wanted = np.array([int(np.argmax(e.target)) for e in examples])
    table = reliability(scores.max(axis=1), called == wanted)
    return {
        "rows": len(examples),
        "accuracy": float((called == wanted).mean()),
        "macro_f1": macro_f1(called.tolist(), wanted.tolist()),
        "calibration_error": calibration_error(table),
        "reliability": [asdict(row) for row in table],
    }


def _both_ways(
    model: CrossEncoderModel, pairs: Sequence[tuple[str, str]], advance: Advance
) -> list[Entailment]:
    found: list[Entailment] = []
    for chunk in _chunks(pairs):
        found += model.judge(chunk)
        advance(len(chunk))
    return found


def _contradiction(found: Sequence[Entailment], wanted: Sequence[bool]) -> dict[str, Any]:
    """Contradiction against everything else, by the larger probability of both directions."""
    ways = np.array([(e.forward[CONTRADICTION], e.backward[CONTRADICTION]) for e in found])
    larger = ways.max(axis=1)
    called = larger >= CALLED
    counts = hits(called.tolist(), wanted)
    both = (ways >= CALLED).all(axis=1)
    return {
        "rows": len(found),
        "positives": sum(wanted),
        "auc": auc(larger, wanted),
        "precision": counts.precision,
        "recall": counts.recall,
        "f1": counts.f1,
        "false_alarms": float(called[~np.array(wanted)].mean()),
        "both_directions_agree": float(both.sum() / called.sum()) if called.any() else 0.0,
    }


def rte3(model: CrossEncoderModel, data: Path, advance: Advance) -> dict[str, Any]:
    """Contradiction on rte3/dev."""
    examples = list(rows(data / "eval" / "rte3" / "dev.jsonl"))
    pairs = [(detokenised(r["premise"]), detokenised(r["hypothesis"])) for r in examples]
    wanted = [r["label3"] == "contradiction" for r in examples]
    return _contradiction(_both_ways(model, pairs, advance), wanted)


def summedits(model: CrossEncoderModel, data: Path, advance: Advance) -> dict[str, Any]:
    """Edited against faithful sentences, with recall by type of edit; unexplained rows apart."""
    examples = list(rows(data / "eval" / "summedits" / "pairs.jsonl"))
    found = _both_ways(model, [(r["s1"], r["s2"]) for r in examples], advance)
    plain = [i for i, r in enumerate(examples) if r["consistent"] or r["edit_types"]]
    wanted = [not examples[i]["consistent"] for i in plain]
    by_type: dict[str, list[bool]] = defaultdict(list)
    for row, said in zip(examples, found, strict=True):
        called = max(said.forward[CONTRADICTION], said.backward[CONTRADICTION]) >= CALLED
        for kind in [] if row["consistent"] else row["edit_types"] or ["no type given"]:
            by_type[kind].append(called)
    result = _contradiction([found[i] for i in plain], wanted)
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
