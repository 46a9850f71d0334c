"""What the page shows of a report: cards, articles and rows, ready for the template."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from compare.model import Article, Cell, Claim, Finding, Relation, Report, Sentence, Side
from compare.report import chart, pictures, wording
from compare.report.outline import Outline, by_cell, cells, speaking
from compare.report.quoting import Piece, pieces


@dataclass(frozen=True, slots=True)
class Passage:
    """One side of a finding, as shown; `places` are the anchors and numbers of its sentences."""

    outlet: str
    published: str | None
    pieces: tuple[Piece, ...]
    article: int | None
    link: str | None
    places: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Card:
    """A finding, as shown; `row` is the anchor of its claim, `origins` how many tell that claim."""

    finding: Finding
    anchor: str
    label: str
    reasons: str
    sure: str
    percent: str
    sides: tuple[Passage, Passage]
    account: chart.Account
    row: str | None
    origins: str


@dataclass(frozen=True, slots=True)
class Group:
    """All findings of one relation."""

    relation: Relation
    cards: tuple[Card, ...]
    empty: str


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence of an article with the findings on it: anchor, label, reasons and partners."""

    anchor: str
    text: str
    relation: Relation | None
    notes: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Source:
    """An article, as shown; `strokes` are its map and `tally` says the same in words."""

    article: Article
    number: int
    link: str | None
    lines: tuple[Line, ...]
    strokes: tuple[pictures.Stroke, ...]
    tally: str

    @property
    def alone(self) -> tuple[Line, ...]:
        """The sentences in no finding; those without words are left out of this copy."""
        return tuple(line for line in self.lines if not line.notes and line.text.strip())


@dataclass(frozen=True, slots=True)
class Row:
    """A claim, as shown: one cell an article, and the articles' numbers by cell."""

    claim: Claim
    anchor: str
    findings: tuple[tuple[str, str], ...]
    cells: tuple[Cell, ...]
    numbers: Mapping[Cell, tuple[int, ...]]
    origins: str


def groups(report: Report, outline: Outline) -> tuple[Group, ...]:
    """The findings by relation, the gravest first."""
    claims = {name: claim for claim in report.claims for name in claim.findings}
    return tuple(
        Group(
            relation,
            tuple(
                _card(outline, finding, claims.get(finding.id))
                for finding in wording.of_relation(report, relation)
            ),
            wording.none_found(report, relation),
        )
        for relation in wording.SHOWN
    )


def _card(outline: Outline, finding: Finding, claim: Claim | None) -> Card:
    return Card(
        finding=finding,
        anchor=_finding_anchor(finding.id),
        label=outline.labels[finding.id],
        reasons=wording.reasons(finding),
        sure=wording.confidence(finding.confidence),
        percent=wording.percent(finding.confidence),
        sides=(_passage(outline, finding.a), _passage(outline, finding.b)),
        account=chart.account(finding.factors),
        row=row_anchor(claim) if claim and speaking(claim) > 1 else None,
        origins=wording.origins(speaking(claim), claim.origins) if claim else "",
    )


def _passage(outline: Outline, side: Side) -> Passage:
    number = outline.numbers.get(side.article)
    places = tuple(
        (_sentence_anchor(number, sentence), sentence.index + 1)
        for sentence in outline.sentences(side)
        if number is not None
    )
    article = outline.articles.get(side.article)
    link = web_address(article.url) if article else None
    return Passage(outline.outlet(side), side.published, pieces(side), number, link, places)


def source(report: Report, outline: Outline, article: Article) -> Source:
    """An article with its sentences, each with the findings on it."""
    sentences = report.sentences.get(article.id, ())
    lines = tuple(_line(outline, sentence) for sentence in sentences)
    return Source(
        article=article,
        number=outline.numbers[article.id],
        link=web_address(article.url),
        lines=lines,
        strokes=pictures.strokes([line.relation for line in lines]),
        tally=_tally(lines),
    )


def _line(outline: Outline, sentence: Sentence) -> Line:
    findings = outline.on_sentence.get((sentence.article, sentence.index), ())
    return Line(
        anchor=_sentence_anchor(outline.numbers[sentence.article], sentence),
        text=sentence.text,
        relation=outline.strongest(sentence.article, sentence.index),
        notes=tuple(_note(outline, finding, sentence.article) for finding in findings),
    )


def _note(outline: Outline, finding: Finding, article: str) -> tuple[str, str, str]:
    other = finding.b if finding.a.article == article else finding.a
    return (_finding_anchor(finding.id), outline.labels[finding.id], outline.outlet(other))


def _tally(lines: tuple[Line, ...]) -> str:
    found = Counter(line.relation for line in lines)
    told = [
        f"{found[relation]} {word}"
        for relation, word in (
            (Relation.CONTRADICT, "in conflict"),
            (Relation.DIVERGE, "told differently"),
            (Relation.AGREE, "agreeing"),
            (None, "in no finding"),
        )
        if found[relation]
    ]
    return ", ".join(told)


def row(report: Report, outline: Outline, claim: Claim) -> Row:
    """A claim as a row of the claim x source matrix."""
    kinds = cells(report, claim)
    return Row(
        claim=claim,
        anchor=row_anchor(claim),
        findings=tuple(
            (_finding_anchor(name), outline.labels[name])
            for name in claim.findings
            if name in outline.labels
        ),
        cells=kinds,
        numbers=by_cell(kinds),
        origins=wording.origins(speaking(claim), claim.origins),
    )


def row_anchor(claim: Claim) -> str:
    """Where the row of a claim is found on the page."""
    return f"c-{claim.id}"


def _finding_anchor(name: str) -> str:
    return f"f-{name}"


def _sentence_anchor(article: int, sentence: Sentence) -> str:
    return f"s{article}-{sentence.index + 1}"


def web_address(url: str | None) -> str | None:
    """The address as a link, unless following it would do something else than open a page."""
    try:
        return url if url and urlsplit(url).scheme in ("http", "https") else None
    except ValueError:
        return None
