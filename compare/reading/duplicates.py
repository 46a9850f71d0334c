"""Exact copies among articles: said in a notice, and kept once where they are one report."""

from __future__ import annotations

from collections.abc import Iterable

from compare.errors import UnreadableSource
from compare.model import Article, Notice


def resolve(
    articles: Iterable[Article], *, as_is: bool
) -> tuple[list[Article], list[Notice], list[UnreadableSource]]:
    """The articles to keep, a notice for each copy, and a failure for each id that is taken.

    Copies have the same clean text. One stays beside the other where both name their outlets and
    these differ; the name of a file names no outlet. As-is articles stay, each under its own id.
    """
    kept: list[Article] = []
    notices: list[Notice] = []
    failures: list[UnreadableSource] = []
    by_text: dict[str, list[Article]] = {}
    by_id: dict[str, Article] = {}
    for article in sorted(articles, key=lambda each: (each.path or "", each.id)):
        same_text = by_text.setdefault(article.text, [])
        taken = by_id.get(article.id)
        copied = taken if as_is else _copied(article, same_text)
        if taken and taken.text != article.text:
            failures.append(_id_taken(article, taken))
            continue
        if same_text:
            notices.append(_notice(article, copied, same_text[0]))
        if not copied:
            kept.append(article)
            same_text.append(article)
            by_id[article.id] = article
    return kept, notices, failures


def _copied(article: Article, same_text: Iterable[Article]) -> Article | None:
    """The article of which this one is a mere copy."""
    outlet = _outlet(article)
    for other in same_text:
        if outlet is None or _outlet(other) in (None, outlet):
            return other
    return None


def _outlet(article: Article) -> str | None:
    return None if article.origin_of.get("source") == "file name" else article.source


def _notice(article: Article, copied: Article | None, first: Article) -> Notice:
    path = article.path or article.id
    other = (copied or first).path or (copied or first).id
    if copied:
        return Notice("duplicate", path, f"the same text as {other}; counted once")
    return Notice("duplicate", path, f"the same text as {other}, under another name; both kept")


def _id_taken(article: Article, taken: Article) -> UnreadableSource:
    return UnreadableSource(
        article.path or article.id, f'the id "{article.id}" is taken by {taken.path or "another"}'
    )
