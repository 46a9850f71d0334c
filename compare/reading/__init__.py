"""Anything that holds a report to clean articles: files of many formats, folders, web addresses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import BinaryIO

from compare.errors import UnreadableSource
from compare.model import Article, Notice
from compare.reading.article import Document, article_from_text, build
from compare.reading.columns import parse_columns
from compare.reading.duplicates import resolve
from compare.reading.inputs import ReadingOptions
from compare.reading.metadata import Given
from compare.reading.sources import load

__all__ = [
    "Given",
    "ReadingOptions",
    "ReadingResult",
    "article_from_text",
    "parse_columns",
    "read",
]


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
        notices=tuple(sorted({*notices, *copies}, key=_place)),
        failures=tuple(sorted([*failures, *clashes], key=str)),
    )


def _place(notice: Notice) -> tuple[str, str, str]:
    return notice.subject, notice.kind, notice.message
