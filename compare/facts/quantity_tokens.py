"""Cuts a sentence into numerals, words and marks, and finds the phrases of the data files in it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from compare.data import table, words
from compare.model import Span

# Marks that open anything, or compare, may stand close before a number; the others only if nothing
# is close before them, so that a sign is told from the middle of a name or a list.
_OPENERS = frozenset('([{"“‘«„—…<>≤≥=')
_MAY_PRECEDE = _OPENERS | frozenset("'’–~+<>≈≤≥=*•-−‑,;.")
_MAY_FOLLOW = frozenset(")]}\"'”’»—–…,.;:!?-‑*+/")
# Groups of three may be spaced (5 000), else separators need a digit on each side. The possessive
# repeat keeps a longer digit string (a telephone number) from being read as its first part.
_TOKEN = re.compile(
    r"""
    (?P<number> \d{1,3} (?:[ \u00a0\u2009\u202f]\d{3})++ (?!\d|[ \u00a0\u2009\u202f]\d)
                (?:[.,]\d++(?![.,]\d))?
              | \d+ (?:[.,'’]\d+)*
              | (?<![\w.]) \.\d+
              | [¼-¾⅐-⅞] )
  | (?P<word> [A-Za-z]{1,3}[$£€¥] | [^\W\d_]+ (?:['’][^\W\d_]+)* )
  | (?P<mark> \S )
    """,
    re.VERBOSE,
)


class Token(NamedTuple):
    """A numeral, word or mark at [start, end); `folded` is what is looked up in the data files."""

    start: int
    end: int
    text: str
    folded: str
    kind: str


Tokens = Sequence[Token]


def _fold(text: str) -> str:
    """Lower case, but for single letters, which are units (C, F, W) or the article A."""
    return text.lower() if len(text) > 1 or text == "A" else text


def tokenize(text: str, start: int, end: int, taken: Sequence[Span] = ()) -> list[Token]:
    """The tokens of text[start:end]; those that touch a taken span are kept with kind `taken`."""
    spans = sorted(taken)
    tokens: list[Token] = []
    at = 0
    reach = start
    for match in _TOKEN.finditer(text, start, end):
        while at < len(spans) and spans[at][0] < match.end():
            reach = max(reach, spans[at][1])
            at += 1
        word = match.group()
        if match.start() < reach:
            tokens.append(Token(match.start(), match.end(), word, "", "taken"))
        else:
            kind = match.lastgroup or "mark"
            tokens.append(Token(match.start(), match.end(), word, _fold(word), kind))
    return tokens


def token_at(tokens: Tokens, index: int) -> Token | None:
    """The token at `index`, None outside the sentence."""
    return tokens[index] if 0 <= index < len(tokens) else None


def folded(tokens: Tokens, index: int) -> str:
    """The folded text at `index`, empty outside the sentence."""
    return tokens[index].folded if 0 <= index < len(tokens) else ""


def is_article(tokens: Tokens, index: int) -> bool:
    """Whether "a" or "an" stands at `index`."""
    return folded(tokens, index) in words("indefinite_articles")


def glued(tokens: Tokens, index: int) -> bool:
    """Whether nothing stands between the token at `index` and the one before it."""
    return 0 < index < len(tokens) and tokens[index - 1].end == tokens[index].start


def skip_hyphen(tokens: Tokens, index: int) -> int:
    """The index after a hyphen that joins two tokens, else `index` itself."""
    joins = folded(tokens, index) in ("-", "‑")
    return index + 1 if joins and glued(tokens, index) and glued(tokens, index + 1) else index


def skip_dash(tokens: Tokens, index: int) -> int:
    """As `skip_hyphen`, and past a hyphen with space around it, as tokenised text has it."""
    spaced = folded(tokens, index) == "-" and not glued(tokens, index)
    return index + 1 if spaced and not glued(tokens, index + 1) else skip_hyphen(tokens, index)


def is_free_standing(tokens: Tokens, before: int, after: int) -> bool:
    """Whether nothing is written close to tokens [before, after) that would make them part of a
    longer word."""
    if glued(tokens, before):
        mark = tokens[before - 1]
        if mark.text not in _MAY_PRECEDE:
            return False
        is_close = glued(tokens, before - 1) and tokens[before - 2].kind != "mark"
        if is_close and mark.text not in _OPENERS:
            return False
    if not glued(tokens, after):
        return True
    mark = tokens[after]
    if mark.text not in _MAY_FOLLOW:
        return False
    beyond = token_at(tokens, after + 1)
    if beyond is None or not glued(tokens, after + 1):
        return mark.text != "/"
    if mark.text in "-‑":
        return beyond.kind == "word" and beyond.folded not in table("ordinal_words")
    return mark.text not in ".:,/'’+" or beyond.kind == "mark"


@dataclass(frozen=True)
class Lexicon:
    """Phrases of one or more tokens, each with what the data file says of it."""

    entries: Mapping[tuple[str, ...], str]
    longest: int
    openings: frozenset[str]

    def match(self, tokens: Tokens, index: int) -> tuple[str, int] | None:
        """The longest phrase that starts at `index`: its value and the index after it.

        A hyphen that joins words is passed over, so that "square-mile" is "square mile"; digits
        belong to a phrase only close to what is before them, so that "5 m 2" is not "5 m2".
        """
        if folded(tokens, index) not in self.openings:
            return None
        phrase: list[str] = []
        found: tuple[str, int] | None = None
        while index < len(tokens) and len(phrase) < self.longest:
            if tokens[index].kind == "number" and not glued(tokens, index):
                break
            phrase.append(tokens[index].folded)
            index += 1
            value = self.entries.get(tuple(phrase))
            if value is not None:
                found = (value, index)
            index = skip_hyphen(tokens, index)
        return found

    def match_before(self, tokens: Tokens, index: int) -> bool:
        """Whether one of the phrases ends just before `index`."""
        return any(
            tuple(token.folded for token in tokens[index - size : index]) in self.entries
            for size in range(1, min(self.longest, index) + 1)
        )


def _lexicon(rows: Mapping[str, str]) -> Lexicon:
    entries = {
        tuple(token.folded for token in tokenize(key, 0, len(key))): value
        for key, value in rows.items()
    }
    return Lexicon(entries, max(map(len, entries)), frozenset(key[0] for key in entries))


@cache
def lexicon(name: str) -> Lexicon:
    """The data file `name`, a table of phrases, ready to be matched against tokens."""
    return _lexicon(table(name))


@cache
def phrases(name: str) -> Lexicon:
    """The data file `name`, a list of phrases, ready to be matched against tokens."""
    return _lexicon(dict.fromkeys(words(name), ""))
