"""Anything that holds a report to clean articles: files of many formats, folders, web addresses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from typing import TYPE_CHECKING, Any, BinaryIO

from compare.errors import UnreadableSource
from compare.model import Article, Notice

if TYPE_CHECKING:
    from compare.reading.article import article_from_text
    from compare.reading.columns import parse_columns
    from compare.reading.inputs import ReadingOptions
    from compare.reading.metadata import Given

__all__ = [
    "Given",
    "ReadingOptions",
    "ReadingResult",
    "article_from_text",
    "parse_columns",
    "read",
]
_ELSEWHERE = {
    "Given": "metadata",
    "ReadingOptions": "inputs",
    "article_from_text": "article",
    "parse_columns": "columns",
}


def __getattr__(name: str) -> Any:
    # The readers of all formats take a while to import, and a repeated run needs none of them.
    if name in _ELSEWHERE:
        return getattr(import_module(f"{__name__}.{_ELSEWHERE[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


@dataclass(frozen=True)
class ReadingResult:
    """What was read: articles by id, what a reader should know, and what could not be used."""

    articles: tuple[Article, ...]
    notices: tuple[Notice, ...]
    failures: tuple[UnreadableSource, ...]


def read(
    sources: Sequence[str],
    *,
    as_is: bool = False,
    stdin: BinaryIO | None = None,
    options: ReadingOptions | None = None,
) -> ReadingResult:
    """Read files, folders, globs, web addresses, lists of these, and `-` (standard input).

    Never raises for a bad input: it becomes a failure, and the rest is read. With `as_is` an
    article's text is the input unchanged. The result is the same for any order of the sources.
    """
    from compare.reading.article import Document, build
    from compare.reading.conflicts import conflicts
    from compare.reading.duplicates import resolve
    from compare.reading.inputs import ReadingOptions
    from compare.reading.sources import load

    articles: list[Article] = []
    notices: list[Notice] = []
    failures: list[UnreadableSource] = []
    asked = replace(options or ReadingOptions(), as_is=as_is)
    for outcome in load(sources, options=asked, stdin=stdin):
        match outcome:
            case Document():
                try:
                    articles.append(build(outcome, as_is=as_is))
                except UnreadableSource as failure:
                    failures.append(failure)
            case Notice():
                notices.append(outcome)
            case UnreadableSource():
                failures.append(outcome)
    kept, copies, clashes = resolve(articles, as_is=as_is)
    return ReadingResult(
        articles=tuple(sorted(kept, key=lambda article: article.id)),
        notices=tuple(sorted({*notices, *copies, *conflicts(kept)}, key=_place)),
        failures=tuple(sorted([*failures, *clashes], key=str)),
    )


def _place(notice: Notice) -> tuple[str, str, str]:
    return notice.subject, notice.kind, notice.message
