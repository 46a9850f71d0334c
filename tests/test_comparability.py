"""Where an entailment model's word counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from single_sentences import passage_of

from compare.caching.versions import PACKAGE
from compare.judgement import fusion
from compare.judgement.comparability import may_exclude
from compare.judgement.comparison import compare_passages
from compare.judgement.entailment import Entailment
from compare.judgement.features import features
from compare.judgement.judge import ask, case_of
from compare.judgement.points import Obstacle
from compare.model import Likeness
from compare.options import Thresholds

EXCLUSIONS = Path(__file__).parent / "facts" / "exclusion.txt"
ALIKE, UNLIKE = Likeness(0.9, 0.9, 0.8), Likeness(0.4, 0.6, 0.2)


def _may(a: str, b: str, likeness: Likeness, in_run: bool) -> bool:
    one, other = passage_of(a), passage_of(b)
    found = compare_passages(one, other)
    turned = may_exclude(other, one, likeness, compare_passages(other, one), in_run)
    assert may_exclude(one, other, likeness, found, in_run) is turned
    return turned


def _exclusions() -> list[object]:
    found: list[object] = []
    for line in EXCLUSIONS.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            alike, in_run, alone, a, b = line.split(" | ")
            likeness = {"alike": ALIKE, "unlike": UNLIKE}[alike]
            row = (a, b, likeness, in_run == "yes", alone == "yes")
            found.append(pytest.param(*row, id=f"{a} {b}"))
    return found


@pytest.mark.parametrize(("a", "b", "likeness", "in_run", "alone"), _exclusions())
def test_where_whole_statements_may_exclude_each_other(
    a: str, b: str, likeness: Likeness, in_run: bool, alone: bool
) -> None:
    assert _may(a, b, likeness, True) is in_run
    assert _may(a, b, likeness, False) is alone


@pytest.mark.parametrize(
    ("a", "b", "one_only"),
    [
        ("The story of the ghost ship is made up.", "A ghost ship came to Arden.", 1.0),
        ("The story of the ghost ship is a hoax.", "The ghost ship is a fake.", 0.0),
        ("The ghost ship made upriver for Arden.", "A ghost ship came to Arden.", 0.0),
    ],
)
def test_one_side_calls_something_untrue(a: str, b: str, one_only: float) -> None:
    one, other = passage_of(a), passage_of(b)
    for x, y in ((one, other), (other, one)):
        found = features(x, y, UNLIKE, compare_passages(x, y))
        assert found["one_disbelieves"] == one_only


class _Noted:
    """An entailment model that cannot tell, and notes what it was asked."""

    name = "noted"

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []

    def judge(self, pairs: Sequence[tuple[str, str]]) -> list[Entailment]:
        self.asked += pairs
        return [Entailment((0.3, 0.4, 0.3), (0.3, 0.4, 0.3))] * len(pairs)


@pytest.mark.parametrize(
    ("a", "b", "likeness", "in_run"),
    [
        # They may say the same.
        ("The mayor opened the hall.", "The hall was opened by the mayor.", ALIKE, True),
        # One wording, in which an opposite word stands.
        (
            "The firm raised its prices for small boats last night.",
            "The firm lowered its prices for small boats last night.",
            ALIKE,
            True,
        ),
        # Different days, so that nobody can say that both tell the same.
        ("The mayor came on 5 May 2020.", "The mayor came on 7 May 2020.", ALIKE, False),
    ],
)
def test_in_a_run_the_entailment_model_is_asked_where_its_word_may_count(
    a: str, b: str, likeness: Likeness, in_run: bool
) -> None:
    one, other = passage_of(a), passage_of(b)
    every = Thresholds(related=0.0)
    for found_in_run in (True, False):
        known = replace(likeness, specific=3.0 if found_in_run else None)
        model = _Noted()
        (answer,) = ask([case_of(one, other, known)], model, every)
        wanted = in_run or not found_in_run
        assert (answer is not None) is wanted
        assert model.asked == ([(a, b)] if wanted else [])


def test_other_models_judge_only_where_they_are_asked_to() -> None:
    shipped = fusion.judge(False)
    empty = fusion.Logistic(0.0, {}, {})
    other = fusion.Judge(**dict.fromkeys(fusion.STAGES, empty))
    with fusion.judging_by({False: other, True: other}):
        assert fusion.judge(False) is other
    assert fusion.judge(False) is shipped


@pytest.mark.parametrize(
    ("a", "b", "why", "conflicting"),
    [
        # What is left after costs is less than what came in.
        (
            "The mill of Lund made a net profit of 5 million euros in 2018.",
            "The mill of Lund made a profit of 7 million euros in 2018.",
            Obstacle.OTHER_SCOPE,
            "The mill of Lund made a net profit of 7 million euros in 2018.",
        ),
        # A question is left open; what was decided is not.
        (
            "The board of Lund decided that the ferry must stop.",
            "The board of Lund has not decided whether the tram must stop.",
            Obstacle.OTHER_SCOPE,
            "The board of Lund has not decided that the ferry must stop.",
        ),
        # The same matter, but how is not whether.
        (
            "The clerk knew that the seal had been broken.",
            "The clerk did not know why the seal had been broken.",
            Obstacle.OTHER_SCOPE,
            "The clerk did not know whether the seal had been broken.",
        ),
        # One noun after one preposition, told apart.
        (
            "The council voted on the harbour bill.",
            "The council did not vote on the forest bill.",
            Obstacle.OTHER_SCOPE,
            "The council did not vote on the harbour bill.",
        ),
        # Different things after one preposition, where the wording alone brings the two together.
        (
            "The abbot spoke to the Evening Post about the sale of the old mill.",
            "The abbot did not speak to the Morning Star about the sale of the old mill.",
            Obstacle.OTHER_SCOPE,
            None,
        ),
        # At first, and in the end.
        (
            "The club initially rejected the offer from Arden.",
            "The club accepted the offer from Arden.",
            Obstacle.OTHER_TIME,
            "At once the club rejected the offer from Arden.",
        ),
        # Before something else; in indirect speech a tense moved back tells nothing.
        (
            "The trawler had not left the port of Dorn when the storm came.",
            "The trawler left the port of Dorn.",
            Obstacle.OTHER_TIME,
            None,
        ),
        # A part of those, and another part of them.
        (
            "Some nurses of Halle supported the strike.",
            "Many nurses of Halle opposed the strike.",
            Obstacle.OTHER_SCOPE,
            None,
        ),
        # A narrower thing is denied.
        (
            "The two firms signed a contract in Lund.",
            "The two firms did not sign a binding contract in Lund.",
            Obstacle.OTHER_SCOPE,
            "The two firms did not sign a contract in Lund.",
        ),
        # People of one family name.
        (
            "Mrs. Brandt left the meeting in Lund.",
            "Mr. Brandt did not leave the meeting in Lund.",
            Obstacle.OTHER_NAMES,
            "Mrs. Brandt did not leave the meeting in Lund.",
        ),
        # Each may mean its own.
        (
            "Speaker Dolan spoke in Lund, and he named Karsten Boll.",
            "President Weil spoke in Arden, though he did not name Karsten Boll.",
            Obstacle.OTHER_NAMES,
            "Speaker Dolan spoke in Lund, though he did not name Karsten Boll.",
        ),
        # Said to somebody who need not obey.
        (
            "Never sell the farm, she wrote.",
            "Lund sold the farm.",
            Obstacle.NOT_ASSERTED,
            "Lund never sold the farm.",
        ),
        # Counted since then, and then.
        (
            "Since March, 84 cyclists have died in Velden.",
            "In August, 12 cyclists died in Velden.",
            Obstacle.OTHER_TIME,
            None,
        ),
        # One night has two days.
        (
            "The deal was struck in Bergen late on Monday.",
            "The deal was struck in Bergen on Tuesday.",
            Obstacle.PRECISION,
            "The deal was struck in Bergen on Friday.",
        ),
    ],
)
def test_why_facts_that_differ_are_no_conflict(
    a: str, b: str, why: Obstacle, conflicting: str | None
) -> None:
    """`conflicting` in the place of one of the two is at odds with the other."""
    one, other = passage_of(a), passage_of(b)
    for x, y in ((one, other), (other, one)):
        found = compare_passages(x, y)
        assert not found.conflicts()
        assert why in {c.why for c in found.found}
    if conflicting:
        third = passage_of(conflicting)
        sides = [compare_passages(x, third).conflicts() for x in (one, other)]
        assert any(sides)


@pytest.mark.parametrize(
    ("a", "b", "may"),
    [
        # The same is quoted.
        ("he said", "Morton replied on Wednesday", False),
        ("he said in a statement", "he said in a written statement", False),
        # Nothing but the speaker differs, and both are named: that is for the typed comparison.
        ("Karl Holt said", "Anna Berg said", False),
    ],
)
def test_words_that_introduce_one_quotation_exclude_nothing(a: str, b: str, may: bool) -> None:
    quoted = "“I am not a coward and I have paid all of my debts to the bank,” {}."
    assert _may(quoted.format(a), quoted.format(b), ALIKE, False) is may


def test_only_the_judgement_reads_its_word_lists() -> None:
    """So that what is kept of facts and readings does not rest on them."""
    for folder in ("facts", "reading"):
        for path in (PACKAGE / folder).glob("*.py"):
            assert '"judgement/' not in path.read_text(encoding="utf-8"), path
