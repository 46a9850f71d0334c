"""Proper names as the parser marks them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from compare.data import table
from compare.facts.syntax import Parse
from compare.model import Fact, NameValue, Sentence


def names(text: str, sentence: Sentence, tree: Parse) -> Iterator[Fact]:
    """The names in a sentence; the canonical form leaves out articles and a genitive ending."""
    types = table("entity_types")
    for label, run in groupby(tree.tokens, key=lambda token: token.entity):
        tokens = [t for t in run if t.pos not in {"DET", "PART", "PUNCT", "SPACE"}]
        if label not in types or not tokens:
            continue
        start, end = sentence.start + tokens[0].start, sentence.start + tokens[-1].end
        quote = text[start:end]
        yield Fact("name", start, end, quote, NameValue(" ".join(quote.split()), types[label]))
