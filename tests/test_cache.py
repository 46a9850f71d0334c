"""What holds of the cache: nothing is computed twice, and nothing that ails it changes a result."""

from __future__ import annotations

import random
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from compare import store
from compare.caching import upkeep
from compare.caching.cache import DAY, MIGRATIONS, Cache
from compare.caching.facts import CachedExtract
from compare.caching.memory import Memory
from compare.caching.models import CachedEncoder, CachedEntailment
from compare.judgement.entailment import Entailment
from compare.model import Fact, Facts, QuantityValue, Sentence
from compare.progress import Unwatched
from compare.similarity import Matrix

ROOT = Path(__file__).resolve().parent.parent
PROCESSES, VALUES = 8, 40
WRITER = """
import sys
from pathlib import Path
from compare.caching.cache import Cache
cache = Cache(Path(sys.argv[1]), lambda line: print(line, file=sys.stderr))
for number in range(int(sys.argv[3])):
    key = f"{sys.argv[2]} {number}".encode()
    cache.put("numbers", {key: key * 3, b"all": b"one"})
    assert cache.get("numbers", [key, b"all"]) == {key: key * 3, b"all": b"one"}
"""


class Counting:
    """An encoder and an entailment model that remember what they were asked."""

    name = "counting"

    def __init__(self) -> None:
        self.loaded = 0
        self.asked: list[object] = []

    def load(self) -> None:
        self.loaded += 1

    def encode(self, texts: Sequence[str]) -> Matrix:
        self.asked += texts
        return np.array([[len(t), len(t) / 3] for t in texts], dtype=np.float32).reshape(-1, 2)

    def judge(self, pairs: Sequence[tuple[str, str]]) -> list[Entailment]:
        self.asked += pairs
        return [Entailment((len(a) / 7, 0.1, 0.0), (len(b) / 7, 0.2, 0.3)) for a, b in pairs]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "claim-compare" / "cache.sqlite"


@pytest.fixture
def told() -> list[str]:
    return []


@pytest.fixture
def opened(path: Path, told: list[str]) -> Iterator[Callable[[], Cache]]:
    """Opens the cache as a new process would."""
    caches: list[Cache] = []

    def open_cache() -> Cache:
        caches.append(Cache(path, told.append))
        return caches[-1]

    yield open_cache
    for cache in caches:
        cache.close()


def test_values_come_back_in_another_process_and_are_counted(
    opened: Callable[[], Cache], told: list[str]
) -> None:
    first = opened()
    assert first.get("letters", [b"a", b"b"]) == {}
    first.put("letters", {b"a": b"alpha", b"b": b""})
    second = opened()
    assert second.get("letters", [b"b", b"c", b"a"]) == {b"a": b"alpha", b"b": b""}
    assert (second.found["letters"], second.missed["letters"]) == (2, 1)
    assert not told


def test_more_keys_than_a_statement_takes_are_found(opened: Callable[[], Cache]) -> None:
    many = {number.to_bytes(4, "big"): b"x" for number in range(2_500)}
    opened().put("many", many)
    assert opened().get("many", list(many)) == many


def test_without_a_file_nothing_is_kept() -> None:
    cache = Cache(None)
    cache.put("letters", {b"a": b"alpha"})
    assert cache.get("letters", [b"a"]) == {}


@pytest.mark.parametrize("start", [0, 24, 4096])
def test_a_damaged_file_is_built_anew_with_one_line(
    path: Path, opened: Callable[[], Cache], told: list[str], start: int
) -> None:
    first = opened()
    first.put("letters", {bytes([i]): random.Random(i).randbytes(500) for i in range(250)})
    first.close()
    data = path.read_bytes()
    path.write_bytes(data[:start] + random.Random(1).randbytes(len(data) - start))
    second = opened()
    second.put("letters", {b"a": b"alpha"})
    second.get("letters", [bytes([i]) for i in range(250)])
    second.put("letters", {b"a": b"alpha"})
    assert opened().get("letters", [b"a"]) == {b"a": b"alpha"}
    assert len(told) == 1
    assert "damaged" in told[0]


def test_a_value_that_changed_on_disk_is_no_value(
    path: Path, opened: Callable[[], Cache], told: list[str]
) -> None:
    cache = opened()
    cache.put("letters", {b"a": b"alpha" * 100, b"b": b"beta"})
    cache.close()
    path.write_bytes(path.read_bytes().replace(b"alphaalpha", b"alphaalphA", 1))
    assert opened().get("letters", [b"a", b"b"]) == {b"b": b"beta"}
    opened().put("letters", {b"a": b"alpha" * 100})
    assert len(opened().get("letters", [b"a", b"b"])) == 2
    assert not told


def test_where_no_file_can_be_there_is_one_line_and_no_cache(
    path: Path, opened: Callable[[], Cache], told: list[str]
) -> None:
    path.parent.write_text("a file where a folder should be", encoding="utf-8")
    cache = opened()
    for _ in range(3):
        cache.put("letters", {b"a": b"alpha"})
        assert cache.get("letters", [b"a"]) == {}
    assert len(told) == 1
    assert str(path) in told[0]


@pytest.mark.parametrize("ailment", ["PRAGMA max_page_count = 5", "PRAGMA query_only = ON"])
def test_a_full_or_read_only_disk_costs_one_line_and_what_is_new(
    opened: Callable[[], Cache], told: list[str], monkeypatch: pytest.MonkeyPatch, ailment: str
) -> None:
    opened().put("letters", {b"a": b"alpha"})
    connect = store.connect

    def ailing(path: Path, migrations: Sequence[store.Migration]) -> sqlite3.Connection:
        connection = connect(path, migrations)
        connection.execute(ailment)
        return connection

    monkeypatch.setattr(store, "connect", ailing)
    cache = opened()
    assert cache.get("letters", [b"a"]) == {b"a": b"alpha"}
    for key in (b"b", b"c"):
        cache.put("letters", {key: bytes(100_000)})
    assert cache.get("letters", [b"b"]) == {}
    monkeypatch.undo()
    assert opened().get("letters", [b"a", b"b", b"c"]) == {b"a": b"alpha"}
    assert len(told) == 1


@pytest.mark.parametrize("damaged", [False, True])
def test_processes_that_use_one_cache_at_once_lose_nothing(path: Path, damaged: bool) -> None:
    if damaged:
        path.parent.mkdir()
        path.write_bytes(b"no database at all")
    running = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, str(path), str(number), str(VALUES)],
            cwd=ROOT,
            stderr=subprocess.PIPE,
            text=True,
        )
        for number in range(PROCESSES)
    ]
    told = "".join(process.communicate()[1] for process in running).splitlines()
    # Only the one that finds the damage first says so.
    assert ["damaged" in line for line in told] == [True] * damaged
    keys = [f"{who} {number}".encode() for who in range(PROCESSES) for number in range(VALUES)]
    with closing(store.connect(path, MIGRATIONS)):
        assert Cache(path).get("numbers", keys) == {key: key * 3 for key in keys}


def test_only_texts_without_a_vector_are_encoded(opened: Callable[[], Cache]) -> None:
    inner = Counting()
    for texts, asked in [(["bb", "a", "bb"], ["a", "bb"]), (["a", "ccc"], ["ccc"]), (["a"], [])]:
        inner.asked.clear()
        rows = CachedEncoder(inner, None, opened(), Unwatched()).encode(texts)
        assert inner.asked == asked
        assert rows.dtype == np.float32
        assert np.array_equal(rows, Counting().encode(texts))
    assert inner.loaded == 2


def test_no_texts_need_no_encoder(opened: Callable[[], Cache]) -> None:
    inner = Counting()
    assert CachedEncoder(inner, None, opened(), Unwatched()).encode([]).shape[0] == 0
    assert not inner.loaded


def test_a_pair_is_judged_once_whichever_side_is_first(opened: Callable[[], Cache]) -> None:
    inner = Counting()
    asked = [("bb", "a"), ("a", "bb"), ("ccc", "ccc")]
    for _ in range(2):
        found = CachedEntailment(inner, "small", opened(), Unwatched()).judge(asked)
        assert found[0] == Entailment(found[1].backward, found[1].forward)
        assert found[1] == Counting().judge([("a", "bb")])[0]
    assert inner.asked == [("a", "bb"), ("ccc", "ccc")]
    assert inner.loaded == 1


def test_the_facts_of_a_text_are_extracted_once(
    opened: Callable[[], Cache], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []
    known = (Facts((Fact("quantity", 0, 1, "5", QuantityValue(5.0, 5.0, None, None)),)),)

    def extract(*given: object) -> tuple[Facts, ...]:
        asked.append(given)
        return known

    monkeypatch.setattr("compare.facts.extract", extract)
    monkeypatch.setattr("compare.facts.syntax.load", lambda: None)
    one, other = Sentence("a", 0, 0, 5, "5 men"), Sentence("another id", 0, 0, 5, "5 men")
    for sentence in (one, other):
        assert CachedExtract(opened(), Unwatched())("5 men", [sentence], "2021", "en") == known
    assert len(asked) == 1
    for published, language in (("2022", "en"), ("2021", "de"), (None, None)):
        CachedExtract(opened(), Unwatched())("5 men", [one], published, language)
    assert len(asked) == 4


class Lengths:
    """Computes the lengths of texts, in a version that may change while it does so."""

    def __init__(self, cache: Cache, version: str | None, then: str | None = None) -> None:
        self.version, self.then = version, then or version
        self.computed: list[str] = []
        self._memory: Memory[str, int] = Memory(cache, "lengths", lambda: self.version)

    def of(self, texts: Sequence[str]) -> dict[str, int]:
        return self._memory.complete(texts, self._compute)

    def _compute(self, texts: Sequence[str]) -> list[int]:
        self.computed += texts
        self.version = self.then
        return [len(text) for text in texts]


def test_values_of_another_version_are_not_used(opened: Callable[[], Cache]) -> None:
    for version, computed in [("1", ["a", "bb"]), ("2", ["a", "bb"]), ("1", [])]:
        lengths = Lengths(opened(), version)
        assert lengths.of(["a", "bb"]) == {"a": 1, "bb": 2}
        assert lengths.computed == computed


def test_a_model_that_is_first_known_when_it_was_loaded_is_kept_from_then_on(
    opened: Callable[[], Cache],
) -> None:
    Lengths(opened(), None, then="1").of(["a"])
    again = Lengths(opened(), "1")
    assert again.of(["a"]) == {"a": 1}
    assert not again.computed


def test_a_model_that_was_renewed_when_loaded_makes_all_values_itself(
    opened: Callable[[], Cache],
) -> None:
    Lengths(opened(), "1").of(["a"])
    renewed = Lengths(opened(), "1", then="2")
    assert renewed.of(["a", "bb"]) == {"a": 1, "bb": 2}
    assert renewed.computed == ["bb", "a", "bb"]


def test_pruning_drops_what_was_long_not_used(
    path: Path, opened: Callable[[], Cache], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("time.time", lambda: 100.0 * DAY)
    opened().put("letters", {b"a": b"alpha", b"b": b"beta"})
    monkeypatch.setattr("time.time", lambda: 120.0 * DAY)
    opened().get("letters", [b"a"])
    monkeypatch.setattr("time.time", lambda: 135.0 * DAY)
    assert upkeep.prune(path, days=30) == 1
    assert opened().get("letters", [b"a", b"b"]) == {b"a": b"alpha"}
    assert upkeep.holdings(path) == [upkeep.Holding("letters", 1, len(b"alpha"))]
    assert upkeep.clear(path) == 1
    assert upkeep.holdings(path) == []


@pytest.mark.parametrize("content", [None, b"no database at all"])
def test_there_need_be_no_cache_to_clear(path: Path, content: bytes | None) -> None:
    if content is not None:
        path.parent.mkdir()
        path.write_bytes(content)
    assert upkeep.clear(path) == 0
    assert upkeep.holdings(path) == []
