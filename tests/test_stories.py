"""Stories: what is drawn together, what is kept apart, and what never changes it."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from functools import cache

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from compare.model import Sentence
from compare.similarity import Matrix, SentenceEncoder
from compare.stories import Story, joined, likeness, linked, stories

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


@cache
def _vector(text: str) -> Matrix:
    return _encoder().encode([text])[0]


@cache
def _encoder() -> SentenceEncoder:
    return SentenceEncoder()


def _vectors(texts: Sequence[str]) -> Matrix:
    return np.array([_vector(text) for text in texts])


def _told(articles: Mapping[str, Sequence[str]], one_story: bool = False) -> tuple[Story, ...]:
    sentences = {
        id: [Sentence(id, i, 0, len(text), text) for i, text in enumerate(texts)]
        for id, texts in articles.items()
    }
    vectors = {id: _vectors(texts) for id, texts in articles.items()}
    return stories(sentences, vectors, one_story)


def _alike(articles: Sequence[Sequence[str]]) -> Matrix:
    return likeness(articles, [_vectors(texts) for texts in articles])


def test_a_mixed_folder_is_grouped_by_events() -> None:
    assert _told(MIXED) == STORIES


@given(st.randoms(use_true_random=False))
def test_the_order_of_the_articles_changes_nothing(generator: random.Random) -> None:
    rows = list(MIXED.items())
    generator.shuffle(rows)
    assert _told(dict(rows)) == STORIES


def test_one_story_can_be_forced() -> None:
    assert _told(MIXED, one_story=True) == (tuple(sorted(MIXED)),)


def test_two_articles_are_always_compared() -> None:
    assert _told({"x": FERRY, "y": BANK}) == (("x", "y"),)


def test_a_handful_holds_together_as_a_chain() -> None:
    """The first and the last share nothing but what each shares with the one between them."""
    chain = {"x": FERRY, "y": [*FERRY_AGAIN, *SCHOOL], "z": SCHOOL_AGAIN}
    assert _told(chain) == (("x", "y", "z"),)
    apart = {"x": FERRY, "y": SCHOOL, "z": BANK}
    assert _told(apart) == (("x",), ("y",), ("z",))


# Three reports of one theft, as three outlets tell it: few words are shared.
THEFT = {
    "wire": [
        "Thieves broke into the Delorme museum in Valmont overnight and made off with a portrait.",
        "The picture, painted by Castaing in 1871, hung in the blue salon.",
        "Police said that no alarm had gone off.",
    ],
    "daily": [
        "An empty frame greeted staff at Valmont's best-loved gallery on Monday.",
        "Gone is the Castaing that generations of schoolchildren have sketched.",
        "Detectives are puzzled by sensors that stayed silent.",
    ],
    "weekly": [
        "Who takes a painting that nobody can sell?",
        "Experts doubt that the burglars of Valmont knew what they carried off from the Delorme.",
        "A stolen Castaing is worth nothing on the open market.",
        "The blue salon of the museum has been open again since Thursday.",
    ],
}


def test_a_handful_of_reports_in_words_of_their_own_stays_together() -> None:
    assert _told(THEFT) == (("daily", "weekly", "wire"),)
    assert _told({**THEFT, "school": SCHOOL, "bank": BANK}) == (
        ("bank",),
        ("daily", "weekly", "wire"),
        ("school",),
    )


def test_who_would_be_left_alone_joins_the_nearest() -> None:
    alike = np.array([[1.0, 0.6, 0.3], [0.6, 1.0, 0.4], [0.3, 0.4, 1.0]], np.float32)
    assert joined(alike, [[0, 1], [2]], 0.4) == [[0, 1, 2]]
    assert joined(alike, [[0, 1], [2]], 0.5) == [[0, 1], [2]]
    assert joined(alike, [[0], [1], [2]], 0.4) == [[0, 1, 2]]
    # Two groups of several are not joined, however near they are.
    near = np.full((4, 4), 0.9, np.float32)
    assert joined(near, [[0, 1], [2, 3]], 0.4) == [[0, 1], [2, 3]]


def test_an_article_without_words_stands_alone() -> None:
    told = _told({**MIXED, "d": [], "e": ["..."]})
    assert {("d",), ("e",)} <= set(told)
    assert _told({"a": [], "b": [], "c": []}) == (("a",), ("b",), ("c",))


def test_likeness_is_the_same_both_ways() -> None:
    alike = _alike([FERRY, FERRY_AGAIN, BANK])
    assert (alike == alike.T).all()
    assert alike[0, 1] > alike[0, 2]


def test_complete_and_single_linkage_differ_on_a_chain() -> None:
    alike = _alike([FERRY, [*FERRY, *BANK], BANK])
    least = min(alike[0, 1], alike[1, 2])
    assert alike[0, 2] < least
    assert len(linked(alike, least)) == 2
    assert linked(alike, least, chains=True) == [[0, 1, 2]]
