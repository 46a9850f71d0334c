"""Invented reports as a run sees them: what of the planted contradictions is found, and that no
trap is called one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from benchmarks.invented import PARTS, TRAP, Planted, measure, outcomes, planted, stories
from compare.judgement.entailment import CrossEncoderModel
from compare.model import Finding, Relation, Side
from compare.pipeline import Models
from compare.reader import EventReader
from compare.similarity import SentenceEncoder

# Found in the tuned stories when they were last measured, less what arithmetic may move.
FEWEST_FOUND = 21

ROWS = [
    Planted("contradiction", "date", "The mill burned on Monday.", "The mill burned on Friday."),
    Planted(TRAP, "two mills", "A mill burned in Lesk.", "No mill burned in Oslo."),
]


def _finding(relation: Relation, a: str, b: str) -> Finding:
    sides = [Side(x, None, None, 0, len(t), t, ()) for x, t in (("x", a), ("y", b))]
    return Finding(f"{a}{b}", relation, ("date",), 0.9, {}, (), "", *sides)


def test_outcomes_by_hand() -> None:
    true = _finding(Relation.CONTRADICT, "The mill burned on Friday", "The mill burned on Monday.")
    assert list(outcomes(ROWS, [true])) == ["planted", "found", TRAP]
    shown = replace(true, relation=Relation.DIVERGE)
    assert list(outcomes(ROWS, [shown])) == ["planted", "shown", TRAP]
    false = _finding(Relation.CONTRADICT, ROWS[1].a, ROWS[1].b)
    beside = _finding(Relation.CONTRADICT, "One.", "Two.")
    assert list(outcomes(ROWS, [false, beside])) == ["planted", "missed", TRAP, "false", "beside"]


@pytest.mark.parametrize("part", PARTS)
def test_what_is_planted_stands_in_two_reports_of_its_story(part: str) -> None:
    for story in stories(part):
        texts = [path.read_text(encoding="utf-8") for path in story.glob("*.txt")]
        assert len(texts) == 3
        for row in planted(story):
            places = [[i for i, t in enumerate(texts) if s in t] for s in (row.a, row.b)]
            assert all(places) and places[0] != places[1], (story.name, row)


def test_planted_contradictions_are_found_and_traps_are_not_called_ones(
    encoder: SentenceEncoder,
) -> None:
    models = Models(encoder, CrossEncoderModel(), reader=EventReader())
    counts = measure(stories("tuned"), models)
    assert counts["found"] >= FEWEST_FOUND
    assert counts["false"] == counts["beside"] == 0
