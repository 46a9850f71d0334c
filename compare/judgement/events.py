"""Whether two clauses tell of one event: the same thing done, by and to what may be the same."""

from __future__ import annotations

from enum import Enum
from itertools import product

from compare.data import pairs, words
from compare.judgement.naming import same_name, same_word
from compare.model import Clause, Phrase


class Match(Enum):
    """How two phrases stand to each other."""

    SAME = "same"
    UNKNOWN = "unknown"
    DIFFERENT = "different"


def opposite(a: str, b: str) -> bool:
    """Whether two lemmas exclude each other; ranks only tell things apart."""
    return frozenset((a, b)) in pairs("antonyms") and not {a, b} & words("rank_words")


def same_predicate(a: Clause, b: Clause) -> bool:
    """Whether two clauses predicate the same thing."""
    return a.lemma == b.lemma or frozenset((a.lemma, b.lemma)) in pairs("same_verbs")


def _names_meet(a: Phrase, b: Phrase, acting: bool) -> bool:
    """Whether the names in two phrases agree; of two named things ("President X", "Minister Y")
    the heads must, a shared country is not enough."""
    if a.head in a.names and b.head in b.names:
        return any(same_name(a.head, name, acting) for name in b.names) or any(
            same_name(b.head, name, acting) for name in a.names
        )
    return any(same_name(x, y, acting) for x, y in product(a.names, b.names))


def match(a: Phrase | None, b: Phrase | None, acting: bool = False) -> Match:
    """Whether two phrases may stand for the same thing; `acting` where both name who acts.

    Names that do not meet exclude each other, and so do ranks ("first", "second"). A pronoun or an
    absent phrase tells nothing, and neither does a name against a description.
    """
    if a is None or b is None or not a.head or not b.head:
        return Match.UNKNOWN
    ranks = words("rank_words")
    ranks_a, ranks_b = a.lemmas & ranks, b.lemmas & ranks
    if ranks_a and ranks_b and ranks_a != ranks_b:
        return Match.DIFFERENT
    if any(opposite(x, y) for x, y in product(a.lemmas, b.lemmas)):
        return Match.DIFFERENT
    if a.names and b.names and not _names_meet(a, b, acting):
        return Match.DIFFERENT
    one_head = same_word(a.head, b.head)
    named = a.names and b.names and (a.head in a.names or b.head in b.names)
    if one_head or named:
        return Match.SAME
    related = a.names or b.names or any(same_word(x, y) for x, y in product(a.lemmas, b.lemmas))
    return Match.UNKNOWN if related else Match.DIFFERENT


def _roles(a: Clause, b: Clause) -> tuple[Match, Match]:
    """Agents and patients compared; a lone subject may be either ("the talks began")."""
    agents, patients = match(a.agent, b.agent, acting=True), match(a.patient, b.patient)
    if a.patient is None and b.agent is None:
        agents = match(a.agent, b.patient)
    elif b.patient is None and a.agent is None:
        agents = match(a.patient, b.agent)
    return agents, patients


def _apart(names: frozenset[str], others: frozenset[str]) -> bool:
    """Whether some of the names meet none of the others."""
    return any(not any(same_name(x, y) for y in others) for x in names)


def _names_differ(a: Clause, b: Clause) -> bool:
    """Whether each clause, beside who acts, names somebody or some place the other does not."""
    own, all_names = [], []
    for clause in (a, b):
        beside = [p.names for p in (clause.patient, *clause.others) if p]
        own.append(frozenset[str]().union(*beside))
        agent = clause.agent.names if clause.agent else frozenset[str]()
        all_names.append(own[-1] | agent)
    return _apart(own[0], all_names[1]) and _apart(own[1], all_names[0])


def same_participants(a: Clause, b: Clause) -> bool:
    """Whether the participants of two clauses surely are the same: what undergoes the act where
    there is such a thing, else who acts; and none excludes its counterpart."""
    agents, patients = _roles(a, b)
    if Match.DIFFERENT in (agents, patients) or _names_differ(a, b):
        return False
    if a.patient or b.patient:
        return patients is Match.SAME or (agents is Match.SAME and not (a.patient and b.patient))
    return agents is Match.SAME


def same_event(a: Clause, b: Clause) -> bool:
    """Whether two clauses tell of one event, as far as their words show.

    What somebody said is no such event: people say the same thing on many days.
    """
    if a.reporting or b.reporting:
        return False
    return same_predicate(a, b) and same_participants(a, b)
