"""Parses of sentences as plain values; the only module that knows spaCy."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from compare.data import table
from compare.models import PARSER, embedded

# A longer "sentence" is a table or junk; parsing it costs much and yields nothing.
MAX_CHARACTERS = 4000
BATCH = 64
# Half a character is none that spaCy takes; one mark stands in for it, so that offsets hold.
_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Token:
    """A word with its syntax; `start` and `end` are offsets in the sentence, `head` an index."""

    index: int
    start: int
    end: int
    text: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    entity: str


@dataclass(frozen=True)
class Parse:
    """The tokens of one sentence and, by index, the tokens that hang on each."""

    tokens: tuple[Token, ...]
    children: tuple[tuple[Token, ...], ...]

    def subtree(self, root: Token, stop: frozenset[str] = frozenset()) -> Iterator[Token]:
        """The token and all below it, in no set order, not entering the relations in `stop`."""
        stack = [root]
        while stack:
            token = stack.pop()
            yield token
            stack.extend(t for t in self.children[token.index] if t.dep not in stop)

    def ancestors(self, token: Token) -> Iterator[Token]:
        """The heads above a token, nearest first."""
        while token.head != token.index:
            token = self.tokens[token.head]
            yield token


@cache
def _pipeline() -> Any:
    # Importing spaCy takes seconds.
    import spacy

    return spacy.load(embedded(PARSER))


def load() -> None:
    """Make the parser ready, which takes seconds the first time. Raises ModelUnavailable."""
    _pipeline()


def is_loaded() -> bool:
    """Whether the parser is ready."""
    return _pipeline.cache_info().currsize > 0


def _lemma(token: Any) -> str:
    known = table("verb_forms").get(token.text.lower()) if token.pos_ == "VERB" else None
    return known or token.lemma_.lower()


def _to_parse(doc: Iterable[Any]) -> Parse:
    tokens = tuple(
        Token(
            index=t.i,
            start=t.idx,
            end=t.idx + len(t.text),
            text=t.text,
            lemma=_lemma(t),
            pos=t.pos_,
            tag=t.tag_,
            dep=t.dep_,
            head=t.head.i,
            entity=t.ent_type_,
        )
        for t in doc
    )
    below: list[list[Token]] = [[] for _ in tokens]
    for token in tokens:
        if token.head != token.index:
            below[token.head].append(token)
    return Parse(tokens, tuple(tuple(row) for row in below))


def parse(texts: Sequence[str]) -> list[Parse]:
    """One parse a sentence, in order; an over-long sentence comes back without tokens."""
    usable = [_SURROGATE.sub("\ufffd", t) if len(t) <= MAX_CHARACTERS else "" for t in texts]
    if not any(usable):
        return [Parse((), ()) for _ in usable]
    return [_to_parse(doc) for doc in _pipeline().pipe(usable, batch_size=BATCH)]
