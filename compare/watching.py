"""Progress on a terminal, and how long each stage took."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import TYPE_CHECKING

from rich.console import Console

from compare.progress import Advance

if TYPE_CHECKING:
    from rich.table import Table


class Stopwatch:
    """Shows each stage on a terminal, and keeps its wall time in seconds.

    The time of a stage within another one counts for the inner one alone. `quiet` shows no
    progress; `verbose` prints a line for each stage that ends.
    """

    def __init__(self, console: Console, *, quiet: bool = False, verbose: bool = False) -> None:
        self.console = console
        self.seconds: dict[str, float] = {}
        self._shown = console.is_terminal and not quiet
        self._verbose = verbose
        self._inside = [0.0]

    @contextmanager
    def stage(self, name: str, total: int | None = None) -> Iterator[Advance]:
        began = time.perf_counter()
        self._inside.append(0.0)
        with self._bar(name, total) as advance:
            yield advance
        whole = time.perf_counter() - began
        own = whole - self._inside.pop()
        self._inside[-1] += whole
        self.seconds[name] = self.seconds.get(name, 0.0) + own
        if self._verbose:
            self.console.print(f"{name}: {own:.2f} s", highlight=False)

    def _bar(self, name: str, total: int | None) -> AbstractContextManager[Advance]:
        if not self._shown:
            return nullcontext(lambda steps: None)
        # Imported here, because mostly nobody sees it.
        from compare.bars import bar

        return bar(self.console, name, total)

    def table(self) -> Table:
        """Seconds and share of each stage, in the order they ran."""
        from rich.table import Table

        table = Table(title="Where the time went", title_justify="left")
        table.add_column("stage")
        table.add_column("seconds", justify="right")
        table.add_column("share", justify="right")
        whole = sum(self.seconds.values())
        for name, seconds in self.seconds.items():
            table.add_row(name, f"{seconds:.2f}", f"{seconds / whole:.0%}" if whole else "")
        table.add_row("in all", f"{whole:.2f}", "", style="bold")
        return table


def counts(computed: Mapping[str, int], cached: Mapping[str, int]) -> Table:
    """How many values of each kind were computed, and how many came from the cache."""
    from rich.table import Table

    table = Table(title="What was computed", title_justify="left")
    table.add_column("values")
    table.add_column("computed", justify="right")
    table.add_column("from the cache", justify="right")
    for kind in sorted({*computed, *cached}):
        table.add_row(kind, str(computed.get(kind, 0)), str(cached.get(kind, 0)))
    return table
