"""What README shows is what happens."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_shell_example() -> None:
    (line,) = re.findall(r"```console\n\$ (.*?)\n```", README)
    done = subprocess.run(
        ["bash", "-c", line],
        cwd=ROOT,
        capture_output=True,
        text=True,
        env=os.environ | {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"},
        timeout=120,
        check=True,
    )
    answer = json.loads(done.stdout)
    assert (answer["relation"], answer["reasons"]) == ("contradict", ["date"])


def test_the_python_example() -> None:
    (code,) = re.findall(r"```python\n(.*?)```", README, re.S)
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=120
    )
    assert "February 2022" in done.stdout and "March 2022" in done.stdout, done.stderr


def test_every_file_that_is_pointed_to_exists() -> None:
    targets = re.findall(r"\]\(([^)#]+)\)", README)
    assert {"docs/report.png", "docs/design.md"} <= set(targets)
    assert [t for t in targets if not (ROOT / t).exists()] == []
