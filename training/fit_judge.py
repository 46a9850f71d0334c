"""Fit the models that compare/judgement/fusion.py chains, and write their weights.

    python -m training.fit_judge --data SHARED/data --work FOLDER

Same thing: sentence pairs of ECB+ (pairs_train), positive with two shared events, or with one and
two shared participants.
Conflict and statement, which tell whether two passages exclude each other where typed facts
conflict and where none do: labelled pairs of the entailment sets' dev parts (the entailment model
has learned its train parts by heart), and, as examples of news sentences on one thing that exclude
each other next to never, ECB+ pairs that report the same thing.
Agree: news pairs of STS-B (train) about one thing, positive from similarity 4 ("equivalent but for
unimportant details").
What the models say is kept under --work, so that a second fit takes a minute.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from compare.facts import extract
from compare.judgement.comparison import compare_passages
from compare.judgement.entailment import CrossEncoderModel, Entailment
from compare.judgement.features import CONFLICTS, features
from compare.judgement.passage import Passage
from compare.model import Likeness, Sentence
from compare.models import PINS, SMALL
from compare.similarity import Rarity, SentenceEncoder, lexical_matrix, order_matrix
from training.held_out import held_out

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
# News is what the tool reads, and in it contradictions are rare.
NEWS_WEIGHT = 3.0
# Articles that are compared tell of one story: pairs from different ones count less.
OTHER_STORY_WEIGHT = 0.25
ALONE_FEATURES = ["lexical", "semantic", "order", "same_event", "same_facts"]
WORD_SCORES = ["contradiction_of_words"]
STATEMENT_FEATURES = ["same_facts", "order", "same_event"]
CONTRADICTION_SCORES = ["contradiction_most", "contradiction_least", "contradiction_close"]
AGREE_FEATURES = ["lexical", "semantic", "order", "extra_facts"]
ENTAILMENT_SCORES = ["entailment_most", "entailment_least"]
CHUNK = 2000
# Inverse of the penalty on large weights: weak, as there are few weights and many examples.
STRENGTH = 100.0


@dataclass(frozen=True)
class Example:
    a: str
    b: str
    label: int
    weight: float = 1.0
    specific: float | None = None


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    data = path.read_bytes()
    text = gzip.decompress(data) if path.suffix == ".gz" else data
    yield from (json.loads(line) for line in text.decode("utf-8").splitlines())


def _sample(examples: Iterable[Example], size: int | None = None) -> list[Example]:
    """The examples whose hash is smallest: a sample that stays the same when a set grows."""
    keyed = {hashlib.sha256(f"{e.a}\t{e.b}\t{e.label}".encode()).hexdigest(): e for e in examples}
    return [keyed[key] for key in sorted(keyed)[:size]]


def _same(row: dict[str, Any]) -> bool:
    """Whether an ECB+ pair reports the same thing: two events, or one with its participants.

    A single shared event without them is often no more than that somebody said something.
    """
    events, entities = row["shared_events"], row["shared_entities"]
    return bool(events >= 2 or (events == 1 and entities >= 2))


def _stories(data: Path) -> dict[str, list[dict[str, Any]]]:
    """The documents of ECB+ by document id, each with all that tell its story."""
    stories: dict[str, list[dict[str, Any]]] = defaultdict(list)
    documents = list(_rows(data / "eval/ecbplus/docs.jsonl"))
    for document in documents:
        stories[document["event_cluster"]].append(document)
    return {d["doc_id"]: stories[d["event_cluster"]] for d in documents}


def same_thing(data: Path) -> list[Example]:
    """ECB+ sentence pairs, 1 where they report the same thing; words are rare or common among
    the sentences of the stories that the two come from, as in a run on these."""
    stories = _stories(data)
    rarities: dict[str, Rarity] = {}
    found = []
    for r in _rows(data / "eval/ecbplus/pairs_train.jsonl"):
        told = [stories[r[side].rpartition(":")[0]] for side in ("a_id", "b_id")]
        around = told[0] if r["same_event_cluster"] else [*told[0], *told[1]]
        key = " ".join(sorted({document["event_cluster"] for document in around}))
        if key not in rarities:
            rarities[key] = Rarity([s for document in around for s in document["sentences"]])
        weight = 1.0 if r["same_event_cluster"] else OTHER_STORY_WEIGHT
        specific = rarities[key].shared(r["a"], r["b"])
        found.append(Example(r["a"], r["b"], int(_same(r)), weight, specific))
    return _sample(found)


def contradictions(data: Path) -> list[Example]:
    """Entailment pairs, 1 where they contradict, and news pairs taken as not contradicting."""
    found = []
    for name, size in CONTRADICTION_SETS.items():
        rows = _rows(data / f"nli/{name}_dev.jsonl.gz")
        found += _sample(
            (
                Example(r["premise"], r["hypothesis"], int(r["label"] == "contradiction"))
                for r in rows
                if not ("page" in r and held_out(r["page"]))
            ),
            size,
        )
    news = [e for e in same_thing(data) if e.label][:NEWS_NEGATIVES]
    return found + [Example(e.a, e.b, 0, NEWS_WEIGHT) for e in news]


def agreements(data: Path) -> list[Example]:
    """STS-B pairs about one thing, 1 where they are equivalent."""
    rows = _rows(data / "eval/sts/stsb_train.jsonl")
    return _sample(
        Example(r["s1"], r["s2"], int(r["score"] >= 4.0))
        for r in rows
        if r["score"] >= 2.0 and r["genre"] != "main-captions"
    )


def _passages(texts: Sequence[str]) -> dict[str, Passage]:
    """Each text as one sentence of an article of its own."""
    found = {}
    for text in sorted(set(texts)):
        sentence = Sentence("", 0, 0, len(text), text)
        found[text] = Passage(sentence, extract(text, [sentence], None)[0])
    return found


def measure(
    examples: Sequence[Example], nli: CrossEncoderModel | None, encoder: SentenceEncoder
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


def _key(examples: Sequence[Example], nli: CrossEncoderModel | None) -> str:
    model = [nli.name, PINS.read_text(encoding="utf-8")] if nli else []
    texts = [*model, *(text for e in examples for text in (e.a, e.b))]
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()[:16]


def _kept(
    name: str,
    examples: list[Example],
    work: Path,
    nli: CrossEncoderModel | None,
    encoder: SentenceEncoder,
) -> list[dict[str, Any]]:
    """The measurements of a stage, taken once and kept in chunks under `work`."""
    rows: list[dict[str, Any]] = []
    for start in range(0, len(examples), CHUNK):
        chunk = examples[start : start + CHUNK]
        path = work / f"{name}-{_key(chunk, nli)}.json"
        if not path.exists():
            found = measure(chunk, nli, encoder)
            path.write_text(json.dumps(found), encoding="utf-8")
            print(f"{name}: {start + len(found)} of {len(examples)}", flush=True)
        rows += json.loads(path.read_text(encoding="utf-8"))
    return rows


def with_facts(
    examples: Sequence[Example], measured: Sequence[dict[str, Any]]
) -> list[dict[str, float]]:
    """All features of each example: the measurements and the facts of its two texts."""
    passages = _passages([text for e in examples for text in (e.a, e.b)])
    rows = []
    for e, row in zip(examples, measured, strict=True):
        a, b = passages[e.a], passages[e.b]
        entailment = Entailment(*row["entailment"]) if row["entailment"] else None
        lexical, semantic, order = row["likeness"]
        likeness = Likeness(lexical, semantic, order, e.specific)
        found = features(likeness, compare_passages(a, b), a.facts, b.facts, entailment)
        rows.append(dict(found))
    return rows


def fit(
    examples: Sequence[Example], rows: Sequence[dict[str, float]], names: Sequence[str]
) -> dict[str, Any]:
    """A logistic model over the named features, in the form that fusion.py reads."""
    x = np.array([[row[name] for name in names] for row in rows])
    labels = np.array([e.label for e in examples])
    weights = np.array([e.weight for e in examples])
    # What is absent adds nothing: features that are there or not are counted from 0.
    flags = np.isin(names, [*CONFLICTS, "same_event", "same_facts"])
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
    """One model to fit: its examples, which rows of theirs, and its features; `scores` are those
    that only an entailment model gives."""

    name: str
    load: Callable[[Path], list[Example]]
    takes: Callable[[dict[str, float]], bool]
    plain: Sequence[str]
    scores: Sequence[str]


def _conflicting(row: dict[str, float]) -> bool:
    return any(row[name] for name in CONFLICTS)


STAGE_LIST = (
    Stage("in_run", same_thing, lambda row: True, [*ALONE_FEATURES, "specific"], []),
    Stage("alone", same_thing, lambda row: True, ALONE_FEATURES, []),
    Stage("conflict", contradictions, _conflicting, CONFLICTS, WORD_SCORES),
    Stage(
        "statement",
        contradictions,
        lambda row: not _conflicting(row),
        STATEMENT_FEATURES,
        CONTRADICTION_SCORES,
    ),
    Stage("agree", agreements, lambda row: True, AGREE_FEATURES, ENTAILMENT_SCORES),
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--nli", default=SMALL)
    parser.add_argument("--work", type=Path, required=True)
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    nli, encoder = CrossEncoderModel(options.nli), SentenceEncoder()
    fitted: dict[str, dict[str, Any]] = {"with_entailment": {}, "facts_alone": {}}
    loaded: dict[str, list[tuple[Example, dict[str, float]]]] = {}
    for stage in STAGE_LIST:
        name = stage.load.__name__
        if name not in loaded:
            examples = stage.load(options.data)
            measured = _kept(name, examples, options.work, nli if stage.scores else None, encoder)
            loaded[name] = list(zip(examples, with_facts(examples, measured), strict=True))
        taken = [(example, row) for example, row in loaded[name] if stage.takes(row)]
        modes = {"with_entailment": [*stage.plain, *stage.scores], "facts_alone": stage.plain}
        for mode, names in modes.items():
            print(f"{stage.name}, {mode}")
            fitted[mode][stage.name] = fit([e for e, _ in taken], [r for _, r in taken], names)
    OUT.write_text(json.dumps(fitted, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
