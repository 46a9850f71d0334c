"""Whether two passages can be held against each other as whole statements.

Where typed facts conflict, it is they that exclude each other. Where none do, an entailment model
may still see that the statements cannot both be true; what is settled here is where its word
counts for nothing.
"""

from __future__ import annotations

from compare.judgement.evidence import differing_kinds
from compare.judgement.measures import SAME
from compare.judgement.passage import Passage
from compare.judgement.points import Comparisons
from compare.model import Likeness

# Passages that share so much running text speak of one thing even where no act is found in both.
SAME_TEXT = 0.5


def _told_apart(a: Passage, b: Passage) -> bool:
    """Whether what differs is for the typed comparison to say, which sees no conflict there: its
    dates or figures, or more than one thing at once, as in reports of two events."""
    kinds = differing_kinds(a.sentence, b.sentence, a.facts, b.facts)
    return len(kinds) > 1 or bool(kinds & {"date", "quantity"})


def may_exclude(
    a: Passage, b: Passage, likeness: Likeness, comparisons: Comparisons, in_run: bool
) -> bool:
    """Whether two statements may exclude each other where none of their typed facts do.

    Sentences that a run finds side by side must share an act or their text for that; two that
    somebody sets side by side are taken to be about one thing.
    """
    if any(c.outcome != SAME for c in comparisons.found):
        return False
    alike = comparisons.one_wording or likeness.order >= SAME_TEXT
    comparable = bool(comparisons.events) or alike
    return not in_run or (comparable and not _told_apart(a, b))
