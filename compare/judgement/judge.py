"""One pair of passages judged: the relation, the reasons, the words, and how sure we are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from compare.facts.quotes import MIN_WORDS
from compare.judgement import evidence
from compare.judgement.acts import acts_in_common
from compare.judgement.comparability import may_exclude
from compare.judgement.comparison import compare_passages
from compare.judgement.entailment import Entailment, EntailmentModel
from compare.judgement.features import KINDS, OF_WORDS, features, with_entailment
from compare.judgement.found_alike import plainly_of_one_act
from compare.judgement.fusion import (
    STEP,
    Shifts,
    account,
    agreeing,
    is_in_run,
    rounded,
    same_thing,
    scores,
)
from compare.judgement.measures import (
    APART,
    CONFLICT,
    FINER,
    SAME,
    measured,
    one_sided,
    unmatched,
)
from compare.judgement.passage import Passage as Passage
from compare.judgement.periods import of_two_times
from compare.judgement.points import Comparisons, Obstacle
from compare.judgement.sides import others_act
from compare.judgement.timing import may_have_changed
from compare.model import AttributionValue, Factor, Facts, Likeness, Relation, Span
from compare.options import Thresholds

# What a rule adds to the logit of a relation that it leaves next to no room for.
RULED_OUT = -15.0
NEAR_VERBATIM = 0.9
# Contents of quotations at least this alike are one utterance in two wordings.
SAME_QUOTE = 0.6
# Where it is less likely than this that two passages say the same, no entailment model can make it
# likely.
MAY_AGREE = 0.1
# What opens a clause that somebody tells.
THAT = "that"
# One sentence holds so much more than the other that it adds something.
ADDS = 1.5


@dataclass(frozen=True, slots=True)
class Case:
    """A pair under judgement: what typed facts say of it, whether time may explain it, and its
    features, which no entailment model has been asked for yet."""

    a: Passage
    b: Passage
    likeness: Likeness
    comparisons: Comparisons
    changed: bool
    values: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Judgement:
    """The relation of two passages, and all that supports it, worked out where it is asked for:
    of the pairs that are judged few are shown."""

    case: Case
    values: Mapping[str, float]
    shifts: Shifts
    relation: Relation
    scores: Mapping[Relation, float]

    @property
    def confidence(self) -> float:
        """The score of the relation."""
        return self.scores[self.relation]

    @property
    def reasons(self) -> tuple[str, ...]:
        """What the relation rests on, in the vocabulary of the report."""
        return _reasons(self.case, self.relation)

    @property
    def factors(self) -> tuple[Factor, ...]:
        """Parts that sum, with a base term, to the logit of the confidence."""
        return account(self.values, self.relation, self.shifts, self.confidence)

    @property
    def evidence(self) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
        """The words that show it, as spans for each side."""
        return _evidence(self.case, self.relation)

    @property
    def obstacle(self) -> Obstacle | None:
        """Why the two do not contradict each other, None where they do."""
        return _obstacle(self.case, self.relation)


def _relation(given: Mapping[Relation, float], thresholds: Thresholds) -> Relation:
    related = 1.0 - given[Relation.UNRELATED]
    if related < thresholds.related:
        return Relation.UNRELATED
    if given[Relation.CONTRADICT] >= thresholds.contradict * related:
        return Relation.CONTRADICT
    return max((Relation.DIVERGE, Relation.AGREE), key=lambda r: given[r])


def _quoted(facts: Facts) -> tuple[Span, ...]:
    return tuple(
        span
        for fact in facts.of_kind("attribution")
        if isinstance(fact.value, AttributionValue) and fact.value.direct
        for span in fact.value.content
    )


def _same_quote(case: Case) -> bool:
    """Whether both passages quote, in nearly the same words: one utterance, or its translations."""
    both = _quoted(case.a.facts), _quoted(case.b.facts)
    return all(both) and case.likeness.lexical >= SAME_QUOTE


def _attributed(passage: Passage) -> bool:
    """Whether a passage says who tells most of it: to refuse a thing, or to be found guilty, is not
    to tell it, but to find that it is so is."""
    no_telling = {clause.predicate for clause in passage.facts.clauses if not clause.reporting}
    values = [
        fact.value
        for fact in passage.facts.of_kind("attribution")
        if isinstance(fact.value, AttributionValue)
        and (fact.predicate not in no_telling or fact.text.lower().startswith(f"{THAT} "))
    ]
    told = _length(span for value in values for span in value.content)
    telling = _length(span for value in values for span in (value.cue, value.source) if span)
    return 2 * told > len(passage.sentence.text) - telling


def _length(spans: Iterable[Span]) -> int:
    return sum(end - start for start, end in spans)


def _reserved(facts: Facts) -> bool:
    """Whether anything is told with a reserve; a denial is none."""
    return any(c.modality in {"hedged", "alleged"} for c in facts.clauses)


def _adds(case: Case) -> bool:
    lengths = sorted(len(p.sentence.text.split()) for p in (case.a, case.b))
    if lengths[1] > ADDS * max(lengths[0], MIN_WORDS):
        return True
    return len(measured(case.a.facts)) != len(measured(case.b.facts))


def _is_later(case: Case) -> bool:
    """Whether the two differ, and the time between the two reports may be why."""
    if case.changed and case.comparisons.conflicts():
        return True
    return any(c.why is Obstacle.OTHER_TIME for c in case.comparisons.found)


def _obstacle(case: Case, relation: Relation) -> Obstacle | None:
    """Why two passages do not contradict each other, the most telling reason first."""
    found = case.comparisons.found
    if relation is Relation.CONTRADICT:
        return None
    if case.changed and case.comparisons.conflicts():
        return Obstacle.CHANGED_OVER_TIME
    given = {c.why for c in found if c.why}
    apart = next((why for why in Obstacle if why in given), None)
    if apart or relation is Relation.UNRELATED:
        return apart or Obstacle.NOT_ALIKE
    if not case.comparisons.events and not case.comparisons.one_wording:
        differs = case.comparisons.setting.differs
        return Obstacle.OTHER_NAMES if differs else Obstacle.NO_SHARED_EVENT
    finer = any(c.outcome == FINER for c in found)
    return Obstacle.PRECISION if finer else Obstacle.NOTHING_EXCLUDES


def _reasons(case: Case, relation: Relation) -> tuple[str, ...]:
    a, b = case.a, case.b
    if relation is Relation.CONTRADICT:
        kinds = {c.kind for c in case.comparisons.conflicts()}
        unfitting = case.values.get("unfitting_figures")
        seen = "quantity" if unfitting else evidence.kind_of_difference(a, b)
        return tuple(k for k in KINDS if k in kinds) or (seen,)
    if relation is Relation.AGREE:
        found = {
            "near-verbatim": case.likeness.order >= NEAR_VERBATIM,
            "same-quote": _same_quote(case),
        }
        return tuple(k for k, holds in found.items() if holds) or ("same-facts",)
    if relation is Relation.UNRELATED:
        return ()
    found = {
        "changed-over-time": _is_later(case),
        "precision": any(c.outcome == FINER for c in case.comparisons.found),
        "scope": any(c.why is Obstacle.OTHER_SCOPE for c in case.comparisons.found),
        "hedge": _reserved(a.facts) != _reserved(b.facts),
        "attribution": _attributed(a) != _attributed(b),
        "detail": _adds(case),
    }
    return tuple(k for k, holds in found.items() if holds) or ("wording",)


def _evidence(case: Case, relation: Relation) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Typed facts where they decided; else the words that differ, or those that are shared."""
    outcomes = {
        Relation.CONTRADICT: {CONFLICT},
        Relation.DIVERGE: {FINER, APART, CONFLICT},
        Relation.AGREE: {SAME},
    }.get(relation, set())
    typed = [c for c in case.comparisons.found if c.outcome in outcomes]
    if typed:
        return tuple(sorted({c.a for c in typed})), tuple(sorted({c.b for c in typed}))
    a, b = case.a.sentence, case.b.sentence
    if relation is Relation.CONTRADICT:
        own = evidence.own_words(a, b), evidence.own_words(b, a)
        if all(own):
            return own
    if relation is Relation.DIVERGE and case.values["other_figures"]:
        figures = tuple(
            tuple(fact.span for fact in unmatched(one.facts, other.facts))
            for one, other in ((case.a, case.b), (case.b, case.a))
        )
        if all(figures):
            return figures[0], figures[1]
    return evidence.shared_words(a, b), evidence.shared_words(b, a)


def _sees_exclusion(entailment: Entailment) -> bool:
    """Whether an entailment model, either way it reads, finds it likelier that two passages exclude
    each other than that one follows from the other."""
    return all(c > e for e, _, c in (entailment.forward, entailment.backward))


def _shifts(case: Case, in_run: bool, entailment: Entailment | None) -> Shifts:
    """What rules add; whole statements exclude each other only by an entailment model's word, and
    say the same only where it does not speak for the opposite."""
    counts = entailment is not None and _may_exclude(case, in_run)
    ruled_out = not case.comparisons.conflicts() and not counts
    unequal = _differing(case) or (entailment is not None and _sees_exclusion(entailment))
    return Shifts(
        changed=RULED_OUT if case.changed else 0.0,
        incomparable=RULED_OUT if ruled_out else 0.0,
        differing=RULED_OUT if unequal else 0.0,
    )


def _may_exclude(case: Case, in_run: bool) -> bool:
    """Whether an entailment model's word on exclusion counts; found in a run, two renderings of one
    utterance exclude each other only by the facts that they tell."""
    if in_run and _same_quote(case):
        return False
    return may_exclude(case.a, case.b, case.likeness, case.comparisons, in_run)


def _differing(case: Case) -> bool:
    """Whether facts differ, one side has some that the other lacks, or others do the same."""
    unequal = any(c.outcome != SAME for c in case.comparisons.found)
    return unequal or one_sided(case.a.facts, case.b.facts) or others_act(case.a, case.b)


def case_of(a: Passage, b: Passage, likeness: Likeness) -> Case:
    """Two passages with their facts held against each other."""
    once = frozenset[str]() if of_two_times(a, b) else acts_in_common(a, b, likeness.told_once)
    likeness = replace(likeness, told_once=once)
    comparisons = compare_passages(a, b, once)
    if likeness.specific is not None:
        comparisons = plainly_of_one_act(comparisons, a, b)
    values = features(a, b, likeness, comparisons)
    changed = may_have_changed(a, b, comparisons, other_figures=bool(values["other_figures"]))
    return Case(a, b, likeness, comparisons, changed, values)


def ask(
    cases: Sequence[Case], model: EntailmentModel | None, thresholds: Thresholds
) -> list[Entailment | None]:
    """What an entailment model says of each case, in order; None where it was not asked.

    Two passages that do not report the same thing are unrelated whatever it says, so that it is
    asked about the others alone; of those in a run, where its word may count.
    """
    found: list[Entailment | None] = [None] * len(cases)
    if model is None:
        return found
    at = [i for i, case in enumerate(cases) if _may_be_one(case, thresholds) and _is_open(case)]
    answers = model.judge([(cases[i].a.sentence.text, cases[i].b.sentence.text) for i in at])
    for i, answer in zip(at, answers, strict=True):
        found[i] = answer
    return found


def _may_be_one(case: Case, thresholds: Thresholds) -> bool:
    # Scores are rounded before they are held against a threshold.
    return same_thing(case.values) >= thresholds.related - 1 / STEP


def _is_open(case: Case) -> bool:
    """Whether an entailment model's word may bear on the relation; of pairs that somebody set side
    by side it always may."""
    if not is_in_run(case.values):
        return True
    if any(c.kind in OF_WORDS for c in case.comparisons.conflicts()):
        return True
    may_agree = not _differing(case) and agreeing(case.values) >= MAY_AGREE
    return may_agree or _may_exclude(case, in_run=True)


def judge(case: Case, entailment: Entailment | None, thresholds: Thresholds) -> Judgement:
    """The relation between two passages; which is called a changes nothing but the sides."""
    values = with_entailment(case.values, entailment) if entailment else case.values
    shifts = _shifts(case, is_in_run(values), entailment)
    given = rounded(scores(values, shifts))
    return Judgement(case, values, shifts, _relation(given, thresholds), given)


def rejudged(judgement: Judgement, together: float, thresholds: Thresholds) -> Judgement:
    """A judgement with what a reader of both sentences adds to the logit of their telling one
    thing."""
    shifts = replace(judgement.shifts, together=together)
    given = rounded(scores(judgement.values, shifts))
    relation = _relation(given, thresholds)
    return replace(judgement, shifts=shifts, relation=relation, scores=given)
