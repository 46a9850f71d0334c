"""Thresholds refitted to what a person decided, with an honest account of what that gains."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import mean, stdev

from compare.errors import TooFewVerdicts
from compare.model import Finding, Relation
from compare.options import Thresholds
from compare.review.verdict import RELATION_OF, Entry, Ruling

# With fewer, chance decides where a threshold falls.
LEAST_VERDICTS = 50
LEAST_OF_EITHER = 10
FOLDS = 5
# A false alarm costs more trust than a miss: it counts as so many.
FALSE_ALARM = 2.0
# What is not interesting may be right or wrong.
_TOLD = frozenset({*RELATION_OF, Ruling.NOT_COMPARABLE, Ruling.TOOL_ERROR})
# A score, and whether it should have been a yes.
Example = tuple[float, bool]


@dataclass(frozen=True, slots=True)
class Fit:
    """One threshold refitted: on how many verdicts, how many of which say yes, and its worth.

    `before` and `after` are the misses a verdict, a false alarm counting as two, of the present
    threshold and of ones fitted to other verdicts than those they are tried on; `error` is the
    standard error of the difference. `found` is None where there is no gain beyond that error, or
    too little of either kind to fit anything, which leaves the others at None as well.
    """

    name: str
    verdicts: int
    positive: int
    present: float
    found: float | None = None
    before: float | None = None
    after: float | None = None
    error: float | None = None


@dataclass(frozen=True, slots=True)
class Calibration:
    """The thresholds as they should be, and why."""

    thresholds: Thresholds
    verdicts: int
    fits: tuple[Fit, ...]


def calibrate(
    findings: Iterable[Finding], entries: Mapping[str, Entry], present: Thresholds
) -> Calibration:
    """Refit the thresholds to the verdicts, by finding id, on the findings.

    A threshold moves only where cross-validation shows a gain. What a report leaves out
    nobody has judged, so `related` can only rise, and `candidate` stays. Raises TooFewVerdicts.
    """
    judged = [(f, entries[f.id].ruling) for f in findings if f.id in entries]
    useful = [(f, ruling) for f, ruling in judged if ruling in _TOLD]
    if len(useful) < LEAST_VERDICTS:
        raise TooFewVerdicts(
            f"there are verdicts to learn from on {len(useful)} findings; it takes "
            f"{LEAST_VERDICTS}, or chance would decide"
        )
    contradict = [
        (_contradict(f), ruling is Ruling.CONTRADICTION)
        for f, ruling in useful
        if _tells_of_contradiction(f, ruling)
    ]
    related = [
        (_related(f), ruling in RELATION_OF)
        for f, ruling in useful
        if ruling is not Ruling.TOOL_ERROR
    ]
    fits = (
        _fit("contradict", contradict, present.contradict),
        _fit("related", related, present.related),
    )
    moved = {fit.name: fit.found for fit in fits if fit.found is not None}
    thresholds = Thresholds(
        contradict=moved.get("contradict", present.contradict),
        related=moved.get("related", present.related),
        candidate=present.candidate,
    )
    return Calibration(thresholds, len(useful), fits)


def _related(finding: Finding) -> float:
    return 1.0 - finding.scores.get(Relation.UNRELATED, 0.0)


def _contradict(finding: Finding) -> float:
    """The probability of a contradiction, given that both report the same thing."""
    return finding.scores.get(Relation.CONTRADICT, 0.0) / max(_related(finding), 1e-9)


def _tells_of_contradiction(finding: Finding, ruling: Ruling | None) -> bool:
    """An error of the tool tells only what the passages are not: what the tool took them for."""
    return ruling is not Ruling.TOOL_ERROR or finding.relation is Relation.CONTRADICT


def _fit(name: str, examples: Sequence[Example], present: float) -> Fit:
    positive = sum(yes for _, yes in examples)
    fit = Fit(name, len(examples), positive, present)
    if min(positive, len(examples) - positive) < LEAST_OF_EITHER:
        return fit
    losses = _cross_validated(examples, present)
    before, after = (mean(column) for column in zip(*losses, strict=True))
    error = stdev(a - b for a, b in losses) / len(losses) ** 0.5
    found = _best(examples, present) if before - after > error else None
    return replace(fit, found=found, before=before, after=after, error=error)


def _cross_validated(examples: Sequence[Example], present: float) -> list[tuple[float, float]]:
    """What each example costs by the present threshold, and by one fitted without its fold."""
    # Dealt out in order of the score and by answer, so that every fold has its share of both.
    ordered = sorted(examples, key=lambda example: (example[1], example[0]))
    losses = []
    for at in range(FOLDS):
        rest = [one for place, one in enumerate(ordered) if place % FOLDS != at]
        threshold = _best(rest, present)
        losses += [(_loss(one, present), _loss(one, threshold)) for one in ordered[at::FOLDS]]
    return losses


def _best(examples: Sequence[Example], present: float) -> float:
    """The threshold that costs least, and of such the one nearest to the present one."""
    scores = sorted({score for score, _ in examples})
    between = [round((low + high) / 2, 3) for low, high in pairwise(scores)]
    return min(
        [present, *between],
        key=lambda at: (sum(_loss(one, at) for one in examples), abs(at - present)),
    )


def _loss(example: Example, threshold: float) -> float:
    score, yes = example
    said = score >= threshold
    return 0.0 if said == yes else FALSE_ALARM if said else 1.0
