"""Everything that the entailment models learn from, in one list."""

from __future__ import annotations

import random
from pathlib import Path

from training.entailment.corpora import (
    EDIT,
    ENTAILMENT,
    OTHER_EVENT,
    SETS,
    Pair,
    detokenised,
    labelled,
    rows,
)
from training.entailment.edits import edited_pairs
from training.entailment.negatives import news_neutral, of_one_name, other_revisions
from training.entailment.surroundings import around_claims, around_edits

SAME_SCORE = 4.8
OTHER_SCORE = 1.0


def similarity(data: Path) -> list[Pair]:
    """Pairs that readers found equal, and pairs that they found to have nothing in common."""
    pairs = []
    for row in rows(data / "eval" / "sts" / "stsb_train.jsonl"):
        a, b = detokenised(row["s1"]), detokenised(row["s2"])
        if row["score"] >= SAME_SCORE:
            pairs += [Pair(a, b, ENTAILMENT, "stsb"), Pair(b, a, ENTAILMENT, "stsb")]
        elif row["score"] <= OTHER_SCORE:
            pairs.append(Pair(a, b, OTHER_EVENT, "stsb"))
    return pairs


def sentences(data: Path, generator: random.Random, count: int) -> list[str]:
    """At most so many sentences of the training side to edit, those of news first."""
    sets = ("vitaminc", "mnli", "lingnli", "newprotocols")
    premises = sorted({p.premise for name in sets for p in labelled(data, name, "train")})
    news = sorted(
        {detokenised(r[s]) for r in rows(data / "eval/ecbplus/pairs_train.jsonl") for s in "ab"}
    )
    return news[:count] + generator.sample(premises, min(len(premises), max(0, count - len(news))))


def training_pairs(data: Path, seed: int, *, edits: int) -> list[Pair]:
    """Everything to learn from, in a fixed order; edits is how many sentences are edited."""
    generator = random.Random(seed)
    pairs = [pair for name in SETS for pair in labelled(data, name, "train")]
    pairs += other_revisions(data, generator) + news_neutral(data, generator) + similarity(data)
    edited = [
        Pair(a, b, target, f"{EDIT}{kind}")
        for a, b, target, kind in edited_pairs(sentences(data, generator, edits), generator)
    ]
    pairs += edited + of_one_name(data, generator)
    return pairs + around_claims(data, generator) + around_edits(edited, generator)
