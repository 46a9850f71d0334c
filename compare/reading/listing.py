"""Plain text that is no report: a list of sources, or the text of a program."""

from __future__ import annotations

import os
import re
from pathlib import Path

_MOST_SOURCES = 10_000
_LONGEST_SOURCE = 2_000
_ADDRESS = re.compile(r"https?://\S+", re.I)
# A name that is not there is still a name where it looks like one: no blanks, a suffix or folder.
_NAME = re.compile(r"\S+\.\w{1,5}|\S*/\S*")
_SIGNS = re.compile(r"[{};=<>]")
# Share of such signs in a text of a program; prose has next to none.
_PROGRAM_SHARE, _SHORTEST_PROGRAM = 0.03, 200


def sources(text: str, folder: Path) -> list[str]:
    """The sources that the lines of a text name, none where it is no such list.

    Every line is an address or a name, and one at least is an address or there; names count from
    `folder`. Lines that begin with # are left out.
    """
    lines = [line.strip() for line in text.splitlines()]
    lines = [line for line in lines if line and not line.startswith("#")]
    if not lines or len(lines) > _MOST_SOURCES:
        return []
    found = [_source(line, folder) for line in lines]
    if None in found or not any(_ADDRESS.match(each) or os.path.lexists(each) for each in found
                                if each):  # fmt: skip
        return []
    return [each for each in found if each]


def _source(line: str, folder: Path) -> str | None:
    if len(line) > _LONGEST_SOURCE or "\0" in line:
        return None
    if _ADDRESS.fullmatch(line):
        return line
    path = str(folder / line)
    return path if _NAME.fullmatch(line) or os.path.lexists(path) else None


def is_program(text: str) -> bool:
    """Whether so many signs of programming stand in a text that it is none of a report."""
    sample = text[:65_536]
    return len(sample) >= _SHORTEST_PROGRAM and (
        len(_SIGNS.findall(sample)) > _PROGRAM_SHARE * len(sample)
    )
