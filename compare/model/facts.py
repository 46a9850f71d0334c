"""The vocabulary of facts: what a sentence says that another one may say otherwise."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class DateValue:
    """An interval of days [start, end), ends None where open or unknown.

    `granularity`: day, week, month, quarter, season, half, year, decade, century, range.
    `anchor`: absolute (said in full), publication (resolved from the article's date), text (from
    another date in the text), or unresolved (relative or partial, and nothing to resolve it by).
    """

    start: datetime.date | None
    end: datetime.date | None
    granularity: str
    anchor: str


@dataclass(frozen=True, slots=True)
class TimeValue:
    """An interval of moments [start, end), None where open or where the day is unknown.

    Moments carry a zone only where the text names one. `granularity`: minute, hour, part (of a
    day) or range; `anchor` as for dates, of the day; `opens` and `closes` are minutes after
    midnight, known without the day (closes may pass 1440), None where open.
    """

    start: datetime.datetime | None
    end: datetime.datetime | None
    granularity: str
    anchor: str
    opens: int | None
    closes: int | None


@dataclass(frozen=True, slots=True)
class DurationValue:
    """A length of time in days, fractions for hours; also an age, counted from birth."""

    days: float


@dataclass(frozen=True, slots=True)
class RecurrenceValue:
    """What happens again and again: `every` names the step (day, week, monday, 2 years)."""

    every: str


@dataclass(frozen=True, slots=True)
class QuantityValue:
    """An interval of numbers, bounds None where open, with its unit and what is counted.

    `unit` is a canonical unit (percent, USD, kilometre) or None for a plain count; `of` is the
    lemma of the counted noun, or None; `change` tells by how much ("fell by 3 percent") from a
    level ("fell to 3 percent").
    """

    low: float | None
    high: float | None
    unit: str | None
    of: str | None
    change: bool = False


@dataclass(frozen=True, slots=True)
class NameValue:
    """A proper name; `type` is person, organisation, place, group, event or other."""

    canonical: str
    type: str


@dataclass(frozen=True, slots=True)
class AttributionValue:
    """Who says what: spans of the source, the cue and the content; `direct` for a quotation."""

    source: Span | None
    cue: Span | None
    content: tuple[Span, ...]
    direct: bool


@dataclass(frozen=True, slots=True)
class PolarityValue:
    """positive or negative."""

    value: str


@dataclass(frozen=True, slots=True)
class ModalityValue:
    """asserted, hedged, conditional, planned, alleged, denied or confirmed."""

    value: str


FactValue = (
    DateValue
    | TimeValue
    | DurationValue
    | RecurrenceValue
    | QuantityValue
    | NameValue
    | AttributionValue
    | PolarityValue
    | ModalityValue
)


@dataclass(frozen=True, slots=True)
class Fact:
    """One typed fact at exact words; `predicate` is the span of the verb it belongs to."""

    kind: str
    start: int
    end: int
    text: str
    value: FactValue
    predicate: Span | None = None

    @property
    def span(self) -> Span:
        return (self.start, self.end)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase that takes part in a clause: its span, the lemma of its head, all its content
    lemmas, the words of the names in it and of the fuller name that it stands for, and those names
    that only say where it is."""

    span: Span
    head: str
    lemmas: frozenset[str]
    names: frozenset[str]
    placed: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Clause:
    """One predicate with what takes part in it; voice is undone: the agent acts on the patient.

    `modality` is a ModalityValue's value; `reporting` marks a verb of saying, whose own clause
    frames a statement; `tense` is past, present, future or None; `group` is the predicate with its
    auxiliaries and negation.
    """

    predicate: Span
    group: Span
    lemma: str
    agent: Phrase | None
    patient: Phrase | None
    others: tuple[Phrase, ...]
    negated: bool
    modality: str
    tense: str | None
    reporting: bool
    span: Span


@dataclass(frozen=True, slots=True)
class Facts:
    """All that was extracted from one sentence."""

    facts: tuple[Fact, ...] = ()
    clauses: tuple[Clause, ...] = ()

    def of_kind(self, *kinds: str) -> tuple[Fact, ...]:
        """The facts of the given kinds, in the order of the text."""
        return tuple(fact for fact in self.facts if fact.kind in kinds)


# What finds the facts of a text with its sentences, as compare.facts.extract does.
Extract = Callable[..., tuple[Facts, ...]]
