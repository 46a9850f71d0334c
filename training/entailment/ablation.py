"""Which of the pairs that we make ourselves help: a training with and without each family."""

from __future__ import annotations

import random
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.metrics import auc
from training.entailment.corpora import FAMILIES, family
from training.entailment.development import BOTH_WAYS, CONTRADICTION, SETS, readings, wanted
from training.entailment.learn import Learner, Log, Recipe, hardware
from training.entailment.lessons import Lesson, prepared
from training.entailment.reading import logits
from training.entailment.tiers import Tier, fresh_model

PAIRS = 60000
# The part of them that we make ourselves.
MADE = 0.4
SEEDS = (1, 2)
# The probability from which a pair is called a contradiction.
CALLED = 0.5
RECIPE = Recipe(epochs=3, decay=0.9, rate=3e-4, size=256, warm_up=50)


@dataclass(frozen=True, slots=True)
class Variant:
    """What is left of our own pairs."""

    name: str
    families: frozenset[str]


def variants() -> list[Variant]:
    """All families, none of them, and all but one."""
    every = frozenset(FAMILIES)
    without = [Variant(f"without {name}", every - {name}) for name in sorted(every)]
    return [Variant("all", every), Variant("public sets only", frozenset()), *without]


def subset(lessons: Sequence[Lesson], variant: Variant, seed: int) -> list[Lesson]:
    """PAIRS lessons, the same for each variant but for what it leaves out: public ones instead."""
    order = sorted(lessons, key=lambda x: (x.pair.source, x.pair.premise, x.pair.hypothesis))
    random.Random(seed).shuffle(order)
    public = [x for x in order if family(x.pair.source) is None]
    made = [x for x in order if family(x.pair.source) is not None][: round(PAIRS * MADE)]
    kept = [x for x in made if family(x.pair.source) in variant.families]
    return kept + public[: PAIRS - len(kept)]


def _softmax(rows: Any) -> Any:
    chances = np.exp(rows - rows.max(axis=1, keepdims=True))
    return chances / chances.sum(axis=1, keepdims=True)


def figures(data: Path, model: Any, tokenizer: Any) -> dict[str, float]:
    """Accuracy on the labelled dev sets; on the others, area under the curve of contradiction and
    the share of other pairs that are called one."""
    texts, right = readings(data), wanted(data)
    said = {
        name: _softmax(logits(model, tokenizer, pairs, exact=False))
        for name, pairs in texts.items()
    }
    found = {name: float((said[name].argmax(axis=1) == right[name]).mean()) for name in SETS}
    for name in BOTH_WAYS:
        ways = [said[way][:, CONTRADICTION] for way in (name, f"{name} backward")]
        rows = right[name] >= 0
        sure, excluding = np.maximum(*ways)[rows], right[name][rows] == 1
        found[f"{name} auc"] = auc(sure, excluding.tolist())
        found[f"{name} false alarms"] = float((sure[~excluding] > CALLED).mean())
    return found


def ablate(
    tier: Tier, base: Path, tokenizer: Any, lessons: Sequence[Lesson], data: Path, log: Log
) -> Iterator[dict[str, dict[str, float]]]:
    """The figures of each variant, the mean over as many seeds as were tried, after each training.

    All variants with one seed come before any with the next: broken off, it has told the most.
    """
    runs: dict[str, list[dict[str, float]]] = defaultdict(list)
    for seed in SEEDS:
        for variant in variants():
            ready = prepared(subset(lessons, variant, seed), tokenizer, hardware().device)
            model = fresh_model(tier, base)
            with tempfile.TemporaryDirectory() as work:
                Learner(model, RECIPE, Path(work), lambda _: None).learn(ready)
            runs[variant.name].append(figures(data, model, tokenizer))
            log(f"{variant.name}, seed {seed}: {runs[variant.name][-1]}")
            yield {name: mean(found) for name, found in runs.items()}


def mean(runs: Sequence[dict[str, float]]) -> dict[str, float]:
    """The mean of each figure, and how many trainings it is of."""
    means = {name: round(sum(run[name] for run in runs) / len(runs), 4) for name in runs[0]}
    return {"seeds": len(runs), **means}
