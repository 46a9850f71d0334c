"""Acts that a report tells once: where another report tells the same act once as well, the two
sentences most likely tell of one event, however differently they are worded.

Of pairs of ECB+ sentences that share such an act and that likeness alone takes for one event with a
probability below .5, nine of ten tell of one event; of the others six of ten.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from compare.data import groups_of, table, words
from compare.model import Clause, Facts, Sentence

# An act, by its verb or a group of verbs that tell it, to the place of the one sentence with it.
Acts = Mapping[str, int]


@cache
def _plain() -> frozenset[str]:
    """Verbs that say too little, or only that somebody speaks or reckons."""
    return words("plain_verbs") | words("reporting_verbs") | table("hedges").keys()


def names_of(clause: Clause) -> frozenset[str]:
    """What two clauses of one act have in common: their verb, or a group of verbs."""
    return frozenset({clause.lemma, *(f"group {n}" for n in groups_of(clause.lemma, "same_acts"))})


def _is_act(sentence: Sentence, clause: Clause) -> bool:
    """Whether a clause tells an act by a finite verb, and not what somebody is or says."""
    start, end = (place - sentence.start for place in clause.predicate)
    is_copula = sentence.text[start:end].lower() in words("copulas")
    told = clause.tense is not None and not clause.reporting and not is_copula
    return told and clause.lemma not in _plain()


def acts_told_once(sentences: Sequence[Sentence], facts: Sequence[Facts]) -> Acts:
    """The acts that one sentence of an article tells and no other; `facts` are those of its
    sentences, in order."""
    where: dict[str, set[int]] = {}
    for index, (sentence, own) in enumerate(zip(sentences, facts, strict=True)):
        for clause in own.clauses:
            if _is_act(sentence, clause):
                for name in names_of(clause):
                    where.setdefault(name, set()).add(index)
    return {name: min(places) for name, places in where.items() if len(places) == 1}
