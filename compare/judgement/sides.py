"""Statements that go together whatever their verbs: one act told from its two sides, or what is
told of two, be it two who act or a place and the country around it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from compare.data import words
from compare.facts.name_places import places
from compare.judgement.complements import other_words, told_apart
from compare.judgement.events import Match, crossed, match, opposite, same_predicate, same_sense
from compare.judgement.evidence import own_content
from compare.judgement.frames import WORD
from compare.judgement.naming import same_word
from compare.judgement.passage import Passage
from compare.judgement.setting import Setting, name_value
from compare.model import Clause, Fact, Phrase, QuantityValue

# So many of a thing may be called hardly any.
FEW = 10


def _is_beside(phrase: Phrase | None, clause: Clause) -> bool:
    """Whether what acts elsewhere takes part in a clause without acting."""
    beside = (p for p in (clause.patient, *clause.others) if p)
    return any(match(phrase, p, acting=True) is Match.SAME for p in beside)


def tell_one_act(a: Passage, b: Passage) -> bool:
    """Whether two passages tell one act from its two sides: "A bought it from B", "B sold it to
    A"; of the two who take part one acts here and the other there."""
    return any(
        frozenset((x.lemma, y.lemma)) in crossed("judgement/converses")
        and x.negated == y.negated
        and match(x.agent, y.agent, acting=True) is not Match.SAME
        and (_is_beside(x.agent, y) or _is_beside(y.agent, x))
        for x, y in product(a.facts.clauses, b.facts.clauses)
    )


def others_act(a: Passage, b: Passage) -> bool:
    """Whether what one passage tells of somebody the other tells of somebody else: "the union
    rejected the offer", "the employers rejected the demand"."""
    agents = [
        match(x.agent, y.agent, acting=True)
        for x, y in product(a.facts.clauses, b.facts.clauses)
        if x.tense and y.tense and not x.reporting and same_predicate(x, y)
    ]
    return bool(agents) and all(found is Match.DIFFERENT for found in agents)


def tell_of_two(a: Passage, b: Passage) -> bool:
    """Whether those who act in two passages are told apart by their words on both sides: "the
    finance minister", "the trade minister"."""
    return any(
        x.agent is not None and y.agent is not None and other_words(x.agent, x, y.agent, y)
        for x, y in product(a.facts.clauses, b.facts.clauses)
    )


def tell_of_two_firsts(a: Passage, b: Passage) -> bool:
    """Whether two passages tell who was the first of two kinds: "the first woman", "the first
    northerner", each of which may be somebody else."""
    said = [_said_to_be(passage) for passage in (a, b)]
    return any(
        x.lemmas & y.lemmas & words("judgement/kind_ranks")
        and not same_sense(x.head, y.head)
        and told_apart(x, c, y, d)
        for (x, c), (y, d) in product(*said)
    )


def _said_to_be(passage: Passage) -> list[tuple[Phrase, Clause]]:
    """What a passage says that somebody is: a phrase after a verb without an object."""
    return [
        (phrase, clause)
        for clause in passage.facts.clauses
        if clause.patient is None
        for phrase in clause.others
    ]


def asks_for_what_is_told(a: Passage, b: Passage) -> bool:
    """Whether one passage tells only that something was asked for, which need not have come about,
    and the other tells of no asking: "was invited to the regatta", "stayed away from it"."""
    asks = [_asks(passage) for passage in (a, b)]
    return asks[0] != asks[1]


def _asks(passage: Passage) -> bool:
    told = [c for c in passage.facts.clauses if c.tense and not c.reporting]
    return bool(told) and all(c.lemma in words("judgement/asking_verbs") for c in told)


def tell_how_few(a: Passage, b: Passage) -> bool:
    """Whether one passage tells only that it were next to none of a thing, "hardly any of the
    shops", and the other how many, which are few."""
    return any(
        same_word(thing, counted)
        for x, y in ((a, b), (b, a))
        for thing in next_to_none(x)
        for counted in _counted_few(y)
    )


def next_to_none(passage: Passage) -> Iterator[str]:
    """Of what a passage tells that it were next to none: the word after the phrase for that."""
    told = " ".join(["", *WORD.findall(passage.sentence.text.lower()), ""])
    for phrase in words("judgement/next_to_none"):
        for rest in told.split(f" {phrase} ")[1:]:
            yield from [w for w in rest.split() if w not in words("function_words")][:1]


def _counted_few(passage: Passage) -> Iterator[str]:
    for fact in passage.facts.of_kind("quantity"):
        value = fact.value
        if not isinstance(value, QuantityValue) or value.unit or value.high is None:
            continue
        if value.of and value.high <= FEW:
            yield value.of


def tell_opposites_of_two_things(a: Passage, b: Passage) -> bool:
    """Whether opposite things are told of one who acts, but on two matters: "allowed the cameras",
    "banned telephones"."""
    return any(
        opposite(x.lemma, y.lemma)
        and match(x.agent, y.agent, acting=True) is Match.SAME
        and x.patient is not None
        and y.patient is not None
        and match(x.patient, y.patient) is Match.DIFFERENT
        for x, y in product(a.facts.clauses, b.facts.clauses)
    )


def _forecasts(passage: Passage) -> bool:
    """Whether a passage has a word for forecasting; a parser may take "forecast" for a noun."""
    found = WORD.findall(passage.sentence.text.lower())
    verbs = words("judgement/forecast_verbs")
    return any(same_word(word, verb) for word, verb in product(found, verbs))


def are_two_forecasts(a: Passage, b: Passage, given: Setting) -> bool:
    """Whether both passages forecast something, and either names somebody whom the other does not,
    or each has words of its own: "the bank", "the government"."""
    if not (_forecasts(a) and _forecasts(b)):
        return False
    return any(given.own) or bool(own_content(a, b) and own_content(b, a))


def _is_around(x: Fact, y: Fact) -> bool:
    """Whether one of two names is that of a place in the country that the other names."""
    found = (places(name_value(name).canonical) for name in (x, y))
    return any(p.country == q.country and p.kind != q.kind for p, q in product(*found))


def tell_of_part_and_whole(given: Setting) -> bool:
    """Whether each of two passages names a place that the other does not, one within the other:
    what is so in a city need not be so in its country."""
    return any(_is_around(x, y) for x, y in product(*given.own))
