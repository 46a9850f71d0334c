"""Whether a passage says that something told elsewhere is not so: a denial, a report of a hoax."""

from __future__ import annotations

from functools import lru_cache

from compare.data import table, words
from compare.judgement.events import opposite, same_predicate, shared_patient, undergone
from compare.judgement.frames import words_in
from compare.judgement.passage import Passage
from compare.model import Clause
from compare.terms import WORD


def disbelieves(passage: Passage) -> bool:
    """Whether a passage calls something untrue."""
    return _disbelieves(passage.sentence.text)


# A sentence meets many others.
@lru_cache(maxsize=1 << 13)
def _disbelieves(sentence: str) -> bool:
    text = " ".join(WORD.findall(sentence.lower()))
    return any(f" {phrase} " in f" {text} " for phrase in words("disbelief_words"))


def _negates(passage: Passage) -> bool:
    return any(clause.negated for clause in passage.facts.clauses)


def one_disbelieves(a: Passage, b: Passage) -> bool:
    """Whether just one of two passages calls something untrue."""
    return disbelieves(a) != disbelieves(b)


def one_negates(a: Passage, b: Passage) -> bool:
    """Whether just one of two passages says of an act that it was not done."""
    return _negates(a) != _negates(b)


def denies_another_act(a: Passage, b: Passage) -> bool:
    """Whether what only one of two passages denies is no act of the other, nor goes with one, nor
    is the opposite of one: "nobody was killed", "eleven were hurt"."""
    if not one_negates(a, b):
        return False
    if not _negates(a):
        a, b = b, a
    denied = [clause for clause in a.facts.clauses if clause.negated]
    told = [clause for clause in b.facts.clauses if clause.tense and not clause.reporting]
    return bool(told) and not any(
        _bears_on(undergone(y), undergone(x)) for x in denied for y in told
    )


def _bears_on(told: Clause, denied: Clause) -> bool:
    implied = table("judgement/implied_acts").get(told.lemma, "").split()
    return (
        same_predicate(told, denied)
        or denied.lemma in implied
        or opposite(told.lemma, denied.lemma)
    )


def denies_twice(passage: Passage) -> bool:
    """Whether what an act goes without is denied with it, so that it always comes about: "never
    travels without it"."""
    told = passage.facts.clauses
    lacking = [at for word, at in words_in(passage) if word in words("negative_prepositions")]
    return any(
        clause.negated
        and clause.predicate[1] <= at[0]
        and not any(clause.predicate[1] <= c.predicate[0] < at[0] for c in told)
        for clause in told
        for at in lacking
    )


def denies_opposite(a: Passage, b: Passage) -> bool:
    """Whether a passage denies an act and the other tells that its opposite was done to the same
    thing: the two go together."""
    return any(
        opposite(denied.lemma, told.lemma)
        for one, other in ((a, b), (b, a))
        for denied in one.facts.clauses
        for told in other.facts.clauses
        if denied.negated and not told.negated and shared_patient(denied, told)
    )
