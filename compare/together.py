"""The pairs that a report shows: those that were selected, without what a reader that sees both
sentences takes for two things."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import log

import numpy as np

from compare.alignment import read_together
from compare.judgement.fusion import same_thing
from compare.judgement.judge import Judgement, rejudged
from compare.model import Relation
from compare.options import Thresholds
from compare.reader import Reader
from compare.selection import Judged, select

# From here on a reader next to never tells two things: it is not asked.
SURE = 0.75


def _is_unsure(judgement: Judgement) -> bool:
    """Whether a pair is not surely about one thing, and nothing in it excludes the other: to a
    reader a changed figure makes two events."""
    excludes = judgement.relation is Relation.CONTRADICT or judgement.case.comparisons.conflicts()
    # That both tell an act once speaks for one event; whether it does so here, a reader can see.
    alike = {**judgement.values, "told_once": 0.0}
    return not excludes and same_thing(alike) < SURE


def read_again(
    judged: Sequence[Judgement], reader: Reader, thresholds: Thresholds
) -> list[Judgement]:
    """The judgements, those that are unsure once more with what a reader says."""
    found = list(judged)
    at = [i for i, judgement in enumerate(judged) if _is_unsure(judgement)]
    sides = [(judged[i].case.a.sentence.text, judged[i].case.b.sentence.text) for i in at]
    before = np.array([same_thing(judged[i].values) for i in at])
    after = read_together(before, reader.read(sides))
    for i, p, q in zip(at, before, after, strict=True):
        shift = log(q / (1.0 - q)) - log(p / (1.0 - p))
        found[i] = rejudged(judged[i], shift, thresholds)
    return found


def shown(
    judged: Iterable[Judged], reader: Reader | None, thresholds: Thresholds
) -> tuple[Judged, ...]:
    """The pairs that are selected, but for those that a reader takes for two things."""
    chosen = tuple(select(tuple(judged)))
    if reader is None:
        return chosen
    again = read_again([judgement for _, judgement in chosen], reader, thresholds)
    return tuple(
        (alignment, judgement)
        for (alignment, _), judgement in zip(chosen, again, strict=True)
        if judgement.relation is not Relation.UNRELATED
    )
