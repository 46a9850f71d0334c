"""The rules of comparability: who may be who, and what time may change."""

from __future__ import annotations

import pytest

from compare.facts import extract
from compare.judgement.comparison import CONFLICT, Comparison, compare_facts
from compare.judgement.naming import same_name
from compare.judgement.timing import may_have_changed, published_apart
from compare.model import Facts, Sentence


def _facts(text: str, published: str | None = None) -> Facts:
    return extract(text, [Sentence("a", 0, 0, len(text), text)], published)[0]


def _found(a: str, b: str) -> list[tuple[str, str]]:
    found: tuple[Comparison, ...] = compare_facts(_facts(a), _facts(b)).found
    return [(c.kind, c.outcome) for c in found]


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
            [],
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
    ],
)
def test_what_time_may_change(a: str, b: str, changed: bool) -> None:
    fa, fb = _facts(a), _facts(b)
    comparisons = compare_facts(fa, fb)
    assert may_have_changed("2022-01-01", "2022-02-01", comparisons, fa, fb) is changed
    assert may_have_changed("2022-01-01", None, comparisons, fa, fb) is False
