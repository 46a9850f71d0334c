"""The command line from outside: what goes where, and which exit code follows from what."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from compare.commands.base import exit_codes
from compare.commands.export import EXPORTS
from compare.report.export import FORMATS

ROOT = Path(__file__).resolve().parent.parent
SEEDS = ROOT / "seeds"
RED = """The Harbour Herald
3 May 2021

The old ferry Alma sank in the bay of Norr in April 2021, the harbour office said on Monday.
All 40 passengers were rescued by two fishing boats before noon.
"""
BLUE = """The Norr Gazette
5 May 2021

The old ferry Alma sank in the bay of Norr in March 2021, according to the harbour office.
All 40 passengers were rescued by two fishing boats before noon.
"""


def _run(
    *args: str, cwd: Path, stdin: str | None = None, **environment: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "compare", *args],
        cwd=cwd,
        input=stdin,
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT), "NO_COLOR": "1"} | environment,
        timeout=300,
        check=False,
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two reports of one event whose dates conflict, in a folder of their own."""
    stories = tmp_path / "ferry"
    stories.mkdir()
    (stories / "red.txt").write_text(RED, encoding="utf-8")
    (stories / "blue.txt").write_text(BLUE, encoding="utf-8")
    return tmp_path


def test_a_run_writes_three_files_and_tells_the_contradiction_first(folder: Path) -> None:
    done = _run("run", "ferry", cwd=folder, SOURCE_DATE_EPOCH="1600000000")
    assert done.returncode == 0, done.stderr
    written = sorted(path.name for path in (folder / "reports" / "ferry").iterdir())
    assert written == ["report.html", "report.json", "report.md"]
    assert "April 2021" in done.stdout and "March 2021" in done.stdout
    report = json.loads((folder / "reports" / "ferry" / "report.json").read_text("utf-8"))
    assert report["created"] == "2020-09-13T12:26:40Z"
    assert report["findings"][0]["relation"] == "contradict"
    assert {a["source"] for a in report["articles"]}


def test_our_own_entailment_model_is_the_default(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CLAIM_COMPARE_NLI")
    _run("run", "ferry", cwd=folder)
    report = json.loads((folder / "reports" / "ferry" / "report.json").read_text("utf-8"))
    assert report["models"]["entailment"] == "small"
    assert report["findings"][0]["relation"] == "contradict"


def test_without_an_entailment_model_the_report_says_so(folder: Path) -> None:
    done = _run("run", "ferry", "--nli", "none", cwd=folder)
    report = json.loads((folder / "reports" / "ferry" / "report.json").read_text("utf-8"))
    assert done.returncode == 0
    assert report["models"]["entailment"] is None
    assert [n for n in report["notices"] if "only facts and similarity" in n["message"]]


def test_export_gives_every_format_and_names_what_is_no_run(folder: Path) -> None:
    _run("run", "ferry", "--nli", "none", cwd=folder)
    out = folder / "exported"
    for form in EXPORTS:
        assert (
            _run("export", "ferry", "--format", form, "--out", str(out), cwd=folder).returncode == 0
        )
    assert {"report.json", "report.md", "findings.csv", "report.sarif"} <= {
        path.name for path in out.iterdir()
    }
    piped = _run("export", "reports/ferry", "--format", "claim", "--quotes-only", cwd=folder)
    assert json.loads(piped.stdout)
    several = _run("export", "ferry", "--format", "csv", cwd=folder)
    absent = _run("export", "nowhere", "--format", "md", cwd=folder)
    assert several.returncode == absent.returncode == 2
    assert "--out" in several.stderr and "nowhere" in absent.stderr
    assert set(EXPORTS) == set(FORMATS)


def test_models_are_listed_and_intact(folder: Path) -> None:
    done = _run("models", "--json", cwd=folder)
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0 and {row["role"] for row in rows} == {
        "base",
        "encoder",
        "entailment",
        "parser",
        "reader",
    }
    assert all(row["problem"] is None for row in rows)
    small = next(row for row in rows if row["name"] == "small")
    assert small["size"] < 12e6


def test_given_metadata_reaches_the_report(folder: Path) -> None:
    name = sorted(path.name for path in (folder / "ferry").iterdir())[0]
    (folder / "meta.csv").write_text(f"path,source\n{name},The Gazette of Ostra\n")
    done = _run("inspect", "ferry", "--meta", "meta.csv", "--json", cwd=folder)
    sources = [json.loads(line)["source"] for line in done.stdout.splitlines()]
    assert "The Gazette of Ostra" in sources


def test_json_is_all_there_is_on_stdout(folder: Path) -> None:
    done = _run("run", "ferry", "--json", "--profile", "--no-cache", cwd=folder)
    assert json.loads(done.stdout)["findings"]
    assert "encoding" in done.stderr and "judging" in done.stderr


@pytest.mark.parametrize(("level", "code"), [("never", 0), ("contradict", 1), ("diverge", 1)])
def test_fail_on(folder: Path, level: str, code: int) -> None:
    assert _run("run", "ferry", "--fail-on", level, cwd=folder).returncode == code


def test_bad_inputs_are_named_and_the_rest_is_compared(folder: Path) -> None:
    (folder / "empty.txt").write_text("  \n")
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 40)
    (folder / "long.txt").write_text("A sentence of a long text that goes on. " * 200_000)
    bad = ["empty.txt", "binary.txt", "long.txt", "missing.txt"]
    done = _run("run", *bad, "ferry", "--name", "n", "--fail-on", "contradict", cwd=folder)
    assert done.returncode == 2
    for name in bad:
        told = [line for line in done.stderr.splitlines() if name in line]
        assert len(told) == 1, done.stderr
    assert "Traceback" not in done.stderr
    assert (folder / "reports" / "n" / "report.json").exists()


def test_duplicates_and_repaired_encodings_are_notices(folder: Path) -> None:
    (folder / "ferry" / "copy.txt").write_text(RED, encoding="utf-8")
    (folder / "ferry" / "latin.txt").write_bytes(
        "Der Kapitän sagte, die Fähre Alma sei im April 2021 gesunken.".encode("cp1252")
    )
    done = _run("run", "ferry", cwd=folder)
    assert done.returncode == 0, done.stderr
    report = json.loads((folder / "reports" / "ferry" / "report.json").read_text("utf-8"))
    assert {"duplicate", "encoding"} <= {n["kind"] for n in report["notices"]}
    assert len(report["articles"]) == 3


def test_a_single_article_is_nothing_to_compare(folder: Path) -> None:
    done = _run("run", "ferry/red.txt", cwd=folder)
    assert done.returncode == 2
    assert "nothing to compare" in done.stderr
    assert not (folder / "reports").exists()


def test_a_missing_model_is_one_sentence(folder: Path) -> None:
    done = _run("run", "ferry", "--nli", "no/such/folder", cwd=folder, HF_HUB_OFFLINE="1")
    assert done.returncode == 2
    assert "no/such/folder" in done.stderr and "Traceback" not in done.stderr


def test_pairs_keep_their_order_and_bad_lines_their_place(folder: Path) -> None:
    lines = [
        '{"id": "p1", "a": "The ferry sank in April 2021.", "b": "The ferry sank in March 2021."}',
        "{broken",
        '{"id": "p3", "a": "The ferry sank."}',
        '{"id": 4, "a": "Apples are cheap.", "b": "The mayor resigned on Friday."}',
        '{"id": 5, "a": "Half a pair: \\ud800", "b": "The mayor resigned."}',
        '{"id": NaN, "a": "x", "b": "y"}',
        "[" * 100_000,
    ]
    done = _run("pairs", "-", cwd=folder, stdin="\n".join(lines) + "\n")
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [row["id"] for row in rows] == ["p1", None, "p3", 4, None, None, None]
    assert [("error" in row) for row in rows] == [False, True, True, False, True, True, True]
    assert rows[0]["relation"] == "contradict" and rows[3]["relation"] == "unrelated"
    assert done.returncode == 0
    assert "5 lines without a pair" in done.stderr


def test_an_interruption_has_an_exit_code_of_its_own(capsys: pytest.CaptureFixture[str]) -> None:
    @exit_codes
    def command() -> None:
        raise KeyboardInterrupt

    with pytest.raises(SystemExit) as ended:
        command()
    assert ended.value.code == 130
    assert "interrupted" in capsys.readouterr().err


def test_pairs_answer_before_the_input_ends(folder: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "compare", "pairs", "-"],
        cwd=folder,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    ) as process:
        assert process.stdin and process.stdout
        process.stdin.write('{"id": 1, "a": "It rained.", "b": "It was raining."}\n')
        process.stdin.flush()
        assert json.loads(process.stdout.readline())["id"] == 1
        process.stdin.close()
        assert process.wait(timeout=60) == 0


def test_a_stream_that_cannot_be_read_ends_with_two(folder: Path) -> None:
    if not Path("/proc/self/mem").exists():
        pytest.skip("no /proc, whose mem can be opened and not read")
    done = _run("pairs", "/proc/self/mem", cwd=folder)
    assert done.returncode == 2
    assert "cannot be read" in done.stderr and "Traceback" not in done.stderr


def test_a_bad_epoch_is_one_sentence(folder: Path) -> None:
    done = _run("run", "ferry", cwd=folder, SOURCE_DATE_EPOCH="yesterday")
    assert done.returncode == 2
    assert "SOURCE_DATE_EPOCH" in done.stderr and "Traceback" not in done.stderr


def test_inspect_gives_facts_at_exact_words(folder: Path) -> None:
    done = _run("inspect", "--json", "ferry", cwd=folder)
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(rows) == 2
    for row in rows:
        for sentence in row["sentences"]:
            assert row["text"][sentence["start"] : sentence["end"]] == sentence["text"]
            for fact in sentence["facts"]:
                assert row["text"][fact["start"] : fact["end"]] == fact["text"]
    facts = [f for row in rows for s in row["sentences"] for f in s["facts"]]
    values = [f["value"] for f in facts if f["text"] == "April 2021"]
    assert values == [
        {"start": "2021-04-01", "end": "2021-05-01", "granularity": "month", "anchor": "absolute"}
    ]
    assert any(f["kind"] == "quantity" and f["value"]["low"] == 40 for f in facts)


def test_inspect_as_is_keeps_the_text_and_the_id(folder: Path) -> None:
    article = {"id": "a-1", "text": "Menu\n\nThe ferry sank.\n", "published": "2021-05-03"}
    (folder / "in.jsonl").write_text(json.dumps(article) + "\n")
    done = _run("inspect", "--json", "--as-is", "in.jsonl", cwd=folder)
    row = json.loads(done.stdout)
    assert (row["id"], row["text"], row["published"]) == ("a-1", article["text"], "2021-05-03")


def test_inspect_shows_the_facts_to_a_person(folder: Path) -> None:
    done = _run("inspect", "ferry/red.txt", cwd=folder)
    assert "“April 2021”" in done.stdout
    assert done.returncode == 0


def test_what_an_input_says_against_itself_is_seen(folder: Path) -> None:
    (folder / "ferry" / "red.txt").rename(folder / "ferry" / "red-2019-01-01.txt")
    told = "2019-01-01 (file name)"
    done = _run("inspect", "ferry", cwd=folder)
    assert told in done.stderr
    assert f"conflict published: {told}" in done.stdout
    _run("run", "ferry", cwd=folder)
    for name in ("report.html", "report.md", "report.json"):
        assert told in (folder / "reports" / "ferry" / name).read_text(encoding="utf-8")
    (folder / "meta.csv").write_text("path,published\nred-2019-01-01.txt,2021-05-04\n")
    assert told not in _run("inspect", "ferry", "--meta", "meta.csv", cwd=folder).stderr


def test_usage_errors_exit_with_two(folder: Path) -> None:
    assert _run("run", cwd=folder).returncode == 2
    assert _run("run", "ferry", "--name", "../x", cwd=folder).returncode == 2
    assert _run("nonsense", cwd=folder).returncode == 2


def test_readme_names_every_command() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    told = _run("--help", cwd=ROOT).stdout.split("Commands:")[1]
    commands = [line.split()[0] for line in told.splitlines() if line.startswith("  ")]
    assert {"run", "pairs", "inspect"} <= set(commands)
    assert [c for c in commands if f"claim-compare {c}" not in readme] == []
