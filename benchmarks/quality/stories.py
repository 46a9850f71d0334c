"""Are articles grouped by the story they tell, and what that does for the pairs within it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.quality import sets
from benchmarks.quality.figures import adjusted_rand, average_precision, b_cubed, beside, figure
from benchmarks.quality.systems import Systems
from compare.alignment import alignments, passages
from compare.model import Sentence
from compare.similarity import Rarity
from compare.stories import stories


def _as_sentences(name: str, texts: list[str]) -> list[Sentence]:
    return [Sentence(name, i, 0, len(text), text) for i, text in enumerate(texts)]


def grouped(data: Path, name: str) -> dict[str, Any]:
    """The adjusted Rand index and B-cubed F1 of the stories of one set, all in one folder."""
    articles = {f"{i:04}": row for i, row in enumerate(sets.stories(data, name))}
    told = stories({id: _as_sentences(id, texts) for id, (_, texts) in articles.items()})
    story = {id: place for place, members in enumerate(told) for id in members}
    found = [story[id] for id in articles]
    wanted = [cluster for cluster, _ in articles.values()]
    return {
        "articles": len(articles),
        "stories": len(set(wanted)),
        "found": len(told),
        "adjusted_rand": round(adjusted_rand(found, wanted), 4),
        "b_cubed": round(b_cubed(found, wanted), 4),
    }


def _dev_documents(data: Path, rows: list[sets.Row]) -> dict[str, list[Sentence]]:
    topics = {row.group for row in rows}
    return {
        r["doc_id"]: _as_sentences(r["doc_id"], r["sentences"])
        for r in sets.records(data / "eval/ecbplus/docs.jsonl")
        if r["doc_id"].split("_")[0] in topics
    }


def in_a_run(systems: Systems, data: Path) -> dict[str, Any]:
    """ECB+ pairs as a run over the dev documents ranks them: those of different stories are not
    compared, so they come last, by the likeness that they have alone."""
    rows = sets.ecbplus(data)
    told = stories(_dev_documents(data, rows))
    story = {doc: place for place, members in enumerate(told) for doc in members}
    anything = Rarity([row.a for row in rows])
    scores = []
    vectors = {side: systems.encoder.encode([getattr(r, side) for r in rows]) for side in "ab"}
    for i, row in enumerate(rows):
        left, right = (
            passages([Sentence(side, 0, 0, 0, getattr(row, side))], vectors[side][i : i + 1])
            for side in "ab"
        )
        a, b = (place.rpartition(":")[0] for place in row.id.split(" "))
        together = story[a] == story[b]
        (found,) = alignments(left, right, 0.0, anything if together else None)
        scores.append(found.probability + together)
    gold = np.array([row.gold for row in rows])
    baselines = {"fuzzy": systems.fuzzy(rows), "cosine": systems.cosine(rows)}
    return {
        f"ap_{least}_events": beside(
            figure(average_precision, scores, gold >= least),
            {
                name: figure(average_precision, of_baseline, gold >= least)
                for name, of_baseline in baselines.items()
            },
            len(rows),
        )
        for least in (1, 2)
    }


def measure(systems: Systems, data: Path, size: int | None) -> dict[str, Any]:
    """Grouping of basil and ECB+, and the pairs of ECB+ once stories are told apart."""
    return {
        "basil": grouped(data, "basil"),
        "ecbplus": grouped(data, "ecbplus"),
        "ecbplus_in_a_run": in_a_run(systems, data),
    }


MEASURES = {"stories": measure}
