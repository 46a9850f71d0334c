"""Figures of merit on small cases worked out by hand, and the gate on what ships."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from benchmarks.facts import any_text
from benchmarks.metrics import auc, calibration_error, hits, macro_f1, reliability
from compare.judgement.entailment import CrossEncoderModel
from compare.models import SMALL, embedded
from training.entailment.corpora import labelled

RESULTS = Path(__file__).resolve().parent.parent / "benchmarks" / "results"
# Accuracy that the shipped model keeps on the first dev rows of each set: measured on these rows,
# less two standard errors.
FLOORS = {"mnli": 0.70, "vitaminc": 0.62, "infotabs": 0.62}
ROWS = 400


def test_hits_by_hand() -> None:
    counts = hits([True, True, False, False, True], [True, False, True, False, True])
    assert (counts.right, counts.raised, counts.missed) == (2, 1, 1)
    assert counts.precision == counts.recall == counts.f1 == pytest.approx(2 / 3)
    assert hits([False], [False]).f1 == 0.0


def test_macro_f1_weighs_labels_alike() -> None:
    assert macro_f1([0, 0, 0, 0], [0, 0, 0, 1]) == pytest.approx((6 / 7 + 0) / 2)


def test_auc_counts_pairs_and_halves_ties() -> None:
    assert auc([0.1, 0.4, 0.35, 0.8], [False, False, True, True]) == pytest.approx(0.75)
    assert auc([0.5, 0.5, 0.5], [True, False, False]) == pytest.approx(0.5)
    assert auc([3, 2, 1], [True, False, False]) == 1.0


def test_calibration_of_a_model_that_says_what_happens() -> None:
    generator = np.random.default_rng(0)
    sure = generator.uniform(0.4, 1.0, 20_000)
    right = generator.uniform(size=sure.size) < sure
    rows = reliability(sure, right)
    assert sum(row.count for row in rows) == sure.size
    assert calibration_error(rows) < 0.02
    assert calibration_error(reliability(sure, np.zeros(sure.size))) > 0.6


@pytest.mark.parametrize("name", FLOORS)
def test_the_shipped_model_keeps_its_accuracy(shared: Path, name: str) -> None:
    examples = labelled(shared / "data", name, "dev")[:ROWS]
    scores = CrossEncoderModel().probabilities([(e.premise, e.hypothesis) for e in examples])
    wanted = [int(np.argmax(e.target)) for e in examples]
    right = [int(np.argmax(row)) == label for row, label in zip(scores, wanted, strict=True)]
    assert sum(right) / len(right) >= FLOORS[name]


def test_the_card_tells_the_committed_figures() -> None:
    figures = json.loads((RESULTS / "entailment.json").read_text(encoding="utf-8"))
    card = (embedded(SMALL) / "CARD.md").read_text(encoding="utf-8")
    for name in ("mnli", "vitaminc"):
        assert f"{figures['small'][name]['accuracy']:.3f}" in card
    assert "<!--" not in card


def test_any_string_goes_through_the_extraction(monkeypatch: pytest.MonkeyPatch) -> None:
    told = CliRunner().invoke(any_text.main, ["--count", "30"])
    assert told.exit_code == 0 and "none raised" in told.output

    def broken(*_: object) -> None:
        raise ValueError("broken")

    monkeypatch.setattr(any_text, "extract", broken)
    assert isinstance(CliRunner().invoke(any_text.main, ["--count", "30"]).exception, ValueError)
