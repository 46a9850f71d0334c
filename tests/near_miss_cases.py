"""The near-miss suite read from its text files; tests/near_misses/README.txt tells the format."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from compare.pairs import Pair, Verdict

FOLDER = Path(__file__).parent / "near_misses"
IDENTIFIER = re.compile(r"(?P<shape>[a-z-]+)-(?P<number>\d+)x?")
SIDE = re.compile(r"(?P<side>[ab])(?: (?P<date>\d{4}-\d\d-\d\d))?(?: (?P<source>.+))?")


@dataclass(frozen=True)
class Case:
    """One pair of the suite with the relations that are right for it, the best one first.

    An accepted relation is ("diverge", None) or ("diverge", "precision").
    """

    id: str
    accepted: tuple[tuple[str, str | None], ...]
    pair: Pair
    known_failure: bool

    @property
    def shape(self) -> str:
        return self.id.rpartition("-")[0]

    @property
    def is_conflict(self) -> bool:
        return self.id.endswith("x")

    @property
    def is_held_out(self) -> bool:
        """Whether the case may be run only at the end: those with odd numbers."""
        return int(self.id.rpartition("-")[2].removesuffix("x")) % 2 == 1

    def is_passed(self, verdict: Verdict) -> bool:
        """A true conflict contradicts, a near-miss does not."""
        return (verdict.relation == "contradict") is self.is_conflict

    def is_accepted(self, verdict: Verdict) -> bool:
        """Whether the relation is right, and so is a reason where one is asked for."""
        return any(
            verdict.relation == relation and (reason is None or reason in verdict.reasons)
            for relation, reason in self.accepted
        )


Side = tuple[str, str | None]


def _accepted(column: str) -> tuple[tuple[str, str | None], ...]:
    found = (entry.strip().partition(" ") for entry in column.split(";"))
    return tuple((relation, reason or None) for relation, _, reason in found)


def _side(line: str) -> tuple[str, Side]:
    head, text = line.split(" | ", 1)
    match = SIDE.fullmatch(head)
    assert match, line
    return match["side"], (text, match["date"])


def _case(head: str, sides: dict[str, Side]) -> Case:
    known, (name, relations, _) = head.startswith("! "), head.removeprefix("! ").split(" | ", 2)
    (a, a_date), (b, b_date) = sides["a"], sides["b"]
    return Case(name, _accepted(relations), Pair(name, a, b, a_date, b_date), known)


def cases_in(text: str) -> Iterator[Case]:
    """The cases of one file, in its order."""
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    starts = [i for i, line in enumerate(lines) if not SIDE.fullmatch(line.split(" | ")[0])]
    sides: dict[str, Side] = {}
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        # A true conflict takes over what it does not state from the near-miss before it.
        sides = sides | dict(_side(line) for line in lines[start + 1 : end])
        yield _case(lines[start], sides)


def cases(held_out: bool) -> tuple[Case, ...]:
    """The cases of one half of the suite, file by file."""
    found = (
        case
        for path in sorted(FOLDER.glob("*.txt"))
        if path.name != "README.txt"
        for case in cases_in(path.read_text(encoding="utf-8"))
    )
    return tuple(case for case in found if case.is_held_out is held_out)
