"""Typed facts: what a sentence says that two reports can disagree on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from compare.facts.attribution import attributions
from compare.facts.clauses import clauses, governor
from compare.facts.coreference import identified, pronouns
from compare.facts.limits import turned
from compare.facts.names import names
from compare.facts.quantities import quantities
from compare.facts.quotes import quotations
from compare.facts.statements import is_telling, modalities
from compare.facts.syntax import Parse, parse
from compare.facts.times import timeline
from compare.model import Fact, Facts, Sentence, Span

PARSED_LANGUAGE = "en"


def _with_predicate(fact: Fact, sentence: Sentence, tree: Parse) -> Fact:
    token = governor(tree, fact.start - sentence.start, fact.end - sentence.start)
    if token is None:
        return fact
    predicate = (sentence.start + token.start, sentence.start + token.end)
    return replace(turned(fact, tree, sentence.start, token), predicate=predicate)


def _within(fact: Fact, other: Fact) -> bool:
    return other.start <= fact.start and fact.end <= other.end


def is_parsed(language: str | None) -> bool:
    """Whether facts can be looked for; a text too short to tell its language passes."""
    return language in {PARSED_LANGUAGE, None}


def extract(
    text: str, sentences: Sequence[Sentence], published: str | None, language: str | None = None
) -> tuple[Facts, ...]:
    """The facts and clauses of each sentence of one article, in its order.

    `text` is the article's clean text and `published` its date at its own granularity, or None.
    Of polarity and modality only what is telling is among the facts; the clauses have all. In a
    language that the parser does not know, no facts are found.
    """
    if not is_parsed(language):
        return (Facts(),) * len(sentences)
    trees = parse([sentence.text for sentence in sentences])
    said = attributions(text, sentences, trees)
    named = list(names(text, sentences, trees))
    quoted = [quotation.outer for quotation in quotations(text)]
    meant = pronouns(sentences, trees, named, quoted)
    rows = []
    for sentence, tree, dated, attributed, name_facts, stood in zip(
        sentences, trees, timeline(text, sentences, published), said, named, meant, strict=True
    ):
        found = identified(clauses(tree, sentence.start), name_facts, stood)
        taken: tuple[Span, ...] = tuple(fact.span for fact in dated)
        nouns = [
            (sentence.start + t.start, sentence.start + t.end, t.lemma)
            for t in tree.tokens
            if t.pos in {"NOUN", "PROPN"}
        ]
        counted = quantities(text, sentence.start, sentence.end, taken, nouns)
        facts = [_with_predicate(fact, sentence, tree) for fact in (*dated, *counted)]
        # "Fahrenheit" is a unit there, and nobody's name.
        facts += [f for f in name_facts if not any(_within(f, q) for q in counted)]
        facts += filter(is_telling, modalities(text, found))
        facts += attributed
        facts.sort(key=lambda fact: (fact.start, fact.end, fact.kind))
        rows.append(Facts(tuple(facts), found))
    return tuple(rows)
