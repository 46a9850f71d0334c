"""The vocabulary of a comparison: articles, sentences, findings, claims and the report."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from compare.model.facts import Span


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
    source and published where the value was found (header, dateline, file name, ...). `retrieved`
    is when its bytes came from the web (ISO, with zone), None for what did not.
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
    retrieved: str | None = None

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


# What facts are asked for: those of a text, its sentences, when it was published, its language.
FactsRequest = tuple[str, tuple[Sentence, ...], str | None, str | None]


@dataclass(frozen=True, slots=True)
class Likeness:
    """Similarities in [0, 1]: of the words, of the meaning, and of the running text.

    `specific` is the weight of the shared words that few sentences of the run have, in nats under
    a logarithm; None where two passages stand alone. `given` where the two are statements that
    somebody set side by side, and were not found in longer texts. `told_once` are the acts that
    both tell and neither report tells again (see compare.told_once).
    """

    lexical: float
    semantic: float
    order: float
    specific: float | None = None
    given: bool = False
    told_once: frozenset[str] = frozenset()


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
    alike enough to be judged.

    `stories` are the ids of the articles that report the same events: only these were compared
    with one another. It is empty where that was not asked.
    """

    sentences: int
    pairs: int
    aligned: int
    stories: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a person decided about a finding, and when (ISO 8601).

    `verdict` is contradiction, difference, agreement, not-comparable, tool-error or
    not-interesting; `carried` tells that it was given to a pair of nearly the same passages.
    """

    verdict: str
    reviewer: str
    when: str
    note: str = ""
    carried: bool = False

    @property
    def dismisses(self) -> bool:
        """Whether the finding is to be kept out of the report's front part."""
        return self.verdict in ("not-comparable", "tool-error", "not-interesting")


@dataclass(frozen=True, slots=True)
class Report:
    """The whole answer, in a fixed order: articles by id, findings most telling first.

    `models` maps a role (encoder, entailment, parser) to the name of what served it, None where
    nothing did. `origins` holds only articles that share one; `dates` are ordered by claim, then by
    article; `verdicts` are those of reviewers, by finding id.
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
    verdicts: Mapping[str, Verdict] = field(default_factory=dict)

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
