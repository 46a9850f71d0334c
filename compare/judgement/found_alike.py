"""What keeps facts of two sentences that a run found alike from excluding each other.

Two that somebody set side by side are taken to be about one thing. A run knows only that they are
alike, and reports of one event also tell of earlier ones of its kind: there it must moreover be
plain who did it, where and when.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from compare.data import table, words
from compare.judgement.acts import told_once
from compare.judgement.events import Match, crossed, is_unnamed, match
from compare.judgement.measures import CONFLICT
from compare.judgement.passage import Passage
from compare.judgement.points import Comparison, Comparisons, Obstacle
from compare.judgement.setting import Setting, name_value
from compare.judgement.told import Told
from compare.model import Clause, DateValue, Phrase, Span

PLACE = "place"
DAY = "day"
# Where a date is told by pointing at one before it: "that year".
TEXT = "text"
# The unit of shares, which stand for those that they are of.
SHARE = " percent"
# Spans of time that a report of an event of these days does not tell it by.
LONG = frozenset({"month", "year"})
OF_ACTS = frozenset({"polarity", "antonym", "quantity"})


def plainly_of_one_act(comparisons: Comparisons, a: Passage, b: Passage) -> Comparisons:
    """The comparisons of two sentences of a run, with those conflicts taken back that need not be
    about one act. Two of one wording are most often one report, told on: there only a span of time
    that points back is doubted, and what a measure does ("226 yards rushing")."""
    found = (
        c if c.outcome != CONFLICT else _weighed(c, a, b, comparisons) for c in comparisons.found
    )
    return replace(comparisons, found=tuple(found))


def _weighed(c: Comparison, a: Passage, b: Passage, comparisons: Comparisons) -> Comparison:
    if c.kind == "date" and (_points_back(a, c.a) or _points_back(b, c.b)):
        return c.taken_back(Obstacle.OTHER_TIME)
    if c.clauses is None or c.kind not in OF_ACTS:
        return c
    if any(_is_measure(clause.agent) for clause in c.clauses):
        return c.taken_back(Obstacle.NO_SHARED_EVENT)
    if comparisons.one_wording:
        return c
    told = Told(c.clauses[0], a), Told(c.clauses[1], b)
    why = _why_apart(c.kind, *told, comparisons.setting)
    return c.taken_back(why) if why else c


def _points_back(passage: Passage, span: Span) -> bool:
    """Whether a span of time is told by pointing at one told before, which may be misread."""
    dates = (fact.value for fact in passage.facts.of_kind("date") if fact.span == span)
    return any(
        isinstance(date, DateValue) and date.anchor == TEXT and date.granularity != DAY
        for date in dates
    )


def _why_apart(kind: str, a: Told, b: Told, given: Setting) -> Obstacle | None:
    """Why two clauses need not tell of one act: one of two opposites is not told to have come about
    by a verb of its own, or undoes the other; only one tells what somebody now has; somebody is not
    named, or what undergoes the act is no more than a measure ("gained 226 yards"); only one is of
    a month or a year that is told; or each is of a place of its own."""
    x, y = a.clause, b.clause
    if kind == "antonym" and not (x.tense and y.tense):
        return Obstacle.NOT_ASSERTED
    if kind == "antonym" and frozenset((x.lemma, y.lemma)) in crossed("judgement/undoing_acts"):
        return Obstacle.OTHER_TIME
    if kind == "quantity" and _states_differ(a, b):
        return Obstacle.OTHER_TIME
    if _shares_a_name(x, y):
        return None
    if is_unnamed(x.agent) or is_unnamed(y.agent):
        return Obstacle.NO_SHARED_EVENT
    if kind == "quantity" and (_is_measure(x.patient) or _is_measure(y.patient)):
        return Obstacle.NO_SHARED_EVENT
    if kind != "quantity" or told_once(a, b, given):
        return None
    if _is_set_in_time(a.passage) != _is_set_in_time(b.passage):
        return Obstacle.OTHER_TIME
    own = ([name_value(name).type for name in names] for names in given.own)
    return Obstacle.OTHER_NAMES if all(PLACE in types for types in own) else None


def _shares_a_name(x: Clause, y: Clause) -> bool:
    """Whether who acts, or what undergoes the act, is the same by name."""
    sides = ((x.agent, y.agent, True), (x.patient, y.patient, False))
    return any(
        p is not None
        and q is not None
        and bool(p.names and q.names)
        and match(p, q, acting) is Match.SAME
        for p, q, acting in sides
    )


def _is_set_in_time(passage: Passage) -> bool:
    """Whether a passage tells of a month or a year."""
    dates = (fact.value for fact in passage.facts.of_kind("date"))
    return any(isinstance(date, DateValue) and date.granularity in LONG for date in dates)


def _states_differ(a: Told, b: Told) -> bool:
    """Whether only one of two clauses tells what somebody now is or has: what it was or had then is
    another figure, unless somebody said so, which moves a tense back."""
    if any(clause.reporting for told in (a, b) for clause in told.passage.facts.clauses):
        return False
    state = {a.clause.lemma, b.clause.lemma} <= words("judgement/states")
    return state and a.is_now() != b.is_now()


@cache
def _measures() -> frozenset[str]:
    """The names of units of measure."""
    return frozenset(name for name, unit in table("units").items() if not unit.endswith(SHARE))


def _is_measure(phrase: Phrase | None) -> bool:
    """Whether who acts, or what undergoes the act, is no more than a measure."""
    return phrase is not None and phrase.head in _measures()
