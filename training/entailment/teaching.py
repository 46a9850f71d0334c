"""One model teaches another: its probabilities, on labelled pairs and on pairs nobody labelled.

Soft targets instead of labels: Hinton, Vinyals and Dean 2015, at temperature 1.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np

from training.entailment.corpora import Pair, detokenised, labelled, rows
from training.entailment.development import Logits
from training.entailment.edits import Target, by_sentence
from training.entailment.gathered import sentences
from training.entailment.learn import hardware
from training.entailment.lessons import Lesson, prepared
from training.entailment.reading import answers

# How much of a target is the teacher's word where people gave a label.
TEACHER = 0.6
# Nobody's label: the teacher's word alone counts.
UNLABELLED: Target = (1 / 3, 1 / 3, 1 / 3)
# Hypotheses of these sets were written to a premise: those of one premise speak of one thing.
HYPOTHESES = ("snli", "mnli", "lingnli", "newprotocols", "infotabs")
PER_GROUP = 3


def unlabelled_pairs(data: Path, seed: int, count: int, edits: int) -> list[Pair]:
    """About `count` pairs of training-side sentences that may well speak of one thing.

    edits: how many sentences are edited.
    """
    generator = random.Random(seed)
    kinds = [
        _of_one_premise(data, generator),
        _of_one_page(data, generator),
        _of_one_sentence(data, generator, edits),
        _of_news(data),
    ]
    found: set[tuple[str, str]] = set()
    for kind in kinds:
        pairs = sorted(set(kind))
        found |= set(generator.sample(pairs, min(len(pairs), count // len(kinds))))
    return [Pair(a, b, UNLABELLED, "unlabelled") for a, b in sorted(found) if a != b]


def _some(texts: Iterable[str], generator: random.Random) -> Iterator[tuple[str, str]]:
    pairs = list(combinations(sorted(set(texts)), 2))
    yield from generator.sample(pairs, min(len(pairs), PER_GROUP))


def _of_one_premise(data: Path, generator: random.Random) -> Iterator[tuple[str, str]]:
    for name in HYPOTHESES:
        premises: dict[str, list[str]] = defaultdict(list)
        for pair in labelled(data, name, "train"):
            premises[pair.premise].append(pair.hypothesis)
        for hypotheses in premises.values():
            yield from _some(hypotheses, generator)


def _of_one_page(data: Path, generator: random.Random) -> Iterator[tuple[str, str]]:
    """Revisions of one page, of which many differ in one fact, and claims about it."""
    pages: dict[str, list[str]] = defaultdict(list)
    for row in rows(data / "nli" / "vitaminc_train.jsonl.gz"):
        pages[row["page"]] += [detokenised(row["premise"]), detokenised(row["hypothesis"])]
    for texts in pages.values():
        pairs = list(combinations(sorted(set(texts)), 2))
        yield from generator.sample(pairs, min(len(pairs), PER_GROUP * len(texts)))


def _of_one_sentence(data: Path, generator: random.Random, edits: int) -> Iterator[tuple[str, str]]:
    """A sentence and its edits beside each other: mostly two edits, which no one label is of."""
    for pairs in by_sentence(sentences(data, generator, edits), generator):
        yield from _some((text for a, b, _, _ in pairs for text in (a, b)), generator)


def _of_news(data: Path) -> Iterator[tuple[str, str]]:
    for row in rows(data / "eval" / "ecbplus" / "pairs_train.jsonl"):
        yield detokenised(row["a"]), detokenised(row["b"])
    for row in rows(data / "eval" / "sts" / "stsb_train.jsonl"):
        yield detokenised(row["s1"]), detokenised(row["s2"])


def _probabilities(found: Logits) -> list[Target]:
    chances = np.exp(found - found.max(axis=1, keepdims=True))
    return [(e, n, c) for e, n, c in (chances / chances.sum(axis=1, keepdims=True)).tolist()]


def taught(model: Any, tokenizer: Any, lessons: Sequence[Lesson]) -> list[Lesson]:
    """The lessons with targets that are mostly the model's word, both ways."""
    ready = prepared(lessons, tokenizer, hardware().device)
    forward = _probabilities(answers(model, ready, exact=False))
    backward = _probabilities(answers(model, ready.exchanged(), exact=False))
    return [
        Lesson(
            Pair(x.pair.premise, x.pair.hypothesis, _mixed(x.pair, said), x.pair.source),
            back,
        )
        for x, said, back in zip(lessons, forward, backward, strict=True)
    ]


def _mixed(pair: Pair, said: Sequence[float]) -> Target:
    share = 1.0 if pair.target == UNLABELLED else TEACHER
    e, n, c = (share * p + (1 - share) * t for p, t in zip(said, pair.target, strict=True))
    return e, n, c
