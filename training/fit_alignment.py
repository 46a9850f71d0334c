"""Fit the models by which compare/alignment.py tells whether two sentences report the same thing.

    python -m training.fit_alignment --data SHARED/data

Both learn from sentence pairs of ECB+ (pairs_train), positive with two shared events, or with one
and two shared participants. `in_story` sees pairs of one story only; `alone` sees all of them, and
news and forum sentences of STS-B (train), which report the same thing from similarity 3 ("roughly
equivalent, but some important information differs"). Sentences of STS-B that stand in a set that is
scored (news of 2012 to 2014, MRPC) are left out.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from compare.alignment import ALONE, IN_STORY, WEIGHTS, measures, passages
from compare.model import Sentence
from compare.similarity import Encoder, Matrix, SentenceEncoder
from training.entailment.corpora import rows

LIKENESS = ("lexical", "sorted", "semantic")
# Passages that stand alone may be fragments, in which sorted letters and small words tell little.
LIKENESS_ALONE = ("lexical", "content", "semantic")
# What tells two events of one kind apart; within a story reports differ in these all the same.
DIFFERENCES = ("other_figures", "other_names")
# Pairs of two stories are easy, and most of the pairs that a run meets are not among them.
OTHER_STORY_WEIGHT = 0.25
# The weight of STS-B in all, against that of ECB+: one is of headlines, the other of articles, and
# what stands alone may be either.
SIMILARITY_SHARE = 1.0
SAME_SCORE = 3.0
# Inverse of the penalty on large weights: weak, as there are few weights and many examples.
STRENGTH = 100.0


@dataclass(frozen=True)
class Example:
    """Two sentences, whether they report the same thing, and whether articles of one story say
    them."""

    a: str
    b: str
    same: bool
    weight: float = 1.0
    one_story: bool = False


def events(data: Path) -> list[Example]:
    """Sentence pairs of ECB+; a single shared event is often no more than that somebody spoke."""
    found = []
    for r in rows(data / "eval/ecbplus/pairs_train.jsonl"):
        one_story = bool(r["same_event_cluster"])
        shared, entities = r["shared_events"], r["shared_entities"]
        found.append(
            Example(
                a=r["a"],
                b=r["b"],
                same=shared >= 2 or (shared == 1 and entities >= 2),
                weight=1.0 if one_story else OTHER_STORY_WEIGHT,
                one_story=one_story,
            )
        )
    return found


def _letters(text: str) -> str:
    return re.sub(r"\W+", "", text).lower()


def _scored(data: Path) -> set[str]:
    """The sentences of the sets that are scored, letters only."""
    paths = ("eval/sts/news_2012_2014.jsonl", "eval/mrpc/train.jsonl")
    return {_letters(r[side]) for path in paths for r in rows(data / path) for side in ("s1", "s2")}


def similar(data: Path) -> list[Example]:
    """Pairs of STS-B whose sentences are in no set that is scored."""
    scored = _scored(data)
    return [
        Example(r["s1"], r["s2"], r["score"] >= SAME_SCORE)
        for r in rows(data / "eval/sts/stsb_train.jsonl")
        if r["genre"] != "main-captions" and not scored & {_letters(r["s1"]), _letters(r["s2"])}
    ]


def _measured(examples: Sequence[Example], encoder: Encoder) -> Iterator[dict[str, float]]:
    texts = sorted({text for e in examples for text in (e.a, e.b)})
    vectors = dict(zip(texts, encoder.encode(texts), strict=True))

    def ready(text: str) -> Any:
        row: Matrix = vectors[text][None, :]
        return passages([Sentence("", 0, 0, len(text), text)], row)

    sides = {text: ready(text) for text in texts}
    for e in examples:
        found = measures(sides[e.a], sides[e.b])
        yield {name: float(matrix[0, 0]) for name, matrix in found.items()}


def fit(examples: Sequence[Example], encoder: Encoder, names: Sequence[str]) -> dict[str, Any]:
    """A logistic model over the named measures, in the form that compare/alignment.py reads."""
    measured = list(_measured(examples, encoder))
    x = np.array([[row[name] for name in names] for row in measured])
    model = LogisticRegression(C=STRENGTH, max_iter=2000)
    weights = [e.weight for e in examples]
    model.fit(x, [e.same for e in examples], sample_weight=weights)
    return {
        "base": round(float(model.intercept_[0]), 4),
        "weights": {n: round(float(w), 4) for n, w in zip(names, model.coef_[0], strict=True)},
    }


def fitted(data: Path, encoder: Encoder) -> dict[str, Any]:
    """Both models."""
    pairs, headlines = events(data), similar(data)
    share = SIMILARITY_SHARE * sum(e.weight for e in pairs) / len(headlines)
    everywhere = [Example(e.a, e.b, e.same, e.weight) for e in pairs]
    everywhere += [Example(e.a, e.b, e.same, share) for e in headlines]
    return {
        IN_STORY: fit([e for e in pairs if e.one_story], encoder, LIKENESS),
        ALONE: fit(everywhere, encoder, [*LIKENESS_ALONE, *DIFFERENCES]),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    options = parser.parse_args()
    models = fitted(options.data, SentenceEncoder())
    WEIGHTS.write_text(json.dumps(models, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
