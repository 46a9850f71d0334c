"""Nouns for people."""

from __future__ import annotations

from compare.data import words

_LISTS = ("person_nouns", "person_nouns_more", "aged_persons")


def is_person_noun(word: str) -> bool:
    """Whether a lemma is a noun for one person."""
    return any(word in words(name) for name in _LISTS)
