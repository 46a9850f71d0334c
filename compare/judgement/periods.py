"""Whether two clauses speak of different spans of time, as far as words that are no dates tell."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from itertools import product

from compare.data import table, words
from compare.judgement.frames import WORD
from compare.judgement.measures import CONFLICT, FINER, MOMENTS, SAME, outcome
from compare.judgement.passage import Passage
from compare.model import Clause, DateValue, Fact, Span

# "Local time": a clock that no entry of time_zones.txt names.
LOCAL = "local"
# In days: what is told so far apart is rather of two events.
FAR = 31


@cache
def _phrases() -> re.Pattern[str]:
    found = sorted(words("judgement/period_phrases"), key=lambda phrase: (-len(phrase), phrase))
    return re.compile(rf"\b(?:{'|'.join(found)})\b")


def _periods(passage: Passage, clause: Clause) -> set[str]:
    """The spans of time in a clause, and in what opens its sentence ("During the first half,")."""
    opening, comma, _ = passage.sentence.text.lower().partition(",")
    leads = comma and opening.partition(" ")[0] in words("judgement/period_openers")
    said = passage.words(clause.span).lower(), opening if leads else ""
    return {period for text in said for period in _phrases().findall(text)}


def _turns(passage: Passage, clause: Clause) -> set[str]:
    """Words that place a clause before or after something: "then", "the last", but not those of a
    date ("last May"), nor of a clause within it ("the man who then fled")."""
    inner = [
        c.span
        for c in passage.facts.clauses
        if c.tense and c.predicate != clause.predicate and _is_within(c.span, clause.span)
    ]
    dates = [f.span for f in passage.facts.of_kind(*MOMENTS)]
    start = clause.span[0]
    found = ((m.group(), m.start() + start) for m in WORD.finditer(passage.words(clause.span)))
    return {
        word.lower()
        for word, at in found
        if word.lower() in words("judgement/turn_words")
        and not any(begins <= at < ends for begins, ends in (*dates, *inner))
    }


def _is_within(span: Span, other: Span) -> bool:
    """Whether a span is a part of another."""
    return span != other and other[0] <= span[0] and span[1] <= other[1]


def periods_differ(a: Passage, x: Clause, b: Passage, y: Clause) -> bool:
    """Whether one of two clauses names a span of time or a turn that the other does not ("in the
    first half", "then"), and no date tells that both are of one time."""
    if share_a_moment(a, x, b, y):
        return False
    return _periods(a, x) != _periods(b, y) or _turns(a, x) != _turns(b, y)


def _telling(passage: Passage) -> list[Fact]:
    """The dates of a passage, but for that on which somebody said it."""
    said = {c.predicate for c in passage.facts.clauses if c.reporting}
    return [f for f in passage.facts.of_kind("date") if f.predicate not in said]


def on_other_days(a: Passage, b: Passage) -> bool:
    """Whether two passages tell of days of which none is the same, and some surely are others."""
    found = {outcome(x, y) for x in _telling(a) for y in _telling(b)}
    return CONFLICT in found and found.isdisjoint({SAME, FINER})


def far_apart(one: Iterable[Fact], other: Iterable[Fact]) -> bool:
    """Whether dates on two sides all lie so far apart that they are rather of two events."""
    starts = [
        [f.value.start for f in row if isinstance(f.value, DateValue) and f.value.start is not None]
        for row in (one, other)
    ]
    return all(starts) and all(abs((x - y).days) > FAR for x, y in product(*starts))


def of_two_times(a: Passage, b: Passage) -> bool:
    """Whether the dates of what two passages tell all lie far apart."""
    return far_apart(_telling(a), _telling(b))


def of_two_clocks(a: Passage, b: Passage) -> bool:
    """Whether both passages tell the hour, and not both by the same clock: midnight comes at
    another time elsewhere."""
    hours = [p.facts.of_kind("time") for p in (a, b)]
    return all(hours) and _clocks(a) != _clocks(b)


def _clocks(passage: Passage) -> set[str]:
    found = set(WORD.findall(passage.sentence.text))
    return found & {*table("time_zones"), LOCAL}


def share_a_moment(a: Passage, x: Clause, b: Passage, y: Clause) -> bool:
    """Whether a date of one of two clauses is also the other's, or an hour where both tell one."""
    one, other = moments(a, x), moments(b, y)
    hours = [[f for f in found if f.kind == "time"] for found in (one, other)]
    if all(hours):
        one, other = hours
    return any(outcome(f, g) == SAME for f in one for g in other if f.kind == g.kind)


def moments(passage: Passage, clause: Clause) -> list[Fact]:
    """The dates and times within a clause."""
    found = passage.facts.of_kind(*MOMENTS)
    return [f for f in found if clause.span[0] <= f.start < clause.span[1]]
