"""Which sentences of different articles report the same thing.

Logistic models fitted by training/fit_alignment.py: one over measures of likeness for sentences
within a story, one for passages that stand alone, of which it is not even known that they are about
one event, and one that sets this beside what a reader says, where passages were read together.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import combinations
from pathlib import Path

import numpy as np

from compare.model import Alignment, Likeness, Sentence
from compare.reader import Answers
from compare.similarity import (
    Matrix,
    Rarity,
    lexical_matrix,
    order_matrix,
    sorted_matrix,
    stems,
)
from compare.terms import Terms, capitalised, figures, names
from compare.told_once import Acts

WEIGHTS = Path(__file__).with_name("models") / "alignment.json"
IN_STORY, ALONE, READ = "in_story", "alone", "read"
NEVER = 1e-6
# Two sentences on one act that neither report tells again are judged from here on.
ONCE = 0.2
NO_ACTS: Acts = {}
Place = tuple[int, int]
Measures = Mapping[str, Matrix]


@dataclass(frozen=True)
class Passages:
    """Sentences of one article, or of one side of a pair, ready to be held against others.

    `vectors` are unit vectors, one row a sentence; `acts` those that one sentence alone tells.
    """

    sentences: Sequence[Sentence]
    vectors: Matrix
    content: Terms
    figures: Terms
    names: Terms
    capitalised: Terms
    acts: Acts = field(default_factory=dict)

    @property
    def texts(self) -> list[str]:
        return [sentence.text for sentence in self.sentences]


def passages(sentences: Sequence[Sentence], vectors: Matrix, acts: Acts = NO_ACTS) -> Passages:
    """The sentences with the terms that are compared."""
    kinds = (stems, figures, names, capitalised)
    content, numbers, named, capital = (Terms([kind(s.text) for s in sentences]) for kind in kinds)
    return Passages(sentences, vectors, content, numbers, named, capital, acts)


def _other_figures(a: Passages, b: Passages) -> Matrix:
    """1 where both sides give figures and none is the same."""
    both = a.figures.any() @ b.figures.any().T
    return np.asarray(both * (a.figures.shared(b.figures) == 0.0), dtype=np.float32)


def _other_names(a: Passages, b: Passages) -> Matrix:
    """1 where both sides have names and none is the same; a name may begin the other sentence."""
    both = a.names.any() @ b.names.any().T
    shared = a.names.shared(b.capitalised) + a.capitalised.shared(b.names)
    return np.asarray(both * (shared == 0.0), dtype=np.float32)


def _content(a: Passages, b: Passages) -> Matrix:
    """The share of the content words of both sides that they have in common (Jaccard 1901)."""
    shared = a.content.shared(b.content)
    either = a.content.count() + b.content.count().T - shared
    return np.asarray(shared / np.maximum(either, 1.0), dtype=np.float32)


MEASURES: Mapping[str, Callable[[Passages, Passages], Matrix]] = {
    "lexical": lambda a, b: lexical_matrix(a.texts, b.texts),
    "sorted": lambda a, b: sorted_matrix(a.texts, b.texts),
    "semantic": lambda a, b: np.clip(a.vectors @ b.vectors.T, 0.0, 1.0),
    "content": _content,
    "other_figures": _other_figures,
    "other_names": _other_names,
}


def measures(a: Passages, b: Passages, wanted: Collection[str] = MEASURES) -> Measures:
    """How alike each two sentences are, by the names that the models know."""
    return {name: MEASURES[name](a, b) for name in wanted}


@cache
def _model(name: str) -> tuple[float, Mapping[str, float]]:
    fitted = json.loads(WEIGHTS.read_text(encoding="utf-8"))[name]
    return fitted["base"], fitted["weights"]


def _probabilities(measured: Measures, model: str) -> Matrix:
    base, weights = _model(model)
    logits = base + sum(weight * measured[name] for name, weight in weights.items())
    return np.asarray(1.0 / (1.0 + np.exp(-logits)), dtype=np.float32)


def reading_measures(alone: Matrix, answers: Answers) -> Measures:
    """What is weighed of passages that were read together, each an array with one number a pair:
    the logit of the probability that they had alone, and the mean of the reader's answers, which
    mostly say the same and are too few stories' to be weighed one by one."""
    likely = alone.astype(np.float64).clip(NEVER, 1.0 - NEVER)
    return {ALONE: np.log(likely / (1.0 - likely)), READ: answers.mean(axis=1)}


def read_together(alone: Matrix, answers: Answers) -> Matrix:
    """The probabilities that pairs of passages report the same thing, given those that they had
    alone, shape (pairs,), and what a reader answers, shape (pairs, answers)."""
    return _probabilities(reading_measures(alone, answers), READ)


def _told_once(a: Passages, b: Passages) -> Mapping[Place, frozenset[str]]:
    """By the places of two sentences, the acts that both tell and neither article tells again."""
    found: dict[Place, frozenset[str]] = {}
    for act in a.acts.keys() & b.acts.keys():
        place = a.acts[act], b.acts[act]
        found[place] = found.get(place, frozenset()) | {act}
    return found


def alignments(
    a: Passages, b: Passages, least: float = 0.0, rarity: Rarity | None = None
) -> Iterator[Alignment]:
    """The pairs of two lists of sentences with at least the given probability, row by row; of those
    that tell an act which neither list tells again, ONCE is enough.

    With `rarity`, which knows the sentences of their story, both are taken to be of that story.
    """
    model = IN_STORY if rarity else ALONE
    measured = measures(a, b, {"lexical", "semantic", *_model(model)[1]})
    probabilities = _probabilities(measured, model)
    once = _told_once(a, b)
    enough = probabilities >= least
    for place in once:
        enough[place] |= probabilities[place] >= ONCE
    for i, j in np.argwhere(enough):
        left, right = a.sentences[i], b.sentences[j]
        likeness = Likeness(
            lexical=float(measured["lexical"][i, j]),
            semantic=float(measured["semantic"][i, j]),
            order=float(order_matrix([left.text], [right.text])[0, 0]),
            specific=rarity.shared(left.text, right.text) if rarity else None,
            told_once=once.get((int(i), int(j)), frozenset()),
        )
        yield Alignment(left, right, likeness, float(probabilities[i, j]))


def align(
    sentences: Mapping[str, Sequence[Sentence]],
    vectors: Mapping[str, Matrix],
    least: float,
    stories: Sequence[Collection[str]] | None = None,
    acts: Mapping[str, Acts] | None = None,
) -> tuple[Alignment, ...]:
    """All pairs of sentences of different articles with at least the given probability.

    Both mappings go by article id; the result is ordered by article and place, whatever the
    order of the input. With `stories`, only articles of one of these are compared; `acts` are
    those that an article tells once.
    """
    found: list[Alignment] = []
    for story in stories if stories is not None else [sentences]:
        own = {
            id: passages(sentences[id], vectors[id], acts[id] if acts else NO_ACTS)
            for id in sorted(story)
            if sentences[id]
        }
        rarity = Rarity([text for side in own.values() for text in side.texts])
        for a, b in combinations(own.values(), 2):
            found += alignments(a, b, least, rarity)
    return tuple(sorted(found, key=_place))


def _place(alignment: Alignment) -> tuple[str, str, int, int]:
    a, b = alignment.a, alignment.b
    return a.article, b.article, a.index, b.index
