"""Passages of one wording: where one of them has other words in the same place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from compare.data import words
from compare.judgement.passage import Passage
from compare.model import Sentence, Span

WORD = re.compile(r"[^\W_]+(?:[’'.,:-][^\W_]+)*|[$€£%]")
# At least so many words, and this part of the longer passage, are shared in order.
FEWEST = 6
SHARED = 0.6
# In characters: to find what longer ones share takes too long, tables of results above all.
LONGEST = 1500

Words = Sequence[tuple[str, Span]]


@dataclass(frozen=True, slots=True)
class Slot:
    """A place in the shared wording with the words that each side has there; a span without
    length where it has none."""

    a: Span
    b: Span


@dataclass(frozen=True, slots=True)
class Frame:
    """The wording that two passages share: its places of difference, and the share of words in
    which the two are alike."""

    slots: tuple[Slot, ...]
    equal: tuple[Slot, ...]
    share: float

    def beside(self, a: Span, b: Span) -> bool:
        """Whether two words stand in one place: shared, or where the two differ."""
        if any(touch(a, slot.a) and touch(b, slot.b) for slot in self.slots):
            return True
        return any(
            touch(a, run.a) and a[0] - run.a[0] == b[0] - run.b[0] and touch(b, run.b)
            for run in self.equal
        )


def touch(span: Span, other: Span) -> bool:
    """Whether two spans have a place in common."""
    return span[0] < other[1] and other[0] < span[1]


def words_in(passage: Passage) -> Words:
    """The words of a passage in lower case, with their spans in its article."""
    return _words_in(passage.sentence)


# A sentence meets many others.
@lru_cache(maxsize=1 << 13)
def _words_in(sentence: Sentence) -> Words:
    start = sentence.start
    return tuple(
        (m.group().lower(), (start + m.start(), start + m.end()))
        for m in WORD.finditer(sentence.text)
    )


def _is_too_little(shared: int, a: Words, b: Words) -> bool:
    return shared < FEWEST or shared / max(len(a), len(b)) < SHARED


def _in_common(a: Words, b: Words) -> int:
    """How many words two passages have in common, in whatever order."""
    return (Counter(w for w, _ in a) & Counter(w for w, _ in b)).total()


def _span(row: Words, start: int, end: int) -> Span:
    """From the first to the last of some words; of none, the place where they would stand."""
    if start < end:
        return row[start][1][0], row[end - 1][1][1]
    place = row[start][1][0] if start < len(row) else row[-1][1][1]
    return place, place


def _slots(a: Words, b: Words, matcher: SequenceMatcher[str], equal: bool) -> Iterator[Slot]:
    for tag, a1, a2, b1, b2 in matcher.get_opcodes():
        if (tag == "equal") is equal:
            yield Slot(_span(a, a1, a2), _span(b, b1, b2))


def frame(a: Passage, b: Passage) -> Frame | None:
    """The wording that two passages share, None where it is too little to tell."""
    if max(len(a.sentence.text), len(b.sentence.text)) > LONGEST:
        return None
    left, right = words_in(a), words_in(b)
    # SequenceMatcher looks for blocks from its first side: one order for both directions.
    turned = [w for w, _ in left] > [w for w, _ in right]
    one, other = (right, left) if turned else (left, right)
    # In order they share no more than out of it, which is told much faster.
    if not one or not other or _is_too_little(_in_common(one, other), one, other):
        return None
    matcher = SequenceMatcher(None, [w for w, _ in one], [w for w, _ in other], autojunk=False)
    shared = sum(block.size for block in matcher.get_matching_blocks())
    if _is_too_little(shared, one, other):
        return None
    share = shared / max(len(one), len(other))
    slots, equal = (tuple(_slots(one, other, matcher, kept)) for kept in (False, True))
    if turned:
        slots, equal = (tuple(Slot(s.b, s.a) for s in row) for row in (slots, equal))
    return Frame(slots, equal, share)


def content(passage: Passage, span: Span) -> Words:
    """The words within a span that carry content."""
    grammar = words("function_words")
    return [row for row in words_in(passage) if touch(row[1], span) and row[0] not in grammar]
