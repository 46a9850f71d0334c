"""Fit the models by which compare/alignment.py tells whether two sentences report the same thing.

    python -m training.fit_alignment --data SHARED/data --work FOLDER

Both learn from sentence pairs of ECB+ (pairs_train), positive with two shared events, or with one
and two shared participants. `in_story` sees pairs of one story only; `alone` sees all of them, and
news and forum sentences of STS-B (train), which report the same thing from similarity 3 ("roughly
equivalent, but some important information differs"). Sentences of STS-B that stand in a set that is
scored (news of 2012 to 2014, MRPC) are left out. Vectors are of encoders that were not taught with
the sentence (see training/unseen_encoder.py), which training/fit_encoder.py keeps under --work.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from compare.alignment import ALONE, IN_STORY, WEIGHTS, measures, passages
from compare.model import Sentence
from compare.similarity import Encoder, Matrix
from training.alignment_examples import Example, events, similar
from training.unseen_encoder import Unseen

LIKENESS = ("lexical", "sorted", "semantic")
# Passages that stand alone may be fragments, in which sorted letters and small words tell little.
LIKENESS_ALONE = ("lexical", "content", "semantic")
# What tells two events of one kind apart; within a story reports differ in these all the same.
DIFFERENCES = ("other_figures", "other_names")
# The weight of STS-B in all, against that of ECB+: one is of headlines, the other of articles, and
# what stands alone may be either.
SIMILARITY_SHARE = 1.0
# Inverse of the penalty on large weights: weak, as there are few weights and many examples.
STRENGTH = 100.0


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
    parser.add_argument("--work", type=Path, required=True)
    options = parser.parse_args()
    models = fitted(options.data, Unseen(options.data, options.work))
    WEIGHTS.write_text(json.dumps(models, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
