"""Sentence pairs that tell whether two sentences report the same thing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from training.entailment.corpora import rows

# Pairs of two stories are easy, and most of the pairs that a run meets are not among them.
OTHER_STORY_WEIGHT = 0.25
SAME_SCORE = 3.0


@dataclass(frozen=True)
class Example:
    """Two sentences, whether they report the same thing, and whether articles of one story say
    them; `score` is their similarity where readers gave one."""

    a: str
    b: str
    same: bool
    weight: float = 1.0
    one_story: bool = False
    score: float = 0.0


def events(data: Path) -> list[Example]:
    """Sentence pairs of ECB+; a single shared event is often no more than that somebody spoke."""
    found = []
    for r in rows(data / "eval/ecbplus/pairs_train.jsonl"):
        one_story = bool(r["same_event_cluster"])
        shared, entities = r["shared_events"], r["shared_entities"]
        found.append(
            Example(
                a=r["a"],
                b=r["b"],
                same=shared >= 2 or (shared == 1 and entities >= 2),
                weight=1.0 if one_story else OTHER_STORY_WEIGHT,
                one_story=one_story,
            )
        )
    return found


def _letters(text: str) -> str:
    return re.sub(r"\W+", "", text).lower()


def _scored(data: Path) -> set[str]:
    """The sentences of the sets that are scored, letters only."""
    paths = ("eval/sts/news_2012_2014.jsonl", "eval/mrpc/train.jsonl")
    return {_letters(r[side]) for path in paths for r in rows(data / path) for side in ("s1", "s2")}


def similar(data: Path) -> list[Example]:
    """Pairs of STS-B whose sentences are in no set that is scored."""
    scored = _scored(data)
    return [
        Example(r["s1"], r["s2"], r["score"] >= SAME_SCORE, score=r["score"])
        for r in rows(data / "eval/sts/stsb_train.jsonl")
        if r["genre"] != "main-captions" and not scored & {_letters(r["s1"]), _letters(r["s2"])}
    ]
