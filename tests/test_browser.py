"""The committed report as Debian's headless Chromium shows it."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

REPORT = Path(__file__).resolve().parent.parent / "reports" / "seeds" / "report.html"
QUIET = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def _chromium(tmp_path: Path, *flags: str) -> subprocess.CompletedProcess[str]:
    program = shutil.which("chromium")
    if program is None:
        pytest.skip("no chromium: Debian's package of that name has it")
    return subprocess.run(
        [program, *QUIET, f"--user-data-dir={tmp_path}", *flags, REPORT.as_uri()],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )


def test_the_page_needs_no_script_and_complains_of_nothing(tmp_path: Path) -> None:
    done = _chromium(tmp_path, "--enable-logging=stderr", "--dump-dom")
    assert "<script" not in done.stdout
    assert "Cannot both be right" in done.stdout
    assert "February 2022" in done.stdout and "March 2022" in done.stdout
    assert "Content Security Policy" not in done.stderr
    assert ":CONSOLE" not in done.stderr


def test_the_page_prints(tmp_path: Path) -> None:
    out = tmp_path / "report.pdf"
    _chromium(tmp_path / "profile", f"--print-to-pdf={out}", "--no-pdf-header-footer")
    assert out.read_bytes().startswith(b"%PDF")
    assert out.stat().st_size > 20_000
