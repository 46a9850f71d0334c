"""The plain words of the review."""

from __future__ import annotations

from datetime import datetime

from compare.data import table
from compare.review.verdict import Ruling


def ruling(value: Ruling | None) -> str:
    """What a verdict is called; None is one that was taken back."""
    return table("review_words")[f"ruling {value or 'none'}"]


def about(value: Ruling) -> str:
    """What giving this verdict means."""
    return table("review_words")[f"about {value}"]


def key(value: Ruling) -> str:
    """The key that gives this verdict."""
    return table("review_words")[f"key {value}"]


def state(value: str) -> str:
    """How a choice by state is called."""
    return table("review_words")[f"state {value or 'all'}"]


def moment(at: str) -> str:
    """A point in time by the clock of this machine, to the minute."""
    return f"{datetime.fromisoformat(at).astimezone():%Y-%m-%d %H:%M}"
