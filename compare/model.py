"""The vocabulary: what a report is made of, from an article down to the words that conflict.

All offsets are counted in characters of the article's clean text, ends exclusive.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

Span = tuple[int, int]


class Relation(StrEnum):
    """How two passages stand to each other."""

    AGREE = "agree"
    DIVERGE = "diverge"
    CONTRADICT = "contradict"
    UNRELATED = "unrelated"


class Cell(StrEnum):
    """What one article says about a claim, as shown in the claim x source matrix."""

    AGREE = "agree"
    DIFFER = "differ"
    CONTRADICT = "contradict"
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """Where each stretch of clean text stood in the decoded input.

    `segments` are (clean start, input start, length), ascending and without overlap; clean text
    that no segment covers (a joining line break) has no place in the input.
    """

    segments: tuple[tuple[int, int, int], ...] = ()

    def to_input(self, offset: int) -> int | None:
        """Place in the input of the clean-text character at `offset`, None where there is none."""
        for clean, source, length in self.segments:
            if clean <= offset < clean + length:
                return source + offset - clean
        return None


@dataclass(frozen=True, slots=True)
class Article:
    """One report, cleaned: its text and what is known of where and when it was published.

    `published` keeps its own granularity (2023-06-06, 2022-03, 2021); `origin_of` tells for title,
    source and published where the value was found (header, dateline, file name, ...).
    """

    id: str
    source: str | None
    title: str | None
    published: str | None
    url: str | None
    path: str | None
    language: str | None
    sha256: str
    text: str
    offsets: OffsetMap = OffsetMap()
    origin_of: Mapping[str, str] = field(default_factory=dict)

    @property
    def label(self) -> str:
        """The shortest name a reader recognises the article by."""
        return self.source or self.title or self.path or self.id


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: `article_text[start:end] == text`."""

    article: str
    index: int
    start: int
    end: int
    text: str


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
    lemma of the counted noun, or None.
    """

    low: float | None
    high: float | None
    unit: str | None
    of: str | None


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
    lemmas, and those of them that are proper names."""

    span: Span
    head: str
    lemmas: frozenset[str]
    names: frozenset[str]


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


@dataclass(frozen=True, slots=True)
class Likeness:
    """Similarities in [0, 1]: of the words, of the meaning, and of the running text.

    `specific` is the weight of the shared words that few sentences of the run have, in nats under
    a logarithm; None where two passages stand alone.
    """

    lexical: float
    semantic: float
    order: float
    specific: float | None = None


@dataclass(frozen=True, slots=True)
class Alignment:
    """Two sentences of different articles, and the probability that they report the same thing."""

    a: Sentence
    b: Sentence
    likeness: Likeness
    probability: float


@dataclass(frozen=True, slots=True)
class Factor:
    """One named, additive part of logit(confidence)."""

    name: str
    logit: float


@dataclass(frozen=True, slots=True)
class Side:
    """One half of a finding: a verbatim quote, where it stands, and the words that matter in it."""

    article: str
    source: str | None
    published: str | None
    start: int
    end: int
    text: str
    evidence: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """Two passages, the relation between them, why, and how sure we are.

    The factors, base term included, sum to logit(confidence). `reasons` say why in the fixed
    vocabulary, `explanation` in one sentence of plain words.
    """

    id: str
    relation: Relation
    reasons: tuple[str, ...]
    confidence: float
    scores: Mapping[str, float]
    factors: tuple[Factor, ...]
    explanation: str
    a: Side
    b: Side


@dataclass(frozen=True, slots=True)
class Claim:
    """What one or more sources say about one point; a row of the claim x source matrix.

    `text` is the most typical passage; `origins` counts independent sources behind it.
    """

    id: str
    text: str
    findings: tuple[str, ...]
    cells: Mapping[str, Cell]
    origins: int


@dataclass(frozen=True, slots=True)
class Notice:
    """Something a reader of the report should know; `subject` names the file or stage."""

    kind: str
    subject: str
    message: str


@dataclass(frozen=True, slots=True)
class Origin:
    """Articles that are not independent of one another, and why.

    `articles` are ids, in order; `reasons` are of overlap, shared-text, agency and same-outlet;
    `agency` is the one that all credit, or None; `share` is the part, in [0, 1], of the shorter
    text that stands in the other one, for the two articles that share most.
    """

    articles: tuple[str, ...]
    reasons: tuple[str, ...]
    agency: str | None = None
    share: float = 0.0


@dataclass(frozen=True, slots=True)
class DateMention:
    """The days [start, end) that an article's words at `span` give for the event of a claim."""

    claim: str
    article: str
    span: Span
    text: str
    start: datetime.date
    end: datetime.date


@dataclass(frozen=True, slots=True)
class Coverage:
    """What was compared: counts of sentences, of pairs across articles, and of those that were
    alike enough to be judged."""

    sentences: int
    pairs: int
    aligned: int


@dataclass(frozen=True, slots=True)
class Report:
    """The whole answer, in a fixed order: articles by id, findings most telling first.

    `models` maps a role (encoder, entailment, parser) to the name of what served it, None where
    nothing did. `origins` holds only articles that share one; `dates` are ordered by claim, then by
    article.
    """

    name: str
    created: str
    articles: tuple[Article, ...]
    sentences: Mapping[str, tuple[Sentence, ...]]
    claims: tuple[Claim, ...]
    findings: tuple[Finding, ...]
    notices: tuple[Notice, ...]
    models: Mapping[str, str | None]
    coverage: Coverage
    origins: tuple[Origin, ...] = ()
    dates: tuple[DateMention, ...] = ()

    # What a report can do is in compare.results; these lead there without importing it first.

    def where(self, **criteria: Any) -> Report:
        """The report with only the findings that fit; see compare.results.where."""
        from compare.results import where

        return where(self, **criteria)

    def frame(self, table: str = "findings", library: str = "pandas") -> Any:
        """A table of the report as a DataFrame; see compare.results.frame."""
        from compare.results import frame

        return frame(self, table, library)

    def _repr_html_(self) -> str:
        from compare.report.notebook import render

        return render(self)
