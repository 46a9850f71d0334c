"""Edits that say less or more than the sentence does, or pass it on: one way nothing follows."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence

from training.entailment.edits.texts import ADVERBIAL, DAY, Edit, one, replaced, table

HEDGED = re.compile(r"\b(was|were|is|are|has|have|had)\b(?! (?:not|no|never|been|a|an|the)\b)")
COUNT = re.compile(
    r"(?<![\w.,$£€-])\d{1,3}(?:,\d{3})+(?![\w.,-]*\d)|(?<![\w.,$£€-])[1-9]\d{2}(?= [a-z])"
)
HEDGES = [row[0] for row in table("hedges")]
SPEAKERS = [row[0] for row in table("speakers")]


def _hedged(text: str, generator: random.Random) -> str | None:
    match = HEDGED.search(text)
    return match and replaced(text, match, f"{match.group()} {generator.choice(HEDGES)}")


def _attributed(text: str, generator: random.Random) -> str | None:
    if not text.endswith(".") or '"' in text or len(text.split()) < 5:
        return None
    speaker = generator.choice(SPEAKERS)
    behind = generator.choice([f", {speaker} said.", f", according to {speaker}."])
    return text[:-1] + behind


def _coarser_date(text: str, generator: random.Random) -> str | None:
    """The day left out: "on 12 March 2014" becomes "in March 2014"."""
    match = one(DAY, text, generator)
    if match is None or not text[: match.start()].endswith(" on "):
        return None
    month, year = match.group("month") or match.group("first"), match.group("year") or ""
    coarse = f"in {month} {year.lstrip(', ')}".rstrip()
    return text[: match.start() - len("on ")] + coarse + text[match.end() :]


def _rounded(text: str, generator: random.Random) -> str | None:
    """The count as "more than" or "about" a round one."""
    match = one(COUNT, text, generator)
    if match is None:
        return None
    value = int(match.group().replace(",", ""))
    unit = 10 ** (len(str(value)) - 2)
    less = value // unit * unit
    if less == value or text[: match.start()].endswith(("than ", "about ", "least ", "over ")):
        return None
    written = f"{less:,}" if "," in match.group() else str(less)
    return replaced(text, match, f"{generator.choice(['more than', 'over', 'at least'])} {written}")


def without_adverbial(text: str, generator: random.Random) -> str | None:
    """The sentence without its last adverbial."""
    shorter = ADVERBIAL.sub("", text)
    return shorter if shorter != text and len(shorter.split()) >= 5 else None


def borrowing(sentences: Sequence[str]) -> Edit:
    """The edit that ends a sentence with the last adverbial of another one."""
    found = [ADVERBIAL.search(sentence) for sentence in sentences]
    adverbials = sorted({match.group() for match in found if match})

    def edit(text: str, generator: random.Random) -> str | None:
        if not text.endswith(".") or ADVERBIAL.search(text) or not adverbials:
            return None
        return text[:-1] + generator.choice(adverbials) + "."

    return edit


# The edited sentence follows from the other, which says more.
COARSER: dict[str, Edit] = {
    "coarser_date": _coarser_date,
    "rounded": _rounded,
    "shorter": without_adverbial,
}
# What is passed on, or said with care, need not be so; the plain one is mostly no less than that.
PASSED_ON: dict[str, Edit] = {"hedged": _hedged, "attributed": _attributed}
