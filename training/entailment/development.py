"""The pairs of the dev sets, and what a model says of them where it was read on other hardware."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from training.entailment.corpora import LABELS, Pair, detokenised, labelled, rows

# The labelled sets that figures are given for.
SETS = ("mnli", "snli", "vitaminc", "lingnli", "infotabs", "newprotocols")
# Sets of which a pair is read both ways, forward and backward.
BOTH_WAYS = ("rte3", "summedits")
CONTRADICTION = LABELS.index("contradiction")
CALIBRATED_ON = (*SETS, "snli_counterfactual")
CALIBRATION_ROWS = 1500

Texts = list[tuple[str, str]]
Logits = NDArray[np.float32]


def both_ways(data: Path, name: str) -> Texts:
    """The pairs of rte3 or summedits, forward."""
    if name == "rte3":
        examples = rows(data / "eval" / "rte3" / "dev.jsonl")
        return [(detokenised(r["premise"]), detokenised(r["hypothesis"])) for r in examples]
    return [(r["s1"], r["s2"]) for r in rows(data / "eval" / "summedits" / "pairs.jsonl")]


def sampled(data: Path, name: str, rows: int | None = None) -> list[Pair]:
    """The pairs of a labelled dev set, or so many of them, the first by the hash of their words."""

    def key(pair: Pair) -> str:
        return hashlib.sha256(f"{pair.premise}\t{pair.hypothesis}".encode()).hexdigest()

    found = labelled(data, name, "dev")
    return found if rows is None else sorted(found, key=key)[:rows]


def readings(data: Path, rows: int | None = None) -> dict[str, Texts]:
    """Everything that is read to measure a model: (premise, hypothesis) by set and direction.

    With `rows`, of each labelled set only so many.
    """
    found = {
        name: [(p.premise, p.hypothesis) for p in sampled(data, name, rows)]
        for name in CALIBRATED_ON
    }
    for name in BOTH_WAYS:
        found[name] = both_ways(data, name)
        found[f"{name} backward"] = [(b, a) for a, b in found[name]]
    return found


def wanted(data: Path) -> dict[str, NDArray[np.int64]]:
    """The right label of each pair; of rte3 and summedits 1 for a contradiction, 0 for none.

    Of summedits, pairs that are called inconsistent without a reason have -1.
    """
    found = {
        name: np.array([int(np.argmax(p.target)) for p in labelled(data, name, "dev")])
        for name in CALIBRATED_ON
    }
    rte3 = rows(data / "eval" / "rte3" / "dev.jsonl")
    found["rte3"] = np.array([int(r["label3"] == "contradiction") for r in rte3])
    edited = rows(data / "eval" / "summedits" / "pairs.jsonl")
    found["summedits"] = np.array(
        [0 if r["consistent"] else 1 if r["edit_types"] else -1 for r in edited]
    )
    return found


def score(
    data: Path, logits: Callable[[Texts], Logits], path: Path, rows: int | None = None
) -> None:
    """Keep a model's logits for everything that is read, in the order of `readings`."""
    kept: dict[str, Any] = {name: logits(pairs) for name, pairs in readings(data, rows).items()}
    temporary = path.with_name(f"{path.stem}.part.npz")
    np.savez(temporary, rows=np.array(rows or 0), **kept)
    temporary.replace(path)


def kept_rows(path: Path) -> int | None:
    """How many rows of each labelled set a file of scores holds, None for all."""
    with np.load(path) as kept:
        return int(kept["rows"]) or None if "rows" in kept else None


def kept_scores(data: Path, path: Path) -> dict[tuple[str, str], Logits]:
    """The logits kept in a file, by (premise, hypothesis)."""
    with np.load(path) as kept:
        return {
            pair: row
            for name, pairs in readings(data, kept_rows(path)).items()
            for pair, row in zip(pairs, kept[name], strict=True)
        }


def calibration_pairs(data: Path, rows: int | None) -> list[Pair]:
    """The first pairs of each dev part, as many of each set, by the hash of their words.

    rows: how many there are scores of, None for all.
    """
    count = min(rows or CALIBRATION_ROWS, CALIBRATION_ROWS)
    return [pair for name in CALIBRATED_ON for pair in sampled(data, name, count)]
