"""The verdicts on disk: of their history nothing is ever changed or removed, only added to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from operator import attrgetter
from pathlib import Path

from platformdirs import user_data_path

from compare.model import Relation
from compare.report.quoting import writable
from compare.review.verdict import Entry, Pair, Quoted, Role, Ruling, settled
from compare.store import conditions, connect, transaction

MIGRATIONS = (
    (
        """CREATE TABLE pair (
            fingerprint TEXT PRIMARY KEY,
            a_text TEXT NOT NULL, a_source TEXT, a_published TEXT, a_url TEXT, a_language TEXT,
            b_text TEXT NOT NULL, b_source TEXT, b_published TEXT, b_url TEXT, b_language TEXT
        )""",
        """CREATE TABLE verdict (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            fingerprint TEXT NOT NULL REFERENCES pair,
            reviewer TEXT NOT NULL,
            role TEXT NOT NULL,
            ruling TEXT,
            note TEXT NOT NULL,
            at TEXT NOT NULL,
            relation TEXT NOT NULL,
            confidence REAL NOT NULL,
            carried_from TEXT,
            undoes TEXT,
            UNIQUE (fingerprint, reviewer, role, at)
        )""",
        "CREATE INDEX verdict_of_person ON verdict (reviewer, role, at)",
    ),
)
_NAMES = tuple(field.name for field in fields(Entry))
_COLUMNS, _MARKS = ", ".join(_NAMES), ", ".join("?" * len(_NAMES))
# dataclasses.astuple would copy every value, which takes ten times as long.
_values = attrgetter(*_NAMES)
_quoted_values = attrgetter(*(field.name for field in fields(Quoted)))
_OF_PAIR = tuple(f"{side}_{field.name}" for side in "ab" for field in fields(Quoted))
Who = tuple[str, Role]
Clock = Callable[[], datetime]


def default_path() -> Path:
    """The file of this user's verdicts, below the XDG data folder."""
    return user_data_path("claim-compare", appauthor=False) / "verdicts.sqlite3"


def _now() -> datetime:
    return datetime.now(UTC)


class VerdictStore:
    """The history of all verdicts and, by finding and person, what stands now.

    Several processes may share one file; `refresh` takes in what the others have added. Raises
    StoreUnavailable and StoreDamaged as `compare.store.connect` does.
    """

    def __init__(self, path: Path, clock: Clock = _now) -> None:
        self._path = path
        self._clock = clock
        self._db = connect(path, MIGRATIONS, durable=True)
        self._seen = 0
        self._log: list[str] = []
        self._standing: dict[str, dict[Who, Entry]] = defaultdict(dict)
        self.refresh()

    def close(self) -> None:
        self._db.close()

    def refresh(self) -> None:
        """Take in what was added, by whatever process, since the last time."""
        with conditions(self._path):
            rows = self._db.execute(
                f"SELECT id, {_COLUMNS} FROM verdict WHERE id > ? ORDER BY id", (self._seen,)
            ).fetchall()
        for number, *row in rows:
            self._seen = number
            self._stand(_entry(row))

    def standing(self, fingerprint: str) -> Mapping[Who, Entry]:
        """What each person's latest word on a finding is."""
        return self._standing.get(fingerprint, {})

    def fingerprints(self) -> frozenset[str]:
        """The findings on which anything was ever said."""
        return frozenset(self._standing)

    def changed_since(self, mark: int) -> tuple[list[str], int]:
        """The findings on which something was said after a mark, and the mark of now.

        0 is the mark of the beginning; one finding may be named more than once.
        """
        return self._log[mark:], len(self._log)

    def settled(self, fingerprint: str) -> Entry | None:
        """What the verdicts on a finding come to; see `verdict.settled`."""
        return settled(self.standing(fingerprint).values())

    def add(self, pair: Pair, entry: Entry) -> Entry:
        """Keep a verdict, dated now; it is on disk when this returns.

        Gives it back with its time, which is later than that of the person's last word.
        """
        with self._writing():
            self._keep_pair(pair, renew=True)
            dated = replace(entry, at=self._next_moment(entry))
            self._insert(dated)
        self.refresh()
        return dated

    def merge(self, pairs: Iterable[Pair], entries: Iterable[Entry]) -> int:
        """Add what is not there yet of verdicts that have their dates; how many were new."""
        with self._writing():
            for pair in pairs:
                self._keep_pair(pair, renew=False)
            new = sum(self._insert(entry) for entry in entries)
        self.refresh()
        return new

    def describe(self, pairs: Iterable[Pair]) -> None:
        """Renew what is known of the articles of pairs, where anything was said on these."""
        with self._writing():
            for pair in pairs:
                if pair.fingerprint in self._standing:
                    self._keep_pair(pair, renew=True)

    def undo(self, who: Who, among: Callable[[str], bool]) -> Entry | None:
        """Take back the last word of a person on a finding that `among` accepts.

        What stood before stands again. None where there is nothing left to take back.
        """
        with self._writing():
            last = self.last(who, among)
            if last is not None:
                before = self._before(last)
                taken_back = replace(
                    last,
                    ruling=before.ruling if before else None,
                    note=before.note if before else "",
                    at=self._next_moment(last),
                    carried_from=before.carried_from if before else None,
                    undoes=last.at,
                )
                self._insert(taken_back)
        self.refresh()
        return last

    def last(self, who: Who, among: Callable[[str], bool]) -> Entry | None:
        """The last word of a person that was neither taken back nor carried over."""
        undone: set[tuple[str, str]] = set()
        with conditions(self._path):
            rows = self._db.execute(
                f"SELECT {_COLUMNS} FROM verdict WHERE reviewer = ? AND role = ? "
                "ORDER BY at DESC, id DESC",
                (who[0], who[1].value),
            )
            for entry in map(_entry, rows):
                if not among(entry.fingerprint):
                    continue
                if entry.undoes is not None:
                    undone.add((entry.fingerprint, entry.undoes))
                    continue
                own = entry.carried_from is None
                if own and (entry.fingerprint, entry.at) not in undone:
                    return entry
        return None

    def history(self, fingerprint: str | None = None) -> Iterator[tuple[Entry, Ruling | None]]:
        """All verdicts, oldest first, each with what the same person had ruled before it."""
        where = "" if fingerprint is None else "WHERE fingerprint = ?"
        given = () if fingerprint is None else (fingerprint,)
        before: dict[tuple[str, Who], Ruling | None] = {}
        with conditions(self._path):
            rows = self._db.execute(
                f"SELECT {_COLUMNS} FROM verdict {where} ORDER BY at, id", given
            ).fetchall()
        for entry in map(_entry, rows):
            key = (entry.fingerprint, (entry.reviewer, entry.role))
            yield entry, before.get(key)
            before[key] = entry.ruling

    def pairs(self, fingerprints: Iterable[str] | None = None) -> dict[str, Pair]:
        """The passages that were judged, by fingerprint; all, or those that are named."""
        with conditions(self._path):
            rows = self._db.execute("SELECT * FROM pair ORDER BY fingerprint").fetchall()
        wanted = None if fingerprints is None else set(fingerprints)
        return {
            row[0]: Pair(row[0], Quoted(*row[1:6]), Quoted(*row[6:11]))
            for row in rows
            if wanted is None or row[0] in wanted
        }

    @contextmanager
    def exclusive(self) -> Iterator[None]:
        """No other process writes verdicts, or is in here, at the same time."""
        with self._writing():
            yield

    @contextmanager
    def _writing(self) -> Iterator[None]:
        with conditions(self._path), transaction(self._db):
            yield

    def _keep_pair(self, pair: Pair, renew: bool) -> None:
        values = [pair.fingerprint, *_quoted_values(pair.a), *_quoted_values(pair.b)]
        renewed = ", ".join(f"{name} = excluded.{name}" for name in _OF_PAIR)
        marks = ", ".join("?" * len(values))
        self._db.execute(
            f"INSERT INTO pair VALUES ({marks}) ON CONFLICT DO "
            + (f"UPDATE SET {renewed}" if renew else "NOTHING"),
            [writable(value) if value else value for value in values],
        )

    def _insert(self, entry: Entry) -> int:
        """Add the verdict unless it is there; how many rows that made."""
        done = self._db.execute(
            f"INSERT INTO verdict ({_COLUMNS}) VALUES ({_MARKS}) ON CONFLICT DO NOTHING",
            [writable(value) if isinstance(value, str) else value for value in _values(entry)],
        )
        return done.rowcount

    def _next_moment(self, entry: Entry) -> str:
        """Now, or just after the person's last word where the clock was put back since."""
        (last,) = self._db.execute(
            "SELECT max(at) FROM verdict WHERE reviewer = ? AND role = ?",
            (entry.reviewer, entry.role.value),
        ).fetchone()
        now = self._clock()
        if last is not None:
            now = max(now, datetime.fromisoformat(last) + timedelta(microseconds=1))
        return now.isoformat(timespec="microseconds")

    def _before(self, entry: Entry) -> Entry | None:
        row = self._db.execute(
            f"SELECT {_COLUMNS} FROM verdict WHERE fingerprint = ? AND reviewer = ? AND role = ? "
            "AND at < ? ORDER BY at DESC LIMIT 1",
            (entry.fingerprint, entry.reviewer, entry.role.value, entry.at),
        ).fetchone()
        return _entry(row) if row else None

    def _stand(self, entry: Entry) -> None:
        self._log.append(entry.fingerprint)
        own = self._standing[entry.fingerprint]
        who = (entry.reviewer, entry.role)
        if who not in own or own[who].at < entry.at:
            own[who] = entry


def _entry(row: Iterable[object]) -> Entry:
    fingerprint, reviewer, role, ruling, note, at, relation, confidence, carried, undoes = row
    return Entry(
        fingerprint=str(fingerprint),
        reviewer=str(reviewer),
        role=Role(str(role)),
        ruling=Ruling(str(ruling)) if ruling else None,
        note=str(note),
        at=str(at),
        relation=Relation(str(relation)),
        confidence=float(str(confidence)),
        carried_from=str(carried) if carried else None,
        undoes=str(undoes) if undoes else None,
    )
