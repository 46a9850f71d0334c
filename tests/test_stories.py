"""Stories: what is drawn together, what is kept apart, and what never changes it."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from compare.model import Sentence
from compare.stories import likeness, linked, stories

FERRY = [
    "The old ferry Alma sank in the bay of Norr on Monday.",
    "All 40 passengers of the Alma were rescued by fishing boats.",
]
FERRY_AGAIN = [
    "Fishing boats rescued 40 passengers after the ferry Alma went down near Norr.",
    "The Alma, an old ferry, sank in the bay on Monday.",
]
SCHOOL = [
    "The council of Tamsin closed two primary schools for lack of teachers.",
    "Parents protested outside the town hall of Tamsin.",
]
SCHOOL_AGAIN = [
    "Two primary schools in Tamsin are to close, the council decided.",
    "Teachers are lacking, and parents protested at the town hall.",
]
BANK = [
    "Regulators fined the Ostrava savings bank over hidden losses.",
    "Its chairman resigned after the fine was announced.",
]
BANK_AGAIN = [
    "The chairman of the Ostrava savings bank resigned over a fine.",
    "Regulators said that the bank had hidden losses.",
]
MIXED = {
    "a1": FERRY,
    "b1": SCHOOL,
    "c1": BANK,
    "a2": FERRY_AGAIN,
    "b2": SCHOOL_AGAIN,
    "c2": BANK_AGAIN,
    "a3": [*FERRY_AGAIN, *FERRY],
}
STORIES = (("a1", "a2", "a3"), ("b1", "b2"), ("c1", "c2"))


def _sentences(articles: dict[str, list[str]]) -> dict[str, list[Sentence]]:
    return {
        id: [Sentence(id, i, 0, len(text), text) for i, text in enumerate(texts)]
        for id, texts in articles.items()
    }


def test_a_mixed_folder_is_grouped_by_events() -> None:
    assert stories(_sentences(MIXED)) == STORIES


@given(st.randoms(use_true_random=False))
def test_the_order_of_the_articles_changes_nothing(generator: random.Random) -> None:
    rows = list(MIXED.items())
    generator.shuffle(rows)
    assert stories(_sentences(dict(rows))) == STORIES


def test_one_story_can_be_forced() -> None:
    assert stories(_sentences(MIXED), one_story=True) == (tuple(sorted(MIXED)),)


def test_two_articles_are_always_compared() -> None:
    assert stories(_sentences({"x": FERRY, "y": BANK})) == (("x", "y"),)


def test_a_handful_holds_together_as_a_chain() -> None:
    """The first and the last share nothing but what each shares with the one between them."""
    chain = {"x": FERRY, "y": [*FERRY_AGAIN, *SCHOOL], "z": SCHOOL_AGAIN}
    assert stories(_sentences(chain)) == (("x", "y", "z"),)
    apart = {"x": FERRY, "y": SCHOOL, "z": BANK}
    assert stories(_sentences(apart)) == (("x",), ("y",), ("z",))


def test_an_article_without_words_stands_alone() -> None:
    told = stories(_sentences({**MIXED, "d": [], "e": ["..."]}))
    assert {("d",), ("e",)} <= set(told)


def test_likeness_is_a_cosine() -> None:
    alike = likeness([FERRY, FERRY_AGAIN, BANK])
    assert abs(alike.diagonal() - 1.0).max() < 1e-6
    assert (alike == alike.T).all()
    assert alike[0, 1] > alike[0, 2]


def test_complete_and_single_linkage_differ_on_a_chain() -> None:
    alike = likeness([FERRY, [*FERRY, *BANK], BANK])
    least = min(alike[0, 1], alike[1, 2])
    assert alike[0, 2] < least
    assert len(linked(alike, least)) == 2
    assert linked(alike, least, chains=True) == [[0, 1, 2]]
