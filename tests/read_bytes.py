"""Bytes to articles, as standard input gives them: what the tests of reading share."""

from __future__ import annotations

import io

from compare.model import Article
from compare.reading import ReadingOptions, ReadingResult, read

OFFLINE = ReadingOptions(offline=True, cache=None)


def reading(data: bytes | str, *, as_is: bool = False, **columns: str) -> ReadingResult:
    raw = data.encode() if isinstance(data, str) else data
    options = ReadingOptions(offline=True, cache=None, columns=columns)
    return read(["-"], stdin=io.BytesIO(raw), as_is=as_is, options=options)


def only(result: ReadingResult) -> Article:
    assert result.failures == ()
    (article,) = result.articles
    return article


def by_path(result: ReadingResult) -> dict[str | None, Article]:
    assert result.failures == ()
    return {article.path: article for article in result.articles}


def cause(result: ReadingResult) -> str:
    assert result.articles == ()
    (failure,) = result.failures
    assert len(str(failure).splitlines()) == 1
    return failure.cause
