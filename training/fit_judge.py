"""Fit the three models that compare/judgement/fusion.py chains, and write their weights.

    python -m training.fit_judge --data SHARED/data --nli FOLDER --work FOLDER

Same thing: sentence pairs of ECB+ (pairs_train), positive with at least one shared event.
Contradict: labelled pairs of the entailment sets' dev parts (the entailment model has learned its
train parts by heart), and, as examples of news sentences that share an event and exclude each
other next to never, ECB+ pairs with a shared event.
Agree: news pairs of STS-B (train) about one thing, positive from similarity 4 ("equivalent but for
unimportant details").
Features are kept under --work, so that a second fit takes seconds.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from compare.facts import extract
from compare.judgement.comparison import compare_facts
from compare.judgement.entailment import CrossEncoderModel
from compare.judgement.features import features
from compare.model import Facts, Likeness, Sentence
from compare.similarity import SentenceEncoder, lexical_matrix, order_matrix

OUT = Path(__file__).resolve().parent.parent / "compare" / "judgement" / "weights.json"
CONTRADICTION_SETS = {
    "vitaminc": 4000,
    "mnli": 1500,
    "lingnli": 1500,
    "newprotocols": 1500,
    "infotabs": 800,
    "snli": 500,
}
NEWS_NEGATIVES = 4000
SAME_FEATURES = ["lexical", "semantic", "order"]
CONFLICTS = ["date_conflict", "quantity_conflict", "polarity_conflict", "antonym_conflict"]
CONTRADICT_FEATURES = [*CONFLICTS, "same_facts", "order", "same_event"]
CONTRADICTION_SCORES = ["contradiction_most", "contradiction_least", "contradiction_close"]
AGREE_FEATURES = ["lexical", "semantic", "order", "extra_facts"]
ENTAILMENT_SCORES = ["entailment_most", "entailment_least"]
CHUNK = 2000


@dataclass(frozen=True)
class Example:
    a: str
    b: str
    label: int


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    data = path.read_bytes()
    text = gzip.decompress(data) if path.suffix == ".gz" else data
    yield from (json.loads(line) for line in text.decode("utf-8").splitlines())


def _sample(examples: Iterable[Example], size: int | None = None) -> list[Example]:
    """The examples whose hash is smallest: a sample that stays the same when a set grows."""
    keyed = sorted(
        {
            (hashlib.sha256(f"{e.a}\t{e.b}".encode()).hexdigest(), e.a, e.b, e.label)
            for e in examples
        }
    )
    return [Example(a, b, label) for _, a, b, label in keyed[:size]]


def same_thing(data: Path) -> list[Example]:
    """ECB+ sentence pairs, 1 where they share an event."""
    rows = _rows(data / "eval/ecbplus/pairs_train.jsonl")
    return _sample(Example(r["a"], r["b"], int(r["shared_events"] >= 1)) for r in rows)


def contradictions(data: Path) -> list[Example]:
    """Entailment pairs, 1 where they contradict, and news pairs taken as not contradicting."""
    found = []
    for name, size in CONTRADICTION_SETS.items():
        rows = _rows(data / f"nli/{name}_dev.jsonl.gz")
        found += _sample(
            (
                Example(r["premise"], r["hypothesis"], int(r["label"] == "contradiction"))
                for r in rows
            ),
            size,
        )
    news = [e for e in same_thing(data) if e.label][:NEWS_NEGATIVES]
    return found + [Example(e.a, e.b, 0) for e in news]


def agreements(data: Path) -> list[Example]:
    """STS-B pairs about one thing, 1 where they are equivalent."""
    rows = _rows(data / "eval/sts/stsb_train.jsonl")
    return _sample(
        Example(r["s1"], r["s2"], int(r["score"] >= 4.0))
        for r in rows
        if r["score"] >= 2.0 and r["genre"] != "main-captions"
    )


def _facts(texts: Sequence[str]) -> dict[str, Facts]:
    return {
        text: extract(text, [Sentence("", 0, 0, len(text), text)], None)[0]
        for text in sorted(set(texts))
    }


def measure(
    examples: Sequence[Example], nli: CrossEncoderModel | None, encoder: SentenceEncoder
) -> list[dict[str, float]]:
    """The features of each example, in order."""
    facts = _facts([text for e in examples for text in (e.a, e.b)])
    vectors_a = encoder.encode([e.a for e in examples])
    vectors_b = encoder.encode([e.b for e in examples])
    semantic = np.clip((vectors_a * vectors_b).sum(axis=1), 0.0, 1.0)
    judged = nli.judge([(e.a, e.b) for e in examples]) if nli else [None] * len(examples)
    return [
        dict(
            features(
                Likeness(
                    float(lexical_matrix([e.a], [e.b])[0, 0]),
                    float(cosine),
                    float(order_matrix([e.a], [e.b])[0, 0]),
                ),
                compare_facts(facts[e.a], facts[e.b]),
                facts[e.a],
                facts[e.b],
                entailment,
            )
        )
        for e, cosine, entailment in zip(examples, semantic, judged, strict=True)
    ]


def _kept(
    name: str,
    examples: list[Example],
    work: Path,
    nli: CrossEncoderModel | None,
    encoder: SentenceEncoder,
) -> list[dict[str, float]]:
    rows: list[dict[str, float]] = []
    for start in range(0, len(examples), CHUNK):
        path = work / f"{name}-{start}.json"
        if not path.exists():
            found = measure(examples[start : start + CHUNK], nli, encoder)
            path.write_text(json.dumps(found))
            print(f"{name}: {start + len(found)} of {len(examples)}", flush=True)
        rows += json.loads(path.read_text())
    return rows


def fit(rows: list[dict[str, float]], labels: list[int], names: list[str]) -> dict[str, Any]:
    """A logistic model over the named features, in the form that fusion.py reads."""
    x = np.array([[row[name] for name in names] for row in rows])
    means = x.mean(axis=0)
    model = LogisticRegression(C=1.0, max_iter=2000).fit(x - means, labels)
    scores = model.predict_proba(x - means)[:, 1]
    print(f"  {np.mean(labels):.3f} positive of {len(labels)}, mean score {scores.mean():.3f}")
    for name, weight in zip(names, model.coef_[0], strict=True):
        print(f"  {name:22} {weight:8.3f}")
    return {
        "base": round(float(model.intercept_[0]), 4),
        "weights": {n: round(float(w), 4) for n, w in zip(names, model.coef_[0], strict=True)},
        "means": {n: round(float(m), 4) for n, m in zip(names, means, strict=True)},
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--nli", required=True)
    parser.add_argument("--work", type=Path, required=True)
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    nli, encoder = CrossEncoderModel(options.nli), SentenceEncoder()
    fitted: dict[str, dict[str, Any]] = {"with_entailment": {}, "facts_alone": {}}
    stages = {
        "same": (same_thing, SAME_FEATURES, []),
        "contradict": (contradictions, CONTRADICT_FEATURES, CONTRADICTION_SCORES),
        "agree": (agreements, AGREE_FEATURES, ENTAILMENT_SCORES),
    }
    for stage, (load, plain, scores) in stages.items():
        examples = load(options.data)
        rows = _kept(stage, examples, options.work, nli if scores else None, encoder)
        labels = [e.label for e in examples]
        for mode, names in (("with_entailment", plain + scores), ("facts_alone", plain)):
            print(f"{stage}, {mode}")
            fitted[mode][stage] = fit(rows, labels, names)
    OUT.write_text(json.dumps(fitted, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
