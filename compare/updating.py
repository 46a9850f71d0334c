"""Further sources for a run that was made before."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from compare.model import Article, Notice, Report
from compare.reading import ReadingResult
from compare.reading.article import STDIN
from compare.reading.duplicates import resolve

# A row of a table or feed, or a member of an archive.
MEMBER = re.compile(r":\d+$|!")
# What `compare` itself will say again.
SAID_AGAIN = frozenset({"language", "model"})


def added(previous: Report, result: ReadingResult) -> ReadingResult:
    """What was read, together with the articles of an earlier run, as if all were read at once.

    An article that was read again, or whose address now holds another text, takes the place of the
    earlier one, and so does one in the file of another of the same date. A notice says so.
    """
    replaced = set(_names(result.articles))
    earlier = [a for a in previous.articles if replaced.isdisjoint(_names([a]))]
    ids = {article.id for article in result.articles}
    changed = [
        Notice("update", a.label, "it was read anew, and its new text takes the place of the old")
        for a in previous.articles
        if a not in earlier and a.id not in ids
    ]
    kept, copies, clashes = resolve([*earlier, *result.articles], as_is=False)
    gone = {a.path for a in previous.articles} - {a.path for a in earlier}
    notices = {n for n in previous.notices if n.kind not in SAID_AGAIN and n.subject not in gone}
    return ReadingResult(
        articles=tuple(sorted(kept, key=lambda article: article.id)),
        notices=tuple(sorted({*notices, *result.notices, *copies, *changed}, key=_place)),
        failures=tuple(sorted([*result.failures, *clashes], key=str)),
    )


def _names(articles: Sequence[Article]) -> Iterator[object]:
    """By what an article is recognised: its id, its address, its file and date. Another day's
    articles may lie in files of the same names, and rows of a table or feed move."""
    for article in articles:
        yield article.id
        if article.url:
            yield article.url
        path = article.path
        if path and path != STDIN and not MEMBER.search(path):
            yield path, article.published


def _place(notice: Notice) -> tuple[str, str, str]:
    return notice.subject, notice.kind, notice.message
