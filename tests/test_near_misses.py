"""Near misses stay silent: pairs that differ and are no contradiction, from a text file."""

from __future__ import annotations

from pathlib import Path

import pytest

from compare.model import Relation
from compare.options import Options
from compare.pairs import Pair, judge_pairs
from compare.pipeline import Models

FIXTURE = Path(__file__).parent / "facts" / "near_misses.txt"


def _cases() -> list[object]:
    lines = FIXTURE.read_text(encoding="utf-8").splitlines()
    rows = [line for line in lines if line and not line.startswith("#")]
    marks = pytest.mark.xfail(strict=True, reason="a known failure")
    return [
        pytest.param(*row.removeprefix("! ").split(" | "), marks=[marks] if row[0] == "!" else [])
        for row in rows
    ]


@pytest.mark.parametrize("kind", ["plain_models", "full_models"])
@pytest.mark.parametrize(("a", "b", "why"), _cases())
def test_is_no_contradiction(
    a: str, b: str, why: str, kind: str, request: pytest.FixtureRequest
) -> None:
    models: Models = request.getfixturevalue(kind)
    (verdict,) = judge_pairs([Pair(why, a, b)], models, Options())
    assert verdict.relation is not Relation.CONTRADICT, (verdict.reasons, verdict.scores)
