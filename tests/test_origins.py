"""Origins: what counts as copied, what does not, and how often a claim is told independently."""

from __future__ import annotations

import dataclasses
import random

import pytest
import sample_report
from hypothesis import given, settings
from hypothesis import strategies as st
from test_grouping import _article as named
from test_grouping import _finding as finding

from compare.grouping import group
from compare.model import Article, Origin, Relation
from compare.origins import merged, origins
from compare.report import wording

# Words without meaning, so that no two runs of them are alike by chance.
DICE = random.Random(3)
WORDS = ["".join(DICE.choices("abcdefghij", k=7)) for _ in range(2000)]


def prose(start: int, length: int) -> str:
    return " ".join(WORDS[start : start + length]) + "."


def article(source: str | None, text: str, agency: str | None = None) -> Article:
    made = sample_report.article(source, None, None, text)
    return dataclasses.replace(made, origin_of={"agency": agency} if agency else {})


def test_independent_reports_have_no_common_origin() -> None:
    assert origins([article("One", prose(0, 300)), article("Two", prose(300, 300))]) == ()


def test_a_copy_with_another_head_is_whole_article_overlap() -> None:
    one = article("One", f"{prose(900, 20)} {prose(0, 200)}")
    two = article("Two", f"{prose(1000, 60)} {prose(0, 200)}")
    (found,) = origins([one, two])
    assert found.articles == tuple(sorted((one.id, two.id)))
    assert found.reasons == ("overlap",)
    assert found.share == pytest.approx(0.89, abs=0.02)


def test_a_copy_that_an_editor_went_over_is_still_one() -> None:
    words = prose(0, 240).split()
    edited = [word if at % 11 else "other" for at, word in enumerate(words)]
    (found,) = origins([article("One", " ".join(words)), article("Two", " ".join(edited))])
    assert found.reasons == ("overlap",)


def test_long_shared_passages_in_else_different_reports_count() -> None:
    one = article("One", f"{prose(0, 90)} {prose(500, 200)}")
    two = article("Two", f"{prose(800, 250)} {prose(0, 90)}")
    (found,) = origins([one, two])
    assert found.reasons == ("shared-text",) and 0.2 <= found.share < 0.5


@pytest.mark.parametrize(
    ("length", "shared", "why"),
    [
        (200, prose(0, 11), "a title or a name"),
        (200, f"“{prose(0, 120)}”", "a statement that both quote"),
        (200, f'"{prose(0, 120)}"', "the same in straight marks"),
        (0, prose(0, 20), "too short to tell"),
    ],
)
def test_what_two_reporters_may_share_is_no_copy(length: int, shared: str, why: str) -> None:
    one = article("One", f"{prose(800, length)} {shared}")
    two = article("Two", f"{prose(1100, length)} {shared} {shared[-9:]}")
    assert origins([one, two]) == (), why


def test_reports_that_credit_one_agency_or_are_it_count_once() -> None:
    texts = [prose(at, 100) for at in (0, 200, 400, 600)]
    first = article("One", texts[0], "Far Wire")
    second = article("Two", texts[1], "Far Wire")
    itself = article("Far Wire", texts[2])
    other = article("Four", texts[3], "Near Wire")
    (found,) = origins([first, second, itself, other])
    assert set(found.articles) == {first.id, second.id, itself.id}
    assert (found.reasons, found.agency) == (("agency",), "Far Wire")


def test_two_reports_of_one_outlet_are_not_independent() -> None:
    (found,) = origins([article("The Post", prose(0, 50)), article("the post ", prose(99, 50))])
    assert found.reasons == ("same-outlet",)
    unknown = [article(None, prose(0, 50)), article(None, prose(99, 50))]
    assert origins(unknown) == ()


@settings(max_examples=20)
@given(st.permutations(range(5)))
def test_the_order_of_the_reports_changes_nothing(order: list[int]) -> None:
    texts = [(0, 100), (20, 100), (500, 100), (40, 100), (560, 100)]
    made = [article(f"Outlet {at}", prose(*text)) for at, text in enumerate(texts)]
    assert origins([made[at] for at in order]) == origins(made)
    assert [len(origin.articles) for origin in origins(made)] == [3, 2]


def test_groups_with_a_common_member_become_one() -> None:
    assert merged([["a", "b"], ["c"], ["b", "d"], ["e", "c"]]) == (("a", "b", "d"), ("c", "e"))


def test_corroboration_counts_origins() -> None:
    articles = [named(name) for name in "pqr"]
    findings = [
        finding("p:0", "q:0", Relation.AGREE, "same-facts"),
        finding("p:0", "r:0", Relation.AGREE, "same-facts"),
    ]
    assert group(articles, {}, findings)[0].origins == 3
    assert group(articles, {}, findings, [Origin(("p", "q"), ("overlap",))])[0].origins == 2
    assert group(articles, {}, findings, [Origin(("p", "x"), ("overlap",))])[0].origins == 3


@pytest.mark.parametrize(
    ("origin", "told"),
    [
        (
            Origin(("p", "q"), ("overlap",), None, 0.62),
            "Reports 1 and 2 count as one origin: most of one text stands in the other (62% of "
            "it).",
        ),
        (
            Origin(("p", "q", "r"), ("agency", "same-outlet"), "Far Wire"),
            "Reports 1, 2 and 3 count as one origin: they credit Far Wire and they come from one "
            "outlet.",
        ),
    ],
)
def test_the_report_says_which_outlets_share_an_origin(origin: Origin, told: str) -> None:
    assert wording.shared_origin(origin, {"p": 1, "q": 2, "r": 3}) == told
