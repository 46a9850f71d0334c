"""From features to calibrated scores, and from scores to an additive account of them.

Logistic models are chained: do the two passages report the same thing; if so, do they exclude
each other; if not, do they say the same. The first question is put to one model within a run,
where it is known which words are rare, and to another for passages that stand alone; the second to
one where typed facts conflict, and to others where only the whole statements can tell: of two
sentences that a run finds side by side far fewer exclude each other than of two that somebody
sets side by side. The weights are fitted by training/fit_judge.py.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from itertools import pairwise
from math import exp, log

from compare.judgement.features import CONFLICTS, FACTOR_OF
from compare.model import Factor, Relation

# Scores have three places and never reach 0 or 1: nothing here is certain.
STEP = 1000
# The factors of the shifts, in the order in which they are considered.
RULES = (
    "both sentences read together",
    "published at different times",
    "nothing that excludes the other",
    "what differs",
)
STAGES = ("in_run", "alone", "conflict", "statement_in_run", "statement_alone", "agree")
NEVER = 1e-9
# A factor that moves the logit by less than this is not worth a reader's while.
TOO_SMALL = 0.05


@dataclass(frozen=True)
class Logistic:
    """A logistic model: `base` is its logit where every feature has its mean."""

    base: float
    weights: Mapping[str, float]
    means: Mapping[str, float]

    def logit(self, values: Mapping[str, float], factors: Collection[str] | None = None) -> float:
        """The logit with the features of the named factors; the others stay at their means."""
        return self.base + sum(
            weight * (values[name] - self.means[name])
            for name, weight in self.weights.items()
            if factors is None or FACTOR_OF[name] in factors
        )


def is_in_run(values: Mapping[str, float]) -> bool:
    """Whether a pair was found in a run, where it is known which words are rare."""
    return "specific" in values


@dataclass(frozen=True)
class Judge:
    """The chained models: same thing, in a run or alone; exclude each other, by facts or by
    statement, in a run or alone; say the same."""

    in_run: Logistic
    alone: Logistic
    conflict: Logistic
    statement_in_run: Logistic
    statement_alone: Logistic
    agree: Logistic

    @property
    def factors(self) -> list[str]:
        """The names of all factors that any of the models uses, each once, in a fixed order."""
        models: list[Logistic] = [getattr(self, stage) for stage in STAGES]
        used = {name for model in models for name in model.weights}.union(CONFLICTS)
        return list(dict.fromkeys(FACTOR_OF[name] for name in FACTOR_OF if name in used))

    def same(self, values: Mapping[str, float], factors: Collection[str] | None = None) -> float:
        """The logit of reporting the same thing."""
        return (self.in_run if is_in_run(values) else self.alone).logit(values, factors)

    def contradict(
        self, values: Mapping[str, float], factors: Collection[str] | None = None
    ) -> float:
        """The logit of excluding each other, given that both report the same thing."""
        conflicting = any(
            values[name] and (factors is None or FACTOR_OF[name] in factors) for name in CONFLICTS
        )
        statement = self.statement_in_run if is_in_run(values) else self.statement_alone
        return (self.conflict if conflicting else statement).logit(values, factors)


def sigmoid(x: float) -> float:
    return 1.0 / (1.0 + exp(-x)) if x >= 0 else exp(x) / (1.0 + exp(x))


def _logit(p: float) -> float:
    p = min(max(p, NEVER), 1.0 - NEVER)
    return log(p / (1.0 - p))


Judges = Mapping[bool, Judge]


def judges(text: str) -> Judges:
    """The fitted models in a text of JSON: for runs with an entailment model, and without."""
    fitted = json.loads(text)
    return {
        with_entailment: Judge(**{name: Logistic(**fitted[mode][name]) for name in STAGES})
        for with_entailment, mode in ((True, "with_entailment"), (False, "facts_alone"))
    }


@cache
def _shipped() -> Judges:
    return judges(files(__package__).joinpath("weights.json").read_text(encoding="utf-8"))


_others: ContextVar[Judges | None] = ContextVar("others", default=None)


@contextmanager
def judging_by(others: Judges) -> Iterator[None]:
    """Let other models than the shipped ones judge, as cross-fitting needs."""
    token = _others.set(others)
    try:
        yield
    finally:
        _others.reset(token)


def judge(with_entailment: bool) -> Judge:
    """The fitted models, for runs with an entailment model or without."""
    return (_others.get() or _shipped())[with_entailment]


@dataclass(frozen=True, slots=True)
class Shifts:
    """What is added to the logits, beyond what was fitted: to that of one thing what a reader of
    both says; by rules, to that of contradiction where time may explain a difference, and where the
    two share no act that could be compared; to that of agreement where something differs."""

    together: float = 0.0
    changed: float = 0.0
    incomparable: float = 0.0
    differing: float = 0.0


NO_SHIFTS = Shifts()


def same_thing(values: Mapping[str, float]) -> float:
    """The probability that two passages report the same thing, which no entailment model bears
    on."""
    return sigmoid(judge("contradiction_most" in values).same(values))


def agreeing(values: Mapping[str, float]) -> float:
    """The probability that two passages on one thing say the same, entailment aside."""
    return sigmoid(judge(False).agree.logit(values))


def scores(
    values: Mapping[str, float],
    shifts: Shifts = NO_SHIFTS,
    factors: Collection[str] | None = None,
) -> dict[Relation, float]:
    """Probabilities of the four relations, summing to 1; with `factors`, only those count."""
    models = judge("contradiction_most" in values)
    same = sigmoid(models.same(values, factors) + shifts.together)
    contradict = sigmoid(models.contradict(values, factors) + shifts.changed + shifts.incomparable)
    agree = sigmoid(models.agree.logit(values, factors) + shifts.differing)
    return {
        Relation.AGREE: same * (1 - contradict) * agree,
        Relation.DIVERGE: same * (1 - contradict) * (1 - agree),
        Relation.CONTRADICT: same * contradict,
        Relation.UNRELATED: 1 - same,
    }


def rounded(exact: Mapping[Relation, float]) -> dict[Relation, float]:
    """The scores to three places, each at least 0.001, summing to exactly 1."""
    steps = {k: max(1, int(v * STEP)) for k, v in exact.items()}
    rest = STEP - sum(steps.values())
    # The remainder goes where it distorts least: to the largest.
    largest = max(exact, key=lambda k: (exact[k], k))
    steps[largest] += rest
    return {k: v / STEP for k, v in steps.items()}


def account(
    values: Mapping[str, float], relation: Relation, shifts: Shifts, confidence: float
) -> tuple[Factor, ...]:
    """What each factor adds to the logit of the relation's score, considered one after another.

    The parts and the base term, which carries what is too small to show and the rounding, sum to
    logit(confidence).
    """
    names = judge("contradiction_most" in values).factors
    steps = [scores(values, factors=names[:n])[relation] for n in range(len(names) + 1)]
    for considered in (
        Shifts(together=shifts.together),
        replace(shifts, incomparable=0.0, differing=0.0),
        replace(shifts, differing=0.0),
        shifts,
    ):
        steps.append(scores(values, considered)[relation])
    logits = [_logit(step) for step in steps]
    parts = [
        Factor(name, round(after - before, 3))
        for name, (before, after) in zip([*names, *RULES], pairwise(logits), strict=True)
        if abs(after - before) >= TOO_SMALL
    ]
    base = round(_logit(confidence) - sum(p.logit for p in parts), 4)
    return (Factor("base", base), *parts)
