"""Typed facts of two passages held against each other, event by event."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from compare.data import table, words
from compare.judgement.acts import may_be_one_act, told_once, who_acted
from compare.judgement.attributed import two_views
from compare.judgement.bearings import compare_bearings
from compare.judgement.complements import other_words, phrases, things_differ
from compare.judgement.events import (
    Match,
    is_undergone,
    match,
    opposite,
    same_event,
    same_participants,
    same_predicate,
    shared_patient,
    shares_role,
    undergone,
)
from compare.judgement.frames import WORD, frame
from compare.judgement.measures import APART, CONFLICT, FINER, MOMENTS, REASON_OF, SAME, outcome
from compare.judgement.otherwise import told_otherwise
from compare.judgement.passage import Passage
from compare.judgement.points import Comparison, Comparisons, Obstacle
from compare.judgement.prices import is_price
from compare.judgement.setting import Setting, setting, within
from compare.judgement.speakers import compare_speakers
from compare.judgement.told import Told, marks_differ
from compare.judgement.wording import compare_wording, differing_places
from compare.model import Clause, QuantityValue, Span

TOLL = "quantity"


def _measures(a: Told, b: Told, kind: str) -> Iterator[Comparison]:
    """Dates and times: a clause has them for itself."""
    for x, y in product(a.facts(kind), b.facts(kind)):
        found = outcome(x, y)
        if found:
            yield Comparison(REASON_OF[kind], found, x.span, y.span, (a.clause, b.clause))


def _quantities(a: Told, b: Told) -> Iterator[Comparison]:
    for x, y in product(a.facts("quantity"), b.facts("quantity")):
        counted = match(a.counted(x), b.counted(y))
        price = is_price(a, x) and is_price(b, y)
        surely = counted is Match.SAME or price
        counted = Match.SAME if price else counted
        found = outcome(x, y, same_thing=surely)
        if found is None or counted is Match.DIFFERENT:
            continue
        # A difference counts only where both surely speak of the same things.
        if found != CONFLICT or surely:
            yield Comparison("quantity", found, x.span, y.span, (a.clause, b.clause))


def _on_two_things(x: Clause, y: Clause) -> bool:
    """Whether both clauses have complements, and none in common: "worked at the mill", "worked as a
    welder"."""
    both = bool(x.others and y.others)
    return both and all(match(p, q) is not Match.SAME for p, q in product(x.others, y.others))


def _lengths(a: Told, b: Told) -> Iterator[Comparison]:
    """How long something was, or is to be, where either clause has one length and says it in the
    same way ("jailed for", "sentenced to")."""
    one, other = a.facts("duration"), b.facts("duration")
    if len(one) != 1 or len(other) != 1 or _on_two_things(a.clause, b.clause):
        return
    found = outcome(one[0], other[0])
    if found and a.has_length(one[0]) and b.has_length(other[0]):
        yield Comparison("quantity", found, one[0].span, other[0].span, (a.clause, b.clause))


def _polarity(a: Told, b: Told) -> Iterator[Comparison]:
    """Done or not done; of an act on something only where that surely is the same."""
    one, other = a.clause, b.clause
    acts = bool(one.patient or other.patient)
    shared = shared_patient(one, other) if acts else shares_role(one, other)
    if one.negated != other.negated and shared and a.is_told() and b.is_told():
        yield Comparison("polarity", CONFLICT, one.group, other.group, (one, other))


def _times(a: Told, b: Told) -> Iterator[Comparison]:
    """Clock times of what is over: what happens again and again has several."""
    if a.clause.tense == b.clause.tense == "past":
        yield from _measures(a, b, "time")


def _dates(a: Told, b: Told) -> list[Comparison]:
    return list(_measures(a, b, "date"))


def _antonyms(a: Told, b: Told, given: Setting) -> list[Comparison]:
    one, other = a.clause, b.clause
    if one.negated != other.negated or {one.lemma, other.lemma} & words("phase_verbs"):
        return []
    conflict = Comparison("antonym", CONFLICT, a.verb(), b.verb(), (one, other))
    if _tells_as_well(a.passage, other) or _tells_as_well(b.passage, one):
        return [conflict.taken_back(Obstacle.OTHER_TIME)]
    return _weighed([*_dates(a, b), conflict], a, b, given)


def _tells_as_well(passage: Passage, clause: Clause) -> bool:
    """Whether a passage tells the act of the other's clause too: "fell while climbing", but not
    "profit rose as costs fell" beside "profit fell"."""
    return any(
        own.negated == clause.negated
        and same_predicate(own, clause)
        and same_participants(own, clause)
        for own in passage.facts.clauses
    )


def _own_names(a: Told, b: Told, given: Setting) -> bool:
    """Whether each of two clauses, or who takes part in it, has a name that the other side has
    not."""
    sides = ((told.clause, own) for told, own in zip((a, b), given.own, strict=True))
    return all(
        any(within(own, span) for span in (clause.span, *(p.span for p in phrases(clause))))
        for clause, own in sides
    )


def _ranks(passage: Passage) -> set[str]:
    return set(WORD.findall(passage.sentence.text.lower())) & words("rank_words")


def _is_nominal(told: Told) -> bool:
    """Whether the clause is an event named by a noun."""
    return told.passage.words(told.clause.predicate).lower() in table("event_nouns")


def _ranks_differ(a: Told, b: Told) -> bool:
    """Whether a noun for an event is told apart by its rank: "the second search"."""
    return (_is_nominal(a) or _is_nominal(b)) and marks_differ(a, b, "rank_words")


def _figures_differ(a: Told, b: Told) -> bool:
    """Whether two clauses have figures, or lengths of time, and none in common."""
    kinds = (list(product(a.facts(k), b.facts(k))) for k in ("quantity", "duration"))
    return any(
        pairs and all(outcome(x, y) not in {SAME, FINER} for x, y in pairs) for pairs in kinds
    )


def _why_apart(
    c: Comparison, a: Told, b: Told, found: list[Comparison], given: Setting
) -> Obstacle | None:
    """What else explains that two facts differ.

    What is planned or conditional excludes nothing, nor what two people think. Something that was
    not done then may have been done at another time; what happened at another time, or over another
    span of it, may have had other figures and another outcome: where two things differ, there are
    more likely two events than one disputed one.
    """
    times = {c.outcome for c in found if c.kind == "date"}
    differing = {c.kind for c in found if c.outcome == CONFLICT}
    negated = a.clause.negated or b.clause.negated
    if not (a.is_real() and b.is_real()):
        return Obstacle.NOT_ASSERTED
    if two_views(a.passage, a.clause, b.passage, b.clause) or _two_forecasts(a, b):
        return Obstacle.NOT_ASSERTED
    if len(differing) > 1:
        return Obstacle.SEVERAL_DIFFERENCES
    once = c.kind in MOMENTS and told_once(a, b, given)
    if _own_names(a, b, given) and not once:
        return Obstacle.OTHER_NAMES
    if things_differ(a.passage, a.clause, b.passage, b.clause) or _described_apart(a, b):
        return Obstacle.OTHER_SCOPE
    if c.kind == "antonym" and (a.counts() or b.counts()) and not (a.is_of_all() or b.is_of_all()):
        return Obstacle.OTHER_SCOPE
    sides = a.passage, a.clause, b.passage, b.clause
    otherwise = told_otherwise(c.kind, (c.a, c.b), *sides, given)
    if otherwise:
        return otherwise
    if c.kind == "date":
        if _figures_differ(a, b):
            return Obstacle.SEVERAL_DIFFERENCES
        several = marks_differ(a, b, "repetition_words") or _ranks_differ(a, b)
        return Obstacle.OTHER_TIME if negated or several else None
    if times and SAME not in times:
        return Obstacle.OTHER_TIME
    if c.kind in {"polarity", "antonym"} and a.is_now() != b.is_now():
        return Obstacle.OTHER_TIME
    if c.kind == "quantity" and _wholes_differ(c, a, b, given):
        return Obstacle.OTHER_SCOPE
    return None


def _two_forecasts(a: Told, b: Told) -> bool:
    """Whether what is compared are forecasts, and not surely those of one who is named."""
    if words("judgement/forecast_verbs").isdisjoint({a.clause.lemma, b.clause.lemma}):
        return False
    one, other = a.clause.agent, b.clause.agent
    named = bool(one and one.names and other and other.names)
    return not named or match(one, other, acting=True) is not Match.SAME


def _wholes_differ(c: Comparison, a: Told, b: Told, given: Setting) -> bool:
    """Whether two figures are of different wholes: over all or a part, or as things now stand at a
    place that only one of them names."""
    if marks_differ(a, b, "scope_words") and not _exceeds_all(c, a, b):
        return True
    if _row_word(a.passage, c.a) != _row_word(b.passage, c.b):
        return True
    own = [within(names, t.clause.span) for names, t in zip(given.own, (a, b), strict=True)]
    return a.is_now() and b.is_now() and bool(own[0]) != bool(own[1])


def _row_word(passage: Passage, figure: Span) -> str:
    """The word that makes a figure one of some of a row ("his first 17 passes"), else empty."""
    said = WORD.findall(passage.words((passage.sentence.start, figure[0])).lower())
    return said[-1] if said and said[-1] in words("judgement/row_words") else ""


def _exceeds_all(c: Comparison, a: Told, b: Told) -> bool:
    """Whether one figure is said to be all there is, and the other is more than that."""
    return _is_less_and_all(a, c.a, b, c.b) or _is_less_and_all(b, c.b, a, c.a)


def _is_less_and_all(a: Told, figure: Span, b: Told, other: Span) -> bool:
    one, more = (
        next(f.value for f in told.facts("quantity") if f.span == span)
        for told, span in ((a, figure), (b, other))
    )
    if not isinstance(one, QuantityValue) or not isinstance(more, QuantityValue):
        return False
    if one.unit != more.unit or one.high is None or more.low is None or one.high >= more.low:
        return False
    return not words("judgement/whole_words").isdisjoint(
        WORD.findall(a.passage.words(a.clause.span).lower())
    )


def _weighed(found: list[Comparison], a: Told, b: Told, given: Setting) -> list[Comparison]:
    """The comparisons of two clauses, with those conflicts taken back that the rest explains."""
    reasons = [_why_apart(c, a, b, found, given) if c.outcome == CONFLICT else None for c in found]
    return [c.taken_back(why) if why else c for c, why in zip(found, reasons, strict=True)]


def _on_one_event(a: Told, b: Told, given: Setting) -> list[Comparison]:
    """The facts of two clauses that tell of one event."""
    measures = [*_dates(a, b), *_times(a, b), *_quantities(a, b), *_lengths(a, b)]
    found = [*measures, *_polarity(a, b)]
    return _weighed(found, a, b, given)


def _on_one_toll(a: Told, b: Told, given: Setting) -> list[Comparison]:
    """How many people one clause says were killed, and the other that they died; of several
    attacks ("the first", "the second") each has its own toll."""
    if _ranks(a.passage) != _ranks(b.passage):
        return []
    return [c for c in _weighed([*_dates(a, b), *_quantities(a, b)], a, b, given) if c.kind == TOLL]


def _at_odds_once(found: list[Comparison]) -> list[Comparison]:
    """Both the time and the figures in conflict, be it in different clauses: two events."""
    several = Obstacle.SEVERAL_DIFFERENCES
    kinds = {c.kind for c in found if c.outcome == CONFLICT or c.why is several}
    if not {"date", "quantity"} <= kinds:
        return found
    return [c.taken_back(several) if c.outcome == CONFLICT else c for c in found]


def _settled(found: list[Comparison]) -> list[Comparison]:
    """Without the differences of a fact that agrees with another one of the other side: of a list
    of dates or figures each has its own counterpart."""
    agreeing = [c for c in found if c.outcome in {SAME, FINER}]
    met = {(c.kind, "a", c.a) for c in agreeing} | {(c.kind, "b", c.b) for c in agreeing}
    return [
        c
        for c in found
        if c.outcome not in {CONFLICT, APART} or not met & {(c.kind, "a", c.a), (c.kind, "b", c.b)}
    ]


def _described_apart(a: Told, b: Told) -> bool:
    """Whether a participant of one name is told apart by its other words, on both sides: "the
    pledge on methane", "the pledge on forests"."""
    one, other = a.clause, b.clause
    return any(
        x is not None and y is not None and other_words(x, one, y, other)
        for x, y in ((one.agent, other.agent), (one.patient, other.patient))
    )


def _as_told(c: Comparison, a: Passage, b: Passage) -> Comparison:
    """A comparison by wording, taken back where the words stand in two forecasts."""
    x, y = a.clause_at(c.a), b.clause_at(c.b)
    if c.outcome != CONFLICT or x is None or y is None:
        return c
    return c.taken_back(Obstacle.NOT_ASSERTED) if _two_forecasts(Told(x, a), Told(y, b)) else c


def compare_passages(a: Passage, b: Passage, once: frozenset[str] = frozenset()) -> Comparisons:
    """The points on which two passages can be compared: those of events that both tell of, and
    those where one wording stands in for another in a shared text.

    Facts that stand in clauses of different events are never held against each other. `once` are
    the acts that both tell and neither report tells again; such an act may be one though it is not
    certain who takes part.
    """
    given = setting(a, b, once)
    found: list[Comparison] = []
    events = []
    for x, y in product(a.facts.clauses, b.facts.clauses):
        told = Told(x, a), Told(y, b)
        found += who_acted(*told, given)
        if same_event(x, y):
            events.append((x, y))
            found += _on_one_event(*told, given)
        elif may_be_one_act(*told, given):
            found += _on_one_event(*told, given)
        elif opposite(x.lemma, y.lemma) and same_participants(x, y):
            found += _antonyms(*told, given)
        elif is_undergone(x) != is_undergone(y) and same_event(undergone(x), undergone(y)):
            found += _on_one_toll(Told(undergone(x), a), Told(undergone(y), b), given)
    shared = frame(a, b)
    beside = [_as_told(c, a, b) for c in compare_wording(a, b, shared, given)] if shared else []
    found += [*compare_bearings(a, b), *compare_speakers(a, b, given)]
    known = {(c.a, c.b) for c in found}
    found += [c for c in beside if (c.a, c.b) not in known]
    found = _at_odds_once(_settled(found))
    ordered = sorted(set(found), key=lambda c: (c.a, c.b, c.kind, c.outcome))
    places = differing_places(a, b, shared) if shared else ()
    return Comparisons(tuple(ordered), tuple(events), given, shared is not None, places)
