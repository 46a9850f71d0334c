"""What was named on the command line to documents: files, folders, globs, standard input."""

from __future__ import annotations

import glob
import hashlib
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from compare.errors import UnreadableSource
from compare.model import Notice
from compare.reading import jsonl
from compare.reading.article import STDIN, Document
from compare.reading.decode import decode, repair_mojibake

MAX_ARTICLE_BYTES = 5_000_000
MAX_JSONL_BYTES = 500_000_000
# What a folder is searched for; a file named directly may be called anything.
_SUFFIXES = frozenset({".txt", ".text"}) | jsonl.SUFFIXES

Outcome = Document | Notice | UnreadableSource


def load(sources: Sequence[str], *, as_is: bool, stdin: BinaryIO | None) -> Iterator[Outcome]:
    """Every document of the sources, with notices and failures, in the order of their paths."""
    named = [outcome for source in dict.fromkeys(sources) for outcome in _expand(source)]
    yield from (outcome for outcome in named if not isinstance(outcome, Path))
    for path in _distinct(outcome for outcome in named if isinstance(outcome, Path)):
        yield from _file(path, as_is)
    if STDIN in sources:
        raw = (stdin or sys.stdin.buffer).read(MAX_JSONL_BYTES + 1)
        yield from _bytes(raw, STDIN, as_is)


def _expand(source: str) -> Iterator[Path | Notice | UnreadableSource]:
    """The files one source stands for."""
    if source == STDIN:
        return
    if source.lower().startswith(("http://", "https://")):
        yield UnreadableSource(source, "web addresses are not read yet; save the page as text")
        return
    try:
        found = _matches(source)
    except (OSError, ValueError) as error:
        found = []
        yield UnreadableSource(source, _cause(error))
    else:
        if not found:
            yield UnreadableSource(source, "no such file or folder")
    for path in found:
        if path.is_dir():
            yield from _folder(path)
        else:
            yield path


def _matches(source: str) -> list[Path]:
    path = Path(source)
    if os.path.lexists(source):
        return [path]
    if glob.has_magic(source):
        return [Path(match) for match in sorted(glob.glob(source, recursive=True))]  # noqa: PTH207
    return []


def _folder(folder: Path) -> Iterator[Path | Notice | UnreadableSource]:
    """The readable files below a folder, hidden ones left out, the others as notices."""
    denied: list[OSError] = []
    found = 0
    for parent, folders, names in os.walk(folder, onerror=denied.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(name for name in names if not name.startswith(".")):
            path = Path(parent, name)
            if path.suffix.lower() in _SUFFIXES:
                found += 1
                yield path
            else:
                yield Notice("skipped", str(path), "skipped: not a text or JSONL file")
    for error in denied:
        yield UnreadableSource(str(error.filename), _cause(error))
    if not found and not denied:
        yield UnreadableSource(str(folder), "no text or JSONL file in this folder")


def _distinct(paths: Iterable[Path]) -> list[Path]:
    """Each file once, however it was named, in the order of the paths."""
    by_file = {os.path.realpath(path): path for path in sorted(set(paths), reverse=True)}
    return sorted(by_file.values())


def _file(path: Path, as_is: bool) -> Iterator[Outcome]:
    is_jsonl = path.suffix.lower() in jsonl.SUFFIXES
    try:
        if not path.is_file():
            raise UnreadableSource(str(path), _no_file(path))
        with path.open("rb") as stream:
            raw = stream.read(MAX_JSONL_BYTES + 1)
    except UnreadableSource as failure:
        yield failure
    except OSError as error:
        yield UnreadableSource(str(path), _cause(error))
    else:
        yield from _bytes(raw, str(path), as_is, stem=path.stem, is_jsonl=is_jsonl)


def _no_file(path: Path) -> str:
    return "not a regular file" if path.exists() else "no such file"


def _bytes(
    raw: bytes, path: str, as_is: bool, *, stem: str | None = None, is_jsonl: bool = False
) -> Iterator[Outcome]:
    """The documents in the bytes of one input."""
    try:
        if len(raw) > MAX_JSONL_BYTES:
            raise UnreadableSource(path, f"longer than {MAX_JSONL_BYTES:,} bytes")
        decoded = decode(raw, path)
        is_jsonl = is_jsonl or jsonl.looks_like_jsonl(decoded.text)
        if not is_jsonl and len(raw) > MAX_ARTICLE_BYTES:
            raise UnreadableSource(path, f"longer than {MAX_ARTICLE_BYTES:,} bytes")
        if not decoded.text.strip():
            raise UnreadableSource(path, "empty, or nothing but white space")
    except UnreadableSource as failure:
        yield failure
        return
    if decoded.remark:
        yield Notice("encoding", path, decoded.remark)
    if is_jsonl:
        rows = jsonl.documents(decoded.text, path, MAX_ARTICLE_BYTES)
    else:
        sha256 = hashlib.sha256(raw).hexdigest()
        rows = iter([Document(path, decoded.text, sha256, stem=stem)])
    for row in rows:
        yield from _repaired(row) if isinstance(row, Document) and not as_is else [row]


def _repaired(document: Document) -> Iterator[Outcome]:
    repaired = repair_mojibake(document.text)
    if repaired.remark:
        yield Notice("encoding", document.path or "text", repaired.remark)
    yield replace(document, text=repaired.text)


def _cause(error: OSError | ValueError) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or "not a usable path"
