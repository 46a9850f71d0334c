"""Figures of merit, each as its definition has it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray


@dataclass(frozen=True)
class Hits:
    """How many were right, wrongly raised and missed."""

    right: int
    raised: int
    missed: int

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.raised) if self.right + self.raised else 0.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 0.0

    @property
    def f1(self) -> float:
        total = 2 * self.right + self.raised + self.missed
        return 2 * self.right / total if total else 0.0


def hits(found: Sequence[bool], wanted: Sequence[bool]) -> Hits:
    """Counts for a yes-or-no question; both sequences in one order."""
    pairs = list(zip(found, wanted, strict=True))
    return Hits(
        sum(f and w for f, w in pairs),
        sum(f and not w for f, w in pairs),
        sum(w and not f for f, w in pairs),
    )


def macro_f1(found: Sequence[int], wanted: Sequence[int]) -> float:
    """The mean over labels of F1."""
    labels = sorted(set(wanted))
    scores = [hits([f == x for f in found], [w == x for w in wanted]).f1 for x in labels]
    return sum(scores) / len(scores)


def auc(scores: ArrayLike, wanted: Sequence[bool]) -> float:
    """The probability that a positive scores above a negative, ties counted half."""
    values = np.asarray(scores, dtype=float)
    positive = np.asarray(wanted, dtype=bool)
    order = np.argsort(values, kind="stable")
    ranks = np.empty(len(values))
    _, first, counts = np.unique(values[order], return_index=True, return_counts=True)
    ranks[order] = np.repeat(first + (counts + 1) / 2, counts)
    n = int(positive.sum())
    above = ranks[positive].sum() - n * (n + 1) / 2
    return float(above / (n * (len(values) - n)))


@dataclass(frozen=True)
class Bin:
    """Predictions of about one confidence: how sure they were on the mean, how many were right."""

    count: int
    confidence: float
    accuracy: float


def reliability(confidence: ArrayLike, right: ArrayLike, bins: int = 10) -> list[Bin]:
    """The predictions in bins of equal width over [0, 1], empty ones left out."""
    sure: NDArray[np.float64] = np.asarray(confidence, dtype=float)
    true: NDArray[np.float64] = np.asarray(right, dtype=float)
    place = np.minimum((sure * bins).astype(int), bins - 1)
    return [
        Bin(int(m.sum()), float(sure[m].mean()), float(true[m].mean()))
        for m in (place == i for i in range(bins))
        if m.any()
    ]


def calibration_error(rows: Sequence[Bin]) -> float:
    """Expected calibration error: the mean gap of confidence and accuracy, weighted by count."""
    total = sum(row.count for row in rows)
    return sum(row.count * abs(row.confidence - row.accuracy) for row in rows) / total
