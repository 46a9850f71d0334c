"""Lines of a stream in batches, without waiting for the input to end."""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterator
from typing import TextIO

from compare.errors import CompareError


def batches(stream: TextIO, size: int) -> Iterator[list[str]]:
    """The lines of a stream in batches of what is there, so that nobody waits for a full one."""
    lines: queue.Queue[str | None] = queue.Queue(maxsize=4 * size)
    failures: list[OSError] = []

    def fill() -> None:
        try:
            for line in stream:
                lines.put(line)
        except OSError as error:
            failures.append(error)
        finally:
            lines.put(None)

    threading.Thread(target=fill, daemon=True).start()
    ended = False
    while not ended:
        batch = [lines.get()]
        while batch[-1] is not None and len(batch) < size and not lines.empty():
            batch.append(lines.get())
        ended = batch[-1] is None
        yield [line for line in batch if line is not None]
    if failures:
        raise CompareError(f"{stream.name}: cannot be read: {failures[0].strerror}")
