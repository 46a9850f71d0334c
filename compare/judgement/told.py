"""A clause within its passage: the facts that belong to it, and how it is told."""

from __future__ import annotations

import re
from dataclasses import dataclass

from compare.data import words
from compare.judgement.complements import phrases
from compare.judgement.frames import WORD
from compare.judgement.parties import first_word
from compare.judgement.passage import Passage
from compare.judgement.points import REAL
from compare.judgement.setting import within
from compare.model import Clause, Fact, Phrase, Span

GERUND = "ing"


@dataclass(frozen=True, slots=True)
class Told:
    """A clause within its passage."""

    clause: Clause
    passage: Passage

    def facts(self, kind: str) -> tuple[Fact, ...]:
        """The facts that belong to the clause; a figure may also stand within a participant."""
        found = self.passage.facts.of_kind(kind)
        counted = kind == "quantity"
        return tuple(
            f
            for f in found
            if f.predicate == self.clause.predicate or (counted and self.counted(f) is not None)
        )

    def counted(self, fact: Fact) -> Phrase | None:
        """The participant that a figure stands in."""
        return next((p for p in phrases(self.clause) if within((fact,), p.span)), None)

    def verb(self) -> Span:
        """The predicate with the particle right after it: "turned down"."""
        start, end = self.clause.predicate
        particle = self.clause.lemma.partition("_")[2]
        following = self.passage.words((end, self.passage.sentence.end))
        beside = particle and re.match(rf"\s+{re.escape(particle)}\b", following.lower())
        return (start, end + beside.end()) if beside else (start, end)

    def counts(self) -> bool:
        """Whether a participant is a number of things, of which there may be others."""
        acting = [p for p in (self.clause.agent, self.clause.patient) if p]
        return any(within(self.passage.facts.of_kind("quantity"), p.span) for p in acting)

    def has_length(self, fact: Fact) -> bool:
        """Whether a length of time is that of the act itself, and not one that went before it."""
        if fact.start < self.clause.predicate[1]:
            return False
        before = self.passage.words((self.clause.predicate[1], fact.start)).lower().split()
        openers, fillers = words("judgement/length_openers"), words("judgement/length_fillers")
        while before and before[-1] in fillers - openers:
            before.pop()
        return not before or before[-1] in openers

    def is_of_all(self) -> bool:
        """Whether the clause speaks of all who take part, or of none."""
        acting = [p for p in (self.clause.agent, self.clause.patient) if p]
        universal = words("judgement/universal_words")
        return any(first_word(self.passage, p) in universal for p in acting)

    def _group(self) -> list[str]:
        """The verb with its auxiliaries, word by word; "couldn't" is "could" and the rest."""
        words_ = WORD.findall(self.passage.words(self.clause.group).lower())
        return [part for word in words_ for part in word.replace("n't", " n't").split()]

    def is_real(self) -> bool:
        """Whether the clause tells what is or was so; what could not be done was not done,
        and an order is no report."""
        if self._is_order():
            return False
        could_not = self.clause.negated and "could" in self._group()
        return self.clause.modality in REAL or could_not

    def _is_order(self) -> bool:
        """Whether the verb stands bare: "never sell", said to somebody."""
        verb = self.passage.words(self.clause.predicate).lower()
        bare = self.clause.tense is None and verb == self.clause.lemma
        return bare and self._has_auxiliary() and self._group()[0] != "to"

    def is_under_way(self) -> bool:
        """Whether the clause tells of an act without its end: "was winning", "winning"."""
        return self.passage.words(self.clause.group).lower().endswith(GERUND)

    def is_told(self) -> bool:
        """Whether the clause tells that its act came about or did not: a gerund need not, where
        nobody is said to do it or a preposition stands before."""
        if self.clause.agent is None and self.clause.tense is None and self.is_under_way():
            return False
        start = self.clause.predicate[0]
        before = self.passage.words((self.passage.sentence.start, start)).lower().split()
        return not (before and before[-1] in words("untold_prepositions"))

    def is_now(self) -> bool:
        """Whether the clause speaks of the present; a perfect tense tells what has been."""
        perfect = self._group()[0] in words("perfect_auxiliaries")
        return self.clause.tense == "present" and not (perfect and self._has_auxiliary())

    def _has_auxiliary(self) -> bool:
        return self.clause.group != self.clause.predicate


def marks_differ(a: Told, b: Told, name: str) -> bool:
    """Whether only one of two clauses has one of the words of a list."""
    texts = (told.passage.words(told.clause.span).lower() for told in (a, b))
    one, other = (set(WORD.findall(text)) & words(name) for text in texts)
    return one != other
