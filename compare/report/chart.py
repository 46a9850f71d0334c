"""The report's small pictures as numbers: where each bar or stroke begins and ends."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from compare.model import Factor, Relation

WIDTH = 200

# How high a sentence's stroke rises; height tells the relation where colour does not.
_HEIGHTS = {Relation.CONTRADICT: 24, Relation.DIVERGE: 15, Relation.AGREE: 8}
STEP = 6

# Sums that differ by less than the figures beside the bars show are not blown up to WIDTH.
_LEAST = 0.01


@dataclass(frozen=True, slots=True)
class Bar:
    """One factor in a picture WIDTH wide: it leads from where the former ended to its own sum."""

    name: str
    logit: float
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Account:
    """How the factors add up: a bar each, their total, and where even odds lie."""

    bars: tuple[Bar, ...]
    total: Bar
    even: float


def account(factors: Sequence[Factor]) -> Account:
    """The factors as steps that lead from even odds to the sum, the log-odds of the confidence."""
    sums = [0.0, *accumulate(factor.logit for factor in factors)]
    low, high = min(sums), max(sums)
    scale = WIDTH / max(high - low, _LEAST)

    def bar(name: str, start: float, end: float) -> Bar:
        left, right = sorted(((start - low) * scale, (end - low) * scale))
        return Bar(name, end - start, round(left, 1), round(right - left, 1))

    steps = zip(factors, sums, sums[1:], strict=False)
    bars = tuple(bar(factor.name, start, end) for factor, start, end in steps)
    return Account(bars, bar("together", 0.0, sums[-1]), round(-low * scale, 1))


def strokes(relations: Sequence[Relation | None]) -> Mapping[Relation, str]:
    """One SVG path a relation, with a stroke for each sentence of an article that has it."""
    paths: defaultdict[Relation, list[str]] = defaultdict(list)
    for index, relation in enumerate(relations):
        if relation is not None:
            paths[relation].append(f"M{index * STEP + STEP // 2} 26v-{_HEIGHTS[relation]}")
    return {relation: "".join(path) for relation, path in paths.items()}
