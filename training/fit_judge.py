"""Fit the models that compare/judgement/fusion.py chains, and write their weights.

    python -m training.fit_judge --data SHARED/data --work FOLDER

Same thing: sentence pairs of ECB+ (pairs_train), positive with two shared events, or with one and
two shared participants. For passages that stand alone, statements that somebody set side by side
too, positive where one follows from the other or excludes it.
Conflict and statement, which tell whether two passages exclude each other where typed facts
conflict and where none do: labelled pairs of the entailment sets' dev parts (the entailment model
has learned its train parts by heart), of SummEdits, Emergent and RTE-3; of a run, moreover, as
examples of news sentences on one thing that exclude each other next to never, ECB+ pairs that
report the same thing.
Agree: news pairs of STS-B (train) about one thing, positive from similarity 4 ("equivalent but for
unimportant details").
Sets that the quality benchmark scores are left out part by part for it (FOLDS), so that it scores
each part by models that have not seen it. Facts and what the entailment model says are kept under
--work, where training/fit_encoder.py has left the encoders that were not taught with what is fitted
on (see training/unseen_encoder.py).
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from compare.caching.cache import Cache
from compare.caching.facts import CachedExtract
from compare.caching.models import CachedEntailment
from compare.judgement.comparability import may_exclude
from compare.judgement.comparison import compare_passages
from compare.judgement.entailment import CrossEncoderModel, Entailment, EntailmentModel
from compare.judgement.features import CONFLICTS, PLACES, features, with_entailment
from compare.judgement.fitting import FITTING
from compare.judgement.passage import Passage
from compare.model import Extract, Likeness, Sentence
from compare.models import SMALL
from compare.progress import Unwatched
from compare.similarity import Encoder, lexical_matrix, order_matrix
from training.held_out import PARTS
from training.judge_examples import Example, agreements, alone, contradictions, same_thing, unseen
from training.unseen_encoder import Unseen

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "compare" / "judgement" / "weights.json"
FOLDS = ROOT / "benchmarks" / "results" / "judge_folds.json"
ALONE_FEATURES = ["lexical", "semantic", "order", "same_event", "same_facts"]
WORD_SCORES = ["contradiction_of_words"]
IN_PLACE = [f"{kind}_in_place" for kind in PLACES]
STATEMENT_FEATURES = ["same_facts", "order", "same_event", "one_negates", "other_names"]
STATEMENT_FEATURES += ["other_figures", "one_disbelieves", *IN_PLACE]
STATEMENT_ALONE_FEATURES = [*STATEMENT_FEATURES, *FITTING]
CONTRADICTION_SCORES = ["contradiction_most", "contradiction_least", "contradiction_close"]
AGREE_FEATURES = ["lexical", "semantic", "order", "extra_facts"]
ENTAILMENT_SCORES = ["entailment_most", "entailment_least"]
FLAGS = [*CONFLICTS, *IN_PLACE, "same_event", "same_facts", "one_negates", "other_names"]
FLAGS += ["other_figures", "one_disbelieves", "given", *FITTING]
CHUNK = 2000
UNSEEN_KINDS = ("name_conflict", "attribution_conflict")
# In a run, the weight of an act that neither report tells again, which single sentences do not
# show: beside the other features a logistic model over the pairs of ECB+ within one cluster gives
# it 1.7 on dev and, with what a shared verb weighs there, 1.8 on train.
TOLD_ONCE = 1.5
# Inverse of the penalty on large weights: weak, as there are few weights and many examples.
STRENGTH = 100.0


Row = Mapping[str, float]


def _passages(texts: Sequence[str], extract: Extract) -> dict[str, Passage]:
    """Each text as one sentence of an article of its own."""
    found = {}
    for text in sorted(set(texts)):
        sentence = Sentence("", 0, 0, len(text), text)
        found[text] = Passage(sentence, extract(text, [sentence], None, "en")[0])
    return found


def measure(
    examples: Sequence[Example], nli: EntailmentModel | None, encoder: Encoder
) -> list[dict[str, Any]]:
    """What the models say of each example, in order: likeness, and entailment both ways."""
    vectors_a = encoder.encode([e.a for e in examples])
    vectors_b = encoder.encode([e.b for e in examples])
    semantic = np.clip((vectors_a * vectors_b).sum(axis=1), 0.0, 1.0)
    judged = nli.judge([(e.a, e.b) for e in examples]) if nli else [None] * len(examples)
    return [
        {
            "likeness": [
                float(lexical_matrix([e.a], [e.b])[0, 0]),
                float(cosine),
                float(order_matrix([e.a], [e.b])[0, 0]),
            ],
            "entailment": [entailment.forward, entailment.backward] if entailment else None,
        }
        for e, cosine, entailment in zip(examples, semantic, judged, strict=True)
    ]


def _measured(
    name: str, examples: list[Example], nli: EntailmentModel | None, encoder: Encoder
) -> list[dict[str, Any]]:
    """The measurements of a stage, chunk by chunk, so that what is broken off is not lost."""
    found: list[dict[str, Any]] = []
    for start in range(0, len(examples), CHUNK):
        found += measure(examples[start : start + CHUNK], nli, encoder)
        print(f"{name}: {len(found)} of {len(examples)}", flush=True)
    return found


@dataclass(frozen=True)
class Measured:
    """An example with all its features, and whether its statements may exclude each other within
    a run, and alone, where no typed facts do."""

    example: Example
    row: Row
    in_run: bool
    alone: bool

    @property
    def conflicting(self) -> bool:
        """Whether typed facts conflict."""
        return any(self.row[name] for name in CONFLICTS)


def with_facts(
    examples: Sequence[Example], measured: Sequence[dict[str, Any]], extract: Extract
) -> list[Measured]:
    """All features of each example: the measurements and the facts of its two texts."""
    passages = _passages([text for e in examples for text in (e.a, e.b)], extract)
    found = []
    for e, row in zip(examples, measured, strict=True):
        a, b = passages[e.a], passages[e.b]
        likeness = Likeness(*row["likeness"], e.specific, e.given)
        compared = compare_passages(a, b)
        values = features(a, b, likeness, compared)
        if row["entailment"]:
            values = with_entailment(values, Entailment(*row["entailment"]))
        in_run, alone = (may_exclude(a, b, likeness, compared, way) for way in (True, False))
        found.append(Measured(e, values, in_run, alone))
    return found


def fit(measured: Sequence[Measured], names: Sequence[str]) -> dict[str, Any]:
    """A logistic model over the named features, in the form that fusion.py reads."""
    x = np.array([[m.row[name] for name in names] for m in measured])
    labels = np.array([m.example.label for m in measured])
    weights = np.array([m.example.weight for m in measured])
    # What is absent adds nothing: features that are there or not are counted from 0.
    flags = np.isin(names, FLAGS)
    means = np.where(flags, 0.0, np.average(x, axis=0, weights=weights))
    model = LogisticRegression(C=STRENGTH, max_iter=2000)
    model.fit(x - means, labels, sample_weight=weights)
    share = np.average(labels, weights=weights)
    print(f"  {len(labels)} examples, {share:.3f} positive, base {model.intercept_[0]:.3f}")
    for name, weight in zip(names, model.coef_[0], strict=True):
        print(f"  {name:22} {weight:8.3f}")
    return {
        "base": round(float(model.intercept_[0]), 4),
        "weights": {n: round(float(w), 4) for n, w in zip(names, model.coef_[0], strict=True)},
        "means": {n: round(float(m), 4) for n, m in zip(names, means, strict=True)},
    }


@dataclass(frozen=True)
class Stage:
    """One model to fit: its examples, which of them, and its features; `scores` are those that
    only an entailment model gives."""

    name: str
    load: Callable[[Path], list[Example]]
    takes: Callable[[Measured], bool]
    plain: Sequence[str]
    scores: Sequence[str]


STAGE_LIST = (
    Stage("in_run", same_thing, lambda m: True, [*ALONE_FEATURES, "specific"], []),
    Stage("alone", alone, lambda m: True, [*ALONE_FEATURES, "given"], []),
    Stage("conflict", contradictions, lambda m: m.conflicting, CONFLICTS, WORD_SCORES),
    Stage(
        "statement_in_run",
        contradictions,
        lambda m: m.in_run and not m.conflicting,
        STATEMENT_FEATURES,
        CONTRADICTION_SCORES,
    ),
    Stage(
        "statement_alone",
        contradictions,
        lambda m: m.alone and not m.conflicting and not m.example.news,
        STATEMENT_ALONE_FEATURES,
        CONTRADICTION_SCORES,
    ),
    Stage("agree", agreements, lambda m: True, AGREE_FEATURES, ENTAILMENT_SCORES),
)


def add_unseen(models: dict[str, Any]) -> None:
    """Set the weights of what no set of single sentences has: conflicts of a kind that weighs as
    much as two dates of one event, which are told apart as surely, and acts told once."""
    conflict, in_run = models["conflict"], models["in_run"]
    for name in UNSEEN_KINDS:
        conflict["weights"][name] = conflict["weights"]["date_conflict"]
    in_run["weights"]["told_once"] = TOLD_ONCE
    in_run["means"]["told_once"] = 0.0


def fitted(loaded: Mapping[str, Sequence[Measured]], part: int | None) -> dict[str, Any]:
    """The models of all stages, with an entailment model and without, unseen by them one part of
    the sets that are scored."""
    found: dict[str, dict[str, Any]] = {"with_entailment": {}, "facts_alone": {}}
    for stage in STAGE_LIST:
        rows = loaded[stage.load.__name__]
        free = unseen([m.example for m in rows], part)
        taken = [m for m, may in zip(rows, free, strict=True) if may and stage.takes(m)]
        modes = {"with_entailment": [*stage.plain, *stage.scores], "facts_alone": stage.plain}
        for mode, names in modes.items():
            print(f"{stage.name}, {mode}, without part {part}")
            found[mode][stage.name] = fit(taken, names)
    for models in found.values():
        add_unseen(models)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--nli", default=SMALL)
    parser.add_argument("--work", type=Path, required=True)
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    cache = Cache(options.work / "cache.sqlite")
    nli = CachedEntailment(CrossEncoderModel(options.nli), options.nli, cache, Unwatched())
    encoder, extract = Unseen(options.data, options.work), CachedExtract(cache, Unwatched())
    loaded: dict[str, list[Measured]] = {}
    for load, model in (
        (same_thing, None),
        (alone, None),
        (contradictions, nli),
        (agreements, nli),
    ):
        examples = load(options.data)
        measured = _measured(load.__name__, examples, model, encoder)
        loaded[load.__name__] = with_facts(examples, measured, extract)
    weights = json.dumps(fitted(loaded, None), indent=1)
    OUT.write_text(weights + "\n", encoding="utf-8")
    folds = [fitted(loaded, part) for part in range(PARTS)]
    FOLDS.write_text(json.dumps(folds) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
