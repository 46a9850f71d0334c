"""Pronouns for sources, resolved to a name where there is only one person to mean.

It is the last speaker; whom other pronouns mean, coreference.py tells.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from compare.data import words
from compare.facts.syntax import Parse, Token
from compare.model import AttributionValue, Sentence, Span

PERSON = "PERSON"


@dataclass(frozen=True, slots=True)
class _Speaker:
    """A named source: where its name stands, its last word, and the sentence it last spoke in."""

    name: Span
    surname: str
    index: int


class _Words:
    """The words of an article by place."""

    def __init__(self, sentences: Sequence[Sentence], trees: Sequence[Parse]) -> None:
        self.sentences = sentences
        self.trees = trees

    def within(self, index: int, span: Span) -> list[Token]:
        offset = self.sentences[index].start
        return [t for t in self.trees[index].tokens if span[0] <= offset + t.start < span[1]]

    def sentence_of(self, place: int) -> int | None:
        rows = enumerate(self.sentences)
        return next((i for i, s in rows if s.start <= place < s.end), None)

    def named(self, index: int, span: Span) -> _Speaker | None:
        """The person whose name is the head of a noun phrase."""
        tokens = self.within(index, span)
        inside = {t.index for t in tokens}
        head = next((t for t in tokens if t.head not in inside or t.head == t.index), None)
        if head is None or head.entity != PERSON:
            return None
        start, end = head.index, head.index
        while start - 1 in inside and self.trees[index].tokens[start - 1].entity == PERSON:
            start -= 1
        offset, tree = self.sentences[index].start, self.trees[index]
        name = (offset + tree.tokens[start].start, offset + tree.tokens[end].end)
        return _Speaker(name, head.lemma, index)

    def in_reach(self, speaker: _Speaker, index: int, quoted: Sequence[Span]) -> bool:
        """Whether nothing but quotations stands between two sentences, and nobody else in them."""
        between = self.sentences[speaker.index + 1 : index]
        own = [s for s in between if not any(a <= s.start and s.end <= b for a, b in quoted)]
        return not own and not self._others(speaker, index, quoted)

    def _others(self, speaker: _Speaker, index: int, quoted: Sequence[Span]) -> bool:
        """Whether anybody else is named, or spoken to, since the speaker's sentence began."""
        for i in range(speaker.index, index + 1):
            offset = self.sentences[i].start
            for token in self.trees[i].tokens:
                place = offset + token.start
                if any(start <= place < end for start, end in quoted):
                    continue
                if _is_surname(self.trees[i], token) and token.lemma != speaker.surname:
                    return True
                if _is_spoken_to(self.trees[i], token):
                    return True
        return False


def _is_surname(tree: Parse, token: Token) -> bool:
    """Whether a word ends a person's name."""
    following = tree.tokens[token.index + 1 : token.index + 2]
    goes_on = any(t.entity == PERSON and t.pos == "PROPN" for t in following)
    return token.entity == PERSON and token.pos == "PROPN" and not goes_on


def _is_spoken_to(tree: Parse, token: Token) -> bool:
    reporting = tree.tokens[token.head].lemma in words("reporting_verbs")
    return token.dep == "dative" or (token.dep == "dobj" and reporting)


def with_names(
    found: Sequence[tuple[int, AttributionValue]],
    sentences: Sequence[Sentence],
    trees: Sequence[Parse],
    quoted: Sequence[Span],
) -> Iterator[tuple[int, AttributionValue]]:
    """The attributions, a pronoun replaced by the name of the last speaker where nobody else is
    near; one person keeps one pronoun in an article."""
    article = _Words(sentences, trees)
    ordered = sorted(found, key=lambda row: (row[1].source or row[1].content[0], row[0]))
    last: _Speaker | None = None
    pronouns: dict[str, str] = {}
    for index, value in ordered:
        at = article.sentence_of(value.source[0]) if value.source else None
        if value.source is None or at is None:
            yield index, value
            continue
        tokens = article.within(at, value.source)
        pronoun = tokens[0].lemma if len(tokens) == 1 else ""
        if pronoun not in words("personal_pronouns"):
            last = article.named(at, value.source)
        elif last and article.in_reach(last, at, quoted):
            if pronouns.setdefault(last.surname, pronoun) == pronoun:
                value = replace(value, source=last.name)
                last = replace(last, index=at)
        else:
            last = None
        yield index, value
