"""Acts that may be one though their participants are not surely the same, and who did them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from compare.data import table, words
from compare.facts.persons import is_person_noun
from compare.judgement.attributed import two_views
from compare.judgement.complements import other_words, things_differ
from compare.judgement.events import Match, match, may_share_all, same_predicate, shared_patient
from compare.judgement.frames import WORD
from compare.judgement.measures import CONFLICT, FINER, SAME, outcome
from compare.judgement.parties import first_word, sexes
from compare.judgement.passage import Passage
from compare.judgement.periods import far_apart
from compare.judgement.points import Comparison
from compare.judgement.setting import Setting, name_value, within
from compare.judgement.told import Told, marks_differ
from compare.model import Clause, Fact, Phrase
from compare.told_once import names_of

PERSON = "person"
IT = "it"
SURE = frozenset({"asserted", "confirmed"})


def told_once(a: Told, b: Told, given: Setting) -> bool:
    """Whether two clauses tell an act that neither report tells again."""
    return not given.told_once.isdisjoint(names_of(a.clause) & names_of(b.clause))


def acts_in_common(a: Passage, b: Passage, once: frozenset[str]) -> frozenset[str]:
    """Those of some acts that clauses of both passages tell without a participant that excludes
    its counterpart."""
    pairs = product(a.facts.clauses, b.facts.clauses)
    shared = (names_of(x) & names_of(y) & once for x, y in pairs if may_share_all(x, y))
    return frozenset[str]().union(*shared)


def _is_known(passage: Passage, phrase: Phrase) -> bool:
    """Whether a phrase stands for somebody or something that has been told of: a name, a noun with
    "the", or a pronoun for one."""
    first = first_word(passage, phrase)
    if not phrase.head:
        return first == IT or first in table("pronouns_by_sex")
    return phrase.head in phrase.names or first in words("determiners")


def _sexes(passage: Passage, phrase: Phrase) -> set[str]:
    """What title, pronoun, given name or noun tell of the sex of somebody."""
    given, nouns = table("given_names_by_sex"), table("nouns_by_sex")
    named = {given[name] for name in phrase.names if name in given}
    told = {nouns[phrase.head]} if phrase.head in nouns else set()
    return sexes(passage.words(phrase.span)) | named | told


def _may_be_one(a: Passage, one: Phrase, b: Passage, other: Phrase) -> bool:
    """Whether two phrases, which surely are not the same, may stand for one: "it" for a thing, and
    for a person a pronoun, a noun that tells next to nothing of who it is ("the 28-year-old"), or a
    description beside a name."""
    if IT in {a.words(one.span).lower(), b.words(other.span).lower()}:
        offices = words("name_titles")
        return not any(_is_person(p, x) or x.head in offices for p, x in ((a, one), (b, other)))
    one_sex, other_sex = _sexes(a, one), _sexes(b, other)
    if one_sex and other_sex and one_sex.isdisjoint(other_sex):
        return False
    if not (_is_person(a, one) and _is_person(b, other)):
        return False
    vague = not (words("judgement/anybody") | {""}).isdisjoint({one.head, other.head})
    return vague or _is_named(a, one) != _is_named(b, other)


def _is_described(passage: Passage, phrase: Phrase) -> bool:
    """Whether somebody is told of by a noun that is no office: "the founder of the charity"."""
    return is_person_noun(phrase.head) and phrase.head not in words("name_titles")


def _is_person(passage: Passage, phrase: Phrase) -> bool:
    named = phrase.head in phrase.names and _is_named(passage, phrase)
    pronoun = passage.words(phrase.span).lower() in table("pronouns_by_sex")
    told = phrase.head in words("judgement/anybody") or _is_described(passage, phrase)
    return named or pronoun or told


def _counterparts(x: Clause, y: Clause) -> tuple[Phrase | None, Phrase | None]:
    """What undergoes two acts, or else who acts in both; a lone subject may be either."""
    for one, other in ((x.patient, y.patient), (x.agent, y.agent)):
        if one and other:
            return one, other
    return x.patient or x.agent, y.patient or y.agent


def may_be_one_act(a: Told, b: Told, given: Setting) -> bool:
    """Whether two clauses tell the one act of its kind that either report tells, by or to the same,
    or by or to somebody known who may be the same."""
    x, y = a.clause, b.clause
    if not told_once(a, b, given) or not may_share_all(x, y) or marks_differ(a, b, "rank_words"):
        return False
    one, other = _counterparts(x, y)
    if one is None or other is None or far_apart(a.facts("date"), b.facts("date")):
        return False
    if not (_is_known(a.passage, one) and _is_known(b.passage, other)):
        return False
    same = match(one, other) is Match.SAME
    return same or _may_be_one(a.passage, one, b.passage, other)


def _named(passage: Passage, phrase: Phrase) -> tuple[Fact, ...]:
    found = within(passage.facts.of_kind("name"), phrase.span)
    return tuple(f for f in found if name_value(f).type == PERSON)


def _is_named(passage: Passage, phrase: Phrase) -> bool:
    """Whether a phrase is the name of one person."""
    return len(_named(passage, phrase)) == 1 and phrase.head in phrase.names


def _own_beside(told: Told, own: tuple[Fact, ...], agent: Phrase) -> bool | None:
    """Whether a clause names somebody or some place, beside who acts, whom the other side does not
    name; None where it is not even who acts."""
    named = within(own, told.clause.span)
    acting = _named(told.passage, agent)
    if not set(acting) <= set(named):
        return None
    return set(named) != set(acting)


def _is_partisan(told: Told) -> bool:
    """Whether somebody who takes a side tells it: "the defence said"."""
    found = set(WORD.findall(told.passage.sentence.text.lower()))
    return not words("judgement/partisans").isdisjoint(found)


def _is_fact(told: Told) -> bool:
    """Whether a clause tells that something was done, as a fact."""
    real = told.clause.modality in SURE and told.is_told() and not told.is_under_way()
    return real and not told.clause.negated and not _is_partisan(told)


def _on_one_thing(a: Told, b: Told) -> bool:
    """Whether what surely is the same, and known on both sides, undergoes the act on both, on the
    same days as far as they are told."""
    x, y = a.clause, b.clause
    if x.patient is None or y.patient is None or not shared_patient(x, y):
        return False
    known = _is_known(a.passage, x.patient) and _is_known(b.passage, y.patient)
    apart = things_differ(a.passage, x, b.passage, y) or other_words(x.patient, x, y.patient, y)
    one, other = a.facts("date"), b.facts("date")
    on_one_day = all(outcome(d, e) in {SAME, FINER} for d, e in product(one, other))
    return known and not apart and on_one_day and bool(one) == bool(other)


def who_acted(a: Told, b: Told, given: Setting) -> Iterator[Comparison]:
    """Who did what one alone does to one thing: "the goal was scored by Vik", "Hale scored the
    goal"."""
    x, y = a.clause, b.clause
    acts = {x.lemma, y.lemma} <= words("judgement/acts_of_one") and same_predicate(x, y)
    if not (acts and x.agent and y.agent and _on_one_thing(a, b)):
        return
    named = _is_named(a.passage, x.agent) and _is_named(b.passage, y.agent)
    beside = _own_beside(a, given.own[0], x.agent), _own_beside(b, given.own[1], y.agent)
    if not named or None in beside or all(beside) or not (_is_fact(a) and _is_fact(b)):
        return
    if match(x.agent, y.agent, acting=True) is not Match.DIFFERENT:
        return
    if not two_views(a.passage, x, b.passage, y):
        yield Comparison("name", CONFLICT, x.agent.span, y.agent.span, (x, y))
