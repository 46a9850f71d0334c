"""What `claim-compare run` prints: in short, in full, nothing at all."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

import pytest
import sample_report
from click.testing import CliRunner, Result

from compare.commands import run as module
from compare.model import Report, Verdict
from compare.reading import ReadingResult

command = module.run


@pytest.fixture
def ran(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Runs the command with the given options, on a report that is already made."""

    def call(*options: str, report: Report | None = None) -> Result:
        made = report or sample_report.build()
        monkeypatch.setattr(module, "read_sources", lambda *_, **__: ReadingResult((), (), ()))
        monkeypatch.setattr(module, "_compared", lambda *_: made)
        monkeypatch.setattr(module, "recall", lambda report, **_: report.verdicts)
        place = ["--out", str(tmp_path), "--name", "bridge", "--no-cache"]
        return CliRunner().invoke(command, ["x.txt", *place, *options])

    return call


def test_a_run_tells_what_it_found_and_where_the_report_is(ran: Any) -> None:
    done = ran()
    assert done.exit_code == 0
    assert "cannot all be right on three points" in done.stdout
    assert "Log-odds" not in done.stdout
    assert "report.html" in done.stderr and "Windows-1252" in done.stderr


@pytest.mark.parametrize("option", ["-q", "--quiet"])
def test_quiet_prints_nothing(ran: Any, tmp_path: Path, option: str) -> None:
    done = ran(option)
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "")
    assert (tmp_path / "bridge" / "report.html").exists()


def test_quiet_and_json_print_the_json_alone(ran: Any) -> None:
    done = ran("-q", "--json")
    assert json.loads(done.stdout)["name"] == "ferrow-bridge" and done.stderr == ""


def test_verbose_tells_every_finding_in_full_and_each_stage(ran: Any) -> None:
    done = ran("-v")
    assert done.stdout.count("Log-odds:") == 11
    assert "reading: 0." in done.stderr and "writing: " in done.stderr


def test_quiet_and_verbose_exclude_each_other(ran: Any) -> None:
    done = ran("-q", "-v")
    assert done.exit_code == 2 and "exclude each other" in done.stderr


def test_findings_dismissed_in_review_do_not_make_a_run_fail(ran: Any) -> None:
    reviewed = sample_report.reviewed()
    confirmed = dict(list(reviewed.verdicts.items())[:1])
    none_left = {it.id: Verdict("tool-error", "Ana", "2024-05-03") for it in reviewed.findings}
    for verdicts, code in ((reviewed.verdicts, 1), (confirmed, 1), (none_left, 0)):
        made = dataclasses.replace(reviewed, verdicts=verdicts)
        assert ran("-q", "--fail-on", "diverge", report=made).exit_code == code
