"""Acts that may be one though their participants are not surely the same, and who did them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from compare.data import words
from compare.judgement.attributed import two_views
from compare.judgement.complements import things_differ
from compare.judgement.events import Match, match, may_share_all, same_predicate, shared_patient
from compare.judgement.frames import WORD
from compare.judgement.measures import CONFLICT, outcome
from compare.judgement.parties import first_word
from compare.judgement.passage import Passage
from compare.judgement.periods import far_apart
from compare.judgement.points import Comparison
from compare.judgement.setting import Setting, name_value, within
from compare.judgement.told import Told
from compare.model import Phrase

PERSON = "person"


def _is_known(passage: Passage, phrase: Phrase) -> bool:
    """Whether a phrase stands for somebody or something that has been told of: a name, a pronoun,
    or a noun with "the"."""
    named = not phrase.head or phrase.head in phrase.names
    return named or first_word(passage, phrase) in words("determiners")


def _ranks_differ(a: Told, b: Told) -> bool:
    """Whether only one clause says which of several it was: "was first elected"."""
    texts = (told.passage.words(told.clause.span).lower() for told in (a, b))
    one, other = (set(WORD.findall(text)) & words("rank_words") for text in texts)
    return one != other


def may_be_one_act(a: Told, b: Told) -> bool:
    """Whether two finite clauses of one story tell that the same was done, by or to what may be the
    same and is known on both sides: "the rider was fined", "the 28-year-old was fined"."""
    x, y = a.clause, b.clause
    if not (x.tense and y.tense) or {x.lemma, y.lemma} & words("judgement/plain_verbs"):
        return False
    if (
        may_share_all(x, y) is None
        or _ranks_differ(a, b)
        or far_apart(a.facts("date"), b.facts("date"))
    ):
        return False
    if x.patient is None and y.patient is None:
        pairs = [(x.agent, y.agent)]
    else:
        pairs = [(x.patient or x.agent, y.patient or y.agent)]
    return all(p and q and _is_known(a.passage, p) and _is_known(b.passage, q) for p, q in pairs)


def _is_named(passage: Passage, phrase: Phrase) -> bool:
    """Whether a phrase is the name of one person."""
    found = within(passage.facts.of_kind("name"), phrase.span)
    people = [f for f in found if name_value(f).type == PERSON]
    return len(people) == 1 and phrase.head in phrase.names


def _others_named(told: Told, own: Setting, which: int, agent: Phrase) -> bool:
    """Whether a clause names somebody or some place, beside who acts, that the other side does
    not."""
    named = within(own.own[which], told.clause.span)
    return any(fact not in within(named, agent.span) for fact in named)


def _days_differ(a: Told, b: Told) -> bool:
    pairs = product(a.facts("date"), b.facts("date"))
    return any(outcome(x, y) == CONFLICT for x, y in pairs)


def _are_told(a: Told, b: Told) -> bool:
    """Whether both clauses tell that something was done, on one day as far as they give days."""
    told = all(
        t.is_real() and t.is_told() and not t.is_under_way() and not t.clause.negated
        for t in (a, b)
    )
    return (
        told and not _days_differ(a, b) and not two_views(a.passage, a.clause, b.passage, b.clause)
    )


def who_acted(a: Told, b: Told, given: Setting) -> Iterator[Comparison]:
    """Who did what one alone can do, to what surely is the same: "the goal was scored by Vik",
    "Hale scored the goal"."""
    x, y = a.clause, b.clause
    acts = {x.lemma, y.lemma} <= words("judgement/acts_of_one") and same_predicate(x, y)
    if not (acts and x.agent and y.agent and x.patient and y.patient):
        return
    same = _is_known(a.passage, x.patient) and _is_known(b.passage, y.patient)
    same = same and shared_patient(x, y) and not things_differ(a.passage, x, b.passage, y)
    named = _is_named(a.passage, x.agent) and _is_named(b.passage, y.agent)
    others = _others_named(a, given, 0, x.agent) and _others_named(b, given, 1, y.agent)
    if not same or not named or others or not _are_told(a, b):
        return
    if match(x.agent, y.agent, acting=True) is Match.DIFFERENT:
        yield Comparison("name", CONFLICT, x.agent.span, y.agent.span, (x, y))
