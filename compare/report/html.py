"""report.html: one self-contained page that opens offline, prints, and needs no script."""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from compare.model import Article, Cell, Claim, Finding, Relation, Report, Sentence, Side
from compare.report import chart, wording
from compare.report.outline import WIDE, Outline, by_cell, cells, speaking
from compare.report.quoting import Piece, one_line, pieces, showable


@dataclass(frozen=True, slots=True)
class Passage:
    """One side of a finding, as shown; `places` are the anchors and numbers of its sentences."""

    outlet: str
    published: str | None
    pieces: tuple[Piece, ...]
    article: int | None
    places: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Card:
    """A finding, as shown."""

    anchor: str
    label: str
    reasons: str
    sure: str
    percent: str
    explanation: str
    sides: tuple[Passage, Passage]
    account: chart.Account


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
    """An article, as shown; `strokes` are SVG paths and `tally` says the same in words."""

    article: Article
    number: int
    link: str | None
    lines: tuple[Line, ...]
    strokes: Mapping[Relation, str]
    tally: str


@dataclass(frozen=True, slots=True)
class Row:
    """A claim, as shown: one cell an article, and the articles' numbers by cell."""

    claim: Claim
    findings: tuple[tuple[str, str], ...]
    cells: tuple[Cell, ...]
    numbers: Mapping[Cell, tuple[int, ...]]
    origins: str


def render(report: Report) -> str:
    """The report as one HTML page that loads nothing; text of the articles stays text."""
    outline = Outline.of(report)
    environment = _environment()
    style = environment.get_template("report.css").render()
    rows = tuple(_row(report, outline, claim) for claim in report.claims)
    context: dict[str, Any] = {
        "report": report,
        "style": Markup(style),
        "style_hash": base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
        "headline": wording.headline(report),
        "missing": wording.entailment_missing(report),
        "groups": [_group(report, outline, relation) for relation in wording.SHOWN],
        "sources": [_source(report, outline, article) for article in report.articles],
        "shared": [row for row in rows if speaking(row.claim) > 1],
        "single": [row for row in rows if speaking(row.claim) == 1],
        "wide": len(report.articles) > WIDE,
        "coverage": wording.coverage(report, outline.unmatched),
    }
    return environment.get_template("report.html.j2").render(context)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("compare.report", "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        finalize=_finalize,
    )
    environment.globals.update(wording=wording, Cell=Cell, chart=chart)
    environment.filters["one_line"] = one_line
    return environment


def _finalize(value: object) -> object:
    """Nothing that a template shows holds a control character, wherever it comes from."""
    if isinstance(value, str) and not isinstance(value, Markup):
        return showable(value)
    return value


def _group(report: Report, outline: Outline, relation: Relation) -> Group:
    findings = wording.of_relation(report, relation)
    cards = tuple(_card(outline, finding) for finding in findings)
    return Group(relation, cards, wording.none_found(report, relation))


def _card(outline: Outline, finding: Finding) -> Card:
    return Card(
        anchor=_finding_anchor(finding.id),
        label=outline.labels[finding.id],
        reasons=wording.reasons(finding),
        sure=wording.confidence(finding.confidence),
        percent=wording.percent(finding.confidence),
        explanation=finding.explanation,
        sides=(_passage(outline, finding.a), _passage(outline, finding.b)),
        account=chart.account(finding.factors),
    )


def _passage(outline: Outline, side: Side) -> Passage:
    number = outline.numbers.get(side.article)
    places = tuple(
        (_sentence_anchor(number, sentence), sentence.index + 1)
        for sentence in outline.sentences(side)
        if number is not None
    )
    return Passage(outline.outlet(side), side.published, pieces(side), number, places)


def _source(report: Report, outline: Outline, article: Article) -> Source:
    sentences = report.sentences.get(article.id, ())
    lines = tuple(_line(outline, sentence) for sentence in sentences)
    return Source(
        article=article,
        number=outline.numbers[article.id],
        link=_web_address(article.url),
        lines=lines,
        strokes=chart.strokes([line.relation for line in lines]),
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


def _row(report: Report, outline: Outline, claim: Claim) -> Row:
    row = cells(report, claim)
    return Row(
        claim=claim,
        findings=tuple(
            (_finding_anchor(name), outline.labels[name])
            for name in claim.findings
            if name in outline.labels
        ),
        cells=row,
        numbers=by_cell(row),
        origins=wording.origins(speaking(claim), claim.origins),
    )


def _finding_anchor(name: str) -> str:
    return f"f-{name}"


def _sentence_anchor(article: int, sentence: Sentence) -> str:
    return f"s{article}-{sentence.index + 1}"


def _web_address(url: str | None) -> str | None:
    """The address as a link, unless following it would do something else than open a page."""
    try:
        return url if url and urlsplit(url).scheme in ("http", "https") else None
    except ValueError:
        return None
