"""Acts that a report tells once, and what they tell of two sentences."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from compare.alignment import ONCE, align
from compare.facts import extract
from compare.model import Alignment, Sentence
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
    assert (0, 1) in places and found.likeness.told_once
    assert not _aligned(encoder, TELLS_TWICE, 0.999)
