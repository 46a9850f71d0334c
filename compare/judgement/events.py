"""Whether two clauses tell of one event: the same thing done, by and to what may be the same."""

from __future__ import annotations

from dataclasses import replace
from enum import Enum
from functools import cache
from itertools import product

from compare.data import groups_of, pairs, table, words
from compare.facts.persons import is_person_noun
from compare.judgement.naming import same_name, same_word
from compare.model import Clause, Phrase

# A word this long after "un-" is a word of its own, and not "ion" in "union".
LONG = 5
# The shortest word that another may end in and be a kind of.
SUFFIX = 3


class Match(Enum):
    """How two phrases stand to each other."""

    SAME = "same"
    UNKNOWN = "unknown"
    DIFFERENT = "different"


@cache
def crossed(name: str) -> frozenset[frozenset[str]]:
    """Each word of a table's first column with each of the second, as sets of two."""
    rows = ((left.split(), right.split()) for left, right in table(name).items())
    return frozenset(frozenset(pair) for row in rows for pair in product(*row))


def _negates(a: str, b: str) -> bool:
    """Whether one word is the other with a prefix that turns it ("certain", "uncertain")."""
    short, long = sorted((a, b), key=len)
    return len(short) >= LONG and any(
        long == prefix + short for prefix in words("turning_prefixes")
    )


def opposite(a: str, b: str) -> bool:
    """Whether two lemmas exclude each other; ranks only tell things apart."""
    if {a, b} & words("rank_words"):
        return False
    pair = frozenset((a, b))
    return pair in pairs("antonyms") or pair in crossed("opposites") or _negates(a, b)


def one_of_group(a: str, b: str, name: str) -> bool:
    """Whether two lemmas are the same or stand in one group of a list."""
    return a == b or not groups_of(a, name).isdisjoint(groups_of(b, name))


def same_sense(a: str, b: str) -> bool:
    """Whether two words are forms of one, or name the same things or acts."""
    return same_word(a, b) or any(one_of_group(a, b, name) for name in ("same_things", "same_acts"))


def same_predicate(a: Clause, b: Clause) -> bool:
    """Whether two clauses predicate the same thing."""
    return one_of_group(a.lemma, b.lemma, "same_acts") or frozenset((a.lemma, b.lemma)) in pairs(
        "same_verbs"
    )


def _names_meet(a: Phrase, b: Phrase, acting: bool) -> bool:
    """Whether the names in two phrases agree; of two named things ("President X", "Minister Y")
    the heads must, a shared country is not enough."""
    heads = a.head in a.names, b.head in b.names
    if all(heads):
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
        # "The Lima developer" and "Jorge Paz" may be one.
        described = (a.head in a.names) != (b.head in b.names)
        return Match.UNKNOWN if described else Match.DIFFERENT
    parts = words("part_nouns")
    if (a.head in parts) != (b.head in parts):
        return Match.UNKNOWN
    one_head = same_word(a.head, b.head) or one_of_group(a.head, b.head, "same_things")
    one_head = one_head or (is_anybody(a.head) and is_anybody(b.head))
    named = a.names and b.names and (a.head in a.names or b.head in b.names)
    if one_head or named:
        return Match.SAME
    related = a.names or b.names or _are_people(a.head, b.head)
    related = related or any(same_word(x, y) for x, y in product(a.lemmas, b.lemmas))
    related = related or is_anybody(a.head) or is_anybody(b.head) or _is_kind_of(a.head, b.head)
    return Match.UNKNOWN if related else Match.DIFFERENT


def _are_people(a: str, b: str) -> bool:
    """Whether both heads are nouns for a person, of which one tells next to nothing of who it is:
    "the 28-year-old", "the rider"."""
    anybody, titles = words("judgement/anybody"), words("name_titles")
    return not anybody.isdisjoint({a, b}) and all(
        head in anybody or head in titles or is_person_noun(head) for head in (a, b)
    )


def is_anybody(head: str) -> bool:
    """Whether a head says of those it counts no more than that they are people, if that."""
    return head.isdigit() or head in table("number_words") or head in words("person_words")


def _is_kind_of(a: str, b: str) -> bool:
    """Whether one word ends in the other: a gunman is a man."""
    short, long = sorted((a, b), key=len)
    return len(short) >= SUFFIX and long.endswith(short)


def is_unnamed(phrase: Phrase | None) -> bool:
    """Whether a phrase is a pronoun of which nothing tells whom it stands for."""
    return phrase is not None and not phrase.head


def _names(clause: Clause) -> frozenset[str]:
    phrases = (clause.agent, clause.patient, *clause.others)
    return frozenset[str]().union(*(p.names for p in phrases if p))


def _without_places(phrase: Phrase | None, elsewhere: frozenset[str]) -> Phrase | None:
    """A phrase without the names that only say where it is and that the other clause has as well:
    of "the treaty signed in Lomé" a parser may take the treaty or the signing to be in Lomé."""
    if phrase is None or not phrase.placed:
        return phrase
    shared = {name for name in phrase.placed if any(same_name(name, x) for x in elsewhere)}
    return replace(phrase, names=phrase.names - shared, lemmas=phrase.lemmas - shared)


def _placeless(clause: Clause, other: Clause) -> Clause:
    agent, patient = (_without_places(p, _names(other)) for p in (clause.agent, clause.patient))
    return replace(clause, agent=agent, patient=patient)


def is_undergone(clause: Clause) -> bool:
    """Whether a clause tells what somebody undergoes, and not who does it to them."""
    return clause.lemma in table("judgement/undergone_acts") and clause.patient is None


def undergone(clause: Clause) -> Clause:
    """What somebody undergoes as what is done to them: who died is the patient of a killing."""
    if not is_undergone(clause):
        return clause
    act = table("judgement/undergone_acts")[clause.lemma]
    return replace(clause, lemma=act, agent=None, patient=clause.agent)


def _roles(a: Clause, b: Clause) -> tuple[Match, Match]:
    """Agents and patients compared; a lone subject may be either ("the talks began")."""
    a, b = _placeless(a, b), _placeless(b, a)
    agents, patients = match(a.agent, b.agent, acting=True), match(a.patient, b.patient)
    if a.patient is None and b.agent is None:
        agents = match(a.agent, b.patient)
    elif b.patient is None and a.agent is None:
        agents = match(a.patient, b.agent)
    return agents, patients


def shared_patient(a: Clause, b: Clause) -> bool:
    """Whether what undergoes the act surely is the same."""
    return _roles(a, b)[1] is Match.SAME


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


def _is_occurrence(clause: Clause) -> bool:
    """Whether a clause says of an occurrence that is named by a noun no more than that it
    happened."""
    happens = clause.lemma in words("judgement/occurrence_verbs")
    named = clause.agent is not None and clause.agent.head in words("judgement/occurrences")
    return happens and named


def same_event(a: Clause, b: Clause) -> bool:
    """Whether two clauses tell of one event, as far as their words show.

    What somebody said is no such event: people say the same thing on many days.
    """
    if a.reporting or b.reporting:
        return False
    same_act = same_predicate(a, b) or (_is_occurrence(a) and _is_occurrence(b))
    return same_act and same_participants(a, b)


def may_share_all(a: Clause, b: Clause) -> bool:
    """Whether two clauses predicate the same, and no participant excludes its counterpart."""
    if a.reporting or b.reporting or not same_predicate(a, b) or _names_differ(a, b):
        return False
    return Match.DIFFERENT not in _roles(a, b)


def shares_role(a: Clause, b: Clause) -> bool:
    """Whether a participant of two clauses surely is the same in the same part."""
    return Match.SAME in _roles(a, b)
