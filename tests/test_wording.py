"""What stands in the places where two passages of one wording differ."""

from __future__ import annotations

import pytest
from single_sentences import passage_of

from compare.judgement.comparability import may_exclude
from compare.judgement.comparison import compare_passages
from compare.judgement.features import features
from compare.model import Likeness

ALIKE = Likeness(0.9, 0.9, 0.8)


WORDING = "The {} of Arden opened a new {} near the old market on the river"


@pytest.mark.parametrize(
    ("a", "b", "places"),
    [
        (("mayor", "hall"), ("mayor", "hall"), ()),
        (("mayor", "hall"), ("mayor", "school"), ("words",)),
        (("mayor", "hall"), ("mayor", "big hall"), ("added",)),
    ],
)
def test_what_stands_where_one_wording_differs(
    a: tuple[str, str], b: tuple[str, str], places: tuple[str, ...]
) -> None:
    one, other = (passage_of(WORDING.format(*words) + ".") for words in (a, b))
    assert compare_passages(one, other).places == places
    assert compare_passages(other, one).places == places


@pytest.mark.parametrize(
    ("a", "b", "place"),
    [
        (
            "The firm raised its prices for small boats last night.",
            "The firm lowered its prices for small boats last night.",
            "antonym",
        ),
        (
            "The bridge near the old market cost 40 million crowns, Berg said.",
            "The bridge near the old market cost 60 million crowns, Berg said.",
            "figure",
        ),
        (
            "The bridge near the old market was opened by Anna Berg herself.",
            "The bridge near the old market was opened by Karl Holm himself.",
            "name",
        ),
    ],
)
def test_the_sort_of_words_in_a_place(a: str, b: str, place: str) -> None:
    one, other = passage_of(a), passage_of(b)
    compared = compare_passages(one, other)
    assert place in compared.places
    values = features(one, other, ALIKE, compared)
    assert values[f"{place}_in_place"] >= 1.0
    assert values == features(other, one, ALIKE, compare_passages(other, one))


@pytest.mark.parametrize(
    ("a", "b", "place"),
    [
        ("Moammar Ghadiri", "Muammar al-Qadiri", "spelling"),
        ("Mokhtar Belhaj", "Mukhtar Bel Haj", "spelling"),
        ("Sen. Holt", "Senator Holt", "spelling"),
        ("Anna Holt", "Karl Berg", "name"),
        ("Mr. Holt", "Mrs. Holt", "name"),
        ("Iran", "Iraq", "name"),
    ],
)
def test_two_spellings_of_a_name_are_told_from_two_names(a: str, b: str, place: str) -> None:
    frame = "The ambassador told reporters in Lund that {} was winning the long war in the south."
    one, other = passage_of(frame.format(a)), passage_of(frame.format(b))
    assert compare_passages(one, other).places == (place,)
    turned = compare_passages(other, one)
    assert turned.places == (place,)
    assert may_exclude(other, one, ALIKE, turned, False) is (place == "name")
