"""A piece of HTML that is an article already, as in a feed or a mail, to its text."""

from __future__ import annotations

import re

from compare.errors import UnreadableSource
from compare.reading import html_places
from compare.reading.limits import MAX_MARKS

_TAG = re.compile(
    r"</(?:p|div|span|a|b|i|em|strong|h[1-6]|li|ul|ol|blockquote)\s*>|<br\s*/?>", re.I
)


def looks_like_html(text: str) -> bool:
    """Whether a text that may hold markup does."""
    return bool(_TAG.search(text))


def html_text(markup: str, path: str) -> str:
    """The text of a piece of HTML, a paragraph a line; empty where it shows none.

    Raises UnreadableSource, `path` naming the piece, for more markup than a report has.
    """
    require_few_marks(markup, path)
    return "\n".join(line.text for line in html_places.lines(markup))


def require_few_marks(markup: str, path: str) -> None:
    """Raises UnreadableSource where taking the markup apart would take too long."""
    if markup.count("<") + markup.count("&") > MAX_MARKS:
        raise UnreadableSource(path, f"more than {MAX_MARKS:,} tags and character references")
