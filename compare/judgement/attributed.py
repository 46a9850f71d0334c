"""Whether what differs is no more than what two people think."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from compare.data import words
from compare.judgement.naming import same_name, same_word
from compare.judgement.passage import Passage
from compare.model import AttributionValue, Clause, Span


def _attributions(passage: Passage, clause: Clause) -> Iterator[AttributionValue]:
    """Who says, thinks or wants what a clause tells."""
    for fact in passage.facts.of_kind("attribution"):
        value = fact.value
        if isinstance(value, AttributionValue) and any(
            start <= clause.predicate[0] < end for start, end in value.content
        ):
            yield value


def _is_view(passage: Passage, value: AttributionValue) -> bool:
    cue = passage.words(value.cue).lower() if value.cue else ""
    return any(same_word(cue, verb) for verb in words("judgement/opinion_verbs"))


def _speak_alike(a: str, b: str) -> bool:
    """Whether two sources may be one."""
    grammar = words("function_words")
    rows = ([word for word in text.lower().split() if word not in grammar] for text in (a, b))
    return any(same_name(x, y) for x, y in product(*rows))


def _is_valued(passage: Passage, clause: Clause) -> bool:
    # A copula with what it says of something is no act that anybody could witness.
    return passage.words(clause.predicate).lower() in words("copulas")


def _source(passage: Passage, span: Span | None) -> str:
    return passage.words(span) if span else ""


def _views(passage: Passage) -> list[Span]:
    """Where a passage tells what somebody thinks, wants or charges another with."""
    said = [fact.value for fact in passage.facts.of_kind("attribution")]
    views = [v for v in said if isinstance(v, AttributionValue) and _is_view(passage, v)]
    return [span for view in views for span in view.content]


def in_view(passage: Passage, span: Span) -> bool:
    """Whether a span stands in what somebody thinks, wants or charges another with."""
    return any(start <= span[0] < end for start, end in _views(passage))


def is_view(passage: Passage) -> bool:
    """Whether most of a passage is what somebody thinks, wants or charges another with."""
    length = sum(end - start for start, end in _views(passage))
    return 2 * length > len(passage.sentence.text)


def two_views(a: Passage, x: Clause, b: Passage, y: Clause) -> bool:
    """Whether at least one of two clauses tells what somebody thinks or wants, or both tell how
    two different people see a thing."""
    said_a, said_b = list(_attributions(a, x)), list(_attributions(b, y))
    one_source = any(
        _speak_alike(_source(a, v.source), _source(b, w.source)) for v, w in product(said_a, said_b)
    )
    if one_source:
        return False
    if any(_is_view(a, v) for v in said_a) or any(_is_view(b, v) for v in said_b):
        return True
    return bool(said_a and said_b) and _is_valued(a, x) and _is_valued(b, y)
