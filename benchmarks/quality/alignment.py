"""Do two sentences report the same thing: rankings of pairs, and of a sentence's counterparts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from rapidfuzz import fuzz, process, utils

from benchmarks.metrics import auc
from benchmarks.quality import sets
from benchmarks.quality.figures import (
    Metric,
    Numbers,
    average_precision,
    beside,
    figure,
    spearman,
)
from benchmarks.quality.systems import Systems
from compare.alignment import align
from compare.model import Sentence

Place = tuple[str, int]


def _ranked(
    systems: Systems, rows: Sequence[sets.Row], metric: Metric, gold: ArrayLike
) -> dict[str, Any]:
    """A ranking metric of the tool's similarity, of rapidfuzz and of the cosine."""
    baselines = {"fuzzy": systems.fuzzy(rows), "cosine": systems.cosine(rows)}
    return beside(
        figure(metric, systems.similarity(rows), gold),
        {name: figure(metric, scores, gold) for name, scores in baselines.items()},
        len(rows),
    )


def _gold(rows: Sequence[sets.Row]) -> Numbers:
    return np.array([row.gold for row in rows], dtype=float)


def ecbplus(systems: Systems, data: Path, size: int | None) -> dict[str, Any]:
    """Average precision of pairs with one shared event or more, and with two or more."""
    rows = sets.drawn(sets.ecbplus(data), size)
    gold = _gold(rows)
    return {
        f"ap_{least}_events": _ranked(systems, rows, average_precision, gold >= least)
        for least in (1, 2)
    }


def sts(systems: Systems, data: Path, size: int | None) -> dict[str, Any]:
    """Spearman's correlation with readers, over all sets of news."""
    rows = sets.drawn(sets.sts_news(data), size)
    return {"spearman": _ranked(systems, rows, spearman, _gold(rows))}


def _auc(scores: Numbers, gold: Numbers) -> float:
    return auc(scores, gold.astype(bool).tolist())


def mrpc(systems: Systems, data: Path, size: int | None) -> dict[str, Any]:
    """Area under the curve: paraphrases against near-duplicates that differ in a fact."""
    rows = sets.drawn(sets.mrpc(data), size)
    return {"auc": _ranked(systems, rows, _auc, _gold(rows))}


def claimdiff(systems: Systems, data: Path, size: int | None) -> dict[str, Any]:
    """Average precision of claims that bear on one another."""
    rows = sets.drawn(sets.claimdiff(data), size)
    return {"ap": _ranked(systems, rows, average_precision, _gold(rows))}


def _sentences(event: sets.Event) -> dict[str, list[Sentence]]:
    return {
        name: [Sentence(name, i, 0, len(text), text) for i, text in enumerate(texts)]
        for name, texts in event.sentences.items()
    }


def _first_hits(
    gold: frozenset[frozenset[Place]],
    scores: Mapping[tuple[str, str], NDArray[Any]],
) -> dict[tuple[Place, str], int]:
    """For each sentence and other article with a counterpart, the place of the first one in the
    ranking, from 0; sentences that score the same as it count as before it."""
    wanted: dict[tuple[Place, str], list[int]] = {}
    for one, other in (sorted(pair) for pair in gold):
        wanted.setdefault((one, other[0]), []).append(other[1])
        wanted.setdefault((other, one[0]), []).append(one[1])
    found = {}
    for ((article, index), counterpart), targets in wanted.items():
        row = scores[article, counterpart][index]
        best = max(row[target] for target in targets)
        found[(article, index), counterpart] = int((row > best).sum() + (row == best).sum() - 1)
    return found


def _both_ways(scores: Mapping[tuple[str, str], NDArray[Any]]) -> dict[tuple[str, str], Any]:
    return {**scores, **{(b, a): matrix.T for (a, b), matrix in scores.items()}}


def _event_scores(systems: Systems, event: sets.Event) -> dict[str, dict[tuple[str, str], Any]]:
    """Every system's score of each two sentences of an event, by the two articles."""
    sentences = _sentences(event)
    vectors = {name: systems.encoder.encode(texts) for name, texts in event.sentences.items()}
    plain = {name: systems.baseline.encode(texts) for name, texts in event.sentences.items()}
    pairs = [(a, b) for a in sentences for b in sentences if a < b]
    tool = {(a, b): np.zeros((len(sentences[a]), len(sentences[b]))) for a, b in pairs}
    for al in align(sentences, vectors, 0.0):
        tool[al.a.article, al.b.article][al.a.index, al.b.index] = al.probability
    fuzzy = {
        (a, b): process.cdist(
            event.sentences[a],
            event.sentences[b],
            scorer=fuzz.token_set_ratio,
            processor=utils.default_process,
        )
        for a, b in pairs
    }
    cosine = {(a, b): plain[a] @ plain[b].T for a, b in pairs}
    return {"tool": _both_ways(tool), "fuzzy": _both_ways(fuzzy), "cosine": _both_ways(cosine)}


def newswcl50(systems: Systems, data: Path, size: int | None) -> dict[str, Any]:
    """How often the first, or one of the first three, of another article's sentences is a
    counterpart: of pairs that share two entities as well, and of those that do not."""
    places: dict[str, dict[str, list[int]]] = {"": {}, "event_only_": {}}
    for event in sets.newswcl50(data).values():
        scores = _event_scores(systems, event)
        for kind, gold in (("", event.gold), ("event_only_", event.broad)):
            for name, matrices in scores.items():
                hits = _first_hits(gold, matrices)
                places[kind].setdefault(name, []).extend(hits[key] for key in sorted(hits))
    found = {}
    for kind, by_system in places.items():
        first = {name: np.array(values) for name, values in by_system.items()}
        for k in (1, 3):
            figures = {
                name: lambda at, v=values, k=k: float((v[at] < k).mean())
                for name, values in first.items()
            }
            found[f"{kind}hit_{k}"] = beside(figures.pop("tool"), figures, len(first["tool"]))
    return found


MEASURES = {
    "ecbplus": ecbplus,
    "newswcl50": newswcl50,
    "sts": sts,
    "mrpc": mrpc,
    "claimdiff": claimdiff,
}
