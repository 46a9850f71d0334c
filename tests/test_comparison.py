"""Typed facts held against each other: lengths, forecasts, bearings, and what goes before."""

from __future__ import annotations

import pytest
from single_sentences import compared, passage_of

from compare.judgement.comparison import compare_passages
from compare.judgement.measures import CONFLICT


def _found(a: str, b: str) -> list[tuple[str, str]]:
    there, back = ([(c.kind, c.outcome) for c in compared(*s)] for s in ((a, b), (b, a)))
    assert sorted(there) == sorted(back)
    return there


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        (
            "Adrian Berg was jailed for seven years on Thursday.",
            "Adrian Berg was sentenced to nine years in prison on Thursday.",
            [("quantity", CONFLICT), ("date", "same")],
        ),
        ("The talks in Lesk lasted two hours.", "The talks in Lesk lasted 120 minutes.", ["same"]),
        # What went before an act is no length of it.
        ("Berg quit the party after six years.", "Berg quit the party after a row.", []),
        ("Berg quit the party after six years.", "Berg quit the party within nine days.", []),
        ("After six years Berg quit the party.", "After nine months Berg quit the party.", []),
        ("Berg worked at the mill for 20 years.", "Berg worked as a welder for nine years.", []),
        # Of others.
        ("Adrian Berg was jailed for seven years.", "Nora Vance was jailed for nine years.", []),
    ],
)
def test_how_long_an_act_was_is_compared(a: str, b: str, expected: list[object]) -> None:
    found = _found(a, b)
    wanted = [("quantity", e) if isinstance(e, str) else e for e in expected]
    assert sorted(found) == sorted(wanted)
    assert sorted(_found(b, a)) == sorted(wanted)


@pytest.mark.parametrize(
    ("a", "b", "conflict"),
    [
        (
            "Analysts polled by the firm had forecast 1.72 billion.",
            "Analysts polled by Daily Trade had forecast 1.75 billion.",
            False,
        ),
        (
            "We expect the base rate at 5.5% at the end of the year.",
            "Arden Bank expects the base rate at 5.25% at the end of the year.",
            False,
        ),
        (
            "Arden Bank expects the base rate at 5.5% at the end of the year.",
            "Arden Bank expects the base rate at 5.25% at the end of the year.",
            True,
        ),
    ],
)
def test_forecasts_are_of_those_who_make_them(a: str, b: str, conflict: bool) -> None:
    assert bool([c for c in compared(a, b) if c.outcome == CONFLICT]) is conflict
    assert bool([c for c in compared(b, a) if c.outcome == CONFLICT]) is conflict


@pytest.mark.parametrize(
    ("a", "b", "words"),
    [
        (
            "The wreck lay some 12 kilometres north of the village of Lesk.",
            "The plane came down about 12 kilometres south of Lesk, in a wood.",
            ["north", "south"],
        ),
        ("The wreck lay 12 kilometres north of Lesk.", "It lay 12 kilometres north of Lesk.", []),
        ("The wreck lay 12 kilometres north of Lesk.", "It lay 30 kilometres south of Lesk.", []),
        ("The wreck lay 12 kilometres north of Lesk.", "It lay 12 kilometres south of Arden.", []),
    ],
)
def test_as_far_from_one_place_but_the_other_way(a: str, b: str, words: list[str]) -> None:
    one, other = passage_of(a), passage_of(b)
    found = [c for c in compare_passages(one, other).found if c.outcome == CONFLICT]
    assert [w for c in found for w in (one.words(c.a), other.words(c.b))] == words


def test_after_one_preposition_two_words_for_one_thing_may_stand() -> None:
    a = "The strike began at 2 a.m. on Wednesday for passenger services."
    b = "The stoppage started at 4 a.m. on Wednesday for passenger trains."
    other = "The stoppage started at 4 a.m. on Wednesday for freight."
    assert ("time", CONFLICT) in _found(a, b)
    assert ("time", CONFLICT) not in _found(a, other)


@pytest.mark.parametrize(
    ("after", "conflict"),
    [("which led to a strike on Sunday", True), ("when the talks broke down on Sunday", False)],
)
def test_what_had_been_before_something_else_is_at_another_point(
    after: str, conflict: bool
) -> None:
    a = f"The union had accepted the offer, {after}."
    b = "The union turned down the offer."
    assert (("antonym", CONFLICT) in _found(a, b)) is conflict


def test_what_a_clause_within_tells_is_of_no_other_time() -> None:
    a = "Adrian Berg was jailed for seven years on Thursday."
    b = "Adrian Berg, the man who built it and then emptied it, was sentenced to nine years."
    assert ("quantity", CONFLICT) in _found(a, b)


@pytest.mark.parametrize(
    ("a", "conflict"),
    [
        ("The jury convicted Adrian Berg of fraud and of perjury.", True),
        ("The jury convicted Adrian Berg of fraud and theft.", False),
    ],
)
def test_one_of_several_things_is_no_other_thing(a: str, conflict: bool) -> None:
    found = _found(a, "The jury cleared Adrian Berg of perjury.")
    assert (("antonym", CONFLICT) in found) is conflict


def test_a_verb_is_shown_with_its_particle() -> None:
    a, b = "The union turned down the offer.", "The union accepted the offer."
    (found,) = compared(a, b)
    assert (a[slice(*found.a)], b[slice(*found.b)]) == ("turned down", "accepted")
    (apart,) = compared("The union turned the offer down.", b)
    assert apart.a == (10, 16)


def test_a_figure_that_has_its_equal_is_not_held_against_a_third() -> None:
    a = "Seventeen people have died and 22 people are missing in Lesk."
    b = "Twenty-two people are missing in Lesk."
    assert {c.outcome for c in compared(a, b)} == {"same"}
