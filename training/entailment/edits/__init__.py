"""Near-copies of a sentence, made by small edits whose effect on its meaning is known.

Public entailment sets hold few near-copies, yet reports of one event are just that. A sentence
is retold by edits that keep its meaning, and at most one edit that excludes it is made in the
sentence or in the retelling, so that neither being alike nor being reworded gives the label away.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence

from training.entailment.edits.facts import FACTS, renaming
from training.entailment.edits.keeping import retold
from training.entailment.edits.polarity import POLARITY
from training.entailment.edits.precision import COARSER, PASSED_ON, borrowing
from training.entailment.edits.texts import Edit

Target = tuple[float, float, float]
# A pair, the probabilities of entailment, neutral and contradiction, and the kind of edit.
Edited = tuple[str, str, Target, str]

SAME: Target = (1.0, 0.0, 0.0)
FOLLOWS: Target = (0.97, 0.03, 0.0)
OPEN: Target = (0.05, 0.93, 0.02)
EXCLUDED: Target = (0.0, 0.03, 0.97)
# Another name may be another name of the same, or part of a longer list of what holds as well.
MOSTLY_EXCLUDED: Target = (0.02, 0.13, 0.85)
# Whoever says that somebody said it has not said that it is so, and does not deny it.
FROM_PASSED_ON: Target = (0.35, 0.63, 0.02)
TO_PASSED_ON: Target = (0.55, 0.43, 0.02)

LESS_SURE = frozenset({"name", "place", "role", "bound", "antonym", "unit"})
# How often an edit that applies is made: these apply nearly everywhere.
SHARE = {"negation": 0.25, "antonym": 0.3, "name": 0.4, "number": 0.8, "year": 0.8}
PASSED_ON_SHARE = 0.15
DETAILED_SHARE = 0.3
COPIES = 0.15
EXCLUDING_AT_MOST = 2

FAMILY = {
    **dict.fromkeys([*FACTS, "name"], "facts"),
    **dict.fromkeys(POLARITY, "polarity"),
    **dict.fromkeys([*COARSER, *PASSED_ON, "detailed"], "precision"),
    **dict.fromkeys(["retold", "copy"], "keeping"),
}


def _either_way(a: str, b: str, generator: random.Random) -> tuple[str, str]:
    return (a, b) if generator.random() < 0.5 else (b, a)


def _excluding(
    text: str, told: str, edits: Mapping[str, Edit], generator: random.Random
) -> Iterator[Edited]:
    source = generator.choice([text, told])
    applied = [
        (kind, new)
        for kind, edit in edits.items()
        if generator.random() < SHARE.get(kind, 1.0) and (new := edit(source, generator))
    ]
    for kind, new in generator.sample(applied, min(len(applied), EXCLUDING_AT_MOST)):
        target = MOSTLY_EXCLUDED if kind in LESS_SURE else EXCLUDED
        yield *_either_way(text, new, generator), target, kind


def _of_other_precision(
    text: str, told: str, detailing: Edit, generator: random.Random
) -> Iterator[Edited]:
    for kind, edit in COARSER.items():
        if coarse := edit(generator.choice([text, told]), generator):
            yield text, coarse, FOLLOWS, kind
            yield coarse, text, OPEN, kind
    if generator.random() < DETAILED_SHARE and (detailed := detailing(told, generator)):
        yield text, detailed, OPEN, "detailed"
        yield detailed, text, FOLLOWS, "detailed"
    for kind, edit in PASSED_ON.items():
        if generator.random() < PASSED_ON_SHARE and (new := edit(told, generator)):
            yield new, text, FROM_PASSED_ON, kind
            yield text, new, TO_PASSED_ON, kind


def edited_pairs(sentences: Sequence[str], generator: random.Random) -> Iterator[Edited]:
    """Pairs (premise, hypothesis, target, kind of edit) from sentences of the training side."""
    excluding = {**FACTS, **POLARITY, "name": renaming(sentences)}
    detailing = borrowing(sentences)
    for text in sentences:
        told = retold(text, generator)
        if told != text:
            yield *_either_way(text, told, generator), SAME, "retold"
            again = retold(text, generator)
            if again not in (text, told):
                yield told, again, SAME, "retold"
        elif generator.random() < COPIES:
            yield text, text, SAME, "copy"
        yield from _excluding(text, told, excluding, generator)
        yield from _of_other_precision(text, told, detailing, generator)
