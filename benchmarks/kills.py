"""Runs killed at random moments: is every file whole, does the next start work, is all the same?

    python -m benchmarks.kills seeds --runs 200

A cold run now and then, so that kills also meet what fills the cache; prints what it found, and
exits with 1 where anything was lost.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from compare.caching.cache import MIGRATIONS
from compare.report.as_json import load
from compare.store import connect

# Every so many runs begin with an empty cache.
COLD = 20
PAGE_ENDS = "</html>"


def main() -> int:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("sources", nargs="+")
    parser.add_argument("--runs", type=int, default=200)
    parser.add_argument("--nli", default="none")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        trial = Trial(Path(folder), [*given.sources, "--nli", given.nli])
        found = Counter(trial.killed(random.Random(given.seed), given.runs))
        found.update(trial.last())
    for outcome, count in sorted(found.items()):
        print(f"{count:>5}  {outcome}")
    return int(any(outcome.startswith("WRONG") for outcome in found))


class Trial:
    """One command, its cache and its report in a folder of their own."""

    def __init__(self, folder: Path, arguments: list[str]) -> None:
        self.out, self.home = folder / "out", folder / "cache"
        self.cache = self.home / "claim-compare" / "cache.sqlite"
        command = [sys.executable, "-m", "compare", "run", *arguments, "--quiet"]
        self.command = [*command, "--name", "run", "--out", str(self.out)]
        self.seconds = {True: self._whole_run(), False: self._whole_run()}
        self.first = self._report()

    def killed(self, chance: random.Random, runs: int) -> Iterator[str]:
        """What was found after each kill."""
        for number in range(runs):
            cold = number % COLD == 0
            if cold:
                self.cache.unlink(missing_ok=True)
            process = self._started()
            try:
                errors = process.communicate(timeout=chance.uniform(0.0, self.seconds[cold]))[1]
                yield "ended before its kill"
            except subprocess.TimeoutExpired:
                process.send_signal(signal.SIGKILL)
                errors = process.communicate()[1]
                yield f"killed, {'cold' if cold else 'warm'}"
            yield from (f"WRONG: {line}" for line in errors.splitlines())
            yield from self._faults()

    def last(self) -> Iterator[str]:
        """Whether a run that nobody kills gives what the first one gave."""
        self._whole_run()
        yield "the last run is as the first" if self._report() == self.first else "WRONG: last run"

    def _faults(self) -> Iterator[str]:
        for name, text in self._report().items():
            if name.endswith(".json"):
                load(text, name)
            elif name.endswith(".html") and not text.rstrip().endswith(PAGE_ENDS):
                yield f"WRONG: half of {name}"
        connection = connect(self.cache, MIGRATIONS)
        checked = connection.execute("PRAGMA integrity_check").fetchone()[0]
        connection.close()
        if checked != "ok":
            yield f"WRONG: {checked}"
        if any(path.name.startswith(".") for path in (self.out / "run").iterdir()):
            yield "a work folder was left behind"

    def _report(self) -> Mapping[str, str]:
        files = (path for path in sorted((self.out / "run").iterdir()) if path.is_file())
        return {path.name: path.read_text(encoding="utf-8") for path in files}

    def _whole_run(self) -> float:
        began = time.perf_counter()
        _, errors = self._started().communicate()
        if errors:
            raise SystemExit(errors)
        return time.perf_counter() - began

    def _started(self) -> subprocess.Popen[str]:
        environment = {**os.environ, "XDG_CACHE_HOME": str(self.home), "SOURCE_DATE_EPOCH": "0"}
        return subprocess.Popen(
            self.command,
            env=environment,
            stderr=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            text=True,
        )


if __name__ == "__main__":
    sys.exit(main())
