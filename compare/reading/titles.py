"""Titles that documents state in their properties, and which of these are none."""

from __future__ import annotations

import re

_FILE_NAME = re.compile(r"\S*\.[A-Za-z]{2,4}$|.*\.(?:docx?|indd|qxd|pdf|odt|rtf|txt|html?)$", re.I)
_PROGRAM = re.compile(r"(?:microsoft word|untitled|document\d*|unnamed|slide \d+)\b", re.I)


def stated_title(title: str) -> str | None:
    """The title, unless a program filled it in: the name of a file, or "untitled"."""
    title = " ".join(title.split())
    if not title or _FILE_NAME.match(title) or _PROGRAM.match(title):
        return None
    return title
