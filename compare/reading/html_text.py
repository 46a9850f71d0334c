"""A piece of HTML that is an article already, as in a feed or a mail, to its text."""

from __future__ import annotations

import re

from compare.reading import html_places

_TAG = re.compile(
    r"</(?:p|div|span|a|b|i|em|strong|h[1-6]|li|ul|ol|blockquote)\s*>|<br\s*/?>", re.I
)


def looks_like_html(text: str) -> bool:
    """Whether a text that may hold markup does."""
    return bool(_TAG.search(text))


def html_text(markup: str) -> str:
    """The text of a piece of HTML, a paragraph a line; empty where it shows none."""
    return "\n".join(line.text for line in html_places.lines(markup))
