"""Passages of one sentence, for the tests of the judgement."""

from __future__ import annotations

from compare.facts import extract
from compare.judgement.comparison import compare_passages
from compare.judgement.passage import Passage
from compare.judgement.points import Comparison
from compare.model import Sentence


def passage_of(text: str, published: str | None = None) -> Passage:
    """A text taken as one sentence of an article of its own, with its facts."""
    sentence = Sentence("a", 0, 0, len(text), text)
    return Passage(sentence, extract(text, [sentence], published)[0], published)


def compared(a: str, b: str) -> tuple[Comparison, ...]:
    """The points on which two sentences can be compared."""
    return compare_passages(passage_of(a), passage_of(b)).found
