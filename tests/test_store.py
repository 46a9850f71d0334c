"""What holds of every database: migrated once, shared by many processes, whole after a kill."""

from __future__ import annotations

import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from compare.errors import StoreDamaged, StoreUnavailable
from compare.store import connect, renew, transaction

ROOT = Path(__file__).resolve().parent.parent
FIRST = ("CREATE TABLE notes (text TEXT)", "CREATE TABLE marks (note INTEGER)")
SECOND = ("ALTER TABLE notes ADD COLUMN author TEXT DEFAULT 'nobody'",)
PROCESSES, NOTES = 8, 25
KILLS = 24
WRITER = """
import sys
from pathlib import Path
from compare.store import connect, transaction
path, who, many = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
tables = ("CREATE TABLE notes (text TEXT)", "CREATE TABLE marks (note INTEGER)")
connection = connect(path, [tables])
for number in range(many):
    with transaction(connection):
        note = connection.execute("INSERT INTO notes VALUES (?)", (f"{who} {number}",)).lastrowid
        connection.execute("INSERT INTO marks VALUES (?)", (note,))
    print(f"{who} {number}", flush=True)
"""


def _writer(path: Path, who: str, many: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path), who, str(many)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "folder" / "store.sqlite"


def _texts(connection: sqlite3.Connection) -> Iterator[str]:
    return (text for (text,) in connection.execute("SELECT text FROM notes"))


def _garbled(path: Path, start: int) -> None:
    data = bytearray(path.read_bytes())
    data[start:] = random.Random(1).randbytes(len(data) - start)
    path.write_bytes(data)


def test_each_migration_is_applied_once_and_keeps_what_is_there(path: Path) -> None:
    with closing(connect(path, [FIRST])) as connection:
        connection.execute("INSERT INTO notes VALUES ('kept')")
    for _ in range(2):
        with closing(connect(path, [FIRST, SECOND])) as connection:
            assert connection.execute("SELECT * FROM notes").fetchall() == [("kept", "nobody")]
            assert connection.execute("PRAGMA user_version").fetchone() == (2,)
            assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_a_migration_that_fails_changes_nothing(path: Path) -> None:
    with closing(connect(path, [FIRST])) as connection:
        connection.execute("INSERT INTO notes VALUES ('kept')")
    with pytest.raises(StoreUnavailable):
        connect(path, [FIRST, ("DELETE FROM notes", "no statement")])
    with closing(connect(path, [FIRST])) as connection:
        assert list(_texts(connection)) == ["kept"]


def test_a_file_of_a_later_version_is_left_alone(path: Path) -> None:
    connect(path, [FIRST, SECOND]).close()
    before = path.read_bytes()
    with pytest.raises(StoreUnavailable, match="later version"):
        connect(path, [FIRST])
    assert path.read_bytes() == before


def test_a_transaction_is_kept_whole_or_not_at_all(path: Path) -> None:
    with closing(connect(path, [FIRST])) as connection:
        with pytest.raises(KeyboardInterrupt), transaction(connection):
            connection.execute("INSERT INTO notes VALUES ('lost')")
            raise KeyboardInterrupt
        with transaction(connection):
            connection.execute("INSERT INTO notes VALUES ('kept')")
        assert list(_texts(connection)) == ["kept"]


@pytest.mark.parametrize(("durable", "level"), [(True, 2), (False, 1)])
def test_only_a_durable_store_waits_for_the_disk(path: Path, durable: bool, level: int) -> None:
    with closing(connect(path, [FIRST], durable=durable)) as connection:
        assert connection.execute("PRAGMA synchronous").fetchone() == (level,)


def test_what_is_no_database_is_damaged(path: Path) -> None:
    path.parent.mkdir()
    path.write_text("A letter, and not a short one. " * 100, encoding="utf-8")
    with pytest.raises(StoreDamaged, match=str(path)):
        connect(path, [FIRST])


def test_a_place_where_no_file_can_be_is_unavailable(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(StoreUnavailable) as raised:
        connect(tmp_path / "file" / "store.sqlite", [FIRST])
    assert not isinstance(raised.value, StoreDamaged)


@pytest.mark.parametrize("start", [0, 4096])
def test_a_damaged_file_is_renewed_and_may_be_kept_aside(path: Path, start: int) -> None:
    with closing(connect(path, [FIRST])) as connection:
        connection.execute("INSERT INTO notes VALUES ('gone')")
    _garbled(path, start)
    damaged, aside = path.read_bytes(), path.with_name("aside")
    assert renew(path, aside)
    assert aside.read_bytes() == damaged
    with closing(connect(path, [FIRST])) as connection:
        assert list(_texts(connection)) == []


def test_a_sound_file_is_not_renewed(path: Path) -> None:
    with closing(connect(path, [FIRST])) as connection:
        connection.execute("INSERT INTO notes VALUES ('kept')")
        assert not renew(path)
        assert list(_texts(connection)) == ["kept"]


def test_processes_that_open_and_write_at_once_lose_nothing(path: Path) -> None:
    running = [_writer(path, f"process {i}", NOTES) for i in range(PROCESSES)]
    told = [process.communicate() for process in running]
    assert [errors for _, errors in told] == [""] * PROCESSES
    with closing(connect(path, [FIRST])) as connection:
        assert sorted(_texts(connection)) == sorted(
            line for output, _ in told for line in output.splitlines()
        )
        assert connection.execute("SELECT count(*) FROM marks").fetchone() == (PROCESSES * NOTES,)


def test_a_kill_at_any_moment_loses_nothing_that_was_told_and_leaves_nothing_half(
    path: Path,
) -> None:
    chance, told = random.Random(2), set()
    for number in range(KILLS):
        process = _writer(path, f"life {number}", 1_000_000)
        assert process.stdout is not None and process.stderr is not None
        # Some die before they have written anything, perhaps while they make the file.
        lines = [process.stdout.readline() for _ in range(chance.choice([0, 1, 10]))]
        time.sleep(chance.uniform(0.0, 0.01) if lines else chance.uniform(0.0, 0.5))
        process.send_signal(signal.SIGKILL)
        # Not by communicate, which passes over what readline has read ahead.
        output, errors = process.stdout.read(), process.stderr.read()
        process.wait()
        assert errors == ""
        # Of a line without an end we cannot know what it would have told.
        told |= {*lines, *(line for line in output.splitlines(True) if line.endswith("\n"))}
    with closing(connect(path, [FIRST])) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        kept = set(_texts(connection))
        assert {line.rstrip("\n") for line in told} <= kept
        unmarked = "SELECT rowid FROM notes EXCEPT SELECT note FROM marks"
        assert connection.execute(unmarked).fetchall() == []
        assert connection.execute("SELECT count(*) FROM marks").fetchone() == (len(kept),)
    assert told
