"""Who did it and who said it: one act that two are said to have done, words in two mouths."""

from __future__ import annotations

import pytest
from single_sentences import passage_of

from compare.judgement.acts import acts_in_common
from compare.judgement.comparison import compare_passages
from compare.judgement.passage import Passage
from compare.judgement.timing import may_have_changed
from compare.told_once import acts_told_once

QUOTE = "“We shall not close this door again,” {}."


def _once(*passages: Passage) -> frozenset[str]:
    """The acts that both passages tell, each taken for a report that tells nothing else."""
    one, other = (acts_told_once([p.sentence], [p.facts]).keys() for p in passages)
    return frozenset(one & other)


def _conflicts(a: str, b: str) -> list[str]:
    one, other = passage_of(a), passage_of(b)
    once = acts_in_common(one, other, _once(one, other))
    there, back = (
        [c.kind for c in compare_passages(*sides, once).conflicts()]
        for sides in ((one, other), (other, one))
    )
    assert there == back
    return there


@pytest.mark.parametrize(
    ("a", "b", "kinds"),
    [
        ("said Ivan Lutz", "Nora Vance said", ["attribution"]),
        (
            "Ivan Lutz told the guests",
            "Nora Vance, the mayor of Lesk, promised her guests",
            ["attribution"],
        ),
        # One man, in two forms of his name; somebody who is not named; one who speaks for another.
        ("said Ivan Lutz", "Lutz said", []),
        ("said Ivan Lutz", "the mayor said", []),
        ("said Ivan Lutz", "said Nora Vance, a spokeswoman for Ivan Lutz", []),
        ("Ivan Lutz’s publicist said", "said Nora Vance, his publicist", []),
        # What is written may be given out by several; a name that was taken with an office.
        ("Ivan Lutz said in a statement", "Nora Vance said", []),
        ("Ivan Lutz wrote on his page", "tweeted Nora Vance", []),
        ("said Pope Francis", "said Jorge Bergoglio", []),
        ("said Vestel Power, the operator of the grid", "said Nora Vance, its chief executive", []),
    ],
)
def test_the_same_words_are_put_into_two_mouths(a: str, b: str, kinds: list[str]) -> None:
    assert _conflicts(QUOTE.format(a), QUOTE.format(b)) == kinds


def test_a_speaker_may_be_named_before_who() -> None:
    a = "The line of the day came from Nora Vance, who told guests: “We shall not close this door.”"
    assert _conflicts(a, "“We shall not close this door,” Ivan Lutz said.") == ["attribution"]


def test_a_few_words_may_be_said_by_anybody() -> None:
    assert not _conflicts("“We shall see,” said Ivan Lutz.", "“We shall see,” said Nora Vance.")


@pytest.mark.parametrize(
    ("a", "b", "kinds"),
    [
        (
            "The third goal was scored by Ivan Lutz.",
            "Adrian Berg scored the third goal for Lesk.",
            ["name"],
        ),
        (
            "The drug had been injected by Ivan Lutz, a doctor.",
            "The drug was injected by Adrian Berg, who was then a masseur.",
            ["name"],
        ),
        # Several can visit one place, and several goals are scored.
        ("The camp was visited by Ivan Lutz.", "Adrian Berg visited the camp.", []),
        ("A goal was scored by Ivan Lutz.", "Adrian Berg scored a goal.", []),
        ("The first goal was scored by Ivan Lutz.", "Adrian Berg scored the second goal.", []),
        # One man; somebody described; two days; a plan.
        ("The drug was injected by Ivan Lutz.", "Lutz injected the drug.", []),
        ("The drug was injected by Ivan Lutz.", "A doctor injected the drug.", []),
        (
            "The drug was injected by Ivan Lutz on Monday.",
            "Adrian Berg injected the drug on Friday.",
            [],
        ),
        ("The drug was injected by Ivan Lutz.", "Adrian Berg was to inject the drug.", []),
        (
            "Ivan Lutz and Adrian Berg shot the guard.",
            "Adrian Berg and Ivan Lutz shot the guard.",
            [],
        ),
        ("Ivan Lutz and Adrian Berg shot the guard.", "Adrian Berg shot the guard.", []),
        # As two parties tell it, or only as it is alleged; one day told; things told apart.
        ("Prosecutors say Ivan Lutz shot the guard.", "The defence says Adrian Berg shot him.", []),
        ("The guard was shot by Ivan Lutz.", "The guard was allegedly shot by Adrian Berg.", []),
        ("Ivan Lutz shot the guard in 2012.", "Adrian Berg shot the guard.", []),
        ("Ivan Lutz shot the night guard.", "Adrian Berg shot the palace guard.", []),
        # Many can win, sing, drive.
        ("Nora Vance won the title.", "Anna Hale won the title.", []),
        # Not over yet.
        ("Ivan Lutz was winning the race.", "Adrian Berg was winning the race.", []),
    ],
)
def test_two_are_said_to_have_done_what_one_did(a: str, b: str, kinds: list[str]) -> None:
    assert _conflicts(a, b) == kinds


@pytest.mark.parametrize(
    ("a", "b", "kinds"),
    [
        # Known on both sides, and not the same for certain.
        ("The 28-year-old was jailed on Monday.", "The rider was jailed on Friday.", ["date"]),
        ("It lifted off at 9 a.m.", "The rocket lifted off at 11 a.m.", ["time"]),
        (
            "The rider was jailed on Monday.",
            "Adrian Berg was jailed on Friday.",
            ["date"],
        ),
        ("She was jailed on Monday.", "Nora Vance was jailed on Friday.", ["date"]),
        # Others, or others still: somebody new, another office, another sex, several, long before,
        # the first of several.
        ("A man was jailed on Monday.", "The rider was jailed on Friday.", []),
        ("The minister was jailed on Monday.", "The rider was jailed on Friday.", []),
        ("The minister arrived on Monday.", "Adrian Berg arrived on Tuesday.", []),
        ("The delegation arrived on Monday.", "Adrian Berg arrived on Tuesday.", []),
        ("She was jailed on Monday.", "He was jailed on Friday.", []),
        # Nor where all else is of one wording.
        ("She was held on Monday at the airport.", "He was held on Friday at the airport.", []),
        ("Mr Hale was held on Monday in Lesk.", "Ms Hale was held on Friday in Lesk.", []),
        ("The boy was killed on Monday.", "The woman was killed on Friday.", []),
        ("They resigned on Monday.", "The minister resigned on Friday.", []),
        ("It resigned on Monday.", "The minister resigned on Friday.", []),
        ("The 28-year-old was jailed on 3 May 2019.", "The rider was jailed on 7 May 2021.", []),
        ("The 61-year-old was first jailed in May.", "The rider was jailed in June.", []),
        ("A first meeting ended in March.", "The meeting ended in May.", []),
    ],
)
def test_one_act_of_one_who_has_been_told_of(a: str, b: str, kinds: list[str]) -> None:
    assert _conflicts(a, b) == kinds


@pytest.mark.parametrize(
    ("a", "b", "kinds"),
    [
        (
            "The blast ripped through the hall at 9 a.m. on Monday.",
            "The explosion happened at 3 p.m. on Monday.",
            ["time"],
        ),
        ("The blast shook Lesk at 9 a.m.", "The raid happened at 3 p.m.", []),
        ("The second blast struck at 9 a.m.", "The first explosion happened at 3 p.m.", []),
    ],
)
def test_an_occurrence_happens_in_whatever_words(a: str, b: str, kinds: list[str]) -> None:
    assert _conflicts(a, b) == kinds


@pytest.mark.parametrize(
    ("earlier", "later", "changed"),
    [
        # The length of what is over, and what was paid, do not grow.
        ("The jury sat for 11 hours before it agreed.", "The jury sat for 26 hours.", False),
        ("Ivan Lutz was freed after 11 hours.", "Ivan Lutz was freed after 26 hours.", False),
        ("Lesk paid a fee of £38 million.", "Lesk paid a fee of 46 million pounds.", False),
        ("The court fined the bank $3 million.", "The court fined the bank $5 million.", False),
        ("The fire burned for 26 hours.", "The fire burned for 11 hours.", False),
        # What may have gone on may have grown longer, and counts grow.
        ("The fire burned for 11 hours.", "The fire burned for 26 hours.", True),
        ("The fire killed 11 people.", "The fire killed 26 people.", True),
        ("The band sold 300 tickets.", "The band sold 500 tickets.", True),
        ("The fund paid victims $3 million.", "The fund paid victims $5 million.", True),
        (
            "The fire burned for 11 hours, and people stayed indoors until dawn.",
            "The fire burned for 26 hours.",
            True,
        ),
    ],
)
def test_what_is_settled_does_not_change_with_time(earlier: str, later: str, changed: bool) -> None:
    one, other = passage_of(earlier, "2025-06-02"), passage_of(later, "2025-06-04")
    for a, b in ((one, other), (other, one)):
        found = compare_passages(a, b)
        assert found.conflicts()
        assert may_have_changed(a, b, found, other_figures=True) is changed
