"""Which sentences of different articles report the same thing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations

import numpy as np

from compare.judgement.fusion import judge
from compare.model import Alignment, Likeness, Sentence
from compare.similarity import Matrix, Rarity, lexical_matrix, order_matrix


def _probabilities(lexical: Matrix, semantic: Matrix, order: Matrix) -> Matrix:
    """The probability of reporting the same thing as far as likeness shows."""
    model = judge(with_entailment=True).alone
    values = {"lexical": lexical, "semantic": semantic, "order": order}
    logits = model.base + sum(
        model.weights[name] * (values[name] - model.means[name]) for name in values
    )
    return np.asarray(1.0 / (1.0 + np.exp(-logits)), dtype=np.float32)


def alignments(
    left: Sequence[Sentence], right: Sequence[Sentence], a: Matrix, b: Matrix, least: float = 0.0
) -> Iterator[Alignment]:
    """The pairs of two lists of sentences with at least the given probability, row by row.

    `a` and `b` hold the unit vectors of the two lists, one row a sentence.
    """
    texts = [s.text for s in left], [s.text for s in right]
    lexical, order = lexical_matrix(*texts), order_matrix(*texts)
    semantic = np.clip(a @ b.T, 0.0, 1.0)
    probabilities = _probabilities(lexical, semantic, order)
    for i, j in np.argwhere(probabilities >= least):
        likeness = Likeness(float(lexical[i, j]), float(semantic[i, j]), float(order[i, j]))
        yield Alignment(left[i], right[j], likeness, float(probabilities[i, j]))


def align(
    sentences: Mapping[str, Sequence[Sentence]], vectors: Mapping[str, Matrix], least: float
) -> tuple[Alignment, ...]:
    """All pairs of sentences of different articles with at least the given probability.

    Both mappings go by article id; the result is ordered by article and place, whatever the
    order of the input.
    """
    rarity = Rarity([s.text for own in sentences.values() for s in own])
    return tuple(
        replace(al, likeness=replace(al.likeness, specific=rarity.shared(al.a.text, al.b.text)))
        for a, b in combinations(sorted(sentences), 2)
        if sentences[a] and sentences[b]
        for al in alignments(sentences[a], sentences[b], vectors[a], vectors[b], least)
    )
