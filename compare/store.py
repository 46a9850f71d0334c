"""SQLite files: opened by many processes at once, and brought up to date by numbered migrations."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from compare.errors import StoreDamaged, StoreUnavailable

# Longer than any transaction of ours, however slow the disk and however many processes write.
BUSY_SECONDS = 60.0
# The statements that lead from one version of a schema to the next; never changed once released.
Migration = Sequence[str]
# What is said of a file that is no database, of pages gone astray, and of a header gone astray.
_DAMAGED = frozenset({sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_ERROR})


def connect(
    path: Path, migrations: Sequence[Migration], *, durable: bool = False
) -> sqlite3.Connection:
    """A connection to the file, made where missing, with all migrations applied, each once.

    It commits each statement by itself; `transaction` groups several. With `durable`, what is
    committed survives a power cut as well as a crash. Raises StoreUnavailable where the file cannot
    be used or is of a later version, StoreDamaged where it seems to be no database any more, which
    `renew` makes sure of.
    """
    with conditions(path):
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        # `renew` takes a file and what belongs to it away: nobody may open it meanwhile.
        with _alone(path):
            connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
            try:
                connection.execute("PRAGMA foreign_keys = ON")
                connection.execute(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
                if not _is_current(connection, migrations):
                    _migrate(connection, migrations)
            except BaseException:
                connection.close()
                raise
    return connection


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All statements inside are committed at the end, or none where anything is raised."""
    # IMMEDIATE, because a transaction that reads first and then writes cannot wait for its turn.
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        # Some errors, such as a full disk, have rolled back already.
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


@contextmanager
def conditions(path: Path) -> Iterator[None]:
    """Whatever goes wrong with the file inside is raised as StoreUnavailable or StoreDamaged."""
    try:
        yield
    except sqlite3.Error as error:
        condition = StoreDamaged if _tells_damage(error) else StoreUnavailable
        raise condition(str(path), str(error)) from error
    except OSError as error:
        raise StoreUnavailable(str(path), error.strerror or str(error)) from error


def renew(path: Path, aside: Path | None = None) -> bool:
    """Take a damaged file away, so that the next `connect` makes a new one; whether it was damaged.

    It is kept as `aside` where that is given. A file that another process has renewed meanwhile
    stays. Raises StoreUnavailable where it cannot be removed.
    """
    with conditions(path), _alone(path):
        if not _is_damaged(path):
            return False
        if aside is None:
            path.unlink(missing_ok=True)
        else:
            path.replace(aside)
        for suffix in ("-wal", "-shm"):
            path.with_name(path.name + suffix).unlink(missing_ok=True)
    return True


def _is_current(connection: sqlite3.Connection, migrations: Sequence[Migration]) -> bool:
    (mode,) = connection.execute("PRAGMA journal_mode").fetchone()
    return bool(mode == "wal") and _version(connection) == len(migrations)


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _migrate(connection: sqlite3.Connection, migrations: Sequence[Migration]) -> None:
    connection.execute("PRAGMA journal_mode = WAL")
    with transaction(connection):
        done = _version(connection)
        if done > len(migrations):
            raise OSError(f"was written by a later version of claim-compare (schema {done})")
        for migration in migrations[done:]:
            for statement in migration:
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {len(migrations)}")


def _is_damaged(path: Path) -> bool:
    try:
        with closing(sqlite3.connect(path, timeout=BUSY_SECONDS)) as connection:
            found = connection.execute("PRAGMA integrity_check(1)").fetchone()
    except sqlite3.DatabaseError as error:
        return _tells_damage(error)
    return bool(found[0] != "ok")


def _tells_damage(error: sqlite3.Error) -> bool:
    # Of extended codes the low byte says what it is about.
    return getattr(error, "sqlite_errorcode", sqlite3.SQLITE_OK) & 0xFF in _DAMAGED


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """No other process is in here for the same file; a process that dies inside leaves."""
    # The lock of a second, empty database: the first may be damaged, and this one can be waited
    # for on every system alike.
    lock = path.with_name(path.name + ".lock")
    with closing(sqlite3.connect(lock, timeout=BUSY_SECONDS, isolation_level=None)) as held:
        held.execute("BEGIN EXCLUSIVE")
        yield
