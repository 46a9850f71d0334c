"""Pairs of sentences that may look alike and have no event in common: nothing follows from them."""

from __future__ import annotations

import random
import re
from collections import defaultdict
from pathlib import Path
from typing import Any

from training.entailment.corpora import OTHER_EVENT, Pair, detokenised, labelled, rows
from training.entailment.edits.common import NAME

OF_EACH_KIND, OF_ONE_NAME = 8000, 24000
# Sets whose premises are printed sentences, many of which speak of people and places by name.
NAMING = ("vitaminc", "newprotocols", "lingnli", "mnli")
# A name that more premises than this have says little of what they are about.
COMMON_NAME = 40
WORD = re.compile(r"\w+")


def other_revisions(data: Path, generator: random.Random) -> list[Pair]:
    """Claims of vitaminc beside another sentence of their page: its own neutral pairs are few."""
    pages: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows(data / "nli" / "vitaminc_train.jsonl.gz"):
        pages[row["page"]].append(row)
    pairs = []
    for members in pages.values():
        for row in members:
            other = generator.choice(members)
            if not much_shared(other["premise"], row["premise"]):
                premise, claim = detokenised(other["premise"]), detokenised(row["hypothesis"])
                pairs.append(Pair(premise, claim, OTHER_EVENT, "vitaminc_other"))
    return generator.sample(pairs, min(len(pairs), OF_EACH_KIND))


def much_shared(a: str, b: str) -> bool:
    """Whether two sentences may be revisions of one: they have a third of b's words in common."""
    shared = set(a.lower().split()) & set(b.lower().split())
    return len(shared) >= len(b.split()) / 3


def news_neutral(data: Path, generator: random.Random) -> list[Pair]:
    """Sentences of one topic that report no event in common."""
    found = [
        Pair(detokenised(r["a"]), detokenised(r["b"]), OTHER_EVENT, "ecbplus_other")
        for r in rows(data / "eval" / "ecbplus" / "pairs_train.jsonl")
        if r["shared_events"] == 0
    ]
    return generator.sample(found, min(len(found), OF_EACH_KIND))


def of_one_name(data: Path, generator: random.Random) -> list[Pair]:
    """Claims beside a sentence on another matter that mentions a name of theirs."""
    given = [pair for name in NAMING for pair in labelled(data, name, "train")]
    mentioning: dict[str, set[str]] = defaultdict(set)
    for premise in {pair.premise for pair in given}:
        for match in NAME.finditer(premise):
            mentioning[match.group()].add(premise)
    found = set()
    for pair in given:
        names = {match.group() for match in NAME.finditer(pair.hypothesis)}
        about = [premise for name in names for premise in _few(mentioning.get(name, set()))]
        for premise in generator.sample(sorted(about), min(2, len(about))):
            if not (_tells(premise, pair.hypothesis) or much_shared(premise, pair.premise)):
                found.add(Pair(premise, pair.hypothesis, OTHER_EVENT, "one_name"))
    pairs = sorted(found, key=lambda x: (x.premise, x.hypothesis))
    return generator.sample(pairs, min(len(pairs), OF_ONE_NAME))


def _few(premises: set[str]) -> set[str]:
    return premises if len(premises) <= COMMON_NAME else set()


def _tells(premise: str, claim: str) -> bool:
    """Whether a premise has most of a claim's words: it may well speak of the same."""
    said, claimed = ({*WORD.findall(text.lower())} for text in (premise, claim))
    return len(said & claimed) > len(claimed) / 2
