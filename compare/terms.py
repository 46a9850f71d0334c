"""Which sentences share which figures and names, as exact products of matrices."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from compare.similarity import STEM, Matrix

FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
WORD = re.compile(r"\b[^\W\d_]\w+")


class Terms:
    """The terms of each of a list of sentences."""

    def __init__(self, rows: Sequence[frozenset[str]]) -> None:
        known = sorted(frozenset[str]().union(*rows))
        self._column = {term: i for i, term in enumerate(known)}
        self._present = np.zeros((len(rows), len(known)), dtype=np.float32)
        for i, row in enumerate(rows):
            self._present[i, [self._column[term] for term in row]] = 1.0

    def any(self) -> Matrix:
        """1 for each sentence that has a term at all, as a column."""
        return np.asarray(self._present.max(axis=1, initial=0.0)[:, None])

    def count(self) -> Matrix:
        """How many terms each sentence has, as a column."""
        return np.asarray(self._present.sum(axis=1)[:, None])

    def shared(self, other: Terms) -> Matrix:
        """How many terms two sentences share: own rows, others' columns."""
        common = sorted(self._column.keys() & other._column.keys())
        left = self._present[:, [self._column[term] for term in common]]
        right = other._present[:, [other._column[term] for term in common]]
        return np.asarray(left @ right.T)


def figures(text: str) -> frozenset[str]:
    """The numbers that are written in digits."""
    return frozenset(FIGURE.findall(text))


def capitalised(text: str) -> frozenset[str]:
    """The words that begin with a capital, by their first letters."""
    return frozenset(word.lower()[:STEM] for word in WORD.findall(text) if word[0].isupper())


def names(text: str) -> frozenset[str]:
    """Those of them that do not owe their capital to the beginning of the text."""
    first = WORD.search(text)
    return capitalised(text[first.end() :] if first else text)
