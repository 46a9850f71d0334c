"""Names of people, organisations and places, each with one form for the whole article."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from compare.facts.name_descriptions import descriptions
from compare.facts.name_entities import Named, resolved
from compare.facts.name_spans import mentions
from compare.facts.syntax import Parse
from compare.model import Fact, NameValue, Sentence


def _fact(
    text: str, sentence: Sentence, tree: Parse, start: int, end: int, value: NameValue
) -> Fact:
    first = sentence.start + tree.tokens[start].start
    last = sentence.start + tree.tokens[end - 1].end
    return Fact("name", first, last, text[first:last], value)


def _called(named: Sequence[Named], trees: Sequence[Parse]) -> frozenset[str]:
    """The last words of the names of people in an article, where it does not also use them as
    ordinary words."""
    people = {n.mention.words for n in named if n.value.type == "person"}
    lower = {token.text for tree in trees for token in tree.tokens if token.text.islower()}
    last = {name.split()[-1] for name in people}
    return frozenset(word for word in last if word[:1].isupper() and word.lower() not in lower)


def names(
    text: str, sentences: Sequence[Sentence], trees: Sequence[Parse]
) -> Iterator[tuple[Fact, ...]]:
    """The names in each sentence of one article, in its order.

    All forms of a name ("Lavrov", "Foreign Minister Sergei Lavrov", "the minister" where only one
    can be meant) have one canonical form, its fullest, without titles. Spans leave out titles,
    articles and genitive endings.
    """
    found = [mention for i, tree in enumerate(trees) for mention in mentions(i, tree)]
    known = _called(resolved(found, trees), trees)
    found = [mention for i, tree in enumerate(trees) for mention in mentions(i, tree, known)]
    named = resolved(found, trees)
    rows: list[list[Fact]] = [[] for _ in sentences]
    stood = [(n.mention.sentence, n.mention.start, n.mention.end, n.value) for n in named]
    stood += [(d.sentence, d.start, d.end, d.value) for d in descriptions(named, trees)]
    for number, start, end, value in stood:
        rows[number].append(_fact(text, sentences[number], trees[number], start, end, value))
    yield from (tuple(row) for row in rows)
