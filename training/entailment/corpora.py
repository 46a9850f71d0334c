"""The training pairs: public entailment sets, and news pairs whose label follows from their source.

Only training-side files are read: nli/*_train, eval/ecbplus/pairs_train and eval/sts/stsb_train.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from training.entailment.edits import FAMILY, Target

LABELS = ("entailment", "neutral", "contradiction")
SETS = ("snli", "mnli", "lingnli", "newprotocols", "vitaminc", "infotabs", "snli_counterfactual")
# What the pairs that people did not label are good for, but for the edits.
MADE = {
    **dict.fromkeys(("vitaminc_other", "ecbplus_other", "one_name"), "negatives"),
    **dict.fromkeys(("vitaminc_around", "edit_around"), "surroundings"),
}
FAMILIES = ("facts", "polarity", "precision", "keeping", "negatives", "surroundings")

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


def family(source: str) -> str | None:
    """Which of FAMILIES the pairs of a source are, None for people's own."""
    return MADE.get(source) or FAMILY.get(source.removeprefix(EDIT))
