"""Progress on a terminal, and how long each stage took."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn
from rich.table import Table

from compare.progress import Advance


class Stopwatch:
    """Shows each stage on a terminal, and keeps its wall time in seconds."""

    def __init__(self, console: Console) -> None:
        self.console = console
        self.seconds: dict[str, float] = {}

    @contextmanager
    def stage(self, name: str, total: int | None = None) -> Iterator[Advance]:
        began = time.perf_counter()
        bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            TaskProgressColumn(),
            TimeRemainingColumn(),
            console=self.console,
            transient=True,
            disable=not self.console.is_terminal,
        )
        with bar:
            task = bar.add_task(name, total=total)
            yield lambda steps: bar.advance(task, steps)
        self.seconds[name] = self.seconds.get(name, 0.0) + time.perf_counter() - began

    def table(self) -> Table:
        """Seconds and share of each stage, in the order they ran."""
        table = Table(title="Where the time went", title_justify="left")
        table.add_column("stage")
        table.add_column("seconds", justify="right")
        table.add_column("share", justify="right")
        whole = sum(self.seconds.values())
        for name, seconds in self.seconds.items():
            table.add_row(name, f"{seconds:.2f}", f"{seconds / whole:.0%}" if whole else "")
        table.add_row("in all", f"{whole:.2f}", "", style="bold")
        return table
