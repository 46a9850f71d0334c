"""Passages of one wording held against each other where they differ, place by place."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from compare.judgement.attributed import two_views
from compare.judgement.events import one_of_group, opposite, same_sense
from compare.judgement.frames import Frame, Slot, content, touch
from compare.judgement.measures import CONFLICT, REASON_OF, measured, outcome
from compare.judgement.otherwise import told_otherwise
from compare.judgement.parties import sexes
from compare.judgement.passage import Passage
from compare.judgement.points import REAL, Comparison, Obstacle
from compare.judgement.setting import Setting, touching
from compare.judgement.spellings import respelt
from compare.model import AttributionValue, Fact, Span


def _compared(a: Passage, b: Passage, kind: str, x: Span, y: Span, given: Setting) -> Comparison:
    """A conflict in one place, taken back where it stands in what is not said to be so, or in
    what two people think."""
    clauses = a.clause_at(x), b.clause_at(y)
    told = (clauses[0], clauses[1]) if clauses[0] and clauses[1] else None
    found = Comparison(kind, CONFLICT, x, y, told)
    real = {c.modality for c in clauses if c} <= REAL
    if not real or (told and two_views(a, told[0], b, told[1])):
        return found.taken_back(Obstacle.NOT_ASSERTED)
    otherwise = told_otherwise(kind, (x, y), a, told[0], b, told[1], given) if told else None
    return found.taken_back(otherwise) if otherwise else found


def _told(passage: Passage) -> tuple[Fact, ...]:
    """The facts that measure, but for when somebody said something: that is no event."""
    saying = {c.predicate for c in passage.facts.clauses if c.reporting}
    return tuple(f for f in measured(passage.facts) if f.predicate not in saying)


def _names(passage: Passage) -> tuple[Fact, ...]:
    return passage.facts.of_kind("name")


def _content_beside(passage: Passage, span: Span, fact: Fact) -> bool:
    return any(at[1] <= fact.start or fact.end <= at[0] for _, at in content(passage, span))


def _figures(a: Passage, b: Passage, slot: Slot, given: Setting) -> Iterator[Comparison]:
    rows = touching(_told(a), slot.a), touching(_told(b), slot.b)
    if [len(row) for row in rows] != [1, 1]:
        return
    (x,), (y,) = rows
    # "Her son, 9" and "her daughter, 12": other words beside the figures tell of other things.
    if _content_beside(a, slot.a, x) or _content_beside(b, slot.b, y):
        return
    if x.kind == y.kind and outcome(x, y, same_thing=True) == CONFLICT:
        yield _compared(a, b, REASON_OF[x.kind], x.span, y.span, given)


def _polarity(a: Passage, b: Passage, frame: Frame, given: Setting) -> Iterator[Comparison]:
    for x, y in product(a.facts.clauses, b.facts.clauses):
        if x.negated != y.negated and x.lemma == y.lemma and frame.beside(x.predicate, y.predicate):
            yield _compared(a, b, "polarity", x.group, y.group, given)


def _is_open(a: Passage, b: Passage, slot: Slot) -> bool:
    """Whether each side has content words in one place that are not the same in other words."""
    rows = content(a, slot.a), content(b, slot.b)
    return all(rows) and not any(same_sense(x, y) for (x, _), (y, _) in product(*rows))


def _introduces(passage: Passage, span: Span) -> bool:
    """Whether words stand outside a quotation that is most of its sentence: they tell who says it,
    and when and where."""
    values = (fact.value for fact in passage.facts.of_kind("attribution"))
    told = [v for v in values if isinstance(v, AttributionValue) and v.direct and v.cue]
    quoted = [part for value in told for part in value.content]
    length = sum(end - start for start, end in quoted)
    most = 2 * length > len(passage.sentence.text)
    return most and not any(touch(span, part) for part in quoted)


def _of_two_sexes(a: str, b: str) -> bool:
    one, other = sexes(a), sexes(b)
    return bool(one and other) and one.isdisjoint(other)


def _kind_of_place(a: Passage, b: Passage, slot: Slot) -> str:
    """What sort of words stand in one place of a shared wording.

    Without content, "filler" where only one side has words and "grammar" where both have others;
    "added" where only one side has content, "saying" where they only introduce a quotation,
    "spelling" and "same" where one side has the other's in another spelling or in other words; else
    what may exclude: "antonym", "figure", "name", "words".
    """
    rows = content(a, slot.a), content(b, slot.b)
    if not any(rows):
        if not all(start < end for start, end in (slot.a, slot.b)):
            return "filler"
        x, y = a.words(slot.a).lower().strip(), b.words(slot.b).lower().strip()
        return "same" if one_of_group(x, y, "judgement/same_grammar") else "grammar"
    named = all(touching(_names(p), span) for p, span in ((a, slot.a), (b, slot.b)))
    beside = [(p, s) for p, s in ((a, slot.a), (b, slot.b)) if s[0] < s[1]]
    if not named and all(_introduces(p, s) for p, s in beside):
        return "saying"
    if not all(rows):
        return "added"
    if respelt(a, b, slot):
        return "spelling"
    if any(opposite(x, y) for (x, _), (y, _) in product(*rows)):
        return "antonym"
    if not _is_open(a, b, slot):
        return "same"
    if touching(_told(a), slot.a) and touching(_told(b), slot.b):
        return "figure"
    if named or _of_two_sexes(a.words(slot.a), b.words(slot.b)):
        return "name"
    return "words"


def differing_places(a: Passage, b: Passage, frame: Frame) -> tuple[str, ...]:
    """The sorts of words that two passages of one wording have in each place where they differ."""
    return tuple(sorted(_kind_of_place(a, b, slot) for slot in frame.slots))


def _elsewhere(names: tuple[Fact, ...], spans: list[Span]) -> bool:
    """Whether some of the names stand in none of the places."""
    return any(not any(touching((name,), span) for span in spans) for name in names)


def compare_wording(a: Passage, b: Passage, frame: Frame, given: Setting) -> list[Comparison]:
    """The conflicts of two passages of one wording that differ in nothing else.

    Whatever else differs, be it a name or a word, may be what sets two events apart.
    """
    same = [slot for slot in frame.slots if respelt(a, b, slot)]
    slots = [slot for slot in frame.slots if slot not in same]
    by_slot = [list(_figures(a, b, slot, given)) for slot in slots]
    found = [c for row in by_slot for c in row] + list(_polarity(a, b, frame, given))
    others = any(
        not row and (_is_open(a, b, slot) or _of_two_sexes(a.words(slot.a), b.words(slot.b)))
        for slot, row in zip(slots, by_slot, strict=True)
    )
    known = [slot.a for slot in same], [slot.b for slot in same]
    own = [_elsewhere(names, spans) for names, spans in zip(given.own, known, strict=True)]
    if all(own):
        return [c.taken_back(Obstacle.OTHER_NAMES) for c in found]
    if others or len(found) > 1:
        return [c if c.why else c.taken_back(Obstacle.SEVERAL_DIFFERENCES) for c in found]
    return found
