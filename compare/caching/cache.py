"""The cache: values by key in one SQLite file, which may fail without harm."""

from __future__ import annotations

import sqlite3
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypeVar
from zlib import crc32

from compare import store
from compare.errors import StoreDamaged, StoreUnavailable

MIGRATIONS: tuple[store.Migration, ...] = (
    (
        """CREATE TABLE entries (
            key BLOB PRIMARY KEY,
            kind TEXT NOT NULL,
            value BLOB NOT NULL,
            checksum INTEGER NOT NULL,
            used INTEGER NOT NULL
        )""",
        "CREATE INDEX entries_by_use ON entries (used)",
    ),
)
DAY = 24 * 60 * 60
# As many parameters as one statement takes in every version of SQLite.
AT_ONCE = 900

T = TypeVar("T")


class Cache:
    """Values in a file; without a file (None), or where it cannot be used, nothing is kept.

    What goes wrong with the file is told in one line, and changes no result. `found` and `missed`
    count, by kind, what was asked for.
    """

    def __init__(
        self, path: Path | None = None, tell: Callable[[str], None] = lambda line: None
    ) -> None:
        self._path = path
        self._tell = tell
        self._connection: sqlite3.Connection | None = None
        self.found: Counter[str] = Counter()
        self.missed: Counter[str] = Counter()

    def get(self, kind: str, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        """The values that are there, by key."""
        nothing: dict[bytes, bytes] = {}
        found = self._use(lambda connection: _read(connection, keys), nothing)
        self.found[kind] += len(found)
        self.missed[kind] += len(keys) - len(found)
        return found

    def put(self, kind: str, values: Mapping[bytes, bytes]) -> None:
        """Keep values, all or none; those that are there already are replaced."""
        self._use(lambda connection: _write(connection, kind, values), None)

    def close(self) -> None:
        """Let go of the file; the next use opens it again."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _use(self, work: Callable[[sqlite3.Connection], T], otherwise: T) -> T:
        """What the work gives; a damaged file is replaced first, an unusable one is given up."""
        if self._path is None:
            return otherwise
        try:
            try:
                return self._done(self._path, work)
            except StoreDamaged:
                self.close()
                if store.renew(self._path):
                    self._tell(f"the cache {self._path} was damaged and is built anew")
                return self._done(self._path, work)
        except StoreUnavailable as condition:
            self._tell(f"nothing is cached: {condition}")
            self.close()
            self._path = None
        return otherwise

    def _done(self, path: Path, work: Callable[[sqlite3.Connection], T]) -> T:
        if self._connection is None:
            self._connection = store.connect(path, MIGRATIONS)
        with store.conditions(path):
            return work(self._connection)


def _read(connection: sqlite3.Connection, keys: Sequence[bytes]) -> dict[bytes, bytes]:
    found, stale, today = {}, [], _today()
    for some in _parts(keys):
        marks = ",".join("?" * len(some))
        query = f"SELECT key, value, checksum, used FROM entries WHERE key IN ({marks})"
        for key, value, checksum, used in connection.execute(query, some):
            # SQLite does not notice a bit that changes inside a value.
            if checksum == _checksum(key, value):
                found[key] = value
                stale += [key] if used < today else []
    if stale:
        # Once a day, so that a run whose values are all known writes nothing.
        with store.transaction(connection):
            update = "UPDATE entries SET used = ? WHERE key = ?"
            connection.executemany(update, [(today, key) for key in stale])
    return found


def _write(connection: sqlite3.Connection, kind: str, values: Mapping[bytes, bytes]) -> None:
    today = _today()
    rows = [(k, kind, value, _checksum(k, value), today) for k, value in values.items()]
    with store.transaction(connection):
        connection.executemany("INSERT OR REPLACE INTO entries VALUES (?, ?, ?, ?, ?)", rows)


def _checksum(key: bytes, value: bytes) -> int:
    return crc32(value, crc32(key))


def _parts(keys: Sequence[bytes]) -> Iterator[Sequence[bytes]]:
    return (keys[at : at + AT_ONCE] for at in range(0, len(keys), AT_ONCE))


def _today() -> int:
    """Days since 1970."""
    return int(time.time()) // DAY
