"""The same words in two mouths: a quotation that two passages give to different people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from rapidfuzz import fuzz

from compare.data import words
from compare.facts import name_compare
from compare.facts.name_words import NameRelation
from compare.judgement.frames import WORD
from compare.judgement.measures import CONFLICT
from compare.judgement.passage import Passage
from compare.judgement.points import Comparison
from compare.judgement.setting import Setting, name_value, within
from compare.model import AttributionValue, Fact, Span

# Fewer words may be said by anybody.
FEWEST = 6
# From here on, of 100, two quotations are one in two renderings.
SAME_WORDS = 90.0
PERSON = "person"
WHO = "who"


@dataclass(frozen=True, slots=True)
class _Spoken:
    """Words that a passage quotes, and the one person who is said to have spoken them."""

    quoted: str
    speaker: Fact


def _words(passage: Passage, span: Span) -> list[str]:
    return WORD.findall(passage.words(span).lower())


def _speaker(passage: Passage, source: Span) -> Fact | None:
    """The one person named in a source; before "who" the last one named; nobody who speaks for
    another, nor who only is whose the speaker is ("Lutz's mother")."""
    people = [f for f in passage.facts.of_kind("name") if _is_own_name(passage, f)]
    # A pronoun for the speaker may have been replaced by a name in another sentence.
    if not passage.sentence.start <= source[0] < source[1] <= passage.sentence.end:
        return None
    if _words(passage, source) == [WHO]:
        return max((f for f in people if f.end <= source[0]), key=lambda f: f.end, default=None)
    named = within(tuple(people), source)
    for_another = not words("judgement/spoken_for").isdisjoint(_words(passage, source))
    if len(named) != 1 or for_another:
        return None
    following = passage.words((named[0].end, source[1])).strip()
    return named[0] if not following or following.startswith(",") else None


def _is_own_name(passage: Passage, fact: Fact) -> bool:
    """Whether a name is that of a person, and not one taken with an office ("Pope Francis")."""
    before = _words(passage, (passage.sentence.start, fact.start))[-1:]
    taken = not words("judgement/regnal_titles").isdisjoint(before)
    return name_value(fact).type == PERSON and not taken


def _spoken(passage: Passage) -> Iterator[_Spoken]:
    """The quotations of a passage whose speaker it names; none of a written statement, which
    several people may give out."""
    if not words("judgement/written_words").isdisjoint(WORD.findall(passage.sentence.text.lower())):
        return
    for fact in passage.facts.of_kind("attribution"):
        value = fact.value
        if not isinstance(value, AttributionValue) or not value.direct or value.source is None:
            continue
        speaker = _speaker(passage, value.source)
        quoted = [word for span in value.content for word in _words(passage, span)]
        if speaker and len(quoted) >= FEWEST:
            yield _Spoken(" ".join(quoted), speaker)


def compare_speakers(a: Passage, b: Passage, given: Setting) -> Iterator[Comparison]:
    """Who is quoted, where the two give nearly the same words to people whose names differ, or have
    nothing in common."""
    for x, y in product(_spoken(a), _spoken(b)):
        if fuzz.ratio(x.quoted, y.quoted) < SAME_WORDS:
            continue
        names = name_value(x.speaker), name_value(y.speaker)
        unknown = x.speaker in given.own[0] and y.speaker in given.own[1]
        if unknown or name_compare.relation(*names) is NameRelation.DIFFERENT:
            yield Comparison("attribution", CONFLICT, x.speaker.span, y.speaker.span, None)
