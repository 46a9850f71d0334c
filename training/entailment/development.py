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


def readings(data: Path) -> dict[str, Texts]:
    """Everything that is read to measure a model: (premise, hypothesis) by set and direction."""
    found = {
        name: [(p.premise, p.hypothesis) for p in labelled(data, name, "dev")]
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


def score(data: Path, logits: Callable[[Texts], Logits], path: Path) -> None:
    """Keep a model's logits for everything that is read, in the order of `readings`."""
    kept: dict[str, Any] = {name: logits(pairs) for name, pairs in readings(data).items()}
    temporary = path.with_name(f"{path.stem}.part.npz")
    np.savez(temporary, **kept)
    temporary.replace(path)


def kept_scores(data: Path, path: Path) -> dict[tuple[str, str], Logits]:
    """The logits kept in a file, by (premise, hypothesis)."""
    with np.load(path) as kept:
        return {
            pair: row
            for name, pairs in readings(data).items()
            for pair, row in zip(pairs, kept[name], strict=True)
        }


def calibration_pairs(data: Path) -> list[Pair]:
    """The first pairs of each dev part, as many of each set, by the hash of their words."""

    def key(pair: Pair) -> str:
        return hashlib.sha256(f"{pair.premise}\t{pair.hypothesis}".encode()).hexdigest()

    return [
        pair
        for name in CALIBRATED_ON
        for pair in sorted(labelled(data, name, "dev"), key=key)[:CALIBRATION_ROWS]
    ]
