"""Whether the dates and figures of two passages fit one another, whatever act each belongs to.

Of two statements that somebody set side by side, one may give a figure that none of its sort on the
other side allows: "less than 80 reviews" beside "based on 95 reviews and 12 interviews".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from math import isclose

from compare.judgement.attributed import in_view
from compare.judgement.measures import CONFLICT, MOMENTS, measured, outcome
from compare.judgement.passage import Passage
from compare.model import Fact, QuantityValue

FITTING = ("fitting_dates", "fitting_figures", "unfitting_dates", "unfitting_figures")


def _told(passage: Passage) -> list[Fact]:
    """The facts that measure, but for those in what somebody thinks or wants."""
    return [fact for fact in measured(passage.facts) if not in_view(passage, fact.span)]


def _of_one_sort(a: Fact, b: Fact) -> bool:
    """Whether two facts measure the same sort of thing; a bare number only what it counts."""
    if a.kind != b.kind:
        return False
    x, y = a.value, b.value
    if not (isinstance(x, QuantityValue) and isinstance(y, QuantityValue)):
        return True
    unnamed = x.unit is not None and None in {x.of, y.of}
    return x.unit == y.unit and x.change == y.change and (x.of == y.of or unnamed)


def _is_total(fact: Fact, others: Sequence[Fact]) -> bool:
    """Whether a figure is what several of the other side come to, be it that the first alone names
    the unit: "2 million dollars to schools and 3 million to clinics"."""
    whole = fact.value
    if not isinstance(whole, QuantityValue) or whole.low is None:
        return False
    values = [x.value for x in others if isinstance(x.value, QuantityValue)]
    parts = [v.low for v in values if v.unit in {whole.unit, None} and v.low is not None]
    return len(parts) > 1 and isclose(sum(parts), whole.low)


def _fits(fact: Fact, beside: Sequence[Fact], others: Sequence[Fact]) -> bool | None:
    """Whether any fact of the other side allows this one; None where there is none of its sort,
    or fewer than stand beside it, for then each of those has at most one of these."""
    alike = [y for y in others if _of_one_sort(fact, y)]
    told = [how for y in alike if (how := outcome(fact, y, same_thing=True))]
    if not told or len(told) < sum(_of_one_sort(fact, x) for x in beside):
        return None
    if _is_total(fact, others) or any(_is_total(y, beside) for y in alike):
        return True
    return any(how != CONFLICT for how in told)


def fitting(a: Passage, b: Passage) -> Mapping[str, int]:
    """How many dates (with times) and figures of either side fit the other, and how many do not, by
    the names in FITTING."""
    counts: Counter[str] = Counter(dict.fromkeys(FITTING, 0))
    both = _told(a), _told(b)
    for own, others in (both, both[::-1]):
        for fact in own:
            fits = _fits(fact, own, others)
            if fits is not None:
                kind = "dates" if fact.kind in MOMENTS else "figures"
                counts[f"{'fitting' if fits else 'unfitting'}_{kind}"] += 1
    return counts
