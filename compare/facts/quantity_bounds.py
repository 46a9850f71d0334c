"""An amount as it is written, and what bounds it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from compare.facts.quantity_numbers import read_number
from compare.facts.quantity_tokens import Tokens, folded, lexicon, skip_hyphen, token_at
from compare.facts.quantity_units import Unit

# What "about", "nearly" and "just over" allow for, as a part of the number.
TOLERANCE = Fraction(1, 10)


@dataclass(frozen=True, slots=True)
class Amount:
    """An interval as written, in its own unit, at tokens [first, end).

    `core` is the index where qualifiers end and the amount itself starts; `numeral` the digits of
    its first number, empty when in words; `prefixed` tells that its unit stands before it; `range`
    how its two ends were joined.
    """

    first: int
    core: int
    end: int
    low: Fraction | None
    high: Fraction | None
    unit: Unit | None = None
    scale: int = 1
    numeral: str = ""
    open: bool = False
    share: bool = False
    prefixed: bool = False
    range: str = ""

    @property
    def qualified(self) -> bool:
        """Whether words of its own bound it or make it approximate."""
        return self.range in ("", "ratio") and self.low != self.high


def read_bound_after(tokens: Tokens, amount: Amount) -> Amount:
    """`amount` with what bounds it from behind ("or more"), where it is not bounded already."""
    found = lexicon("bounds_after").match(tokens, skip_hyphen(tokens, amount.end))
    if amount.low is None or amount.high is None:
        return amount
    if found is None:
        return _read_bound_after_noun(tokens, amount)
    if folded(tokens, found[1]) == "than" or read_number(tokens, found[1]) is not None:
        return amount
    return replace(bounded(amount, found[0]), end=found[1])


def _read_bound_after_noun(tokens: Tokens, amount: Amount) -> Amount:
    """`amount` with the "or more" behind the noun it counts: "20 people or more"."""
    noun, end = token_at(tokens, amount.end), amount.end + 1
    found = lexicon("bounds_after").match(tokens, end)
    counts = amount.unit is None and noun is not None and noun.kind == "word"
    if found is None or not counts or folded(tokens, end) != "or":
        return amount
    return amount if folded(tokens, found[1]) == "than" else bounded(amount, found[0])


def bounded(amount: Amount, kind: str) -> Amount:
    """`amount` with the meaning of one qualifier (from, to, above, below, about) applied to it."""
    low, high = amount.low, amount.high
    if kind == "from":
        return replace(amount, low=high if low is None else low, high=None)
    if kind == "to":
        return amount if high is None else replace(amount, low=None)
    if kind in ("below", "about") and low is not None:
        low -= abs(low) * TOLERANCE
    if kind in ("above", "about") and high is not None:
        high += abs(high) * TOLERANCE
    return replace(amount, low=low, high=high)
