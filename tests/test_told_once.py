"""Acts that a report tells once, and what they tell of two sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from single_sentences import passage_of

from compare.alignment import ONCE, align
from compare.facts import extract
from compare.judgement.comparison import compare_passages
from compare.judgement.fusion import same_thing
from compare.judgement.judge import case_of
from compare.model import Alignment, Likeness, Sentence
from compare.similarity import Encoder
from compare.told_once import Acts, acts_told_once

TELLS = ["The drug was injected by Ivan Lutz in a hotel.", "The club was silent on Monday."]
TELLS_TOO = ["A court in Lesk had questions.", "Somebody injected it at night, it found."]
TELLS_TWICE = [*TELLS_TOO, "What he injected was no vitamin."]


def _article(name: str, texts: Sequence[str]) -> list[Sentence]:
    return [Sentence(name, i, 0, len(text), text) for i, text in enumerate(texts)]


def _acts(texts: Sequence[str]) -> Acts:
    rows = [Sentence("a", 0, 0, len(text), text) for text in texts]
    return acts_told_once(rows, [extract(row.text, [row], None, "en")[0] for row in rows])


@pytest.mark.parametrize(
    ("texts", "acts"),
    [
        (TELLS, {"inject": 0}),
        (TELLS_TOO, {"inject": 1}),
        (TELLS_TWICE, {}),
        # Verbs that say too little, that somebody speaks, and events that a noun names.
        (["He took part.", "He said so.", "It was an injection."], {}),
    ],
)
def test_acts_are_told_once_by_finite_verbs(texts: list[str], acts: dict[str, int]) -> None:
    assert dict(_acts(texts)) == acts


def test_verbs_that_tell_one_act_are_one() -> None:
    a, b = _acts(["The board quashed the ban."]), _acts(["The ban was overturned by the board."])
    assert a.keys() & b.keys()


def _aligned(encoder: Encoder, other: Sequence[str], least: float) -> list[Alignment]:
    texts = {"p": TELLS, "q": other}
    sentences = {name: _article(name, own) for name, own in texts.items()}
    vectors = {name: encoder.encode(own) for name, own in texts.items()}
    acts = {name: _acts(own) for name, own in texts.items()}
    return list(align(sentences, vectors, least, acts=acts))


def test_sentences_that_tell_such_an_act_are_judged_though_they_are_little_alike(
    encoder: Encoder,
) -> None:
    places = [(al.a.index, al.b.index) for al in _aligned(encoder, TELLS_TOO, ONCE)]
    (found,) = _aligned(encoder, TELLS_TOO, 0.999)
    assert (found.a.index, found.b.index) == (0, 1)
    assert (0, 1) in places and "inject" in found.likeness.told_once
    assert not _aligned(encoder, TELLS_TWICE, 0.999)


def test_what_is_told_of_two_times_is_not_one_act() -> None:
    alike = Likeness(0.5, 0.4, 0.4, specific=1.0, told_once=frozenset({"derail"}))
    crash = passage_of("The express derailed at noon on 4 July 2025.", "2025-07-05")
    before = passage_of("In 2019 a freight train derailed.", "2025-07-05")
    again = passage_of("On Friday the express jumped the track.", "2025-07-05")
    assert case_of(crash, again, alike).values["told_once"] == 1.0
    assert case_of(crash, before, alike).values["told_once"] == 0.0
    other = passage_of("Ivan Lutz derailed the talks.", "2025-07-05")
    namesake = passage_of("Adrian Berg derailed the vote.", "2025-07-05")
    assert case_of(other, namesake, alike).values["told_once"] == 0.0
    assert same_thing(case_of(crash, again, alike).values) > same_thing(
        case_of(crash, again, replace(alike, told_once=frozenset())).values
    )


def test_other_names_do_not_make_two_acts_of_one_that_is_told_once() -> None:
    a = passage_of("The capsule lifted off from Cape Canaveral on Monday.")
    b = passage_of("The capsule with Jonas Vik lifted off on Tuesday.")
    once = frozenset({"lift_off"})
    assert not compare_passages(a, b).conflicts()
    assert not compare_passages(a, b, frozenset({"say"})).conflicts()
    assert [c.kind for c in compare_passages(a, b, once).conflicts()] == ["date"]
