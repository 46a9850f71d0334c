"""Alignment: probabilities, what tells two events apart, and independence of any order."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from compare.alignment import ALONE, IN_STORY, align, alignments, measures, passages
from compare.model import Alignment, Sentence
from compare.similarity import Encoder, Rarity
from compare.terms import Terms, capitalised, figures, names

TEXTS = {
    "p": ["The ferry Alma sank near Norr on Monday.", "The mayor thanked 12 divers."],
    "q": ["The Alma, a ferry, went down off Norr.", "Tickets will be refunded."],
    "r": ["Twelve divers were thanked by the mayor.", "The ferry Alma sank near Norr on Monday."],
}


def _aligned(
    encoder: Encoder,
    order: Sequence[str] = "pqr",
    stories: list[tuple[str, ...]] | None = None,
) -> tuple[Alignment, ...]:
    sentences = {
        name: [Sentence(name, i, 0, len(text), text) for i, text in enumerate(TEXTS[name])]
        for name in order
    }
    vectors = {name: encoder.encode(TEXTS[name]) for name in order}
    return align(sentences, vectors, 0.0, stories)


def _alone(encoder: Encoder, a: str, b: str) -> float:
    sides = [passages([Sentence("", 0, 0, len(t), t)], encoder.encode([t])) for t in (a, b)]
    (found,) = alignments(*sides)
    return found.probability


def test_every_pair_across_articles_once_and_ranked_as_a_reader_would(encoder: Encoder) -> None:
    found = _aligned(encoder)
    assert len(found) == 12
    assert all(0.0 < al.probability < 1.0 for al in found)
    best = max(found, key=lambda al: al.probability)
    assert best.a.text == best.b.text
    by_place = {(al.a.article, al.a.index, al.b.article, al.b.index): al for al in found}
    assert by_place["p", 1, "r", 0].probability > by_place["p", 1, "q", 1].probability
    assert by_place["p", 0, "q", 0].probability > by_place["p", 0, "q", 1].probability


def test_the_order_of_the_articles_changes_nothing(encoder: Encoder) -> None:
    assert _aligned(encoder, "rqp") == _aligned(encoder, "pqr")


def test_only_articles_of_one_story_are_compared(encoder: Encoder) -> None:
    found = _aligned(encoder, stories=[("p", "r"), ("q",)])
    assert {(al.a.article, al.b.article) for al in found} == {("p", "r")}


def test_other_figures_and_other_names_tell_two_events_apart(encoder: Encoder) -> None:
    same = _alone(encoder, "A quake killed 12 in Peru.", "In Peru a quake killed 12 people.")
    figure = _alone(encoder, "A quake killed 12 in Peru.", "In Peru a quake killed 57 people.")
    name = _alone(encoder, "A quake killed 12 in Peru.", "In Iran a quake killed 12 people.")
    assert same > figure
    assert same > name


def test_measures_do_not_depend_on_the_side(encoder: Encoder) -> None:
    sides = [
        passages(
            [Sentence(name, i, 0, len(t), t) for i, t in enumerate(TEXTS[name])],
            encoder.encode(TEXTS[name]),
        )
        for name in "pq"
    ]
    one, other = measures(*sides), measures(*reversed(sides))
    assert one.keys() == other.keys() >= {"lexical", "sorted", "semantic"}
    for name in one:
        assert np.allclose(one[name], other[name].T, atol=1e-6)


def test_within_a_story_another_model_speaks(encoder: Encoder) -> None:
    assert ALONE != IN_STORY
    text = "The ferry Alma sank near Norr on Monday."
    side = passages([Sentence("", 0, 0, len(text), text)], encoder.encode([text]))
    (alone,), (inside,) = alignments(side, side), alignments(side, side, 0.0, Rarity([text]))
    assert alone.likeness.specific is None
    assert inside.likeness.specific is not None
    assert alone.probability != inside.probability


def test_terms_count_what_is_shared() -> None:
    one = Terms([frozenset("ab"), frozenset(), frozenset("c")])
    other = Terms([frozenset("bcd"), frozenset("ab")])
    assert one.shared(other).tolist() == [[1.0, 2.0], [0.0, 0.0], [1.0, 0.0]]
    assert one.any().ravel().tolist() == [1.0, 0.0, 1.0]
    empty = Terms([frozenset()])
    assert one.shared(empty).tolist() == [[0.0], [0.0], [0.0]]


@pytest.mark.parametrize(
    ("text", "numbers", "capitals", "inside"),
    [
        ("Peru sent 1,200 troops to Lima.", {"1,200"}, {"peru", "lima"}, {"lima"}),
        ("in 2019 nothing happened", {"2019"}, set(), set()),
        ("Årdal and Øystese", set(), {"årdal", "øystes"}, {"øystes"}),
    ],
)
def test_figures_and_names(
    text: str, numbers: set[str], capitals: set[str], inside: set[str]
) -> None:
    assert figures(text) == numbers
    assert capitalised(text) == capitals
    assert names(text) == inside
