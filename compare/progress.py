"""How the pipeline tells what it is at; it neither knows nor cares who listens."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Protocol

Advance = Callable[[int], None]


class Watch(Protocol):
    """Somebody who is told when a stage begins, how far it is, and when it ends."""

    def stage(self, name: str, total: int | None = None) -> AbstractContextManager[Advance]:
        """Enter a stage of `total` steps; the value tells that a number of steps is done."""


class Unwatched:
    """Nobody listens."""

    @contextmanager
    def stage(self, name: str, total: int | None = None) -> Iterator[Advance]:
        yield lambda steps: None
