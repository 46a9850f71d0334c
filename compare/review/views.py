"""What the pages of the review show, ready for the templates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from compare.model import Article, Finding, Relation, Report, Side
from compare.report import chart, wording
from compare.report.links import web_address
from compare.report.outline import Outline
from compare.report.quoting import Piece, pieces
from compare.review.corrections import FIELDS, Corrections
from compare.review.queue import Queue, State
from compare.review.verdict import DISMISSING, RELATION_OF, Ruling

# How many sentences of the article stand before and after a passage.
AROUND = 2


@dataclass(frozen=True, slots=True)
class Passage:
    """One side of a finding: its words in context, and its article as read and as corrected.

    `name` is a or b; `was` holds what was read where something else is right.
    """

    name: str
    article: Article
    was: tuple[tuple[str, str | None], ...]
    link: str | None
    before: str
    pieces: tuple[Piece, ...]
    after: str


@dataclass(frozen=True, slots=True)
class Card:
    """A finding to rule on; while the tool's judgement is hidden, `finding` is None."""

    id: str
    label: str
    finding: Finding | None
    percent: str
    account: chart.Account
    sides: tuple[Passage, Passage]


@dataclass(frozen=True, slots=True)
class Tally:
    """What one person's verdicts of one kind are on: how many by what the tool had said."""

    ruling: Ruling
    total: int
    by_relation: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """Where a person stands: verdicts by kind, what is left, and how often the tool was right."""

    tallies: tuple[Tally, ...]
    skipped: tuple[tuple[str, Finding], ...]
    disputed: tuple[tuple[str, Finding], ...]
    right: int
    comparable: int


class Views:
    """The views of one report in review."""

    def __init__(self, report: Report, queue: Queue, corrections: Corrections) -> None:
        outline = Outline.of(report)
        self.articles = outline.articles
        self._sentences = report.sentences
        self._labels = outline.labels
        self._queue = queue
        self._corrections = corrections

    def label(self, finding: Finding) -> str:
        """What the finding is called: as in the report, or by its place where that would tell."""
        if self._queue.blind:
            return f"No. {self._queue.places[finding.id] + 1}"
        return self._labels.get(finding.id, finding.id)

    def findings_on(self, article: Article) -> Iterator[Finding]:
        """The findings that quote the article."""
        for finding in self._queue.findings:
            if article.id in (finding.a.article, finding.b.article):
                yield finding

    def card(self, finding: Finding) -> Card:
        """The finding, with the tool's judgement unless that is to wait for the verdict."""
        hidden = self._queue.blind and not self._queue.is_decided(finding)
        return Card(
            id=finding.id,
            label=self.label(finding),
            finding=None if hidden else finding,
            percent=wording.percent(finding.confidence),
            account=chart.account(finding.factors),
            sides=(
                self._passage("a", finding.a, hidden),
                self._passage("b", finding.b, hidden),
            ),
        )

    def whole(self, finding: Finding, name: str) -> Passage:
        """A side of the finding with all of its article around it."""
        side = finding.a if name == "a" else finding.b
        hidden = self._queue.blind and not self._queue.is_decided(finding)
        return self._passage(name, side, hidden, around=len(self._sentences.get(side.article, ())))

    def summary(self) -> Summary:
        """Where the reviewer stands with the whole report."""
        queue = self._queue
        decided = [(f, own.ruling) for f in queue.chosen(State.DECIDED) if (own := queue.own(f))]
        counts = Counter((ruling, f.relation) for f, ruling in decided)
        named = [(RELATION_OF[it], f.relation) for f, it in decided if it in RELATION_OF]
        return Summary(
            tallies=tuple(_tallies(counts)),
            skipped=self._named(queue.chosen(State.SKIPPED)),
            disputed=self._named(queue.chosen(State.DISPUTED)),
            right=sum(said is found for said, found in named),
            comparable=len(named),
        )

    def _named(self, findings: Iterable[Finding]) -> tuple[tuple[str, Finding], ...]:
        return tuple((self.label(finding), finding) for finding in findings)

    def _passage(self, name: str, side: Side, hidden: bool, around: int = AROUND) -> Passage:
        read = self.articles[side.article]
        article = self._corrections.corrected(read)
        was = ((field, getattr(read, field)) for field in FIELDS)
        before, after = self._context(read, side, around)
        return Passage(
            name=name,
            article=article,
            was=tuple((field, old) for field, old in was if getattr(article, field) != old),
            link=web_address(article.url),
            before=before,
            pieces=((side.text, False),) if hidden else pieces(side),
            after=after,
        )

    def _context(self, article: Article, side: Side, around: int) -> tuple[str, str]:
        """The text of the article before and after the passage, so many sentences of it."""
        sentences = self._sentences.get(article.id, ())
        earlier = [s for s in sentences if s.end <= side.start]
        later = [s for s in sentences if s.start >= side.end]
        start = earlier[-around:][0].start if earlier and around else side.start
        end = later[:around][-1].end if later and around else side.end
        return article.text[start : side.start], article.text[side.end : end]


def _tallies(counts: Counter[tuple[Ruling | None, Relation]]) -> Iterator[Tally]:
    for ruling in (*RELATION_OF, *sorted(DISMISSING)):
        row = tuple(counts[ruling, relation] for relation in wording.SHOWN)
        yield Tally(ruling, sum(row), row)
