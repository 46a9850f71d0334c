"""What files hold, read once: the same bytes in the same files give the articles that are kept."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from stat import S_ISREG

from compare.caching import codec
from compare.caching.cache import Cache
from compare.caching.memory import Memory
from compare.caching.versions import code
from compare.model import Article, Notice
from compare.reading import ReadingResult

# A file as it was named, as it is called in full, and the hash of its bytes.
File = tuple[str, str, str]
STANDARD_INPUT = "-"
# The number of a row within a table or feed.
ROW = re.compile(r":\d+$")
Kept = tuple[tuple[Article, ...], tuple[Notice, ...]]


def read(
    sources: Sequence[str], how: object, compute: Callable[[], ReadingResult], cache: Cache
) -> ReadingResult:
    """What `compute` reads from the sources; `how` is all else that it depends on.

    Addresses and standard input may hold something else each time, and so may what a list names
    outside of the sources: then nothing is kept, as where something could not be read.
    """
    files = _files(sources)
    if files is None:
        return compute()
    memory: Memory[bytes, Kept] = Memory(cache, "readings", lambda: code("readings"))
    asked = codec.canonical((tuple(sources), how, files))
    known = memory.recall([asked])
    if asked in known:
        return ReadingResult(*known[asked], failures=())
    result = compute()
    # The files may have changed while they were read.
    if _is_within(result, files) and _files(sources) == files:
        memory.keep({asked: (result.articles, result.notices)})
    return result


def _files(sources: Sequence[str]) -> tuple[File, ...] | None:
    """The files that the sources are, or hold; None where one is something else."""
    if STANDARD_INPUT in sources:
        return None
    try:
        return tuple(_file(path) for source in sources for path in _below(source))
    except (OSError, ValueError):
        return None


def _below(source: str) -> Iterator[str]:
    if not Path(source).is_dir():
        yield source
        return
    for parent, folders, names in os.walk(source, onerror=_give_up):
        # Hidden files and folders are not read.
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (str(Path(parent, n)) for n in sorted(names) if not n.startswith("."))


def _give_up(error: OSError) -> None:
    raise error


def _file(path: str) -> File:
    # Asked first, because opening a pipe would wait for somebody to write to it.
    if not S_ISREG(os.stat(path).st_mode):  # noqa: PTH116
        raise OSError("not a regular file")
    with open(path, "rb") as stream:  # noqa: PTH123
        return path, os.path.realpath(path), hashlib.file_digest(stream, "sha256").hexdigest()


def _is_within(result: ReadingResult, files: Sequence[File]) -> bool:
    """Whether all was read, and from these files, or members of these, alone."""
    named = {path for path, _, _ in files}
    paths = {article.path or "" for article in result.articles}
    paths |= {notice.subject for notice in result.notices}
    return not result.failures and all(ROW.sub("", p.partition("!")[0]) in named for p in paths)
