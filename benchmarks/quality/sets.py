"""The dev sets as rows of one shape, and samples of them drawn by a hash of the id."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

NEWS_SETS = ("STS12", "STS13", "STS14")
# What the README of the data calls a hit where this edit stands alone: a detail of one side.
ADDED = ("hallucinated_fact_insertion",)


@dataclass(frozen=True, slots=True)
class Row:
    """A pair with what is known of it; `gold` is a label or a score, as the set's metric wants.

    `group` is the source that rows share (a document, a topic, a claim, a question), `kinds` are
    finer labels that some figures are split by.
    """

    id: str
    a: str
    b: str
    gold: float
    group: str = ""
    kinds: tuple[str, ...] = ()


def records(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a JSONL file, gzipped or not."""
    data = path.read_bytes()
    text = gzip.decompress(data) if path.suffix == ".gz" else data
    yield from (json.loads(line) for line in text.decode("utf-8").splitlines())


def drawn(rows: Sequence[Row], size: int | None) -> list[Row]:
    """The rows whose ids have the smallest hashes, in the order of the set; all without a size.

    A sample that stays the same when a set is sorted anew.
    """
    if size is None or size >= len(rows):
        return list(rows)
    hashes = {row.id: hashlib.sha256(row.id.encode()).hexdigest() for row in rows}
    chosen = set(sorted(hashes, key=lambda id: hashes[id])[:size])
    return [row for row in rows if row.id in chosen]


def ecbplus(data: Path) -> list[Row]:
    """Gold: the number of shared events."""
    return [
        Row(f"{r['a_id']} {r['b_id']}", r["a"], r["b"], r["shared_events"], r["a_id"].split("_")[0])
        for r in records(data / "eval/ecbplus/pairs_dev.jsonl")
    ]


def sts_news(data: Path) -> list[Row]:
    """Gold: similarity from 0 to 5; the kind is the set that a row is from."""
    rows = enumerate(records(data / "eval/sts/news_2012_2014.jsonl"))
    return [
        Row(f"sts {i}", r["s1"], r["s2"], r["score"], kinds=(r["set"],))
        for i, r in rows
        if r["set"].startswith(NEWS_SETS)
    ]


def mrpc(data: Path) -> list[Row]:
    """Gold: 1 for a paraphrase."""
    return [
        Row(f"{r['id1']} {r['id2']}", r["s1"], r["s2"], r["label"])
        for r in records(data / "eval/mrpc/train.jsonl")
    ]


def claimdiff(data: Path) -> list[Row]:
    """Gold: 1 where one claim strengthens or weakens the other."""
    return [
        Row(r["pair_id"], r["claim_a"], r["claim_b"], r["strengthen"] or r["weaken"], r["topic"])
        for r in records(data / "eval/claimdiff/train.jsonl")
    ]


def summedits(data: Path) -> list[Row]:
    """Gold: 1 where the second text was edited to say something else; kinds are the edits."""
    found = enumerate(records(data / "eval/summedits/pairs.jsonl"))
    return [
        Row(
            f"{r['id']} {i}", r["s1"], r["s2"], 1 - r["consistent"], r["s1"], tuple(r["edit_types"])
        )
        for i, r in found
    ]


def rte3(data: Path) -> list[Row]:
    """Gold: 1 for a contradiction."""
    return [
        Row(r["id"], r["premise"], r["hypothesis"], r["label3"] == "contradiction", r["id"])
        for r in records(data / "eval/rte3/dev.jsonl")
    ]


def emergent(data: Path) -> list[Row]:
    """Gold: 1 where the headline is against the claim."""
    return [
        Row(r["id"], r["claim"], r["article_headline"], r["stance"] == "against", r["claimId"])
        for r in records(data / "eval/emergent/pairs.jsonl")
    ]


def vitaminc(data: Path) -> list[Row]:
    """Gold: 1 where the evidence refutes the claim; the group is the page."""
    found = enumerate(records(data / "nli/vitaminc_dev.jsonl.gz"))
    return [
        Row(
            f"vitaminc {i}", r["premise"], r["hypothesis"], r["label"] == "contradiction", r["page"]
        )
        for i, r in found
    ]


def nanco(data: Path) -> list[Row]:
    """Gold: 1 where both outlets give the same answer; the group is the question."""
    found = enumerate(records(data / "eval/nanco/val.jsonl"))
    return [
        Row(f"nanco {i}", r["answer1"], r["answer2"], r["label"], r["question"]) for i, r in found
    ]


@dataclass(frozen=True, slots=True)
class Event:
    """The articles on one event of NewsWCL50: sentences by document, and the aligned places.

    `gold` are pairs of (document, index) that share an event and at least two entities, `broad`
    those that share an event and fewer entities.
    """

    sentences: dict[str, list[str]]
    gold: frozenset[frozenset[tuple[str, int]]]
    broad: frozenset[frozenset[tuple[str, int]]]


def _repaired(text: str) -> str:
    return " ".join(text.replace("\\n", " ").split())


def newswcl50(data: Path) -> dict[str, Event]:
    """The five events by name; the literal line breaks in the text are repaired."""
    folder = data / "eval/newswcl50"
    documents = {
        r["doc"]: [_repaired(s["text"]) for s in sorted(r["sentences"], key=lambda s: s["sent"])]
        for r in records(folder / "docs.jsonl")
    }
    gold: dict[str, dict[bool, set[frozenset[tuple[str, int]]]]] = {}
    for r in records(folder / "aligned.jsonl"):
        (one, i), (other, j) = (r[side].rsplit(":", 1) for side in ("a", "b"))
        sure = r["shared_entities"] >= 2
        event = gold.setdefault(one.split("/")[0], {True: set(), False: set()})
        event[sure].add(frozenset({(one, int(i)), (other, int(j))}))
    return {
        name: Event(
            {d: s for d, s in documents.items() if d.split("/")[0] == name},
            frozenset(sides[True]),
            frozenset(sides[False]),
        )
        for name, sides in gold.items()
    }


def stories(data: Path, name: str) -> list[tuple[str, list[str]]]:
    """Articles of basil or ecbplus: the story each tells, and its sentences."""
    if name == "basil":
        return [
            (str(r["event_cluster"]), r["sentences"])
            for r in records(data / "eval/basil/articles.jsonl")
        ]
    return [(r["event_cluster"], r["sentences"]) for r in records(data / "eval/ecbplus/docs.jsonl")]
