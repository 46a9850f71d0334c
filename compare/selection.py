"""Which judged pairs become findings: the report shows the best match, not every likeness."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from compare.judgement.judge import Judgement
from compare.model import Alignment, Relation

Judged = tuple[Alignment, Judgement]
Key = tuple[str, int, str]
# A pair this surely about one thing is shown even where another match is better still.
SURE = 0.8


def _related(judgement: Judgement) -> float:
    return 1.0 - judgement.scores[Relation.UNRELATED]


def _keys(alignment: Alignment) -> tuple[Key, Key]:
    """Each sentence together with the article on the other side."""
    a, b = alignment.a, alignment.b
    return (a.article, a.index, b.article), (b.article, b.index, a.article)


def select(judged: Sequence[Judged]) -> Iterator[Judged]:
    """Every contradiction, and of the other related pairs those that are each other's best match.

    Best means the highest probability of reporting the same thing, among the matches of a
    sentence within one other article; equals are all best.
    """
    best: dict[Key, float] = {}
    for alignment, judgement in judged:
        for key in _keys(alignment):
            best[key] = max(best.get(key, 0.0), _related(judgement))
    for alignment, judgement in judged:
        related = _related(judgement)
        if judgement.relation is Relation.UNRELATED:
            continue
        mutual = all(related == best[key] for key in _keys(alignment))
        if judgement.relation is Relation.CONTRADICT or mutual or related >= SURE:
            yield alignment, judgement
