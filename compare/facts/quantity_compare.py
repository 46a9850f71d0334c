"""How two quantities stand to each other: interval arithmetic that allows for rounding."""

from __future__ import annotations

import math
import re
from decimal import Decimal
from enum import StrEnum

from compare.data import words
from compare.facts.quantity_ordinals import ORDINAL_UNIT
from compare.facts.quantity_units import measures
from compare.model import Fact, QuantityValue

# Units that say nothing of what is measured: two of them compare only when it is the same thing.
_RELATIVE_UNITS = frozenset({None, "percent", "percentage point"})
# A round number may stand for anything within this part of it, however few its digits.
_MOST_ROUNDING = 0.1
# Miles told in kilometres, pounds in kilograms: both were rounded, in different units.
_CONVERSION_ROUNDING = 0.05
# Degrees told in the other scale: half a degree of each.
_TEMPERATURE, _DEGREE_ROUNDING = "celsius", 0.8
_SAME = 1e-9
_DIGITS = re.compile(r"[\d.,\s]+")

_Bounds = tuple[float, float]


class QuantityRelation(StrEnum):
    """What two quantities say of each other."""

    SAME = "same"
    FINER = "finer"
    OVERLAP = "overlap"
    DISJOINT = "disjoint"
    INCOMPARABLE = "incomparable"


def relation(a: Fact, b: Fact, *, same_thing: bool = False) -> QuantityRelation:
    """How the quantities of `a` and `b` stand to each other; symmetric.

    FINER: one interval lies in the other, or in what its rounding allows. `same_thing` tells that
    both count the same, which the caller may know better than the nouns show. A fact of another
    kind is INCOMPARABLE, and so are a level and a change of it.
    """
    left, right = a.value, b.value
    if not (isinstance(left, QuantityValue) and isinstance(right, QuantityValue)):
        return QuantityRelation.INCOMPARABLE
    if left.unit != right.unit or left.change != right.change:
        return QuantityRelation.INCOMPARABLE
    if not (same_thing or _count_the_same(left, right)):
        return QuantityRelation.INCOMPARABLE
    if left.unit == ORDINAL_UNIT and left.low != right.low:
        # The third and the fourth of a row are two things, not two accounts of one.
        return QuantityRelation.INCOMPARABLE
    return _compare(
        _bounds(left), _bounds(right), _widened(_bounds(left), a), _widened(_bounds(right), b)
    )


def _count_the_same(a: QuantityValue, b: QuantityValue) -> bool:
    """Whether both count one thing: shares and counts need equal nouns, measures no others."""
    if a.unit in _RELATIVE_UNITS:
        return a.of == b.of
    return a.of is None or b.of is None or a.of == b.of


def _bounds(value: QuantityValue) -> _Bounds:
    low = -math.inf if value.low is None else value.low
    return low, math.inf if value.high is None else value.high


def _compare(a: _Bounds, b: _Bounds, wide_a: _Bounds, wide_b: _Bounds) -> QuantityRelation:
    if all(x == y or math.isclose(x, y, rel_tol=_SAME) for x, y in zip(a, b, strict=True)):
        return QuantityRelation.SAME
    if _within(a, wide_b) or _within(b, wide_a):
        return QuantityRelation.FINER
    if _touch(a, wide_b) or _touch(b, wide_a):
        return QuantityRelation.OVERLAP
    return QuantityRelation.DISJOINT


def _within(inner: _Bounds, outer: _Bounds) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _touch(a: _Bounds, b: _Bounds) -> bool:
    return a[0] <= b[1] and b[0] <= a[1]


def _widened(bounds: _Bounds, fact: Fact) -> _Bounds:
    """What a bare number may stand for; an interval says itself what it allows."""
    low, high = bounds
    if low != high:
        return bounds
    slack = rounding(low)
    unit = fact.value.unit if isinstance(fact.value, QuantityValue) else None
    if unit in measures():
        slack = max(slack, abs(low) * _CONVERSION_ROUNDING)
    if unit == _TEMPERATURE:
        slack = max(slack, _DEGREE_ROUNDING)
    if _is_coarse(fact.text, unit):
        slack = max(slack, abs(low) * _MOST_ROUNDING)
    return low - slack, high + slack


def _is_coarse(text: str, unit: str | None) -> bool:
    """Whether a number is told in words that no one takes to the letter: "a dozen", "half"."""
    if not words("coarse_words").isdisjoint(text.lower().replace("-", " ").split()):
        return True
    # A share is a percentage by its name, or as the bare first number of two; else a fraction.
    named = any(name in text.lower() for name in words("percent_names"))
    is_percentage = named or _DIGITS.fullmatch(text)
    return unit == "percent" and not is_percentage


def rounding(value: float) -> float:
    """Half a unit of the last significant digit of `value`, as far as it can be rounding.

    Below one hundred zeros are taken as counted (20 is not 21); above, as rounded (5,000 is 4,950).
    """
    last = Decimal(repr(value)).normalize().as_tuple().exponent
    place = last if isinstance(last, int) else 0
    if abs(value) < 100:
        place = min(place, 0)
    return min(float(10**place) / 2, abs(value) * _MOST_ROUNDING)
