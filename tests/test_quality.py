"""The figures of the quality benchmark on cases worked out by hand, and the gate on quality.

A floor is what was measured less half its interval, on samples drawn by a hash of the id.
`CLAIM_COMPARE_LOWER_FLOORS=1 pytest tests/test_quality.py` writes what is measured now as new
floors; nothing else lowers one.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import ArrayLike, NDArray

from benchmarks.metrics import hits
from benchmarks.quality import figures, sets
from benchmarks.quality.alignment import claimdiff, mrpc, sts
from benchmarks.quality.kept import Kept, joined, parted
from benchmarks.quality.relation import explained, nanco, raised
from benchmarks.quality.stories import grouped, of_small_sets, small_sets
from benchmarks.quality.systems import Systems
from compare.model import Relation
from compare.options import resolve

Flags = NDArray[np.bool_]
Score = Callable[[Flags, Flags], float]
FLOORS = Path(__file__).with_name("quality_floors.json")
LOWER = "CLAIM_COMPARE_LOWER_FLOORS"
ROWS, ANSWERS, JUDGED, CLAIMS = 60, 400, 40, 200
# Nothing is drawn where a figure is over everything there is, so that only rounding may differ.
ROUNDING = 0.01


def _over(rows: Sequence[sets.Row], found: Flags, score: Score) -> dict[str, Any]:
    """A score of what was found among the rows, and its interval over rows drawn anew."""
    gold = np.array([bool(row.gold) for row in rows])
    drawn = [at for at in figures.drawn_places(len(rows)) if 0 < gold[at].mean() < 1]
    low, high = np.nanpercentile([score(found[at], gold[at]) for at in drawn], [2.5, 97.5])
    return {"tool": score(found, gold), "interval": [float(low), float(high)]}


def _edits(systems: Systems, data: Path) -> dict[str, Any]:
    rows = explained(sets.drawn(sets.summedits(data), JUDGED))
    return _over(rows, raised(rows, systems.tool(rows)), figures.balanced_accuracy)


def _claims(systems: Systems, data: Path) -> dict[str, Any]:
    rows = sets.drawn(sets.emergent(data), CLAIMS)
    found = np.array([v.relation is Relation.CONTRADICT for v in systems.tool(rows)])
    return _over(rows, found, lambda found, gold: hits(found.tolist(), gold.tolist()).f1)


def _everything(value: float) -> dict[str, Any]:
    return {"tool": value, "interval": [value - ROUNDING, value + ROUNDING]}


@pytest.fixture(scope="module")
def measured(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """The figures that have floors."""
    data = shared / "data"
    work = tmp_path_factory.mktemp("quality") / "kept.sqlite"
    systems = Systems(Kept(work), str(shared / "models" / "nli-minilm"), resolve(nli="small"))
    encoder = systems.encoder
    return {
        "sts spearman": sts(systems, data, ROWS)["spearman"],
        "mrpc auc": mrpc(systems, data, ROWS)["auc"],
        "claimdiff ap": claimdiff(systems, data, ROWS)["ap"],
        "basil adjusted rand": _everything(grouped(data, "basil", encoder)["adjusted_rand"]),
        "ecbplus adjusted rand": _everything(grouped(data, "ecbplus", encoder)["adjusted_rand"]),
        "small sets b-cubed": _everything(of_small_sets(data, encoder)["b_cubed"]),
        "nanco balanced accuracy": nanco(systems, data, ANSWERS)["balanced_accuracy"],
        "summedits balanced accuracy": _edits(systems, data),
        "emergent f1": _claims(systems, data),
    }


def _floor(figure: dict[str, Any]) -> float:
    low, high = figure["interval"]
    return round(float(figure["tool"] - (high - low) / 2), 3)


def test_no_figure_falls_below_its_floor(measured: dict[str, dict[str, Any]]) -> None:
    if os.environ.get(LOWER):
        floors = {name: _floor(figure) for name, figure in measured.items()}
        FLOORS.write_text(json.dumps(floors, indent=1) + "\n", encoding="utf-8")
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))
    assert floors.keys() == measured.keys()
    fallen = {n: f["tool"] for n, f in measured.items() if f["tool"] < floors[n]}
    assert not fallen, f"below the floor: {fallen}"


def test_average_precision_by_hand() -> None:
    assert figures.average_precision([4, 3, 2, 1], [1, 0, 1, 0]) == pytest.approx((1 + 2 / 3) / 2)
    # Rows of one score come in together, whatever their order.
    assert figures.average_precision([1, 1], [1, 0]) == pytest.approx(0.5)
    assert figures.average_precision([1, 1], [0, 1]) == pytest.approx(0.5)


def test_spearman_by_hand() -> None:
    assert figures.spearman([1, 2, 3], [10, 20, 90]) == pytest.approx(1.0)
    assert figures.spearman([1, 2, 3], [9, 5, 1]) == pytest.approx(-1.0)
    assert figures.spearman([1, 2, 3, 4], [1, 3, 2, 4]) == pytest.approx(0.8)


def test_groupings_by_hand() -> None:
    wanted = ["p", "p", "p", "q", "q", "q"]
    assert figures.adjusted_rand(wanted, wanted) == figures.b_cubed(wanted, wanted) == 1.0
    assert figures.adjusted_rand([1] * 6, wanted) == pytest.approx(0.0)
    assert figures.adjusted_rand([1, 1, 2, 2, 3, 3], wanted) == pytest.approx(0.2424, abs=1e-4)
    assert figures.b_cubed([1] * 6, wanted) == pytest.approx(2 * 0.5 / 1.5)


def test_a_lead_beyond_chance_is_told_from_one_within_it() -> None:
    gold = np.array([True, False] * 50)

    def share_right(said: ArrayLike) -> figures.Figure:
        right = np.asarray(said) == gold
        return lambda at: float(right[at].mean())

    chance = share_right([True] * 100)
    assert figures.beside(share_right(gold), {"x": chance}, 100)["stands"] == "ahead"
    assert figures.beside(chance, {"x": share_right(gold)}, 100)["stands"] == "behind"
    near = np.where(np.arange(100) < 98, gold, ~gold)
    compared = figures.beside(share_right(gold), {"x": share_right(near), "y": chance}, 100)
    assert compared["stands"] == "even"
    assert compared["difference"] == pytest.approx(0.02)


def test_samples_do_not_depend_on_the_order_of_a_set() -> None:
    rows = [sets.Row(f"row {i}", "", "", 0.0) for i in range(50)]
    chosen = sets.drawn(rows, 10)
    assert len(chosen) == 10
    assert {r.id for r in sets.drawn(rows[::-1], 10)} == {r.id for r in chosen}
    assert sets.drawn(rows, None) == rows


def test_only_a_contradiction_is_a_false_alarm(shared: Path) -> None:
    rows = sets.summedits(shared / "data")
    assert all(row.kinds or not row.gold for row in explained(rows))
    assert len(explained(rows)) < len(rows)


def test_what_was_computed_is_kept(tmp_path: Path) -> None:
    asked: list[str] = []

    def lengths(texts: Sequence[str]) -> list[bytes]:
        asked.extend(texts)
        return [str(len(text)).encode() for text in texts]

    path = tmp_path / "kept.sqlite"
    assert Kept(path).get("length", ["ab", "c", "ab"], lengths) == [b"2", b"1", b"2"]
    assert Kept(path).get("length", ["c", "def"], lengths) == [b"1", b"3"]
    assert asked == ["ab", "c", "def"]
    assert parted(joined([("a", "b\n"), ("", "c")])) == [("a", "b\n"), ("", "c")]


def test_small_sets_hold_a_few_articles_of_known_stories(shared: Path) -> None:
    drawn = list(small_sets(shared / "data"))
    assert drawn == list(small_sets(shared / "data"))
    counts = [len({story for story, _ in told}) for told in drawn]
    assert min(counts) == 1 and max(counts) == 4
    assert all(3 <= len(told) <= 24 and all(texts for _, texts in told) for told in drawn)
