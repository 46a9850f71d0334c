"""What was named on the command line to documents: files, folders, globs, addresses, `-`."""

from __future__ import annotations

import glob
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from compare.errors import UnknownFormat, UnreadableSource
from compare.model import Notice
from compare.reading import (
    archives,
    docx,
    feeds,
    html,
    jsonl,
    listing,
    mail,
    markdown,
    pdf,
    tables,
    warc,
)
from compare.reading.article import STDIN, Document
from compare.reading.decode import decode, repair_mojibake
from compare.reading.detect import Kind, detect
from compare.reading.fetch import Fetcher
from compare.reading.inputs import Outcome, Raw, ReadingOptions, Yield
from compare.reading.limits import (
    MAX_ARTICLE_BYTES,
    MAX_DOCUMENT_BYTES,
    MAX_INPUT_BYTES,
    MAX_NESTING,
)

Reader = Callable[[Raw, ReadingOptions], Iterator[Yield]]
_READERS: dict[Kind, Reader] = {
    Kind.PDF: pdf.read,
    Kind.DOCX: docx.read,
    Kind.FEED: feeds.read,
    Kind.MAIL: mail.read,
    Kind.WARC: warc.read,
    Kind.ZIP: archives.read_zip,
    Kind.GZIP: archives.read_gzip,
}
_LIMITS = {Kind.HTML: MAX_ARTICLE_BYTES, Kind.PDF: MAX_DOCUMENT_BYTES,
           Kind.DOCX: MAX_DOCUMENT_BYTES, Kind.MAIL: MAX_DOCUMENT_BYTES}  # fmt: skip
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://", re.I)
_PAGE_SUFFIXES = (".html", ".htm", ".xhtml")


def load(
    sources: Sequence[str], *, options: ReadingOptions, stdin: BinaryIO | None
) -> Iterator[Outcome]:
    """Every document of the sources, with notices and failures, in the order of their paths."""
    yield from _Loader(options, stdin).load(sources)


class _Loader:
    """One run of reading: what was asked, and what was read already."""

    def __init__(self, options: ReadingOptions, stdin: BinaryIO | None) -> None:
        self.options = options
        self.stdin = stdin
        self.fetcher = Fetcher(options)
        self.seen: set[str] = set()

    def load(self, sources: Iterable[str], depth: int = 0) -> Iterator[Outcome]:
        """The outcomes of named sources; what was read before in this run is left out."""
        named = [outcome for source in dict.fromkeys(sources) for outcome in _expand(source)]
        yield from (outcome for outcome in named if isinstance(outcome, Notice | UnreadableSource))
        for path, asked in _distinct(outcome for outcome in named if isinstance(outcome, tuple)):
            if self._is_new(os.path.realpath(path)):
                yield from self._file(path, asked, depth)
        for source in sorted({outcome for outcome in named if isinstance(outcome, str)}):
            if self._is_new(source):
                yield from self._stdin() if source == STDIN else self._address(source, depth)

    def _is_new(self, name: str) -> bool:
        is_new = name not in self.seen
        self.seen.add(name)
        return is_new

    def _file(self, path: Path, named: bool, depth: int) -> Iterator[Outcome]:
        try:
            if not path.is_file():
                raise UnreadableSource(str(path), _no_file(path))
            with path.open("rb") as stream:
                data = stream.read(MAX_INPUT_BYTES + 1)
        except UnreadableSource as failure:
            yield failure
        except OSError as error:
            yield UnreadableSource(str(path), _cause(error))
        else:
            place = str(path)
            yield from self._raw(
                Raw(place, data, stem=path.stem, folder=path.parent, named=named, depth=depth)
            )

    def _stdin(self) -> Iterator[Outcome]:
        data = (self.stdin or sys.stdin.buffer).read(MAX_INPUT_BYTES + 1)
        # No folder: what is piped in may come from anywhere, and must not name files to be read.
        yield from self._raw(Raw(STDIN, data))

    def _address(self, address: str, depth: int) -> Iterator[Outcome]:
        try:
            raw, remark = self.fetcher.fetch(address)
        except UnreadableSource as failure:
            yield failure
            return
        if remark:
            yield Notice("web", address, remark)
        yield from self._raw(replace(raw, depth=depth))

    def _raw(self, raw: Raw) -> Iterator[Outcome]:
        """All that one input holds, members of members included."""
        try:
            if len(raw.data) > MAX_INPUT_BYTES:
                raise UnreadableSource(raw.path, f"longer than {MAX_INPUT_BYTES:,} bytes")
            if raw.depth > MAX_NESTING:
                raise UnreadableSource(raw.path, f"packed or listed more than {MAX_NESTING} deep")
            for each in self._yields(raw):
                if isinstance(each, Raw):
                    yield from self._raw(each)
                else:
                    yield from self._finished(each, raw)
        except UnknownFormat as failure:
            skipped = Notice("skipped", raw.path, f"skipped: {failure.cause}")
            yield failure if raw.named else skipped
        except UnreadableSource as failure:
            yield failure

    def _yields(self, raw: Raw) -> Iterator[Yield]:
        kind = detect(raw.data, raw.path)
        limit = _LIMITS.get(kind, MAX_INPUT_BYTES)
        if len(raw.data) > limit:
            raise UnreadableSource(raw.path, f"longer than {limit:,} bytes")
        if kind is Kind.HTML:
            given, stem = raw.given, raw.stem
            yield html.document(raw.data, raw.path, given=given, stem=stem, charset=raw.charset)
        elif kind is Kind.TEXT:
            yield from self._text(raw)
        else:
            yield from _READERS[kind](raw, self.options)

    def _text(self, raw: Raw) -> Iterator[Outcome]:
        """What only decoded text can tell: lists of objects or rows, Markdown, sources, prose."""
        decoded = decode(raw.data, raw.path, raw.charset)
        text, options = decoded.text, self.options
        if not text.strip():
            raise UnreadableSource(raw.path, "empty, or nothing but white space")
        if decoded.remark:
            yield Notice("encoding", raw.path, decoded.remark)
        if jsonl.looks_like_jsonl(text, options):
            yield from jsonl.read(raw, text, options)
        elif jsonl.looks_like_json(text):
            yield from jsonl.read_document(raw, text, options)
        elif mark := tables.delimiter(text, options):
            yield from tables.read(raw, text, mark, options)
        elif len(raw.data) > MAX_ARTICLE_BYTES:
            raise UnreadableSource(raw.path, f"longer than {MAX_ARTICLE_BYTES:,} bytes")
        elif raw.folder is not None and (sources := listing.sources(text, raw.folder)):
            if not raw.named:
                # One that merely lies in a folder must not lead out of it, or to the web.
                raise UnknownFormat(raw.path, "a list of sources, followed only if named itself")
            yield from self.load(sources, raw.depth + 1)
        elif markdown.looks_like_markdown(text):
            yield from markdown.read(raw, text, options)
        elif listing.is_program(text):
            raise UnknownFormat(raw.path, "the text of a program, not of a report")
        else:
            yield Document(raw.path, text, raw.sha256, raw.given, raw.stem)

    def _finished(self, outcome: Outcome, raw: Raw) -> Iterator[Outcome]:
        """A document with its time, and with what was misread before it came here made good."""
        if not isinstance(outcome, Document):
            yield outcome
            return
        document = replace(outcome, retrieved=outcome.retrieved or raw.retrieved)
        if not self.options.as_is:
            repaired = repair_mojibake(document.text)
            if repaired.remark:
                yield Notice("encoding", document.path or "text", repaired.remark)
            document = replace(document, text=repaired.text)
        yield document


def _expand(source: str) -> Iterator[tuple[Path, bool] | str | Notice | UnreadableSource]:
    """What one source stands for: files, and whether they were named themselves, or an address."""
    if source == STDIN or _ADDRESS.match(source):
        yield source
        return
    try:
        found = _matches(source)
    except (OSError, ValueError) as error:
        yield UnreadableSource(source, _cause(error))
        return
    if not found:
        yield UnreadableSource(source, "no such file or folder")
    for path in found:
        if path.is_dir():
            yield from _folder(path)
        else:
            yield path, True


def _matches(source: str) -> list[Path]:
    path = Path(source)
    if os.path.lexists(source):
        return [path]
    if glob.has_magic(source):
        return [Path(match) for match in sorted(glob.glob(source, recursive=True))]  # noqa: PTH207
    return []


def _folder(folder: Path) -> Iterator[tuple[Path, bool] | UnreadableSource]:
    """The files below a folder; hidden ones, and what a saved page brought along, left out."""
    denied: list[OSError] = []
    found = 0
    for parent, folders, names in os.walk(folder, onerror=denied.append):
        pages = {Path(name).stem for name in names if name.lower().endswith(_PAGE_SUFFIXES)}
        kept = (each for each in folders if not each.startswith("."))
        folders[:] = sorted(each for each in kept if each.removesuffix("_files") not in pages)
        for name in sorted(name for name in names if not name.startswith(".")):
            found += 1
            yield Path(parent, name), False
    for error in denied:
        yield UnreadableSource(str(error.filename), _cause(error))
    if not found and not denied:
        yield UnreadableSource(str(folder), "no file in this folder")


def _distinct(paths: Iterable[tuple[Path, bool]]) -> list[tuple[Path, bool]]:
    """Each file once, however it was named, in the order of the paths; named if ever it was."""
    by_file: dict[str, tuple[Path, bool]] = {}
    for path, named in sorted(paths, reverse=True):
        real = os.path.realpath(path)
        by_file[real] = (path, named or (real in by_file and by_file[real][1]))
    return sorted(by_file.values())


def _no_file(path: Path) -> str:
    return "not a regular file" if path.exists() else "no such file"


def _cause(error: OSError | ValueError) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or "not a usable path"
