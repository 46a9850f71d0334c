"""Made-up sets in the form of those that our models learn from, for the tests of training."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

Rows = Sequence[Mapping[str, object]]


def write_sets(folder: Path, pairs: Rows, scored: Rows) -> None:
    """Pairs in the form of ECB+ and scored pairs in that of STS-B, with empty sets beside them in
    the place of those that are scored by the benchmark."""
    sets: dict[str, Rows] = {
        "ecbplus/pairs_train": pairs,
        "sts/stsb_train": scored,
        "sts/news_2012_2014": [],
        "mrpc/train": [],
    }
    for name, rows in sets.items():
        path = folder / "eval" / f"{name}.jsonl"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
