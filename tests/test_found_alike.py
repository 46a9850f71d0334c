"""What keeps two sentences of a run from excluding each other, by the lines of a fixture."""

from __future__ import annotations

from pathlib import Path

import pytest

from compare.facts import extract
from compare.judgement.comparability import may_exclude
from compare.judgement.judge import Case, case_of
from compare.judgement.measures import CONFLICT
from compare.judgement.passage import Passage
from compare.model import Likeness, Sentence

FIXTURE = Path(__file__).parent / "facts" / "found_alike.txt"
STATEMENTS = {"open": True, "closed": False}
# Likeness of sentences as a run finds them, where it is known which words are rare.
ALIKE = Likeness(0.6, 0.6, 0.5, specific=0.5)


def _lines() -> list[tuple[str, str, str]]:
    rows = FIXTURE.read_text(encoding="utf-8").splitlines()
    cases = [row.split(" | ") for row in rows if row and not row.startswith("#")]
    return [(said, a, b) for said, a, b in cases]


def _passage(text: str) -> Passage:
    sentence = Sentence("", 0, 0, len(text), text)
    return Passage(sentence, extract(text, [sentence], None, "en")[0])


def _case(a: str, b: str, likeness: Likeness = ALIKE) -> Case:
    return case_of(_passage(a), _passage(b), likeness)


@pytest.mark.parametrize(("said", "a", "b"), _lines())
def test_fixture(said: str, a: str, b: str) -> None:
    for one, other in ((a, b), (b, a)):
        case = _case(one, other)
        if said in STATEMENTS:
            assert not case.comparisons.conflicts()
            allowed = may_exclude(case.a, case.b, case.likeness, case.comparisons, in_run=True)
            assert allowed is STATEMENTS[said]
        elif said == CONFLICT:
            assert case.comparisons.conflicts()
        else:
            assert not case.comparisons.conflicts()
            assert said in {c.why for c in case.comparisons.found}


def test_side_by_side() -> None:
    """What somebody set side by side is about one thing."""
    given = Likeness(0.6, 0.6, 0.5, given=True)
    assert _case("He caught 39 passes.", "He caught 29 passes.", given).comparisons.conflicts()


def test_an_act_told_once_is_one() -> None:
    """Neither report tells of another quake that killed, so that the month sets none apart."""
    sides = (
        "A quake killed 612 people in February.",
        "Ten people were killed by the quake in the villages.",
    )
    assert not _case(*sides).comparisons.conflicts()
    once = Likeness(0.6, 0.6, 0.5, specific=0.5, told_once=frozenset({"kill"}))
    assert _case(*sides, once).comparisons.conflicts()
