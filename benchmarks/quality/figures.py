"""Figures of merit for rankings and groupings, and bootstrap intervals of their differences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Numbers = NDArray[np.float64]
# A figure of some rows, named by their places: draws with replacement name a row more than once.
Figure = Callable[[NDArray[np.intp]], float]
Metric = Callable[[Numbers, Numbers], float]
DRAWS = 1000
SEED = 0


def average_precision(scores: ArrayLike, wanted: ArrayLike) -> float:
    """Precision at each positive, averaged; rows of one score come in together."""
    values, right = np.asarray(scores, dtype=float), np.asarray(wanted, dtype=float)
    order = np.argsort(-values, kind="stable")
    values, right = values[order], right[order]
    last = np.append(np.flatnonzero(np.diff(values)), len(values) - 1)
    found = np.cumsum(right)[last]
    gained = np.diff(found, prepend=0.0)
    return float((gained * found / (last + 1)).sum() / max(right.sum(), 1.0))


def _ranks(values: Numbers) -> Numbers:
    order = np.argsort(values, kind="stable")
    _, first, counts = np.unique(values[order], return_index=True, return_counts=True)
    ranks = np.empty(len(values))
    ranks[order] = np.repeat(first + (counts - 1) / 2, counts)
    return ranks


def spearman(scores: ArrayLike, wanted: ArrayLike) -> float:
    """The correlation of ranks; equals share their mean rank."""
    a, b = (_ranks(np.asarray(x, dtype=float)) for x in (scores, wanted))
    return float(np.corrcoef(a, b)[0, 1])


def balanced_accuracy(found: ArrayLike, wanted: ArrayLike) -> float:
    """The mean of the shares found right among positives and among negatives."""
    said, gold = np.asarray(found, dtype=bool), np.asarray(wanted, dtype=bool)
    return float((said[gold].mean() + (~said)[~gold].mean()) / 2)


def _pairs(counts: Mapping[Any, int]) -> float:
    return sum(n * (n - 1) / 2 for n in counts.values())


def adjusted_rand(found: Sequence[Hashable], wanted: Sequence[Hashable]) -> float:
    """Agreement of two groupings on pairs, 0 by chance and 1 where they are the same."""
    both = _pairs(Counter(zip(found, wanted, strict=True)))
    one, other = _pairs(Counter(found)), _pairs(Counter(wanted))
    chance = one * other / _pairs({"all": len(found)})
    most = (one + other) / 2
    return 1.0 if most == chance else (both - chance) / (most - chance)


def b_cubed(found: Sequence[Hashable], wanted: Sequence[Hashable]) -> float:
    """F1 of precision and recall, each the mean over items of the share of its own group."""
    one, other = Counter(found), Counter(wanted)
    both = Counter(zip(found, wanted, strict=True))
    pairs = list(zip(found, wanted, strict=True))
    precision = sum(both[p] / one[p[0]] for p in pairs) / len(pairs)
    recall = sum(both[p] / other[p[1]] for p in pairs) / len(pairs)
    return 2 * precision * recall / (precision + recall)


def figure(metric: Metric, scores: ArrayLike, gold: ArrayLike) -> Figure:
    """A metric of scores against gold, as a figure of the rows that are drawn."""
    said, wanted = np.asarray(scores, dtype=float), np.asarray(gold, dtype=float)
    return lambda at: metric(said[at], wanted[at])


def drawn_places(count: int, draws: int = DRAWS) -> NDArray[np.intp]:
    """Places drawn with replacement, one draw a row; the same ones for the same count."""
    return np.random.default_rng(SEED).integers(0, count, size=(draws, count))


def _spread(values: Sequence[float]) -> list[float]:
    low, high = np.nanpercentile(values, [2.5, 97.5])
    return [round(float(low), 4), round(float(high), 4)]


def beside(tool: Figure, baselines: Mapping[str, Figure], count: int) -> dict[str, Any]:
    """A figure of the tool and of the baselines over `count` rows, and how they differ.

    `difference` is the tool's lead over the better baseline with the 95 % interval of a bootstrap
    over rows; `stands` is ahead, behind or even, as far as that interval tells.
    """
    everything = np.arange(count)
    values = {name: figure(everything) for name, figure in baselines.items()}
    better = max(values, key=lambda name: values[name])
    draws = drawn_places(count)
    own = [tool(places) for places in draws]
    leads = [mine - baselines[better](places) for mine, places in zip(own, draws, strict=True)]
    low, high = _spread(leads)
    mine = tool(everything)
    return {
        "tool": round(mine, 4),
        **{name: round(value, 4) for name, value in values.items()},
        "rows": count,
        "interval": _spread(own),
        "difference": round(mine - values[better], 4),
        "difference_interval": [low, high],
        "stands": "ahead" if low > 0 else "behind" if high < 0 else "even",
    }
