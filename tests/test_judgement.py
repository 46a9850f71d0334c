"""The rules of comparability: who may be who, and what time may change."""

from __future__ import annotations

import pytest
from single_sentences import compared, passage_of

from compare.judgement.comparison import compare_passages
from compare.judgement.entailment import Entailment
from compare.judgement.judge import case_of, judge
from compare.judgement.measures import APART, CONFLICT
from compare.judgement.naming import same_name
from compare.judgement.passage import Passage
from compare.judgement.points import Obstacle
from compare.judgement.timing import may_have_changed, published_apart
from compare.model import Likeness, Relation
from compare.options import Thresholds


def _found(a: str, b: str) -> list[tuple[str, str]]:
    return [(c.kind, c.outcome) for c in compared(a, b)]


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("peru", "peruvian", True),
        ("france", "french", True),
        ("sergei", "sergey", True),
        ("niger", "nigeria", False),
        ("niger", "nigerian", False),
        ("iran", "iraq", False),
        ("austria", "australia", False),
        ("norway", "kenya", False),
    ],
)
def test_names(a: str, b: str, same: bool) -> None:
    assert same_name(a, b) is same
    assert same_name(b, a) is same


def test_a_capital_speaks_for_its_country_only_where_it_acts() -> None:
    assert same_name("moscow", "russian", acting=True)
    assert not same_name("moscow", "russian")


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        (
            "The council closed the school in March 2020.",
            "The school was closed by the council in May 2020.",
            [("date", CONFLICT)],
        ),
        (
            "The council closed the school in 2020.",
            "The council closed the school in May 2020.",
            [("date", "finer")],
        ),
        (
            "The council closed the first school in March 2020.",
            "The council closed the second school in May 2020.",
            [("date", APART)],
        ),
        (
            "The council said in March 2020 that the school was old.",
            "The council said in May 2020 that the school was old.",
            [],
        ),
        (
            "The army shelled the town on 3 May 2020, killing 4 people.",
            "The army shelled the town on 9 May 2020, killing 4 people.",
            [("date", CONFLICT), ("quantity", "same")],
        ),
        (
            "The blast killed 5 people in March 2020.",
            "The blast killed 7 people in May 2020.",
            [("date", "apart"), ("quantity", "apart")],
        ),
        (
            "The firm hired 40 drivers.",
            "The firm hired 60 drivers.",
            [("quantity", CONFLICT)],
        ),
        ("The firm hired 40 drivers.", "The firm hired 60 nurses.", []),
        (
            "The army did not cross the river.",
            "The army crossed the river.",
            [("polarity", CONFLICT)],
        ),
        (
            "If the army crossed the river, the town would fall.",
            "The army did not cross the river.",
            [("polarity", "apart")],
        ),
        (
            "The queen did not visit Norway in 2019.",
            "The queen visited Norway in 2021.",
            [("date", "apart"), ("polarity", "apart")],
        ),
        (
            "The line will open in May 2026.",
            "The line opened in July 2026.",
            [("date", "apart")],
        ),
        (
            "The price rose in March 2020.",
            "The price fell in April 2020.",
            [("antonym", "apart"), ("date", "apart")],
        ),
        (
            "The price rose in March 2020.",
            "The price fell in March 2020.",
            [("antonym", CONFLICT), ("date", "same")],
        ),
        ("The talks began on 4 May 2020.", "The talks ended on 9 May 2020.", []),
    ],
)
def test_what_is_held_against_what(a: str, b: str, expected: list[tuple[str, str]]) -> None:
    assert sorted(_found(a, b)) == sorted(expected)
    assert sorted(_found(b, a)) == sorted(expected)


@pytest.mark.parametrize(
    ("a", "b", "apart"),
    [
        ("2022-03", "2022-04-01", True),
        ("2022-03", "2022-03-31", False),
        ("2022", "2023-01-01", True),
        ("2022-03-31T10:00:00Z", "2022-03-31", False),
        (None, "2022", False),
    ],
)
def test_publication_apart(a: str | None, b: str | None, apart: bool) -> None:
    assert published_apart(a, b) is apart
    assert published_apart(b, a) is apart


@pytest.mark.parametrize(
    ("a", "b", "changed"),
    [
        ("The road is open.", "The road is not open.", True),
        ("The council closed the road.", "The council did not close the road.", False),
        ("The blast killed 5 people.", "The blast killed 7 people.", True),
        ("The vote was held in March 2020.", "The vote was held in May 2020.", False),
        ("The vote will be held in March 2023.", "The vote will be held in May 2023.", True),
        ("The judge has been suspended.", "The judge was never suspended.", False),
        ("The judge has been suspended.", "The judge is not suspended.", True),
    ],
)
def test_what_time_may_change(a: str, b: str, changed: bool) -> None:
    def may(one: Passage, other: Passage) -> bool:
        return may_have_changed(one, other, compare_passages(one, other), other_figures=False)

    earlier, later = passage_of(a, "2022-01-01"), passage_of(b, "2022-02-01")
    assert may(earlier, later) is may(later, earlier) is changed
    assert may(earlier, passage_of(b)) is False


def test_what_is_told_long_after_may_be_of_another_occasion() -> None:
    a, b = "The captain was not arrested.", "Police arrested the captain."

    def may(earlier: str, later: str, dates: str = "") -> bool:
        one, other = passage_of(a + dates, earlier), passage_of(b + dates, later)
        return may_have_changed(one, other, compare_passages(one, other), other_figures=False)

    assert not may("2024-03-12", "2024-03-14")
    assert may("2019-07-04", "2024-03-12")


def test_time_may_change_figures_that_belong_to_no_one_act() -> None:
    a = passage_of("The film earned 40 million dollars.", "2022-01-01")
    b = passage_of("It had a gross of 52 million dollars.", "2022-02-01")
    found = compare_passages(a, b)
    assert not found.conflicts()
    assert may_have_changed(a, b, found, other_figures=True)
    assert not may_have_changed(a, b, found, other_figures=False)


@pytest.mark.parametrize(
    ("a", "b", "kind", "words"),
    [
        ("The ferry left Oslo at 10 p.m.", "The ferry left Oslo at 4 p.m.", "time", "10 p.m."),
        (
            "The port in Lagos raised its fees for small boats last night.",
            "The port in Lagos lowered its fees for small boats last night.",
            "antonym",
            "raised",
        ),
        (
            "Imports of rice from Vietnam grew faster than expected in the spring.",
            "Imports of rice from Vietnam did not grow faster than expected in the spring.",
            "polarity",
            "grew",
        ),
        # Whoever and whatever is in Lesk, it is one treaty.
        (
            "Ministers of Arvenia and Lorne signed the river treaty in Lesk on 12 April 2016.",
            "The river treaty of Arvenia and Lorne was signed by ministers in Lesk on 30 May 2016.",
            "date",
            "12 April 2016",
        ),
        (
            "It was in March 2021 that the council closed the school.",
            "The council closed the school in May 2021.",
            "date",
            "March 2021",
        ),
        # Those who died are those whom it killed.
        (
            "The bomb went off outside the bank, killing four.",
            "Eleven people died when the bomb went off outside the bank.",
            "quantity",
            "four",
        ),
        # There can be no more than what is said to be all.
        (
            "The opera house in Lesk cost 80 million euros in total.",
            "The opera house in Lesk cost 142 million euros.",
            "quantity",
            "80 million euros",
        ),
        (
            "All the passengers survived the crash.",
            "Four passengers died in the crash.",
            "antonym",
            "survived",
        ),
        ("The bridge is 3.2 km long.", "The bridge is 5 miles long.", "quantity", "3.2 km"),
    ],
)
def test_what_conflicts_and_where(a: str, b: str, kind: str, words: str) -> None:
    conflicts = [c for c in compared(a, b) if c.outcome == CONFLICT]
    assert [c.kind for c in conflicts] == [kind]
    assert a[slice(*conflicts[0].a)] == words
    turned = [c for c in compared(b, a) if c.outcome == CONFLICT]
    assert [(c.a, c.b) for c in turned] == [(c.b, c.a) for c in conflicts]


@pytest.mark.parametrize(
    ("a", "b", "why"),
    [
        (
            "The police searched the villa in Lima on Monday.",
            "The police searched the villa in Lima again on Thursday.",
            Obstacle.OTHER_TIME,
        ),
        (
            "The firm Velaro hired 40 drivers worldwide.",
            "The firm Velaro hired 60 drivers.",
            Obstacle.OTHER_SCOPE,
        ),
        (
            "The firm Velaro plans to hire 40 drivers.",
            "The firm Velaro hired 60 drivers.",
            Obstacle.NOT_ASSERTED,
        ),
        (
            "The price rose in March 2020.",
            "The price fell in April 2020.",
            Obstacle.SEVERAL_DIFFERENCES,
        ),
        (
            "The haulier was fined 20,000 euros in 2019.",
            "The haulier was fined 35,000 euros in 2021.",
            Obstacle.SEVERAL_DIFFERENCES,
        ),
        (
            "The firm sold 210,000 tractors in the second quarter.",
            "The firm sold 430,000 tractors in the first half.",
            Obstacle.OTHER_TIME,
        ),
        (
            "Sales of the firm fell by 6 percent in the second quarter.",
            "Sales of the firm rose by 1 percent in the first half.",
            Obstacle.OTHER_TIME,
        ),
        ("The Greens won 44 seats.", "The Greens won 39 seats then.", Obstacle.OTHER_TIME),
        (
            "Nine of the miners had been rescued by noon on Monday.",
            "Fourteen of the miners had been rescued by Monday evening.",
            Obstacle.OTHER_TIME,
        ),
        (
            "The tremor struck at 23:40 GMT on Monday.",
            "The tremor struck at 1:40 a.m. local time on Tuesday.",
            Obstacle.PRECISION,
        ),
        (
            "The group has 41,000 employees in Norway.",
            "The group has 96,000 employees.",
            Obstacle.OTHER_SCOPE,
        ),
    ],
)
def test_why_a_difference_is_no_conflict(a: str, b: str, why: Obstacle) -> None:
    apart = {c.why for c in compared(a, b) if c.outcome == APART}
    assert why in apart
    assert not [c for c in compared(a, b) if c.outcome == CONFLICT]
    assert why in {c.why for c in compared(b, a)}


@pytest.mark.parametrize(
    ("told", "by_somebody"),
    [
        ("The mayor said that the bridge was closed.", True),
        ("The bridge was closed, according to the mayor.", True),
        ("Police found that the bridge was closed.", True),
        ("The mayor refused to lock the bridge.", False),
        ("The mayor rejected the closure of the bridge.", False),
        ("The mayor was found guilty of closing the bridge.", False),
    ],
)
def test_a_difference_in_who_tells_is_one_only_where_somebody_tells(
    told: str, by_somebody: bool
) -> None:
    plain = passage_of("The bridge was shut on 3 May 2021.")
    given = judge(case_of(passage_of(told), plain, Likeness(0.9, 0.9, 0.5)), None, Thresholds())
    assert given.relation is Relation.DIVERGE
    assert ("attribution" in given.reasons) is by_somebody


def test_what_an_entailment_model_takes_to_exclude_each_other_does_not_agree() -> None:
    a = passage_of("Minister Berg has ruled out a law to limit strikes on the railways.")
    b = passage_of("Minister Berg announced that she would bring in a law to limit strikes.")
    case = case_of(a, b, Likeness(0.95, 0.9, 0.8, specific=3.0))
    likely, unlikely = (0.3, 0.2, 0.5), (0.5, 0.2, 0.3)
    against = judge(case, Entailment(likely, likely), Thresholds())
    undecided = judge(case, Entailment(likely, unlikely), Thresholds())
    assert against.relation is Relation.DIVERGE
    assert against.scores[Relation.AGREE] < 0.01 < undecided.scores[Relation.AGREE]


def test_where_figures_differ_these_are_shown() -> None:
    a = passage_of("The march through Lesk took three hours and drew 400 people.")
    b = passage_of("In Lesk the marchers, 900 of them, sang all the way to the harbour.")
    given = judge(case_of(a, b, Likeness(0.9, 0.9, 0.5, specific=3.0)), None, Thresholds())
    assert given.relation is Relation.DIVERGE
    assert [b.words(span) for span in given.evidence[1]] == ["900"]


@pytest.mark.parametrize(
    ("a", "b", "agree"),
    [
        ("The union rejected the offer of the railway.", "The railway rejected the offer.", False),
        ("The union rejected the offer of the railway.", "The union rejected the offer.", True),
    ],
)
def test_what_somebody_else_does_is_no_agreement(a: str, b: str, agree: bool) -> None:
    case = case_of(passage_of(a), passage_of(b), Likeness(0.98, 0.95, 0.85, specific=3.0))
    assert (judge(case, None, Thresholds()).scores[Relation.AGREE] > 0.1) is agree
