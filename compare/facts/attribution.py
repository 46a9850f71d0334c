"""Who says what in an article: statements that the grammar shows, and quotations with speakers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from compare.facts.framing import statements
from compare.facts.pronouns import with_names
from compare.facts.quotes import Quotation, quotations
from compare.facts.speakers import Lead, first_words, inside, leads, nearest, signature
from compare.facts.syntax import Parse
from compare.model import AttributionValue, Fact, Sentence, Span

_WORD = re.compile(r"\w")


def _shifted(span: Span, offset: int) -> Span:
    return span[0] + offset, span[1] + offset


def _framed(sentence: Sentence, tree: Parse) -> Iterator[AttributionValue]:
    """The statements of a sentence, at offsets of the article."""
    for found in statements(tree):
        yield AttributionValue(
            source=_shifted(found.source, sentence.start) if found.source else None,
            cue=_shifted((found.cue.start, found.cue.end), sentence.start),
            content=tuple(_shifted(span, sentence.start) for span in found.content),
            direct=False,
        )


def _overlap(a: Span, b: Span) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def _words_outside(text: str, span: Span, quotes: Sequence[Quotation]) -> bool:
    """Whether some word of a span stands in no quotation."""
    position, end = span
    for quote in quotes:
        if _overlap(span, quote.outer):
            if _WORD.search(text, position, max(position, quote.outer[0])):
                return True
            position = max(position, quote.outer[1])
    return bool(_WORD.search(text, position, max(position, end)))


class _Reader:
    """One article's sentences, the statements in each, and the quotations of the whole."""

    def __init__(self, text: str, sentences: Sequence[Sentence], trees: Sequence[Parse]) -> None:
        self.text = text
        self.sentences = sentences
        self.trees = trees
        self.quotes = tuple(quotations(text))
        self.framed = [
            [v for v in _framed(s, t) if v.cue and not inside(v.cue[0], self.quotes)]
            for s, t in zip(sentences, trees, strict=True)
        ]

    def _touched(self, quote: Quotation) -> list[int]:
        return [i for i, s in enumerate(self.sentences) if _overlap((s.start, s.end), quote.outer)]

    def _leads(self, index: int) -> Iterator[Lead]:
        return leads(self.sentences[index], self.trees[index], self._quotes_in(index))

    def _quotes_in(self, index: int) -> tuple[Quotation, ...]:
        sentence = self.sentences[index]
        return tuple(q for q in self.quotes if _overlap((sentence.start, sentence.end), q.outer))

    def _framing(self, index: int, quote: Quotation) -> AttributionValue | None:
        """The innermost statement of the sentence that the quotation is content of."""
        found = [
            value
            for value in self.framed[index]
            if any(_overlap(span, quote.outer) for span in value.content)
        ]
        return min(found, key=lambda v: sum(e - s for s, e in v.content), default=None)

    def _is_partial(self, value: AttributionValue) -> bool:
        """Whether a statement's content holds words of the reporter's own."""
        return any(_words_outside(self.text, span, self.quotes) for span in value.content)

    def _own_lead(self, quote: Quotation, touched: Sequence[int]) -> Lead | None:
        """The lead in the sentences that the quotation stands in."""
        for index in reversed(touched):
            framing = self._framing(index, quote)
            if framing and framing.source and not inside(framing.source[0], self.quotes):
                return Lead(framing.source, framing.cue)
        found = (nearest(self._leads(index), quote) for index in reversed(touched))
        return next((lead for lead in found if lead), None)

    def _near_lead(self, quote: Quotation, touched: Sequence[int]) -> Lead | None:
        """The lead in the sentence before, if that ends in a colon, or at the head of the next."""
        before, after = touched[0] - 1, touched[-1] + 1
        if before >= 0 and self.sentences[before].text.endswith(":"):
            return nearest(self._leads(before), quote)
        if after < len(self.sentences):
            following = self.sentences[after]
            between = self.text[quote.outer[1] : following.start]
            if "\n" not in between and len(between) <= 1:
                return first_words(following, self.trees[after], self._quotes_in(after))
        return None

    def spoken(self) -> Iterator[tuple[Quotation, list[int], Lead]]:
        """Each quotation with its sentences and its lead; within a paragraph a speaker goes on."""
        previous: tuple[int, Lead] | None = None
        for quote in self.quotes:
            touched = self._touched(quote)
            if not touched:
                continue
            lead = self._own_lead(quote, touched) or self._near_lead(quote, touched)
            lead = lead or signature(self.text, quote)
            if lead is None and previous and "\n" not in self.text[previous[0] : quote.outer[0]]:
                lead = previous[1]
            previous = (quote.outer[1], lead or Lead())
            yield quote, touched, previous[1]

    def values(self) -> Iterator[tuple[int, AttributionValue]]:
        """Every attribution with the sentence that its content stands in."""
        direct: dict[tuple[int, Lead], list[Span]] = {}
        for quote, touched, lead in self.spoken():
            for index in touched:
                framing = self._framing(index, quote)
                sentence = self.sentences[index]
                parts = quote.within(sentence.start, sentence.end)
                if parts and not (framing and self._is_partial(framing)):
                    direct.setdefault((index, lead), []).extend(parts)
        for (index, lead), found in direct.items():
            yield index, AttributionValue(lead.source, lead.cue, tuple(found), direct=True)
        cues = {(index, lead.cue) for index, lead in direct}
        for index, row in enumerate(self.framed):
            for value in row:
                if self._is_partial(value):
                    yield index, value
                elif (index, value.cue) not in cues:
                    yield index, replace(value, direct=True)


def attributions(
    text: str, sentences: Sequence[Sentence], trees: Sequence[Parse], named: bool = True
) -> tuple[tuple[Fact, ...], ...]:
    """The attributions of each sentence of one article, in its order; a fact spans its content.

    A pronoun for a source gives way to the name it surely stands for, unless `named` is false.
    """
    reader = _Reader(text, sentences, trees)
    found = list(reader.values())
    if named:
        quoted = tuple(quote.outer for quote in reader.quotes)
        found = list(with_names(found, sentences, trees, quoted))
    rows: list[list[Fact]] = [[] for _ in sentences]
    for index, value in found:
        start, end = value.content[0][0], value.content[-1][1]
        rows[index].append(Fact("attribution", start, end, text[start:end], value, value.cue))
    return tuple(tuple(sorted(row, key=lambda fact: fact.span)) for row in rows)
