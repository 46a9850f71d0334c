"""Typed facts of two passages held against each other, event by event."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import product

from compare.data import words
from compare.facts import date_compare, quantity_compare
from compare.facts.quantity_ordinals import ORDINAL_UNIT
from compare.judgement.events import (
    Match,
    match,
    opposite,
    same_event,
    same_participants,
)
from compare.model import Clause, Fact, Facts, Phrase, QuantityValue, Span

# Two facts that are `apart` differ, but need not be about the same point.
SAME, FINER, APART, CONFLICT = "same", "finer", "apart", "conflict"
# How two dates or quantities stand to each other, and what that makes of the two facts.
OUTCOME = {"same": SAME, "finer": FINER, "overlap": FINER, "disjoint": CONFLICT}
# What speaks of plans and conditions need not have come about, so it excludes nothing.
REAL = frozenset({"asserted", "confirmed", "alleged"})


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two facts on one point: their kind, how they stand, the words and clauses on both sides."""

    kind: str
    outcome: str
    a: Span
    b: Span
    clauses: tuple[Clause, Clause]


@dataclass(frozen=True, slots=True)
class Comparisons:
    """All that two passages can be compared on, and whether they share an event at all."""

    found: tuple[Comparison, ...]
    events: tuple[tuple[Clause, Clause], ...]

    def outcome(self, kind: str, outcome: str) -> tuple[Comparison, ...]:
        """The comparisons of one kind that came out one way."""
        return tuple(c for c in self.found if c.kind == kind and c.outcome == outcome)

    def conflicts(self) -> tuple[Comparison, ...]:
        """The comparisons whose two facts exclude each other."""
        return tuple(c for c in self.found if c.outcome == CONFLICT)


def _within(clause: Clause, facts: Facts, kind: str) -> tuple[Fact, ...]:
    return tuple(f for f in facts.of_kind(kind) if f.predicate == clause.predicate)


def _dates(a: Clause, b: Clause, fa: Facts, fb: Facts) -> list[Comparison]:
    found = []
    for x, y in product(_within(a, fa, "date"), _within(b, fb, "date")):
        outcome = OUTCOME.get(date_compare.relation(x, y))
        if outcome:
            found.append(Comparison("date", outcome, x.span, y.span, (a, b)))
    return found


def _counted(clause: Clause, fact: Fact) -> Phrase | None:
    """The phrase of the clause that a quantity stands in."""
    phrases = [p for p in (clause.agent, clause.patient, *clause.others) if p]
    return next((p for p in phrases if p.span[0] <= fact.start and fact.end <= p.span[1]), None)


def _quantities(a: Clause, b: Clause, fa: Facts, fb: Facts) -> list[Comparison]:
    found = []
    for x, y in product(_within(a, fa, "quantity"), _within(b, fb, "quantity")):
        counted = match(_counted(a, x), _counted(b, y))
        surely = counted is Match.SAME
        outcome = OUTCOME.get(quantity_compare.relation(x, y, same_thing=surely))
        if outcome is None or counted is Match.DIFFERENT:
            continue
        # A difference counts only where both surely speak of the same things.
        if outcome != CONFLICT or surely:
            found.append(Comparison("quantity", outcome, x.span, y.span, (a, b)))
    return found


def _polarity(a: Clause, b: Clause) -> Iterator[Comparison]:
    if a.negated != b.negated:
        yield Comparison("polarity", CONFLICT, a.group, b.group, (a, b))


def _antonyms(a: Clause, b: Clause, fa: Facts, fb: Facts) -> list[Comparison]:
    if a.negated != b.negated or {a.lemma, b.lemma} & words("phase_verbs"):
        return []
    conflict = Comparison("antonym", CONFLICT, a.predicate, b.predicate, (a, b))
    return _weighed([*_dates(a, b, fa, fb), conflict], a, b)


def _weighed(found: list[Comparison], a: Clause, b: Clause) -> list[Comparison]:
    """The comparisons of two clauses, with those conflicts taken back to `apart` that the rest
    explains.

    What is planned or conditional excludes nothing. Something that was not done then may have
    been done at another time; what happened at another time, or over another span of it, may have
    had other figures and another outcome: where two things differ, there are more likely two
    events than one disputed one.
    """
    times = {c.outcome for c in found if c.kind == "date"}
    unreal = not {a.modality, b.modality} <= REAL
    negated = a.negated or b.negated
    other_time = bool(times) and SAME not in times
    differing = {c.kind for c in found if c.outcome == CONFLICT}
    return [
        replace(c, outcome=APART)
        if c.outcome == CONFLICT
        and (
            unreal
            or len(differing) > 1
            or (c.kind == "date" and negated)
            or (c.kind != "date" and other_time)
        )
        else c
        for c in found
    ]


def _on_one_event(a: Clause, b: Clause, fa: Facts, fb: Facts) -> list[Comparison]:
    """The facts of two clauses that tell of one event."""
    found = [*_dates(a, b, fa, fb), *_quantities(a, b, fa, fb), *_polarity(a, b)]
    return _weighed(found, a, b)


def _at_odds_once(found: list[Comparison]) -> list[Comparison]:
    """Both the time and the figures in conflict, be it in different clauses: two events."""
    kinds = {c.kind for c in found if c.outcome == CONFLICT}
    if not {"date", "quantity"} <= kinds:
        return found
    return [replace(c, outcome=APART) if c.outcome == CONFLICT else c for c in found]


def _settled(found: list[Comparison]) -> list[Comparison]:
    """Without the conflicts of a fact that agrees with another one of the other side: of a list
    of dates or figures each has its own counterpart."""
    agreeing = [c for c in found if c.outcome in {SAME, FINER}]
    met = {(c.kind, "a", c.a) for c in agreeing} | {(c.kind, "b", c.b) for c in agreeing}
    return [
        c
        for c in found
        if c.outcome != CONFLICT or not met & {(c.kind, "a", c.a), (c.kind, "b", c.b)}
    ]


def compare_facts(fa: Facts, fb: Facts) -> Comparisons:
    """The points on which two sentences can be compared: those of events that both tell of.

    Facts that stand in clauses of different events are never held against each other.
    """
    found: list[Comparison] = []
    events = []
    for a, b in product(fa.clauses, fb.clauses):
        if same_event(a, b):
            events.append((a, b))
            found += _on_one_event(a, b, fa, fb)
        elif opposite(a.lemma, b.lemma) and same_participants(a, b):
            found += _antonyms(a, b, fa, fb)
    found = _at_odds_once(_settled(found))
    return Comparisons(tuple(sorted(found, key=lambda c: (c.a, c.b, c.kind))), tuple(events))


def _equal(a: Fact, b: Fact) -> bool:
    if a.kind != b.kind:
        return False
    if a.kind == "date":
        return date_compare.relation(a, b) == SAME or a.text == b.text
    return quantity_compare.relation(a, b) == SAME or a.text == b.text


def measured(facts: Facts) -> tuple[Fact, ...]:
    """The dates and quantities; a place in an order ("the first bridge") only names a thing."""
    return tuple(
        fact
        for fact in facts.of_kind("date", "quantity")
        if not (isinstance(fact.value, QuantityValue) and fact.value.unit == ORDINAL_UNIT)
    )


def one_sided(fa: Facts, fb: Facts) -> bool:
    """Whether a date or figure of one side has no equal anywhere on the other, or only one side
    negates: then the two do not say the same."""
    a, b = measured(fa), measured(fb)
    for own, others in ((a, b), (b, a)):
        if not all(any(_equal(x, y) for y in others) for x in own):
            return True
    return any(c.negated for c in fa.clauses) != any(c.negated for c in fb.clauses)
