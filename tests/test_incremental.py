"""What holds of runs that follow one another: nothing is computed twice, and nothing differs."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner, Result
from rich.console import Console

from compare.commands.cache import cache as cache_command
from compare.commands.run import run
from compare.judgement.entailment import Entailment
from compare.model import Facts, Sentence
from compare.review.store import default_path
from compare.similarity import Matrix
from compare.watching import Stopwatch

ROOT = Path(__file__).resolve().parent.parent
DEEDS = ("opened a bridge", "closed two schools", "hired 40 drivers", "signed the old treaty")
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
SLOW = {"numpy", "torch", "transformers", "sentence_transformers", "spacy", "lxml", "trafilatura"}
REPORT_FILES = ("report.json", "report.html", "report.md")
asked: dict[str, list[object]] = {"facts": [], "vectors": [], "entailments": []}


class Encoder:
    """The direction of the last words' lengths: reports differ in how they end."""

    name = "lengths"

    def __init__(self, name: str | None = None) -> None:
        self.load = lambda: None

    def encode(self, texts: Sequence[str]) -> Matrix:
        asked["vectors"] += texts
        rows = np.array([[len(word) for word in (t.split() * 4)[-4:]] for t in texts], np.float32)
        return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), np.float32)


class Judge(Encoder):
    """Finds that the longer text entails the shorter."""

    def judge(self, pairs: Sequence[tuple[str, str]]) -> list[Entailment]:
        asked["entailments"] += pairs
        yes, no = (0.8, 0.1, 0.1), (0.1, 0.1, 0.8)
        return [Entailment(yes, no) if len(a) >= len(b) else Entailment(no, yes) for a, b in pairs]


def _extract(
    text: str, sentences: Sequence[Sentence], published: str | None, language: str | None
) -> tuple[Facts, ...]:
    asked["facts"].append(text)
    return (Facts(),) * len(sentences)


@pytest.fixture(autouse=True)
def _light(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A cache of one's own, and models without weights."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1600000000")
    monkeypatch.delenv("CLAIM_COMPARE_NO_CACHE", raising=False)
    monkeypatch.setattr("compare.pipeline.SentenceEncoder", Encoder)
    monkeypatch.setattr("compare.judgement.cascade.CrossEncoderModel", Judge)
    monkeypatch.setattr("compare.pipeline.FactsProcesses", lambda: None)
    monkeypatch.setattr("compare.facts.extract", _extract)
    monkeypatch.setattr("compare.facts.syntax.load", lambda: None)


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    """A folder with five reports."""
    folder = tmp_path / "papers"
    folder.mkdir()
    for number in range(5):
        _paper(folder, number)
    return folder


def _paper(folder: Path, number: int, place: str = "Ndalo") -> Path:
    days = DAYS[number % 5 :] + DAYS[: number % 5]
    deeds = zip(DEEDS, days, strict=False)
    told = "\n".join(f"The council of {place} {deed} on {day}." for deed, day in deeds)
    path = folder / f"paper-{number}-2021-05-0{number + 1}.txt"
    path.write_text(f"{told}\nReport {number} of our own correspondent ends here.\n", "utf-8")
    return path


def _run(*arguments: str | Path) -> Result:
    for row in asked.values():
        row.clear()
    result = CliRunner().invoke(run, ["--nli", "small", *map(str, arguments)])
    assert result.exit_code == 0, result.output
    return result


def _files(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in REPORT_FILES}


def _kept() -> list[dict[str, object]]:
    told = CliRunner().invoke(cache_command, ["info", "--json"]).output
    return [json.loads(line) for line in told.splitlines()]


def test_a_repeated_run_computes_nothing_and_writes_the_same(papers: Path, tmp_path: Path) -> None:
    _run(papers, "--out", tmp_path / "runs")
    first = _files(tmp_path / "runs" / "papers")
    assert all(asked.values())
    _run(papers, "--out", tmp_path / "runs")
    assert not any(asked.values())
    assert _files(tmp_path / "runs" / "papers") == first
    assert json.loads(first["report.json"])["findings"]


def test_a_repeated_run_imports_nothing_slow(papers: Path, tmp_path: Path) -> None:
    _run(papers, "--out", tmp_path / "runs")
    first = _files(tmp_path / "runs" / "papers")
    repeated = """
import atexit, sys
from compare.commands.run import run
atexit.register(lambda: print(*sys.modules))
run()
"""
    arguments = [str(papers), "--out", str(tmp_path / "runs"), "--nli", "small", "--quiet"]
    command = [sys.executable, "-c", repeated, *arguments]
    done = subprocess.run(
        command, cwd=ROOT, env=dict(os.environ), capture_output=True, text=True, check=True
    )
    assert "compare.caching.runs" in done.stdout.split()
    assert SLOW.isdisjoint(done.stdout.split())
    assert _files(tmp_path / "runs" / "papers") == first


def test_a_sixth_article_costs_only_its_own_pairs(papers: Path, tmp_path: Path) -> None:
    _run(papers, "--out", tmp_path / "runs")
    new = _paper(papers, 5, "Arden").read_text("utf-8")
    told = _run(papers, "--out", tmp_path / "runs", "--profile")
    sentences = set(new.split("\n")) - {""}
    assert len(asked["facts"]) == 1
    assert set(asked["vectors"]) == sentences
    assert asked["entailments"]
    assert all(sentences & set(pair) for pair in asked["entailments"])  # type: ignore[call-overload]
    counted = re.findall(r"│ (facts|vectors|entailments) +│ +(\d+) │ +(\d+) │", told.output)
    computed = {kind: int(number) for kind, number, _ in counted}
    assert computed == {kind: len(row) for kind, row in asked.items()}
    assert all(int(cached) > 0 for _, _, cached in counted)


@pytest.mark.parametrize("way", ["option", "environment"])
def test_without_cache_all_is_computed_and_the_same_is_written(
    papers: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    _run(papers, "--out", tmp_path / "with")
    if way == "environment":
        monkeypatch.setenv("CLAIM_COMPARE_NO_CACHE", "1")
    kept = _kept()
    _run(papers, "--out", tmp_path / "without", *(["--no-cache"] if way == "option" else []))
    assert all(asked.values())
    assert _files(tmp_path / "with" / "papers") == _files(tmp_path / "without" / "papers")
    assert _kept() == kept


def test_where_nothing_can_be_kept_the_same_is_written(papers: Path, tmp_path: Path) -> None:
    _run(papers, "--out", tmp_path / "with")
    cache = tmp_path / "cache" / "claim-compare"
    cache.rename(tmp_path / "gone")
    cache.write_text("a file where a folder should be", "utf-8")
    told = _run(papers, "--out", tmp_path / "without")
    assert told.output.count("nothing is cached") == 1
    assert _files(tmp_path / "with" / "papers") == _files(tmp_path / "without" / "papers")


def test_a_file_that_changed_is_read_again(papers: Path, tmp_path: Path) -> None:
    _run(papers, "--out", tmp_path / "runs")
    _paper(papers, 0, "Arden")
    _run(papers, "--out", tmp_path / "runs")
    assert "Arden" in (tmp_path / "runs" / "papers" / "report.md").read_text("utf-8")


def test_what_a_list_names_elsewhere_is_read_each_time(papers: Path, tmp_path: Path) -> None:
    elsewhere = _paper(tmp_path, 5)
    listing = papers / "list.txt"
    listing.write_text(f"{elsewhere}\n{papers / 'paper-0-2021-05-01.txt'}\n", "utf-8")
    _run(listing, "--out", tmp_path / "runs")
    _paper(tmp_path, 5, "Arden")
    _run(listing, "--out", tmp_path / "runs")
    assert "Arden" in (tmp_path / "runs" / "papers" / "report.md").read_text("utf-8")


def test_an_updated_run_is_the_run_of_all_sources(papers: Path, tmp_path: Path) -> None:
    _run(papers, "--out", tmp_path / "runs")
    new = _paper(tmp_path, 5, "Arden")
    _run("--update", tmp_path / "runs" / "papers", new)
    assert len(asked["facts"]) == 1
    updated = _files(tmp_path / "runs" / "papers")
    _run(papers, new, "--name", "papers", "--out", tmp_path / "runs", "--no-cache")
    assert updated == _files(tmp_path / "runs" / "papers")


def test_an_update_takes_each_source_once_and_its_latest_text(papers: Path, tmp_path: Path) -> None:
    _run(papers, "--out", tmp_path / "runs")
    first = _files(tmp_path / "runs" / "papers")
    _run("--update", tmp_path / "runs" / "papers" / "report.json", papers)
    assert _files(tmp_path / "runs" / "papers") == first
    _run("--update", tmp_path / "runs" / "papers", _paper(papers, 0, "Arden"))
    articles = json.loads((tmp_path / "runs" / "papers" / "report.json").read_bytes())["articles"]
    assert len(articles) == 5
    assert sum("Arden" in article["text"] for article in articles) == 1


def test_an_update_keeps_the_name_and_the_place_of_its_run(papers: Path, tmp_path: Path) -> None:
    _run(papers, "--out", tmp_path / "runs", "--name", "spring")
    _run("--update", tmp_path / "runs" / "spring", _paper(tmp_path, 5))
    assert (
        json.loads((tmp_path / "runs" / "spring" / "report.json").read_bytes())["name"] == "spring"
    )
    refused = CliRunner().invoke(run, ["--update", str(tmp_path), "--name", "x", str(papers)])
    assert refused.exit_code == 2
    assert "--name" in refused.output


def test_the_cache_can_be_looked_at_and_emptied(papers: Path, tmp_path: Path) -> None:
    _run(papers, "--out", tmp_path / "runs")

    def told(*arguments: str) -> str:
        result = CliRunner().invoke(cache_command, arguments)
        assert result.exit_code == 0, result.output
        return result.output

    counts = {row["kind"]: int(str(row["count"])) for row in _kept()}
    assert counts["facts"] == len(asked["facts"])
    assert "vectors" in told("info")
    assert told("prune").split()[1] == "0"
    assert int(told("clear").split()[1]) == sum(counts.values())
    _run(papers, "--out", tmp_path / "runs")
    assert all(asked.values())


def test_the_time_of_a_stage_within_another_counts_once() -> None:
    watch = Stopwatch(Console(file=io.StringIO(), force_terminal=True))
    began = time.perf_counter()
    with watch.stage("encoding", 2) as advance:
        with watch.stage("loading the encoder"):
            time.sleep(0.1)
        advance(2)
    assert watch.seconds["loading the encoder"] >= 0.1
    assert sum(watch.seconds.values()) <= time.perf_counter() - began


def test_an_update_keeps_another_day_in_files_of_the_same_names(
    papers: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    days = []
    for day in ("monday", "tuesday"):
        (tmp_path / day).mkdir()
        days.append(tmp_path / day)
    monkeypatch.chdir(days[0])
    for name, day in (("a.txt", "2021-05-03"), ("b.txt", "2021-05-04")):
        Path(name).write_text(_dated(name, day), "utf-8")
    _run("a.txt", "b.txt", "--out", tmp_path / "runs", "--name", "week")
    monkeypatch.chdir(days[1])
    Path("a.txt").write_text(_dated("a.txt", "2021-05-05"), "utf-8")
    _run("--update", tmp_path / "runs" / "week", "a.txt")
    articles = json.loads((tmp_path / "runs" / "week" / "report.json").read_bytes())["articles"]
    assert sorted(a["published"] for a in articles) == ["2021-05-03", "2021-05-04", "2021-05-05"]


def _dated(name: str, day: str) -> str:
    head = f"---\ntitle: News of {name} on {day}\ndate: {day}\n---\n\n"
    return f"{head}A mayor opened hall {name[0].upper()} before the papers of {day} went out.\n"


def test_an_update_says_whose_text_it_replaces(papers: Path, tmp_path: Path) -> None:
    _run(papers, "--out", tmp_path / "runs")
    _run("--update", tmp_path / "runs" / "papers", _paper(papers, 0, "Arden"))
    report = json.loads((tmp_path / "runs" / "papers" / "report.json").read_bytes())
    assert [n["kind"] for n in report["notices"]].count("update") == 1


@pytest.mark.parametrize("option", ["--out", "--name"])
def test_an_update_has_no_other_place(papers: Path, tmp_path: Path, option: str) -> None:
    _run(papers, "--out", tmp_path / "runs")
    run_at = str(tmp_path / "runs" / "papers")
    refused = CliRunner().invoke(run, ["--update", run_at, option, "x", str(papers)])
    assert refused.exit_code == 2
    assert "keeps the place of its run" in refused.output


def test_a_report_without_its_articles_cannot_be_added_to(papers: Path, tmp_path: Path) -> None:
    _run(papers, "--out", tmp_path / "runs")
    made = tmp_path / "runs" / "papers" / "report.json"
    made.write_text(json.dumps(json.loads(made.read_text()) | {"quotes_only": True}))
    refused = CliRunner().invoke(run, ["--update", str(made), str(_paper(tmp_path, 5))])
    assert refused.exit_code == 2
    assert "--quotes-only" in refused.output


@pytest.mark.parametrize("content", [b"[" * 200_000, b"\xff\xfe{}", b"{}"])
def test_what_is_no_report_is_told_in_a_line(papers: Path, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "report.json").write_bytes(content)
    refused = CliRunner().invoke(run, ["--update", str(tmp_path), str(papers)])
    assert refused.exit_code == 2
    assert "report.json" in refused.output


def test_verdicts_that_cannot_be_read_cost_no_report(
    papers: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    store = default_path()
    store.parent.mkdir(parents=True)
    store.write_bytes(b"no database at all" * 500)
    done = CliRunner().invoke(run, [str(papers), "--out", str(tmp_path / "runs")])
    assert done.exit_code == 2
    assert "earlier verdicts are left out" in done.output
    assert (tmp_path / "runs" / "papers" / "report.html").exists()


def test_a_file_named_alone_is_read_once(papers: Path, tmp_path: Path) -> None:
    named = sorted(papers.iterdir())[:2]
    _run(*named, "--out", tmp_path / "runs")
    kept = {str(row["kind"]): row["count"] for row in _kept()}
    assert kept["readings"] == 1
