"""Whether two clauses speak of different points of one course of things: at first, in the end."""

from __future__ import annotations

import re
from functools import cache

from compare.data import words
from compare.judgement.frames import WORD
from compare.judgement.passage import Passage
from compare.model import AttributionValue, Clause, Span

PLUPERFECT = "had"
CONSEQUENCE = "which "


@cache
def _phrases(name: str) -> re.Pattern[str]:
    found = sorted(words(name), key=lambda phrase: (-len(phrase), phrase))
    return re.compile(rf"\b(?:{'|'.join(found)})\b")


def _marks(passage: Passage) -> list[Span]:
    """Where a passage places something earlier or later."""
    text, start = passage.sentence.text.lower(), passage.sentence.start
    never = [m.span() for m in _phrases("judgement/course_words_never").finditer(text)]
    return [
        (start + m.start(), start + m.end())
        for m in _phrases("judgement/course_words").finditer(text)
        if not any(begins < m.end() and m.start() < ends for begins, ends in never)
    ]


def _first_told(passage: Passage, saying: Clause) -> Clause | None:
    """The first clause of what somebody said."""
    after = [c for c in passage.facts.clauses if c.predicate[0] > saying.predicate[0]]
    return min((c for c in after if c.tense), key=lambda c: c.predicate, default=None)


def _reaches(passage: Passage, marked: Clause, clause: Clause) -> bool:
    """Whether what is said of the time of one clause holds for another: of itself, of what it
    takes for an infinitive, and of what was said at that time."""
    if marked == clause:
        return True
    if clause.tense is None and marked.span[0] <= clause.predicate[0] < marked.span[1]:
        return marked.tense is not None
    return marked.reporting and _first_told(passage, marked) == clause


def _is_placed(passage: Passage, clause: Clause) -> bool:
    marked = (passage.clause_at(mark) for mark in _marks(passage))
    return any(m is not None and _reaches(passage, m, clause) for m in marked)


def _is_reported(passage: Passage, clause: Clause) -> bool:
    """Whether a clause stands in indirect speech, which moves every tense back, or tells what a
    noun holds ("receipts that it had paid")."""
    if passage.words(clause.span).lower().startswith("that "):
        return True
    values = (fact.value for fact in passage.facts.of_kind("attribution"))
    return any(
        isinstance(value, AttributionValue)
        and not value.direct
        and any(start <= clause.predicate[0] < end for start, end in value.content)
        for value in values
    )


def _has_had(passage: Passage, clause: Clause) -> bool:
    group = WORD.findall(passage.words(clause.group).lower())
    return group[0] == PLUPERFECT and clause.group != clause.predicate


def _is_before_another(passage: Passage, clause: Clause) -> bool:
    """Whether a clause tells what had been before something else was ("had refused when"); what
    came of it ("which led to") is told of the same point."""
    if not _has_had(passage, clause) or _is_reported(passage, clause):
        return False
    return any(
        c.tense == "past"
        and not c.reporting
        and not _has_had(passage, c)
        and not passage.words(c.span).lower().startswith(CONSEQUENCE)
        for c in passage.facts.clauses
    )


def _is_at_a_point(passage: Passage, clause: Clause) -> bool:
    return _is_placed(passage, clause) or _is_before_another(passage, clause)


def courses_differ(a: Passage, x: Clause, b: Passage, y: Clause) -> bool:
    """Whether only one of two clauses is said to tell of an earlier or a later time."""
    return _is_at_a_point(a, x) != _is_at_a_point(b, y)
