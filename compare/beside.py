"""Facts found in processes of their own, while the caller has other work to do.

The parser never lets Python go, so that threads would not do. Each process is this module, run by
the same interpreter; requests and answers go through its pipes in turn. Where it cannot be had, or
gives up, the caller is told, and finds the facts itself.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from threading import Lock, Thread
from typing import BinaryIO

from compare.facts import extract, syntax
from compare.model import Facts, FactsRequest
from compare.models.batches import threads

# The facts of a text, None where the process could not find them.
Answer = tuple[Facts, ...] | None
# Signs of text for which one more process is worth the seconds and the memory that it needs.
SIGNS_EACH = 60_000
MOST = 4
NICE = 10


class FactsProcesses:
    """The processes: started with requests, kept for later ones, and ended with this one."""

    def __init__(self) -> None:
        self._idle: list[_Process] = []

    def begin(self, requests: Sequence[FactsRequest]) -> list[Future[Answer]]:
        """Answers to come, in order; none at all where finding the facts here is quicker."""
        # Where the parser is loaded here, a few texts are done before a process has started.
        signs = sum(len(text) for text, *_ in requests)
        wanted = signs // SIGNS_EACH + (not syntax.is_loaded())
        if not wanted:
            return []
        futures: list[Future[Answer]] = [Future() for _ in requests]
        waiting, lock = iter(list(zip(requests, futures, strict=True))), Lock()

        def taken() -> Iterator[tuple[FactsRequest, Future[Answer]]]:
            while True:
                with lock:
                    one = next(waiting, None)
                if one is None:
                    return
                yield one

        for _ in range(min(len(requests), threads(), MOST, wanted)):
            # Daemons: nobody waits for answers that are no longer wanted.
            Thread(target=self._work, args=(taken(),), daemon=True).start()
        return futures

    def _work(self, asked: Iterator[tuple[FactsRequest, Future[Answer]]]) -> None:
        process = self._idle.pop() if self._idle else _Process()
        for request, future in asked:
            future.set_result(process.answer(request))
        self._idle.append(process)

    def close(self) -> None:
        """End the processes that have nothing to do."""
        while self._idle:
            self._idle.pop().close()


class _Process:
    """One process, started when it is first asked."""

    def __init__(self) -> None:
        self._running: subprocess.Popen[bytes] | None = None

    def answer(self, request: FactsRequest) -> Answer:
        try:
            if self._running is None:
                self._running = _started()
            assert self._running.stdin and self._running.stdout
            pickle.dump(request, self._running.stdin, pickle.HIGHEST_PROTOCOL)
            self._running.stdin.flush()
            found: Answer = pickle.load(self._running.stdout)
            return found
        except Exception:
            # Whatever was the matter, finding the facts in the caller's process will tell.
            if self._running is not None:
                self._running.kill()
            return None

    def close(self) -> None:
        if self._running is not None:
            self._running.communicate()


def _started() -> subprocess.Popen[bytes]:
    # The same modules are found there, and none that only lies where somebody happens to be.
    surroundings = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    return subprocess.Popen(
        [sys.executable, "-P", "-m", __name__],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=surroundings,
    )


def serve(requests: BinaryIO, answers: BinaryIO) -> None:
    """Answer requests until there are no more."""
    # What the caller does in the meantime goes first.
    if hasattr(os, "nice"):
        os.nice(NICE)
    while True:
        try:
            request: FactsRequest = pickle.load(requests)
        except EOFError:
            return
        pickle.dump(extract(*request), answers, pickle.HIGHEST_PROTOCOL)
        answers.flush()


if __name__ == "__main__":
    # The parser does without torch, but would import it where it is, which takes longer than all
    # else and 180 MB.
    sys.modules["torch"] = None  # type: ignore[assignment]
    serve(sys.stdin.buffer, sys.stdout.buffer)
