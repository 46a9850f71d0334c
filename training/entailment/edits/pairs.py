"""Which edits are made of a sentence, what is set beside what, and the label wanted."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import TypeVar

from training.entailment.edits import facts, keeping, polarity, precision
from training.entailment.edits.common import Edit

Target = tuple[float, float, float]
Edited = tuple[str, str, Target, str]
Made = TypeVar("Made")

ENTAILMENT: Target = (1.0, 0.0, 0.0)
NEUTRAL: Target = (0.0, 1.0, 0.0)
CONTRADICTION: Target = (0.0, 0.0, 1.0)
# What another name, place or role says may be true as well, and a word's antonym need not
# exclude it.
LESS_SURE: dict[str, Target] = {
    **dict.fromkeys(("name", "country", "city", "role", "order"), (0.02, 0.13, 0.85)),
    **dict.fromkeys(("antonym", "ordinal", "comparison"), (0.02, 0.08, 0.90)),
    "reworded": (0.95, 0.05, 0.0),
}
# An attributed statement is often, not always, meant as true.
ATTRIBUTED: Target = (0.35, 0.63, 0.02)

FAMILY: dict[str, str] = {
    **dict.fromkeys([*facts.EDITS, "name"], "facts"),
    **dict.fromkeys(polarity.EDITS, "polarity"),
    **dict.fromkeys([*precision.EDITS, "longer"], "precision"),
    **dict.fromkeys([*keeping.EDITS, "copy"], "keeping"),
}
# "Reportedly" hardly ever means that it is not so, and sometimes little.
HEDGED: Target = (0.10, 0.88, 0.02)
# No kind takes up more of the pairs than this.
MOST = 0.1
# Pairs of each sentence at most.
CONTRADICTING, KEEPING, PRECISE = (2, 2, 2, 3), 3, 3
COPIES = 0.1
# How often a changed sentence is set beside one that says more, where one can be made.
FULLER = 0.5
# One sentence of who did what to whom is made up for so many others.
DEEDS = 12
PRINTED = re.compile(r"(?:[A-Z“]|\d[\d,.]* [a-z]).{20,280}[\w.!”)]\Z")
# What is no single statement.
OTHER = re.compile(r'\?|""|\b(?:um|uh|yeah|gonna|i)\b|[a-z\d)][a-z\d)][.!]["”]? ?[A-Z]')


class _Maker:
    """Makes the pairs, the kinds that were made least often first."""

    def __init__(self, names: facts.Renaming, generator: random.Random) -> None:
        self._generator = generator
        self._contradicting: dict[str, Edit] = {**facts.EDITS, **polarity.EDITS, "name": names}
        self._made: Counter[str] = Counter()

    def of(self, text: str) -> Iterator[Edited]:
        """The pairs of one sentence."""
        for edited in (*self._kept(text), *self._contradicted(text), *self._said_more(text)):
            self._made[edited[3]] += 1
            yield edited

    def _rarest(self, edits: Mapping[str, Made]) -> Iterator[tuple[str, Made]]:
        most = MOST * self._made.total() + 20
        kinds = [kind for kind in edits if self._made[kind] < most]
        self._generator.shuffle(kinds)
        for kind in sorted(kinds, key=self._made.__getitem__):
            yield kind, edits[kind]

    def _retold(self, text: str, count: int) -> str:
        """The sentence after up to so many of the edits that keep its meaning."""
        told, kinds, left = text, list(keeping.EDITS), count
        self._generator.shuffle(kinds)
        for kind in kinds:
            new = keeping.EDITS[kind](told, self._generator) if left else None
            if new:
                told, left = new, left - 1
        return told

    def _kept(self, text: str) -> Iterator[Edited]:
        last, count = None, 0
        for kind, edit in self._rarest(keeping.EDITS):
            told = edit(text, self._generator) if count < KEEPING else None
            if told is None or told == text:
                continue
            told = self._retold(told, self._generator.randrange(3))
            if told == text:
                continue
            count += 1
            target = LESS_SURE.get(kind, ENTAILMENT)
            yield *self._either_way(text, told), target, kind
            if last and last != told:
                yield *self._either_way(last, told), target, kind
            last = told
        if self._generator.random() < COPIES:
            yield text, text, ENTAILMENT, "copy"

    def _contradicted(self, text: str) -> Iterator[Edited]:
        count, most = 0, self._generator.choice(CONTRADICTING)
        for kind, edit in self._rarest(self._contradicting):
            if count == most:
                break
            # Retelling takes long: not for what the edit leaves alone.
            if edit(text, self._generator) is None:
                continue
            source, beside = self._sides(text)
            new = edit(source, self._generator)
            if new and new not in (source, beside):
                count += 1
                target = LESS_SURE.get(kind, CONTRADICTION)
                yield *self._either_way(beside, new), target, kind

    def _sides(self, text: str) -> tuple[str, str]:
        """A sentence to change and one to set it beside, which says the same or more."""
        retold = self._retold(text, self._generator.choice([0, 1, 1, 2, 2]))
        made = None
        if self._generator.random() < FULLER:
            made = precision.without_adverbial(retold, self._generator)
            made = made or precision.with_detail(retold, self._generator)
        if made:
            return made[1], made[0]
        return self._either_way(text, retold)

    def _said_more(self, text: str) -> Iterator[Edited]:
        count = 0
        for kind, edit in self._rarest(precision.EDITS):
            made = edit(text, self._generator) if count < PRECISE else None
            if made is None:
                continue
            count += 1
            more, less = (self._retold(side, self._generator.choice([0, 0, 1])) for side in made)
            if kind == "attribution":
                if self._generator.random() < 0.5:
                    yield less, more, ATTRIBUTED, kind
                else:
                    yield more, less, NEUTRAL, kind
            elif kind == "hedge":
                yield less, more, HEDGED, kind
            elif self._generator.random() < 0.55:
                yield more, less, ENTAILMENT, kind
            else:
                yield less, more, NEUTRAL, "longer" if kind == "shorter" else kind

    def _either_way(self, a: str, b: str) -> tuple[str, str]:
        return (a, b) if self._generator.random() < 0.5 else (b, a)


def by_sentence(sentences: Sequence[str], generator: random.Random) -> Iterator[list[Edited]]:
    """Pairs (premise, hypothesis, target, kind of edit), a list for each sentence.

    Some sentences are made up beside those given; what is no single printed statement is skipped.
    """
    maker = _Maker(facts.Renaming(sentences), generator)
    made_up = facts.deeds(sentences, len(sentences) // DEEDS, generator)
    for text in (*sentences, *made_up):
        if PRINTED.match(text) and not OTHER.search(text):
            yield list(maker.of(text))


def edited_pairs(sentences: Sequence[str], generator: random.Random) -> Iterator[Edited]:
    """The pairs of all sentences in a row."""
    return chain.from_iterable(by_sentence(sentences, generator))
