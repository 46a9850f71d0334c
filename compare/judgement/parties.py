"""Whether two clauses tell of different people, or of different parts of a group."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from compare.data import table, words
from compare.facts import name_compare
from compare.facts.name_words import NameRelation
from compare.judgement.events import is_unnamed
from compare.judgement.frames import WORD
from compare.judgement.naming import same_word
from compare.judgement.passage import Passage
from compare.judgement.setting import Setting, acts, name_value, within
from compare.model import Clause, Fact, Phrase


def _pairs(x: Clause, y: Clause) -> Iterator[tuple[Phrase, Phrase]]:
    """The participants of two clauses side by side."""
    for one, other in ((x.agent, y.agent), (x.patient, y.patient)):
        if one and other:
            yield one, other


def _names(passage: Passage, phrase: Phrase) -> tuple[Fact, ...]:
    return within(passage.facts.of_kind("name"), phrase.span) if phrase.head in phrase.names else ()


def sexes(text: str) -> set[str]:
    """What the titles before names, and the pronouns, in a text tell of those who are meant."""
    told = table("titles_by_sex") | table("pronouns_by_sex")
    return {told[word] for word in WORD.findall(text.lower()) if word in told}


def _other_bearers(a: Passage, one: Phrase, b: Passage, other: Phrase) -> bool:
    """Whether two phrases name people who share a family name and nothing else."""
    titles = sexes(a.words(one.span)), sexes(b.words(other.span))
    if all(titles) and titles[0].isdisjoint(titles[1]):
        return True
    both = list(product(_names(a, one), _names(b, other)))
    return bool(both) and all(
        name_compare.relation(name_value(v), name_value(w)) is NameRelation.DIFFERENT
        for v, w in both
    )


def are_namesakes(a: Passage, x: Clause, b: Passage, y: Clause) -> bool:
    """Whether those who act, or undergo the act, are two people of one family name."""
    return any(_other_bearers(a, one, b, other) for one, other in _pairs(x, y))


def are_others_meant(a: Passage, x: Clause, b: Passage, y: Clause, given: Setting) -> bool:
    """Whether "he", whoever that is, acts in either clause, and each passage names somebody acting
    whom the other does not: then each may mean its own."""
    if not (is_unnamed(x.agent) or is_unnamed(y.agent)):
        return False
    return all(
        any(acts(name, passage) for name in own)
        for passage, own in zip((a, b), given.own, strict=True)
    )


def first_word(passage: Passage, phrase: Phrase) -> str:
    """The first word of a phrase in lower case, empty where it has none."""
    found = WORD.findall(passage.words(phrase.span).lower())
    return found[0] if found else ""


def parts_differ(a: Passage, x: Clause, b: Passage, y: Clause) -> bool:
    """Whether one of two clauses tells of a part of those of whom the other does not tell that it
    speaks of all: "some workers", "most workers"."""
    partial, universal = words("judgement/partial_words"), words("judgement/universal_words")
    rows = ({first_word(a, one), first_word(b, other)} for one, other in _pairs(x, y))
    return any(row & partial and not row & universal for row in rows)


def _is_indefinite(passage: Passage, phrase: Phrase) -> bool:
    text = passage.words(phrase.span).replace("’", "'")
    definite = first_word(passage, phrase) in words("determiners") or "'s " in text
    return not definite and phrase.head not in phrase.names


def is_one_of_several(passage: Passage, clause: Clause) -> bool:
    """Whether who or what takes part in a clause is one of a row that is told of anew: "a first
    summit"."""
    taking_part = (p for p in (clause.agent, clause.patient) if p)
    return any(
        first_word(passage, p) in words("indefinite_articles") and p.lemmas & words("rank_words")
        for p in taking_part
    )


def _is_narrower(one: Phrase, b: Passage, other: Phrase) -> bool:
    known = WORD.findall(b.sentence.text.lower())
    own = one.lemmas - words("rank_words")
    return same_word(one.head, other.head) and any(
        not any(same_word(word, w) for w in known) for word in own
    )


def denies_a_narrower(a: Passage, x: Clause, b: Passage, y: Clause) -> bool:
    """Whether what is denied is of a narrower kind than what is told: "no lasting truce" beside
    "a truce"."""
    if x.negated == y.negated:
        return False
    if y.negated:
        a, x, b, y = b, y, a, x
    return any(
        _is_indefinite(a, one) and _is_narrower(one, b, other) for one, other in _pairs(x, y)
    )
