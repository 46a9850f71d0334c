"""The accreditation case with everything in it exchanged: the finding must follow the facts.

Templates hold the grammar of two reports of one event; actors, verbs, objects, places and months
are drawn from lists. The expectation comes from the substitution, never from the words.
"""

from __future__ import annotations

import itertools
import random
from dataclasses import dataclass, replace

import pytest

from compare.model import Relation
from compare.options import Options
from compare.pairs import Pair, Verdict, judge_pairs
from compare.pipeline import Models

COUNTRIES = [
    ("Peru", "Peruvian"),
    ("Norway", "Norwegian"),
    ("Kenya", "Kenyan"),
    ("Vietnam", "Vietnamese"),
    ("Georgia", "Georgian"),
    ("Brazil", "Brazilian"),
    ("Jordan", "Jordanian"),
    ("Canada", "Canadian"),
]
SENDERS = ["Ndalo", "Taliban", "Hezbollah", "Polisario", "Sinn Fein", "Hamas", "Catalan"]
OBJECTS = ["diplomat", "envoy", "ambassador", "consul", "delegate", "attaché"]
VERBS = ["accredited", "expelled", "detained", "appointed", "recalled", "received", "dismissed"]
MONTHS = ["January", "February", "March", "April", "May", "June", "August", "October", "December"]
SPEAKERS = ["Okafor", "Lindqvist", "Tanaka", "Moreau", "Haddad"]
PLACES = ["Geneva", "Oslo", "Nairobi", "Lima", "Hanoi"]


@dataclass(frozen=True)
class Case:
    """What one report says; the other differs from it only where a test says so."""

    country: tuple[str, str]
    sender: str
    thing: str
    verb: str
    month: str
    year: int
    speaker: str
    place: str

    def passive(self) -> str:
        """The event as a minister's words, in the passive."""
        return (
            f"During the meeting in {self.place}, {self.speaker} said that the {self.sender}’s "
            f"{self.thing} was {self.verb} by the {self.country[1]} Foreign Ministry in "
            f"{self.month} {self.year}, and the step was welcomed by his party."
        )

    def active(self) -> str:
        """The event told by the paper itself, in the active."""
        return (
            f"Following this, {self.country[0]} formally {self.verb} its first {self.thing} from "
            f"the {self.sender} government in {self.month} {self.year}, marking a step in ongoing "
            f"diplomatic relations."
        )


def _cases(count: int, seed: int) -> list[Case]:
    draw = random.Random(seed)
    return [
        Case(
            draw.choice(COUNTRIES),
            draw.choice(SENDERS),
            draw.choice(OBJECTS),
            draw.choice(VERBS),
            draw.choice(MONTHS),
            draw.choice([2019, 2021, 2022]),
            draw.choice(SPEAKERS),
            draw.choice(PLACES),
        )
        for _ in range(count)
    ]


def _other(value: object, values: list[object]) -> object:
    """The next of the values after the given one."""
    return values[(values.index(value) + 1) % len(values)]


def _verdicts(pairs: list[tuple[str, str]], models: Models) -> list[Verdict]:
    """Each pair judged; every second one with its sides exchanged."""
    asked = [
        Pair(i, *(pair if i % 2 == 0 else pair[::-1]), a_date=None, b_date=None)
        for i, pair in enumerate(pairs)
    ]
    return list(judge_pairs(asked, models, Options()))


def _conflicts(verdicts: list[Verdict]) -> list[bool]:
    return [v.relation is Relation.CONTRADICT and "date" in v.reasons for v in verdicts]


@pytest.fixture(params=["plain_models", "full_models"])
def models(request: pytest.FixtureRequest) -> Models:
    """Both ways to run: facts and similarity alone, and with the entailment model."""
    found: Models = request.getfixturevalue(request.param)
    return found


def test_other_months_are_a_date_conflict(models: Models) -> None:
    cases = _cases(200, seed=1)
    pairs = [(c.passive(), replace(c, month=_other(c.month, MONTHS)).active()) for c in cases]
    conflicts = _conflicts(_verdicts(pairs, models))
    missed = [pair for pair, found in zip(pairs, conflicts, strict=True) if not found]
    assert not missed, f"{len(missed)} of {len(pairs)} missed, such as {missed[0]}"


def test_equal_months_are_none(models: Models) -> None:
    pairs = [(c.passive(), c.active()) for c in _cases(200, seed=2)]
    wrong = [v for v in _verdicts(pairs, models) if v.relation is Relation.CONTRADICT]
    assert not wrong


@pytest.mark.parametrize("field", ["verb", "thing", "sender", "country"])
def test_another_event_on_one_side_is_none(models: Models, field: str) -> None:
    values = {"verb": VERBS, "thing": OBJECTS, "sender": SENDERS, "country": COUNTRIES}[field]
    cases = _cases(60, seed=3)
    pairs = []
    for case in cases:
        changed = replace(case, month=_other(case.month, MONTHS))
        changed = replace(changed, **{field: _other(getattr(case, field), list(values))})
        pairs.append((case.passive(), changed.active()))
    wrong = [v for v in _verdicts(pairs, models) if v.relation is Relation.CONTRADICT]
    assert not wrong


def test_a_month_within_the_year_is_precision(models: Models) -> None:
    cases = _cases(60, seed=4)
    pairs = [
        (c.passive(), c.active().replace(f"in {c.month} {c.year}", f"in {c.year}")) for c in cases
    ]
    verdicts = _verdicts(pairs, models)
    assert not any(v.relation is Relation.CONTRADICT for v in verdicts)
    precise = [v for v in verdicts if v.relation is Relation.DIVERGE and "precision" in v.reasons]
    assert len(precise) >= 0.9 * len(verdicts)


def test_every_template_word_is_exchanged_somewhere() -> None:
    cases = _cases(200, seed=1)
    drawn = {c.country for c in cases}, {c.verb for c in cases}, {c.month for c in cases}
    assert [len(values) for values in drawn] == [len(COUNTRIES), len(VERBS), len(MONTHS)]
    assert len(set(itertools.chain.from_iterable((c.passive(), c.active()) for c in cases))) > 350
