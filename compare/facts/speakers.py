"""Who speaks in a quotation: the words in or around its sentences that introduce a speaker."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from compare.facts.complements import SUBJECTS
from compare.facts.framing import frames, phrase, speaker
from compare.facts.quotes import Quotation
from compare.facts.syntax import Parse, Token
from compare.model import Sentence, Span

# A name set after a quotation and a dash, to the end of its line or to what describes it.
_SIGNATURE = re.compile(r"\s*(?:[―—–]|--)\s*([A-Z][\w.'’-]*(?: [\w.'’-]+){0,4})(?=\s*(?:[,(\n]|$))")
TIMES = frozenset({"DATE", "TIME"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
# A speaker named in the next sentence is named at its beginning ("“Why?” the judge asked.").
MAX_WORDS_AFTER = 8


@dataclass(frozen=True, slots=True)
class Lead:
    """The words that introduce a quotation: who speaks, and the word of saying."""

    source: Span | None = None
    cue: Span | None = None


def inside(position: int, quotes: Sequence[Quotation]) -> bool:
    """Whether a place of the article lies within a quotation."""
    return any(quote.outer[0] <= position < quote.outer[1] for quote in quotes)


def _neighbour(tree: Parse, verb: Token, outside: frozenset[int]) -> Span | None:
    """The longest noun phrase right before or after a verb, of the words outside quotations."""
    words = [t.index for t in tree.tokens if t.pos != "PUNCT"]
    place = words.index(verb.index)
    beside = {*words[max(place - 1, 0) : place], *words[place + 1 : place + 2]}
    found: list[list[int]] = []
    for token in tree.tokens:
        if token.pos in NOMINAL and token.index in outside and token.entity not in TIMES:
            own = sorted(
                t.index for t in tree.subtree(token) if t.index in outside and t.pos != "PUNCT"
            )
            if verb.index not in own and beside & {own[0], own[-1]}:
                found.append(own)
    if not found:
        return None
    longest = max(found, key=len)
    return tree.tokens[longest[0]].start, tree.tokens[longest[-1]].end


def _speaker(tree: Parse, verb: Token, outside: frozenset[int]) -> Span | None:
    """Who speaks by the grammar, or, where that leads into a quotation, by the order of words."""
    subjects = [c for c in tree.children[verb.index] if c.dep in SUBJECTS and c.index in outside]
    head = subjects[0] if subjects else speaker(tree, verb)
    if head and head.index in outside:
        return phrase(tree, head, verb)
    return _neighbour(tree, verb, outside)


def leads(sentence: Sentence, tree: Parse, quotes: Sequence[Quotation]) -> Iterator[Lead]:
    """The verbs of saying outside all quotations that have a speaker, in order.

    Before a colon any verb of attribution will do ("she turned to the critics:").
    """
    announced = sentence.text.endswith(":")
    offset = sentence.start
    outside = frozenset(t.index for t in tree.tokens if not inside(offset + t.start, quotes))
    for token in tree.tokens:
        if token.pos != "VERB" or token.index not in outside:
            continue
        forms = frames(tree, token)
        if not forms or ("clause" not in forms and not announced):
            continue
        found = _speaker(tree, token, outside)
        if found:
            source = (offset + found[0], offset + found[1])
            yield Lead(source, (offset + token.start, offset + token.end))


def nearest(found: Iterator[Lead], quote: Quotation) -> Lead | None:
    """The lead whose verb stands nearest to a quotation."""

    def distance(lead: Lead) -> int:
        place = lead.cue[0] if lead.cue else 0
        return min(abs(place - quote.outer[0]), abs(place - quote.outer[1]))

    return min(found, key=distance, default=None)


def first_words(sentence: Sentence, tree: Parse, quotes: Sequence[Quotation]) -> Lead | None:
    """The lead at the very beginning of a sentence that follows a quotation."""
    for lead in leads(sentence, tree, quotes):
        before = [t for t in tree.tokens if lead.cue and sentence.start + t.start < lead.cue[0]]
        return lead if len(before) <= MAX_WORDS_AFTER else None
    return None


def signature(text: str, quote: Quotation) -> Lead | None:
    """The name signed under a quotation, after a dash."""
    found = _SIGNATURE.match(text, quote.outer[1])
    return Lead(found.span(1)) if found else None
