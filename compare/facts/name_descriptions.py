"""Descriptions that stand for a name: "the minister", where only one minister can be meant."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from compare.data import words
from compare.facts.name_entities import Named
from compare.facts.name_spans import Mention
from compare.facts.name_titles import is_office, qualifier
from compare.facts.name_words import words_of
from compare.facts.syntax import Parse, Token
from compare.model import NameValue

_INERT = frozenset({"det", "punct", "case"})
_QUALIFYING = frozenset({"amod", "compound", "nmod", "poss"})


@dataclass(slots=True)
class _Bearer:
    """What was said so far of one name: its offices, and all that qualified them."""

    heads: set[str] = field(default_factory=set)
    qualifiers: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Described:
    """A description at tokens start..end of a sentence, and the name that it stands for."""

    sentence: int
    start: int
    end: int
    value: NameValue


def _is_head(token: Token) -> bool:
    if token.pos not in {"NOUN", "PROPN"}:
        return False
    return is_office(token) or token.lemma in words("name_org_words")


def _qualifiers(tree: Parse, head: Token) -> frozenset[str] | None:
    """What qualifies a head, None where it is qualified by more than titles are."""
    found = set()
    for child in tree.children[head.index]:
        if child.dep in _INERT:
            continue
        if child.dep not in _QUALIFYING or child.index > head.index:
            return None
        found.add(qualifier(child))
    return frozenset(found)


def _is_definite(tree: Parse, head: Token) -> bool:
    """Whether "the" opens the phrase of a singular head that no other noun takes as a part."""
    the = any(c.dep == "det" and c.text.lower() == "the" for c in tree.children[head.index])
    return the and head.tag not in {"NNS", "NNPS"} and head.dep not in {"compound", "appos", "attr"}


class _Reader:
    """Reads an article from its beginning and keeps who was named and what was described."""

    def __init__(self) -> None:
        self._bearers: dict[NameValue, _Bearer] = {}
        # Heads that stood for somebody unknown, with what qualified them; None: anything.
        self._others: list[tuple[str, frozenset[str] | None]] = []

    def name(self, named: Named) -> None:
        bearer = self._bearers.setdefault(named.value, _Bearer())
        title = named.mention.title
        bearer.heads |= title.offices
        bearer.qualifiers |= title.qualifiers
        if named.value.type == "organisation":
            bearer.heads |= _head_of(words_of(named.mention.words)) & words("name_org_words")

    def describe(self, tree: Parse, head: Token) -> NameValue | None:
        """The one name that a head can stand for here."""
        said = _qualifiers(tree, head)
        found = self._meant(head.lemma, said) if said is not None else []
        if said is not None and len(found) == 1 and _is_definite(tree, head):
            return found[0]
        self._others.append((head.lemma, said))
        return None

    def _meant(self, head: str, said: frozenset[str]) -> list[NameValue]:
        unknown = any(h == head and (q is None or said <= q) for h, q in self._others)
        if unknown:
            return []
        return [
            value
            for value, bearer in self._bearers.items()
            if head in bearer.heads and said <= bearer.qualifiers
        ]


def _head_of(name: tuple[str, ...]) -> frozenset[str]:
    """The noun that says what an organisation is: its last word, or its first before "of"."""
    before_of = len(name) > 1 and name[1] in {"of", "for"}
    return frozenset(name[:1] if before_of else name[-1:])


def _first(tree: Parse, head: Token) -> int:
    """Where a described phrase begins, its article left out."""
    inside = [c.index for c in tree.children[head.index] if c.dep in _QUALIFYING]
    return min([head.index, *inside])


def descriptions(named: Sequence[Named], trees: Sequence[Parse]) -> Iterator[Described]:
    """The descriptions of one article that surely stand for one of its names."""
    reader = _Reader()
    for number, tree in enumerate(trees):
        here = [n for n in named if n.mention.sentence == number]
        ends = {n.mention.end - 1: n for n in here}
        covered = {i for n in here for i in _tokens(n.mention)}
        for token in tree.tokens:
            if token.index in ends:
                reader.name(ends[token.index])
            if token.index in covered or not _is_head(token):
                continue
            value = reader.describe(tree, token)
            if value is not None:
                yield Described(number, _first(tree, token), token.index + 1, value)


def _tokens(mention: Mention) -> Iterator[int]:
    yield from range(mention.start, mention.end)
    yield from mention.title.tokens
