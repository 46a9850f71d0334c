"""Progress bars for a person who waits at a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

from compare.progress import Advance


@contextmanager
def bar(console: Console, name: str, total: int | None) -> Iterator[Advance]:
    """A bar for one stage, gone when it ends; what has no known length only tells that it works."""
    progress = Progress(*_columns(total), console=console, transient=True)
    with progress:
        task = progress.add_task(name, total=total)
        yield lambda steps: progress.advance(task, steps)


def _columns(total: int | None) -> tuple[ProgressColumn, ...]:
    name = TextColumn("{task.description}")
    if total is None:
        return (SpinnerColumn(), name, TimeElapsedColumn())
    return (SpinnerColumn(), name, BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
