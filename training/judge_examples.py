"""Pairs of passages that the judge's models are fitted on, with where they are from."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz

from compare.sentences import split
from compare.similarity import Rarity
from training.entailment.corpora import rows
from training.held_out import fold

CONTRADICTION_SETS = {
    "vitaminc": 2500,
    "mnli": 800,
    "lingnli": 800,
    "newprotocols": 800,
    "infotabs": 300,
    "snli": 300,
}
NEWS_NEGATIVES = 1500
# News is what the tool reads, and in it contradictions are rare.
NEWS_WEIGHT = 3.0
# Articles that are compared tell of one story: pairs from different ones count less.
OTHER_STORY_WEIGHT = 0.25
# What makes two sentences report the same thing is learned of news; of statements set side by side
# only how much more often they do.
GIVEN_WEIGHT = 0.1
ADDED = ["hallucinated_fact_insertion"]


@dataclass(frozen=True)
class Example:
    """A pair, 1 or 0, and how much it counts; `specific` as in compare.model.Likeness.

    `group` is the source that examples share where they are from a set that is scored as well;
    `given` as in compare.model.Likeness.
    """

    a: str
    b: str
    label: int
    weight: float = 1.0
    specific: float | None = None
    group: str | None = None
    news: bool = False
    given: bool = False


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
    documents = list(rows(data / "eval/ecbplus/docs.jsonl"))
    for document in documents:
        stories[document["event_cluster"]].append(document)
    return {d["doc_id"]: stories[d["event_cluster"]] for d in documents}


def same_thing(data: Path) -> list[Example]:
    """ECB+ sentence pairs, 1 where they report the same thing; words are rare or common among
    the sentences of the stories that the two come from, as in a run on these."""
    stories = _stories(data)
    rarities: dict[str, Rarity] = {}
    found = []
    for r in rows(data / "eval/ecbplus/pairs_train.jsonl"):
        told = [stories[r[side].rpartition(":")[0]] for side in ("a_id", "b_id")]
        around = told[0] if r["same_event_cluster"] else [*told[0], *told[1]]
        key = " ".join(sorted({document["event_cluster"] for document in around}))
        if key not in rarities:
            rarities[key] = Rarity([s for document in around for s in document["sentences"]])
        weight = 1.0 if r["same_event_cluster"] else OTHER_STORY_WEIGHT
        specific = rarities[key].shared(r["a"], r["b"])
        found.append(Example(r["a"], r["b"], int(_same(r)), weight, specific))
    return _sample(found)


def _labelled(data: Path, positive: Collection[str]) -> Iterator[Example]:
    """Pairs of the entailment sets' dev parts (an entailment model has learned the train parts),
    1 where they have one of the labels."""
    for name, size in CONTRADICTION_SETS.items():
        labels = {
            Example(
                r["premise"],
                r["hypothesis"],
                int(r["label"] == "contradiction"),
                group=r.get("page"),
            ): r["label"]
            for r in rows(data / f"nli/{name}_dev.jsonl.gz")
        }
        for e in _sample(labels, size):
            yield replace(e, label=int(labels[e] in positive))


def alone(data: Path) -> list[Example]:
    """The pairs of same_thing, and statements that somebody set side by side, 1 where one follows
    from the other or excludes it, as only what is said of one thing can."""
    given = _labelled(data, ("entailment", "contradiction"))
    return [*same_thing(data), *(replace(e, weight=GIVEN_WEIGHT, given=True) for e in given)]


def _texts(passage: str) -> list[str]:
    return [sentence.text for sentence in split("", passage, "en")] or [passage]


def _nearest(text: str, others: Sequence[str]) -> str:
    return max(others, key=lambda other: fuzz.ratio(text, other))


def _edited(data: Path) -> Iterator[Example]:
    """Sentences of SummEdits beside their edited form. Where several differ in a passage that was
    edited to say something else, nothing tells which of them does: it is left out."""
    for r in rows(data / "eval/summedits/pairs.jsonl"):
        before = _texts(r["s1"])
        changed = [s for s in _texts(r["s2"]) if s not in before]
        if not r["consistent"] and len(changed) > 1:
            continue
        # What only adds a fact excludes nothing.
        excluded = not r["consistent"] and r["edit_types"] != ADDED
        for text in changed:
            yield Example(_nearest(text, before), text, int(excluded), group=r["s1"])


def _claims(data: Path) -> Iterator[Example]:
    """Emergent's claims beside headlines, and pairs of RTE-3."""
    for r in rows(data / "eval/emergent/pairs.jsonl"):
        against = int(r["stance"] == "against")
        yield Example(r["claim"], r["article_headline"], against, group=r["claimId"])
    for r in rows(data / "eval/rte3/dev.jsonl"):
        label = int(r["label3"] == "contradiction")
        yield Example(r["premise"], r["hypothesis"], label, group=r["id"])


def contradictions(data: Path) -> list[Example]:
    """Pairs that somebody set side by side, 1 where they exclude each other, and news sentences on
    one thing, which exclude each other next to never."""
    news = [e for e in same_thing(data) if e.label][:NEWS_NEGATIVES]
    return [
        *_labelled(data, ("contradiction",)),
        *_sample(_edited(data)),
        *_sample(_claims(data)),
        *(Example(e.a, e.b, 0, NEWS_WEIGHT, news=True) for e in news),
    ]


def agreements(data: Path) -> list[Example]:
    """News pairs of STS-B about one thing, 1 where they are equivalent."""
    found = rows(data / "eval/sts/stsb_train.jsonl")
    return _sample(
        Example(r["s1"], r["s2"], int(r["score"] >= 4.0))
        for r in found
        if r["score"] >= 2.0 and r["genre"] != "main-captions"
    )


def unseen(examples: Sequence[Example], part: int | None) -> list[bool]:
    """Which examples may be learned from by a model that scores one part of the scored sets; all
    may where there is none (None)."""
    return [part is None or e.group is None or fold(e.group) != part for e in examples]
