"""Whether one name is spelt in two ways where two passages of one wording differ."""

from __future__ import annotations

from itertools import product

from compare.data import table
from compare.facts import name_compare
from compare.facts.name_words import NameRelation, any_alike, words_of
from compare.judgement.frames import Slot, content
from compare.judgement.passage import Passage
from compare.judgement.setting import name_value, touching
from compare.model import Fact, Span

STOP = "."
# Of what no index knows, a likeness of letters may be one of spelling; Iran is not Iraq.
UNLISTED = frozenset({"person", "other"})


def _words(passage: Passage, span: Span) -> list[str]:
    particles = table("name_particles")
    found = (word for text, _ in content(passage, span) for word in words_of(text))
    return [word for word in found if word not in particles]


def _may_be_spellings(a: Fact, b: Fact) -> bool:
    x, y = name_value(a), name_value(b)
    found = name_compare.relation(x, y)
    listed = not {x.type, y.type} <= UNLISTED
    return found is NameRelation.SAME or (found is NameRelation.UNKNOWN and not listed)


def _alike(a: list[str], b: list[str]) -> bool:
    """Whether all words of one side may be words of the other, be they parted otherwise."""
    if len(a) != len(b) and any_alike(["".join(a)], ["".join(b)]):
        return True
    return all(any_alike([x], b) for x in a) and all(any_alike([y], a) for y in b)


def _is_short_for(short: str, long: str) -> bool:
    """ "Sen." and "Senator"."""
    if not short.endswith(STOP) or long.endswith(STOP):
        return False
    return len(short) > len(STOP) + 1 and long.startswith(short.removesuffix(STOP))


def _with_stop(passage: Passage, span: Span) -> str:
    """The words of a place with the full stop that follows them within the sentence."""
    end = min(span[1] + len(STOP), passage.sentence.end - len(STOP))
    return passage.words((span[0], max(span[1], end))).strip().lower()


def respelt(a: Passage, b: Passage, slot: Slot) -> bool:
    """Whether one place holds the same in two spellings: a word and its abbreviation, or names, and
    nothing else, that may be spellings of one another ("Moammar Gadhafi", "Muammar al-Qaddafi")."""
    texts = _with_stop(a, slot.a), _with_stop(b, slot.b)
    if _is_short_for(*texts) or _is_short_for(*texts[::-1]):
        return True
    names = [touching(p.facts.of_kind("name"), s) for p, s in ((a, slot.a), (b, slot.b))]
    rows = _words(a, slot.a), _words(b, slot.b)
    if not all(names) or not all(rows):
        return False
    return _alike(*rows) and any(_may_be_spellings(x, y) for x, y in product(*names))
