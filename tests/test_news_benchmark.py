"""The blind reading of real news: what is asked, and how the answers are counted."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from click.testing import CliRunner

from benchmarks import news
from compare.model import Relation
from compare.options import resolve
from compare.pipeline import compare


def _raised(number: int, system: str, relation: str) -> news.Raised:
    return news.Raised(system, relation, f"p:{number}", f"q:{number}", "a", "b", None, None)


def test_a_sample_holds_every_contradiction_of_the_tool() -> None:
    raised = [_raised(i, "tool", "contradict") for i in range(150)]
    raised += [_raised(i, "tool", "diverge") for i in range(200, 300)]
    raised += [_raised(i, "script", "contradict") for i in range(400, 700)]
    chosen = news.sampled(raised, random.Random(1))
    counts = [(it.system, it.relation) for it in chosen]
    assert counts.count(("tool", "contradict")) == 150
    assert counts.count(("tool", "diverge")) == news.OTHERS_SAMPLE
    assert counts.count(("script", "contradict")) == news.SCRIPT_SAMPLE


def test_a_pair_has_one_id_whichever_side_comes_first() -> None:
    one = news.Raised("tool", "contradict", "p:1", "q:2", "a", "b", None, None)
    other = news.Raised("script", "contradict", "q:2", "p:1", "b", "a", None, None)
    assert one.id == other.id != _raised(3, "tool", "contradict").id


@pytest.mark.parametrize(
    ("right", "total", "interval"), [(0, 0, (0.0, 1.0)), (5, 10, (0.2366, 0.7634))]
)
def test_the_interval_of_a_share(right: int, total: int, interval: tuple[float, float]) -> None:
    assert news.wilson(right, total) == pytest.approx(interval, abs=1e-4)


def _lines(path: Path, rows: list[dict[str, str]]) -> str:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return str(path)


def test_a_contradiction_is_true_where_both_readers_say_so(tmp_path: Path) -> None:
    _lines(
        tmp_path / "key.jsonl",
        [
            {"id": "1", "system": "tool", "relation": "contradict", "a_place": "basil/1/fox:0"},
            {"id": "2", "system": "tool", "relation": "contradict", "a_place": "0/-/0_L:0"},
            {"id": "2", "system": "script", "relation": "contradict", "a_place": "0/-/0_L:0"},
            {"id": "3", "system": "tool", "relation": "agree", "a_place": "basil/1/fox:9"},
        ],
    )
    (tmp_path / "totals.json").write_text("{}", encoding="utf-8")
    answers = [("1", "contradiction"), ("2", "difference"), ("3", "agreement")]
    one = _lines(tmp_path / "one", [{"id": i, "verdict": v} for i, v in answers])
    other = _lines(
        tmp_path / "other", [{"id": i, "verdict": v} for i, v in [*answers, ("2", "contradiction")]]
    )
    out = tmp_path / "out.json"
    done = CliRunner().invoke(
        news.main, ["score", "--work", str(tmp_path), "--out", str(out), one, other]
    )
    assert done.exit_code == 0, done.output
    found = json.loads(out.read_text(encoding="utf-8"))
    assert found["tool"]["both"]["precision"] == 0.5
    assert found["tool"]["either"]["precision"] == 1.0
    assert found["script"]["both"]["precision"] == 0.0
    by_set = {"basil": {"judged": 1, "true": 1}, "newswcl50": {"judged": 1, "true": 0}}
    assert found["tool"]["by_set"] == by_set
    assert found["agree"]["verdicts"] == {"agreement": 2}
    assert found["judged"][1]["verdicts"] == ["difference", "contradiction"]


def test_an_unknown_verdict_is_refused(tmp_path: Path) -> None:
    _lines(tmp_path / "key.jsonl", [{"id": "1", "system": "tool", "relation": "agree"}])
    (tmp_path / "totals.json").write_text("{}", encoding="utf-8")
    reader = _lines(tmp_path / "one", [{"id": "1", "verdict": "perhaps"}])
    refused = CliRunner().invoke(news.main, ["score", "--work", str(tmp_path), reader, reader])
    assert refused.exit_code == 2
    assert "no verdicts: perhaps" in refused.output


def test_one_report_told_on_does_not_contradict_itself(shared: Path) -> None:
    """Wire reports of one fall, edited from outlet to outlet: 15 contradictions were false here."""
    told = [d for d in news.events(shared / "data") if d[0].id.startswith("ecbplus/23_")]
    (documents,) = [d for d in told if d[0].id.endswith("ecbplus")]
    articles = [news.article(document) for document in documents]
    found = compare(articles, resolve(nli="small")).findings
    assert sum(f.relation is Relation.CONTRADICT for f in found) <= 1
    assert len(found) > 100
