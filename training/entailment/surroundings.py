"""Labelled pairs among other sentences: a report says what it says whatever stands around it."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from training.entailment.corpora import SURE, Pair, detokenised, rows
from training.entailment.negatives import much_shared

OF_VITAMINC, OF_EDITS = 16000, 32000
# How often the hypothesis stands among the same sentence: two versions of one passage.
BOTH_SIDES = 0.5
# In characters: a passage of two sentences is no longer.
LONGEST = 500
# What ends a sentence that another may follow.
ENDS = (".", "!", "?", '"', "”")


def around_claims(data: Path, generator: random.Random) -> list[Pair]:
    """Pairs of vitaminc, the premise beside another sentence of its page."""
    pages: dict[str, set[str]] = defaultdict(set)
    given = list(rows(data / "nli" / "vitaminc_train.jsonl.gz"))
    for row in given:
        pages[row["page"]].add(detokenised(row["premise"]))
    found = []
    for row in generator.sample(given, len(given)):
        premise, claim = detokenised(row["premise"]), detokenised(row["hypothesis"])
        others = [
            text
            for text in sorted(pages[row["page"]])
            if text.endswith(ENDS) and not much_shared(text, premise)
        ]
        if others and premise.endswith(ENDS):
            beside = _beside(premise, generator.choice(others), first=generator.random() < 0.5)
            found.append(Pair(beside, claim, SURE[row["label"]], "vitaminc_around"))
    return [pair for pair in found if len(pair.premise) <= LONGEST][:OF_VITAMINC]


def around_edits(edited: Sequence[Pair], generator: random.Random) -> list[Pair]:
    """Pairs made of one sentence, the premise or both sides beside another sentence."""
    whole = [p for p in edited if p.premise.endswith(ENDS) and p.hypothesis.endswith(ENDS)]
    others = sorted({pair.premise for pair in whole})
    found = []
    for pair in generator.sample(whole, min(len(whole), OF_EDITS)):
        other, first = generator.choice(others), generator.random() < 0.5
        both = generator.random() < BOTH_SIDES
        hypothesis = _beside(pair.hypothesis, other, first=first) if both else pair.hypothesis
        premise = _beside(pair.premise, other, first=first)
        if len(premise) <= LONGEST and not much_shared(other, pair.premise):
            made = replace(pair, premise=premise, hypothesis=hypothesis, source="edit_around")
            found.append(made)
    return found


def _beside(text: str, other: str, *, first: bool) -> str:
    return f"{text} {other}" if first else f"{other} {text}"
