"""Language knowledge, kept as small text files that a linguist can read.

A file holds one entry a line; `#` starts a comment. Tables have two columns with a tab between.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files


def _lines(name: str, language: str) -> Iterator[str]:
    text = files(__name__).joinpath(language, f"{name}.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        entry = line.split("#", 1)[0].rstrip()
        if entry:
            yield entry


@cache
def languages(name: str) -> tuple[str, ...]:
    """The languages that have a file of this name."""
    folders = (each for each in files(__name__).iterdir() if each.is_dir())
    return tuple(sorted(each.name for each in folders if each.joinpath(f"{name}.txt").is_file()))


@cache
def words(name: str, language: str = "en") -> frozenset[str]:
    """The entries of a list, as they stand in the file."""
    return frozenset(line.strip() for line in _lines(name, language))


@cache
def pairs(name: str, language: str = "en") -> frozenset[frozenset[str]]:
    """The rows of a two-column list whose columns are of equal rank, each as a set of two."""
    rows = (line.split("\t", 1) for line in _lines(name, language))
    return frozenset(frozenset((left.strip(), right.strip())) for left, right in rows)


@cache
def table(name: str, language: str = "en") -> dict[str, str]:
    """The rows of a two-column table, first column to second."""
    rows = (line.split("\t", 1) for line in _lines(name, language))
    return {key.strip(): value.strip() for key, value in rows}


@cache
def _groups(name: str, language: str) -> Mapping[str, frozenset[int]]:
    found: dict[str, frozenset[int]] = {}
    for number, line in enumerate(sorted(words(name, language))):
        for word in line.split():
            found[word] = found.get(word, frozenset()) | {number}
    return found


def groups_of(word: str, name: str, language: str = "en") -> frozenset[int]:
    """The numbers of the groups that a word is in, of a list with a group a line."""
    return _groups(name, language).get(word, frozenset())
