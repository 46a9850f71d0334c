"""Typed facts: what a sentence says that two reports can disagree on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from compare.facts.clauses import clauses, governor
from compare.facts.dates import dates, is_anchor
from compare.facts.names import names
from compare.facts.quantities import quantities
from compare.facts.quotes import clipped, quotations
from compare.facts.statements import attributions, modalities
from compare.facts.syntax import Parse, parse
from compare.model import DateValue, Fact, Facts, Sentence, Span

PARSED_LANGUAGE = "en"


def _with_predicate(fact: Fact, sentence: Sentence, tree: Parse) -> Fact:
    token = governor(tree, fact.start - sentence.start, fact.end - sentence.start)
    if token is None:
        return fact
    return replace(fact, predicate=(sentence.start + token.start, sentence.start + token.end))


def _dated(
    text: str, sentences: Sequence[Sentence], published: str | None
) -> Iterator[tuple[Fact, ...]]:
    """The dates of each sentence; the last one resolved is what the next may be relative to."""
    anchor: DateValue | None = None
    for sentence in sentences:
        found = tuple(dates(text, sentence.start, sentence.end, published, anchor))
        for fact in found:
            if isinstance(fact.value, DateValue) and is_anchor(fact):
                anchor = fact.value
        yield found


def is_parsed(language: str | None) -> bool:
    """Whether facts can be looked for; a text too short to tell its language passes."""
    return language in {PARSED_LANGUAGE, None}


def extract(
    text: str, sentences: Sequence[Sentence], published: str | None, language: str | None = None
) -> tuple[Facts, ...]:
    """The facts and clauses of each sentence of one article, in its order.

    `text` is the article's clean text and `published` its date at its own granularity, or None.
    In a language that the parser does not know, no facts are found.
    """
    if not is_parsed(language):
        return (Facts(),) * len(sentences)
    trees = parse([sentence.text for sentence in sentences])
    quotes = tuple(quotations(text))
    rows = []
    for sentence, tree, dated in zip(
        sentences, trees, _dated(text, sentences, published), strict=True
    ):
        found = clauses(tree, sentence.start)
        taken: tuple[Span, ...] = tuple(fact.span for fact in dated)
        nouns = [
            (sentence.start + t.start, sentence.start + t.end, t.lemma)
            for t in tree.tokens
            if t.pos in {"NOUN", "PROPN"}
        ]
        counted = quantities(text, sentence.start, sentence.end, taken, nouns)
        facts = [_with_predicate(fact, sentence, tree) for fact in (*dated, *counted)]
        facts += names(text, sentence, tree)
        facts += modalities(text, found)
        facts += attributions(text, found, clipped(quotes, sentence.start, sentence.end))
        facts.sort(key=lambda fact: (fact.start, fact.end, fact.kind))
        rows.append(Facts(tuple(facts), found))
    return tuple(rows)
