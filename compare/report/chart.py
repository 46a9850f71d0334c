"""How a confidence adds up, as numbers: where each bar begins and ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from compare.model import Factor

# Places and widths are in percent of the picture.
WIDTH = 100

# Sums that differ by less than the figures beside the bars show are not blown up to WIDTH.
_LEAST = 0.01


@dataclass(frozen=True, slots=True)
class Bar:
    """One factor as a bar: it leads from where the former ended to its own sum."""

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
