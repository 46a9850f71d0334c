"""Whether a difference between two reports may come from the time that passed between them."""

from __future__ import annotations

from compare.judgement.comparison import Comparison, Comparisons
from compare.model import Clause, Facts

DAY = len("2022-03-31")
PLANS = frozenset({"planned", "conditional"})


def published_apart(a: str | None, b: str | None) -> bool:
    """Whether both dates are known and one article surely appeared on an earlier day.

    ISO dates of any granularity: where one is the beginning of the other, it cannot be told.
    """
    if not a or not b:
        return False
    a, b = a[:DAY], b[:DAY]
    return not a.startswith(b) and not b.startswith(a)


def _over(clause: Clause, kind: str) -> bool:
    """Whether what a clause tells is over and done; a perfect tense speaks of a state, but the
    date it gives is that of an event."""
    if clause.modality in PLANS or clause.tense == "future":
        return False
    return kind == "date" or clause.tense in {"past", None}


def _lasts(conflict: Comparison) -> bool:
    """Whether the conflict stays one however much later the second report came: counts grow."""
    return conflict.kind != "quantity" and all(_over(c, conflict.kind) for c in conflict.clauses)


def _told_as_past(facts: Facts) -> bool:
    finite = [c for c in facts.clauses if c.tense and not c.reporting]
    return bool(finite) and all(_over(c, "statement") for c in finite)


def may_have_changed(
    published_a: str | None,
    published_b: str | None,
    comparisons: Comparisons,
    fa: Facts,
    fb: Facts,
) -> bool:
    """Whether time alone may explain that two reports differ.

    When something took place does not change, nor what is over and done; counts, states and
    plans do.
    """
    if not published_apart(published_a, published_b):
        return False
    conflicts = comparisons.conflicts()
    if conflicts:
        return not any(_lasts(c) for c in conflicts)
    return not (_told_as_past(fa) and _told_as_past(fb))
