"""The names that two passages share or differ in: whether they speak of the same people, places."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from compare.facts import name_compare
from compare.facts.name_words import NameRelation, plain, words_of
from compare.judgement.frames import touch
from compare.judgement.naming import same_name
from compare.judgement.passage import Passage
from compare.model import Fact, NameValue, Span


@dataclass(frozen=True, slots=True)
class Setting:
    """The names of two passages: how many each shares with the other, and those of its own; and
    the acts that both tell and neither report tells again (see compare.told_once)."""

    shared: int
    own: tuple[tuple[Fact, ...], tuple[Fact, ...]]
    told_once: frozenset[str] = frozenset()

    @property
    def differs(self) -> bool:
        """Whether each side names somebody or something that the other does not."""
        return bool(self.own[0] and self.own[1])


def name_value(fact: Fact) -> NameValue:
    """What a name fact names. Raises TypeError for other facts."""
    if not isinstance(fact.value, NameValue):
        raise TypeError(f"not a name: {fact.kind}")
    return fact.value


def may_be_one(a: Fact, b: Fact, acting: bool = False) -> bool:
    """Whether two names may name the same, or one a part of the other; of those who act also
    whether one may speak for the other."""
    return _may_be_one(name_value(a), name_value(b), acting)


# The names of a story meet one another again and again.
@lru_cache(maxsize=1 << 16)
def _may_be_one(x: NameValue, y: NameValue, acting: bool) -> bool:
    if name_compare.relation(x, y) is NameRelation.SAME:
        return True
    pairs = product(words_of(x.canonical), words_of(y.canonical))
    return any(same_name(v, w, acting) for v, w in pairs)


def _named(passage: Passage) -> tuple[Fact, ...]:
    return passage.facts.of_kind("name")


def acts(name: Fact, passage: Passage) -> bool:
    """Whether a name stands in what acts: "Moscow" then may be its country's government."""
    agents = (clause.agent for clause in passage.facts.clauses if clause.agent)
    return any(within((name,), agent.span) for agent in agents)


def _own(a: Passage, b: Passage) -> tuple[Fact, ...]:
    """The names in `a` that `b` has in no form, be it within a longer word."""
    text = plain(b.sentence.text)
    others = [(y, acts(y, b)) for y in _named(b)]

    def met(x: Fact) -> bool:
        acting = acts(x, a)
        return any(may_be_one(x, y, acting and acts) for y, acts in others)

    return tuple(x for x in _named(a) if not met(x) and plain(name_value(x).canonical) not in text)


def setting(a: Passage, b: Passage, told_once: frozenset[str] = frozenset()) -> Setting:
    """The names of two passages held against each other."""
    own = _own(a, b), _own(b, a)
    shared = min(len(_named(a)) - len(own[0]), len(_named(b)) - len(own[1]))
    return Setting(max(0, shared), own, told_once)


def touching(facts: tuple[Fact, ...], span: Span) -> tuple[Fact, ...]:
    """Those of the facts that have a place in common with a span."""
    return tuple(f for f in facts if touch(f.span, span))


def within(facts: tuple[Fact, ...], span: Span) -> tuple[Fact, ...]:
    """Those of the facts that stand in a span."""
    return tuple(f for f in facts if span[0] <= f.start and f.end <= span[1])
