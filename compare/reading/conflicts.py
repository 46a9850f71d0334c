"""What the parts of one input say against each other about its title, outlet or date, as notices.

A wrong date makes false contradictions, so that whoever reads the report should know of a doubt.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from compare.model import Article, Notice

_NAMES = {"source": "outlet", "title": "title", "published": "date"}


def conflicts(articles: Iterable[Article]) -> Iterator[Notice]:
    """A notice for each value that something in the same input speaks against."""
    for article in articles:
        for field, name in _NAMES.items():
            if others := article.origin_of.get(f"conflict {field}"):
                place = article.origin_of.get(field, "unknown")
                told = f"{name}: {getattr(article, field)} ({place}) was taken, against {others}"
                yield Notice("conflict", article.path or article.id, " ".join(told.split()))
