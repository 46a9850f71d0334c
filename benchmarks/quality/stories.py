"""Are articles grouped by the story they tell, and what that does for the pairs within it."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.quality import sets
from benchmarks.quality.figures import adjusted_rand, average_precision, b_cubed, beside, figure
from benchmarks.quality.systems import Systems
from compare.alignment import alignments, passages
from compare.model import Sentence
from compare.similarity import Encoder, Matrix, Rarity
from compare.stories import Story, stories

# So many sets of a few articles each, as a person has them: all of one story, or of some.
SMALL_SETS = 400
STORIES = (1, 1, 2, 2, 3, 4)
OF_EACH = (2, 3, 3, 4, 5, 6, 8)
FEWEST, MOST = 3, 24

Told = tuple[str, Sequence[str]]


def _as_sentences(name: str, texts: list[str]) -> list[Sentence]:
    return [Sentence(name, i, 0, len(text), text) for i, text in enumerate(texts)]


def _told(own: Mapping[str, Sequence[Sentence]], encoder: Encoder) -> tuple[Story, ...]:
    """The stories that a run tells apart."""
    rows = encoder.encode([sentence.text for row in own.values() for sentence in row])
    vectors: dict[str, Matrix] = {}
    at = 0
    for id, row in own.items():
        vectors[id] = rows[at : at + len(row)]
        at += len(row)
    return stories(own, vectors)


def grouped(data: Path, name: str, encoder: Encoder) -> dict[str, Any]:
    """The adjusted Rand index and B-cubed F1 of the stories of one set, all in one folder."""
    articles = {f"{i:04}": row for i, row in enumerate(sets.stories(data, name))}
    own = {id: _as_sentences(id, texts) for id, (_, texts) in articles.items()}
    told = _told(own, encoder)
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


def _topic(story: str) -> str:
    """What stories have in common that are easily taken for one another, in ECB+."""
    return story.split("_")[0]


def _pools(data: Path) -> dict[str, dict[str, list[Sequence[str]]]]:
    """The articles of each story, by the set that they are from."""
    pools: dict[str, dict[str, list[Sequence[str]]]] = {}
    for name in ("basil", "ecbplus"):
        pools[name] = defaultdict(list)
        for story, texts in sets.stories(data, name):
            pools[name][story].append(texts)
    events = sets.newswcl50(data).items()
    pools["newswcl50"] = {n: [s for _, s in sorted(e.sentences.items())] for n, e in events}
    return pools


def small_sets(data: Path) -> Iterator[list[Told]]:
    """Sets of FEWEST to MOST articles of one source, (story, sentences) each; every second one of
    ECB+ holds two stories of one topic."""
    dice, pools = random.Random(1), _pools(data)
    made = 0
    while made < SMALL_SETS:
        pool = pools[dice.choice(sorted(pools))]
        names = dice.sample(sorted(pool), min(dice.choice(STORIES), len(pool)))
        twins = [name for name in sorted(pool) if _topic(name) == _topic(names[0])]
        if len(names) > 1 and len(twins) == 2 and dice.random() < 0.5:
            names = sorted({*twins, *names[2:]})
        found = [
            (name, texts)
            for name in names
            for texts in dice.sample(pool[name], min(dice.choice(OF_EACH), len(pool[name])))
        ]
        if FEWEST <= len(found) <= MOST:
            made += 1
            yield found


def of_small_sets(data: Path, encoder: Encoder) -> dict[str, Any]:
    """B-cubed F1 over small sets, and how many of those that tell one story stay together."""
    scores, kept = [], []
    for told in small_sets(data):
        own = {f"{i:02}": _as_sentences(str(i), list(texts)) for i, (_, texts) in enumerate(told)}
        groups = _told(own, encoder)
        story = {id: place for place, members in enumerate(groups) for id in members}
        wanted = [name for name, _ in told]
        scores.append(b_cubed([story[id] for id in own], wanted))
        kept += [len(groups) == 1] if len(set(wanted)) == 1 else []
    return {
        "sets": len(scores),
        "b_cubed": round(sum(scores) / len(scores), 4),
        "of_one_story": len(kept),
        "kept_together": round(sum(kept) / len(kept), 4),
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
    told = _told(_dev_documents(data, rows), systems.encoder)
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
        "basil": grouped(data, "basil", systems.encoder),
        "ecbplus": grouped(data, "ecbplus", systems.encoder),
        "small_sets": of_small_sets(data, systems.encoder),
        "ecbplus_in_a_run": in_a_run(systems, data),
    }


MEASURES = {"stories": measure}
