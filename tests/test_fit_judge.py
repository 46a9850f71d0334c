"""What the fit of the judge sets beside what it learns."""

from __future__ import annotations

import copy
import json
from pathlib import Path

from training.fit_judge import add_unseen

ROOT = Path(__file__).resolve().parent.parent


def test_the_weights_that_no_set_shows_are_those_of_the_fit() -> None:
    """Shipped and cross-fitted alike, so that a new fit changes in them what it learned alone."""
    shipped = json.loads((ROOT / "compare/judgement/weights.json").read_text("utf-8"))
    folds = json.loads((ROOT / "benchmarks/results/judge_folds.json").read_text("utf-8"))
    for judges in (shipped, *folds):
        for models in judges.values():
            again = copy.deepcopy(models)
            add_unseen(again)
            assert again == models
