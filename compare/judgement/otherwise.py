"""What else than a conflict explains that two clauses of one event differ."""

from __future__ import annotations

from compare.data import words
from compare.judgement.complements import complements_apart, things_differ
from compare.judgement.course import courses_differ
from compare.judgement.frames import WORD
from compare.judgement.measures import MOMENTS, successive
from compare.judgement.parties import (
    are_namesakes,
    are_others_meant,
    denies_a_narrower,
    is_one_of_several,
    parts_differ,
)
from compare.judgement.passage import Passage
from compare.judgement.periods import (
    moments,
    of_two_clocks,
    on_other_days,
    periods_differ,
    share_a_moment,
)
from compare.judgement.points import Obstacle
from compare.judgement.setting import Setting
from compare.model import Clause, Fact, Span

OF_ACTS = frozenset({"polarity", "antonym"})
# What differs from one span of time to the next: figures, and whether they rise or fall.
COUNTED = frozenset({"quantity", "antonym"})


def _opens_a_span(passage: Passage, clause: Clause) -> bool:
    """Whether a clause counts over a span: "since May", "by noon"."""
    start = passage.sentence.start
    openers = words("judgement/span_openers")
    for fact in moments(passage, clause):
        before = passage.words((start, fact.start)).lower().split()
        own = WORD.findall(fact.text.lower())
        if (before and before[-1] in openers) or (own and own[0] in openers):
            return True
    return False


def _at(passage: Passage, span: Span) -> Fact:
    return next(f for f in passage.facts.of_kind("date") if f.span == span)


def _is_at_night(passage: Passage, clause: Clause) -> bool:
    found = WORD.findall(passage.words(clause.span).lower())
    return not words("judgement/night_words").isdisjoint(found)


def _of_acts(a: Passage, x: Clause, b: Passage, y: Clause) -> Obstacle | None:
    """What explains that an act was done and not done, or its opposite."""
    sides = a, x, b, y
    apart = (complements_apart, things_differ, parts_differ, denies_a_narrower)
    if any(are_apart(*sides) for are_apart in apart):
        return Obstacle.OTHER_SCOPE
    return Obstacle.OTHER_TIME if courses_differ(*sides) else None


def told_otherwise(
    kind: str,
    spans: tuple[Span, Span],
    a: Passage,
    x: Clause,
    b: Passage,
    y: Clause,
    given: Setting,
) -> Obstacle | None:
    """Why two facts of a kind at `spans`, in two clauses, need not be about one point; None where
    nothing tells.

    Acts of namesakes or of somebody else, on other matters, of a part of a group; what was so at
    first or in the end, or over another span; figures counted up to another moment; the two days of
    one night, or of two clocks.
    """
    sides = a, x, b, y
    if are_namesakes(*sides) or are_others_meant(*sides, given):
        return Obstacle.OTHER_NAMES
    if kind in COUNTED and periods_differ(*sides):
        return Obstacle.OTHER_TIME
    if kind in OF_ACTS:
        return _of_acts(*sides)
    if kind in MOMENTS:
        return _of_moments(kind, spans, *sides)
    if kind == "quantity":
        if _counted_otherwise(*sides):
            return Obstacle.OTHER_TIME
        return Obstacle.SEVERAL_DIFFERENCES if on_other_days(a, b) else None
    return None


def _of_moments(
    kind: str, spans: tuple[Span, Span], a: Passage, x: Clause, b: Passage, y: Clause
) -> Obstacle | None:
    """What explains that an act is told of two days or hours."""
    if parts_differ(a, x, b, y):
        return Obstacle.OTHER_SCOPE
    if is_one_of_several(a, x) or is_one_of_several(b, y):
        return Obstacle.OTHER_TIME
    if kind != "date":
        return None
    if successive(_at(a, spans[0]), _at(b, spans[1])):
        night = _is_at_night(a, x) or _is_at_night(b, y)
        return Obstacle.PRECISION if night or of_two_clocks(a, b) else None
    return None


def _counted_otherwise(a: Passage, x: Clause, b: Passage, y: Clause) -> bool:
    """Whether figures are counted over other spans."""
    spanning = _opens_a_span(a, x), _opens_a_span(b, y)
    if spanning[0] != spanning[1] or courses_differ(a, x, b, y):
        return True
    return all(spanning) and not share_a_moment(a, x, b, y)
