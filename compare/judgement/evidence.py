"""The words that show a relation: what two sentences share, and what each has for itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from compare.data import words
from compare.judgement.disbelief import one_disbelieves, one_negates
from compare.judgement.events import opposite
from compare.judgement.measures import REASON_OF
from compare.judgement.naming import name_keys, same_name
from compare.judgement.passage import Passage
from compare.model import Facts, Sentence, Span

WORD = re.compile(r"[^\W_]+(?:[’'.-][^\W_]+)*")
# Words this close together (a space, a comma, an article between) read as one stretch.
GAP = 6
PLACES = frozenset({"place"})


# A sentence meets many others.
@lru_cache(maxsize=1 << 13)
def _content(sentence: Sentence) -> tuple[tuple[Span, str], ...]:
    grammar = words("function_words")
    found = ((m.span(), m.group().lower()) for m in WORD.finditer(sentence.text))
    return tuple(
        ((sentence.start + s, sentence.start + e), word)
        for (s, e), word in found
        if word.removesuffix("'s").removesuffix("’s") not in grammar
    )


def _merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    merged: list[Span] = []
    for start, end in spans:
        if merged and start - merged[-1][1] <= GAP:
            merged[-1] = (merged[-1][0], end)
        else:
            merged.append((start, end))
    return tuple(merged)


@lru_cache(maxsize=1 << 13)
def _words_by_key(sentence: Sentence) -> Mapping[str, tuple[str, ...]]:
    """The content words by what they have in common with words that may mean the same."""
    found: dict[str, tuple[str, ...]] = {}
    for word in dict.fromkeys(word for _, word in _content(sentence)):
        for key in name_keys(word):
            found[key] = (*found.get(key, ()), word)
    return found


Words = tuple[tuple[Span, str], ...]


# Two sentences are asked about several times in a row.
@lru_cache(maxsize=1 << 10)
def _split(a: Sentence, b: Sentence) -> tuple[Words, Words]:
    """The content words of `a` that `b` has too, and those it has not."""
    other = {word for _, word in _content(b)}
    keyed = _words_by_key(b)
    shared: list[tuple[Span, str]] = []
    own: list[tuple[Span, str]] = []
    for span, word in _content(a):
        known = word in other or any(
            same_name(word, w) for key in name_keys(word) for w in keyed.get(key, ())
        )
        (shared if known else own).append((span, word))
    return tuple(shared), tuple(own)


def shared_words(a: Sentence, b: Sentence) -> tuple[Span, ...]:
    """Where in `a` the content words stand that `b` has too; near ones as one stretch."""
    return _merged(span for span, _ in _split(a, b)[0])


def shared_content(a: Sentence, b: Sentence) -> int:
    """How many of the content words of `a` are in `b` too."""
    return len(_split(a, b)[0])


def own_words(a: Sentence, b: Sentence) -> tuple[Span, ...]:
    """Where in `a` the content words stand that `b` lacks; near ones as one stretch."""
    return _merged(span for span, _ in _split(a, b)[1])


def own_content(a: Passage, b: Passage) -> list[str]:
    """The content words that `a` has and `b` lacks, but for names, dates and figures."""
    told = a.facts.of_kind("name", *REASON_OF)
    return [
        word
        for (start, end), word in _split(a.sentence, b.sentence)[1]
        if not any(fact.start < end and start < fact.end for fact in told)
    ]


def _types(facts: Facts, spans: Iterable[Span]) -> set[str]:
    """Kinds of the facts that the spans touch; names by their own type."""
    kinds = set()
    for fact in facts.of_kind("name", *REASON_OF):
        if any(fact.start < end and start < fact.end for start, end in spans):
            kinds.add(getattr(fact.value, "type", fact.kind))
    return kinds


def differing_kinds(a: Sentence, b: Sentence, fa: Facts, fb: Facts) -> set[str]:
    """Kinds of the facts (those that measure, and types of names) that stand in the words which
    each sentence has for itself, where both sentences have such."""
    return _types(fa, own_words(a, b)) & _types(fb, own_words(b, a))


def kind_of_difference(a: Passage, b: Passage) -> str:
    """The reason to give where only the entailment model sees that two passages exclude each
    other: what sort of words one has in the other's place."""
    one, other = a.sentence, b.sentence
    own_a, own_b = _split(one, other)[1], _split(other, one)[1]
    if any(opposite(x, y) for _, x in own_a for _, y in own_b):
        return "antonym"
    if one_negates(a, b) or one_disbelieves(a, b):
        return "polarity"
    kinds = differing_kinds(one, other, a.facts, b.facts)
    if not kinds:
        return "statement"
    return "place" if kinds <= PLACES else "name"
