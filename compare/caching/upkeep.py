"""What the cache holds, and how it is made smaller."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from compare import store
from compare.caching.cache import DAY, MIGRATIONS
from compare.errors import StoreDamaged


@dataclass(frozen=True, slots=True)
class Holding:
    """How many values of one kind there are, and the bytes they take."""

    kind: str
    count: int
    size: int


def holdings(file: Path) -> list[Holding]:
    """What there is, by kind. Raises StoreUnavailable."""
    query = "SELECT kind, count(*), sum(length(value)) FROM entries GROUP BY kind ORDER BY kind"
    if not file.exists():
        return []
    with closing(_connected(file)) as connection, store.conditions(file):
        return [Holding(*row) for row in connection.execute(query)]


def prune(file: Path, days: int) -> int:
    """Drop what was not used for that many days; how much it was. Raises StoreUnavailable."""
    return _dropped(file, int(time.time()) // DAY - days)


def clear(file: Path) -> int:
    """Drop everything; how much it was. Raises StoreUnavailable."""
    return _dropped(file, None)


def _dropped(file: Path, before: int | None) -> int:
    """What was last used before a day, counted since 1970, or (None) whenever it was."""
    if not file.exists():
        return 0
    with closing(_connected(file)) as connection, store.conditions(file):
        delete = "DELETE FROM entries WHERE ? IS NULL OR used < ?"
        dropped = connection.execute(delete, (before, before)).rowcount
        connection.execute("VACUUM")
    return dropped


def _connected(file: Path) -> sqlite3.Connection:
    try:
        return store.connect(file, MIGRATIONS)
    except StoreDamaged:
        store.renew(file)
        return store.connect(file, MIGRATIONS)
