"""Links from the report to where an article was published."""

from __future__ import annotations

from urllib.parse import urlsplit

from compare.model import Article, Side
from compare.reading.fragment import link_to


def web_address(url: str | None) -> str | None:
    """The address as a link, unless following it would do something else than open a page."""
    try:
        return url if url and urlsplit(url).scheme in ("http", "https") else None
    except ValueError:
        return None


def to_words(article: Article | None, side: Side) -> str | None:
    """The address that makes a browser show the quoted words, None where there is no such page."""
    if article is None or web_address(article.url) is None:
        return None
    return link_to(article, (side.start, side.end))
