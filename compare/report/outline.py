"""Who stands where: the numbers and cross-references that every readable format needs."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from compare.model import Article, Cell, Claim, Finding, Relation, Report, Sentence, Side
from compare.report import wording

# A matrix with a column for each article can be read up to here; beyond, numbers are listed.
WIDE = 8


@dataclass(frozen=True, slots=True)
class Outline:
    """Articles and findings by number, and which findings stand on which sentence.

    `numbers` count articles from 1; `labels` name a finding by sign and rank (✕1); `on_sentence`
    maps (article id, sentence index) to findings in the order of the report.
    """

    articles: Mapping[str, Article]
    numbers: Mapping[str, int]
    labels: Mapping[str, str]
    findings: Mapping[str, Finding]
    on_sentence: Mapping[tuple[str, int], tuple[Finding, ...]]
    unmatched: int
    _sentences: Mapping[str, tuple[Sentence, ...]]

    @classmethod
    def of(cls, report: Report) -> Outline:
        """Number the report's articles and findings and note where the findings stand."""
        shown = {relation: wording.of_relation(report, relation) for relation in wording.SHOWN}
        labels = {
            finding.id: f"{wording.sign(relation)}{rank}"
            for relation, findings in shown.items()
            for rank, finding in enumerate(findings, 1)
        }
        findings = [finding for group in shown.values() for finding in group]
        standing: defaultdict[tuple[str, int], list[Finding]] = defaultdict(list)
        for finding in findings:
            for side in (finding.a, finding.b):
                for sentence in _under(side, report.sentences.get(side.article, ())):
                    standing[side.article, sentence.index].append(finding)
        total = sum(len(sentences) for sentences in report.sentences.values())
        return cls(
            articles={article.id: article for article in report.articles},
            numbers={article.id: number for number, article in enumerate(report.articles, 1)},
            labels=labels,
            findings={finding.id: finding for finding in findings},
            on_sentence={place: tuple(found) for place, found in standing.items()},
            unmatched=total - len(standing),
            _sentences=report.sentences,
        )

    def outlet(self, side: Side) -> str:
        """The name a reader knows the quoted article by."""
        article = self.articles.get(side.article)
        return side.source or (article.label if article else side.article)

    def sentences(self, side: Side) -> tuple[Sentence, ...]:
        """The sentences that a quote touches."""
        return _under(side, self._sentences.get(side.article, ()))

    def strongest(self, article: str, index: int) -> Relation | None:
        """The relation that matters most among the findings on a sentence, None without any."""
        relations = {finding.relation for finding in self.on_sentence.get((article, index), ())}
        return next((relation for relation in wording.SHOWN if relation in relations), None)


def _under(side: Side, sentences: tuple[Sentence, ...]) -> tuple[Sentence, ...]:
    first = bisect_right(sentences, side.start, key=lambda sentence: sentence.end)
    after = bisect_right(sentences, side.end - 1, key=lambda sentence: sentence.start)
    return sentences[first:after]


def speaking(claim: Claim) -> int:
    """How many articles say anything about the claim."""
    return sum(cell is not Cell.SILENT for cell in claim.cells.values())


def cells(report: Report, claim: Claim) -> tuple[Cell | None, ...]:
    """What each article says about the claim, in the order of the articles; None where it tells
    another story, so that it was not compared: its silence would tell nothing."""
    speak = {article for article, cell in claim.cells.items() if cell is not Cell.SILENT}
    others = [story for story in report.coverage.stories if speak.isdisjoint(story)]
    apart = {article for story in others for article in story}
    return tuple(
        None if article.id in apart else claim.cells.get(article.id, Cell.SILENT)
        for article in report.articles
    )


def by_cell(row: tuple[Cell | None, ...]) -> Mapping[Cell, tuple[int, ...]]:
    """The numbers of the articles that agree, differ, contradict and are silent."""
    return {
        kind: tuple(number for number, cell in enumerate(row, 1) if cell is kind) for kind in Cell
    }
