"""Facts found in processes beside this one: the same facts, and none lost when a process is."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from compare import beside
from compare.beside import FactsProcesses
from compare.caching.cache import Cache
from compare.caching.facts import CachedExtract
from compare.facts import extract
from compare.model import FactsRequest
from compare.progress import Unwatched
from compare.sentences import split

TEXTS = (
    "The ferry sank off Lesk on 4 March 2021. Twelve people died, the coast guard said.",
    "Lesk mourns 12 dead. The council did not meet on Monday.",
    "",
)


def _request(text: str, language: str | None = "en") -> FactsRequest:
    return text, split("", text), "2021-03-05", language


@pytest.fixture
def processes(monkeypatch: pytest.MonkeyPatch) -> Iterator[FactsProcesses]:
    """Processes for however little there is to find."""
    monkeypatch.setattr("compare.beside.SIGNS_EACH", 40)
    found = FactsProcesses()
    yield found
    found.close()


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[subprocess.Popen[bytes]]:
    """The processes that were started."""
    found: list[subprocess.Popen[bytes]] = []
    start: Callable[[], subprocess.Popen[bytes]] = beside._started

    def noted() -> subprocess.Popen[bytes]:
        found.append(start())
        return found[-1]

    monkeypatch.setattr("compare.beside._started", noted)
    return found


def test_the_facts_are_those_that_are_found_here(
    processes: FactsProcesses,
    started: list[subprocess.Popen[bytes]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # Where somebody happens to be may lie a package of our name.
    (tmp_path / "compare").mkdir()
    (tmp_path / "compare" / "__init__.py").write_text("raise SystemExit(1)\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    requests = [_request(text) for text in TEXTS]
    answers = [future.result(timeout=60) for future in processes.begin(requests)]
    assert answers == [extract(*request) for request in requests]
    assert any(facts.facts for facts in answers[0] or ())
    assert 1 <= len(started) <= 2
    assert processes.begin(requests[:1])[0].result(timeout=60) == answers[0]
    assert len(started) <= 2


def test_a_few_texts_start_no_process_where_the_parser_is_loaded(
    started: list[subprocess.Popen[bytes]],
) -> None:
    extract(*_request(TEXTS[0]))
    assert not FactsProcesses().begin([_request(text) for text in TEXTS])
    assert not started


def test_what_a_lost_process_owes_is_found_here(
    processes: FactsProcesses, started: list[subprocess.Popen[bytes]], tmp_path: Path
) -> None:
    assert processes.begin([_request(TEXTS[0])])[0].result(timeout=60)
    os.kill(started[0].pid, signal.SIGKILL)
    cached = CachedExtract(Cache(tmp_path / "cache"), Unwatched(), processes)
    requests = [_request(text) for text in TEXTS]
    cached.begin(requests)
    assert [cached(*request) for request in requests] == [extract(*r) for r in requests]


def test_where_no_process_can_be_had_facts_are_found_here(
    processes: FactsProcesses, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("compare.beside.sys.executable", "/nowhere/python")
    cached = CachedExtract(Cache(), Unwatched(), processes)
    cached.begin([_request(TEXTS[0])])
    assert cached(*_request(TEXTS[0])) == extract(*_request(TEXTS[0]))


def test_what_was_found_beside_is_kept(
    processes: FactsProcesses, started: list[subprocess.Popen[bytes]], tmp_path: Path
) -> None:
    requests = [_request(TEXTS[0]), _request("Der Rat tagte am Montag.", "de")]
    found = []
    for _ in range(2):
        cache = Cache(tmp_path / "cache")
        cached = CachedExtract(cache, Unwatched(), processes)
        cached.begin(requests)
        found.append([cached(*request) for request in requests])
        counts = cache.found["facts"], cache.missed["facts"]
        cache.close()
    assert found[0] == found[1] == [extract(*request) for request in requests]
    assert counts == (2, 0)
    assert len(started) == 1
