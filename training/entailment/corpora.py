"""The training pairs: public entailment sets, and news pairs whose label follows from their source.

Only training-side files are read: nli/*_train, eval/ecbplus/pairs_train and eval/sts/stsb_train.
"""

from __future__ import annotations

import gzip
import json
import random
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from training.entailment.edits import FAMILY, Target, edited_pairs

LABELS = ("entailment", "neutral", "contradiction")
SETS = ("snli", "mnli", "lingnli", "newprotocols", "vitaminc", "infotabs", "snli_counterfactual")
# What the edited pairs, and the neutral ones of other events, are good for.
NEGATIVES = {"vitaminc_other": "negatives", "ecbplus_other": "negatives"}
FAMILIES = ("facts", "polarity", "precision", "keeping", "negatives")

ENTAILMENT: Target = (1.0, 0.0, 0.0)
NEUTRAL: Target = (0.0, 1.0, 0.0)
CONTRADICTION: Target = (0.0, 0.0, 1.0)
SURE = {"entailment": ENTAILMENT, "neutral": NEUTRAL, "contradiction": CONTRADICTION}
# What the label says of the pair with its sides exchanged: contradiction holds both ways; what
# follows from a longer sentence seldom implies it; what is left open is mostly open both ways.
EXCHANGED = {
    ENTAILMENT: (0.25, 0.73, 0.02),
    NEUTRAL: (0.10, 0.85, 0.05),
    CONTRADICTION: CONTRADICTION,
}
# Two sentences that share no event: nothing follows, and nothing is excluded.
OTHER_EVENT: Target = (0.0, 0.95, 0.05)
SAME_SCORE = 4.8
OTHER_SCORE = 1.0

# Before the kind of edit, in the name of a source.
EDIT = "edit_"
# In characters: no pair that was meant as one is longer.
MAX_CHARACTERS = 5000

SPACE_BEFORE = re.compile(r"\s+([.,;:!?%)\]}]|'s\b|n't\b|'re\b|'ve\b|'ll\b|'d\b|'m\b)")
SPACE_AFTER = re.compile(r"([(\[{$£€])\s+")


@dataclass(frozen=True, slots=True)
class Pair:
    """Premise and hypothesis, the probability wanted for each label, and where they are from."""

    premise: str
    hypothesis: str
    target: Target
    source: str


def detokenised(text: str) -> str:
    """The text as it is printed: no space before a comma or after a bracket, plain quotation marks.

    >>> detokenised("Mr. Lee , 40 , ( a baker ) did n't pay $ 5 .")
    "Mr. Lee, 40, (a baker) didn't pay $5."
    """
    text = text.replace("``", '"').replace("''", '"').replace("-LRB-", "(").replace("-RRB-", ")")
    text = SPACE_AFTER.sub(r"\1", SPACE_BEFORE.sub(r"\1", text))
    return re.sub(r"\s+", " ", text).strip()


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a JSONL file, gzipped or not."""
    data = path.read_bytes()
    text = gzip.decompress(data) if path.suffix == ".gz" else data
    yield from (json.loads(line) for line in text.decode("utf-8").splitlines())


def labelled(data: Path, name: str, part: str) -> list[Pair]:
    """The pairs of one entailment set; part is train or dev."""
    return [
        Pair(detokenised(r["premise"]), detokenised(r["hypothesis"]), SURE[r["label"]], name)
        for r in rows(data / "nli" / f"{name}_{part}.jsonl.gz")
        # One premise of mnli is a whole book by mistake.
        if len(r["premise"]) + len(r["hypothesis"]) <= MAX_CHARACTERS
    ]


def _other_revisions(data: Path, generator: random.Random) -> list[Pair]:
    """Claims of vitaminc beside another sentence of their page: its own neutral pairs are few."""
    pages: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows(data / "nli" / "vitaminc_train.jsonl.gz"):
        pages[row["page"]].append(row)
    pairs = []
    for members in pages.values():
        for row in members:
            other = generator.choice(members)
            shared = set(other["premise"].lower().split()) & set(row["premise"].lower().split())
            # Revisions of one sentence share their words and may well support the claim.
            if len(shared) < len(row["premise"].split()) / 3:
                premise, claim = detokenised(other["premise"]), detokenised(row["hypothesis"])
                pairs.append(Pair(premise, claim, OTHER_EVENT, "vitaminc_other"))
    return generator.sample(pairs, min(len(pairs), 8000))


def _news_neutral(data: Path, generator: random.Random) -> list[Pair]:
    """Sentences of one topic that report no event in common."""
    found = [
        Pair(detokenised(r["a"]), detokenised(r["b"]), OTHER_EVENT, "ecbplus_other")
        for r in rows(data / "eval" / "ecbplus" / "pairs_train.jsonl")
        if r["shared_events"] == 0
    ]
    return generator.sample(found, min(len(found), 8000))


def _similarity(data: Path) -> list[Pair]:
    """Pairs that readers found equal, and pairs that they found to have nothing in common."""
    pairs = []
    for row in rows(data / "eval" / "sts" / "stsb_train.jsonl"):
        a, b = detokenised(row["s1"]), detokenised(row["s2"])
        if row["score"] >= SAME_SCORE:
            pairs += [Pair(a, b, ENTAILMENT, "stsb"), Pair(b, a, ENTAILMENT, "stsb")]
        elif row["score"] <= OTHER_SCORE:
            pairs.append(Pair(a, b, OTHER_EVENT, "stsb"))
    return pairs


def sentences(data: Path, generator: random.Random, count: int) -> list[str]:
    """At most so many sentences of the training side to edit, those of news first."""
    sets = ("vitaminc", "mnli", "lingnli", "newprotocols")
    premises = sorted({p.premise for name in sets for p in labelled(data, name, "train")})
    news = sorted(
        {detokenised(r[s]) for r in rows(data / "eval/ecbplus/pairs_train.jsonl") for s in "ab"}
    )
    return news[:count] + generator.sample(premises, min(len(premises), max(0, count - len(news))))


def training_pairs(data: Path, seed: int, *, edits: int) -> list[Pair]:
    """Everything to learn from, in a fixed order; edits is how many sentences are edited."""
    generator = random.Random(seed)
    pairs = [pair for name in SETS for pair in labelled(data, name, "train")]
    pairs += _other_revisions(data, generator) + _news_neutral(data, generator) + _similarity(data)
    pairs += [
        Pair(a, b, target, f"{EDIT}{kind}")
        for a, b, target, kind in edited_pairs(sentences(data, generator, edits), generator)
    ]
    return pairs


def family(source: str) -> str | None:
    """Which of FAMILIES the pairs of a source are, None for people's own."""
    return NEGATIVES.get(source) or FAMILY.get(source.removeprefix(EDIT))
