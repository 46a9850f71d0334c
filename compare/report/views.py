"""What the page shows of a report: cards, articles and rows, ready for the template."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import chain

from compare.model import Article, Cell, Claim, Finding, Relation, Report, Sentence, Side
from compare.report import chart, pictures, wording
from compare.report.corroboration import Support, supports
from compare.report.links import to_words, web_address
from compare.report.outline import Outline, by_cell, cells, speaking
from compare.report.quoting import Piece, pieces
from compare.report.standing import dismissed

# A page of a few megabytes has room for so many findings in full, and so many more in a line each.
FULL = {Relation.CONTRADICT: 150, Relation.DIVERGE: 100, Relation.AGREE: 50}
BRIEFS = 1_500

Note = tuple[str, str, str, int | None]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a quote stands: outlet, number of the report, anchors and numbers of its sentences."""

    outlet: str
    article: int | None
    places: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Passage(Place):
    """One side of a finding, as shown; `link` leads to its words where they were published."""

    published: str | None
    pieces: tuple[Piece, ...]
    link: str | None


@dataclass(frozen=True, slots=True)
class Ruled:
    """What a reviewer decided, in words, and the note that goes with it."""

    told: str
    note: str


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
    ruled: Ruled | None


@dataclass(frozen=True, slots=True)
class Brief:
    """A finding told in a line."""

    finding: Finding
    anchor: str
    label: str
    reasons: str
    percent: str
    sides: tuple[Place, Place]


@dataclass(frozen=True, slots=True)
class Group:
    """All findings of one relation: the most telling in full, more in brief, `left` not at all."""

    relation: Relation
    cards: tuple[Card, ...]
    briefs: tuple[Brief, ...]
    left: int
    empty: str

    @property
    def count(self) -> int:
        return len(self.cards) + len(self.briefs) + self.left


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence of an article; `notes` tell anchor and label of each finding on it, and the
    outlet and number of the other report."""

    anchor: str
    text: str
    relation: Relation | None
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """An article, as shown; `strokes` are its map and `tally` says the same in words.

    `strokes` holds one path for all sentences of a relation, or of none.
    """

    article: Article
    number: int
    link: str | None
    lines: tuple[Line, ...]
    strokes: Mapping[Relation | None, str]
    tally: str

    @property
    def alone(self) -> tuple[Line, ...]:
        """The sentences in no finding; those without words are left out of this copy."""
        return tuple(line for line in self.lines if not line.relation and line.text.strip())


@dataclass(frozen=True, slots=True)
class Row:
    """A claim, as shown: one cell an article, and the articles' numbers by cell."""

    claim: Claim
    anchor: str
    findings: tuple[tuple[str, str], ...]
    cells: tuple[Cell | None, ...]
    numbers: Mapping[Cell, tuple[int, ...]]
    origins: str


def groups(report: Report, outline: Outline) -> tuple[Group, ...]:
    """The findings by relation, the gravest first, as many as one page can hold."""
    claims = {name: claim for claim in report.claims for name in claim.findings}
    alike = supports(report)
    made, room = [], BRIEFS
    for relation in wording.SHOWN:
        findings = wording.of_relation(report, relation)
        full, rest = findings[: FULL[relation]], findings[FULL[relation] :]
        cards = (
            _card(outline, finding, claims.get(finding.id), alike.get(finding.id), report)
            for finding in full
        )
        briefs = tuple(_brief(outline, finding) for finding in rest[:room])
        room -= len(briefs)
        left = len(rest) - len(briefs)
        empty = wording.none_found(report, relation)
        made.append(Group(relation, tuple(cards), briefs, left, empty))
    return tuple(made)


def on_page(made: Iterable[Group]) -> frozenset[str]:
    """The ids of the findings that a page with these groups holds."""
    findings = (
        it.finding for group in made for it in chain[Card | Brief](group.cards, group.briefs)
    )
    return frozenset(finding.id for finding in findings)


def _brief(outline: Outline, finding: Finding) -> Brief:
    return Brief(
        finding=finding,
        anchor=_finding_anchor(finding.id),
        label=outline.labels[finding.id],
        reasons=wording.reasons(finding),
        percent=wording.percent(finding.confidence),
        sides=(_place(outline, finding.a), _place(outline, finding.b)),
    )


def dismissals(report: Report, outline: Outline) -> tuple[Card, ...]:
    """The findings that a reviewer dismissed; `outline` is that of what still stands."""
    return tuple(_card(outline, finding, None, None, report) for finding, _ in dismissed(report))


def _card(
    outline: Outline,
    finding: Finding,
    claim: Claim | None,
    support: Support | None,
    report: Report,
) -> Card:
    given = report.verdicts.get(finding.id)
    return Card(
        finding=finding,
        anchor=_finding_anchor(finding.id),
        label=outline.labels.get(finding.id, wording.sign(finding.relation)),
        reasons=wording.reasons(finding),
        sure=wording.confidence(finding.confidence),
        percent=wording.percent(finding.confidence),
        sides=(_passage(outline, finding.a), _passage(outline, finding.b)),
        account=chart.account(finding.factors),
        row=row_anchor(claim) if claim and speaking(claim) > 1 else None,
        origins=_origins(claim, support),
        ruled=Ruled(wording.verdict(given), given.note) if given else None,
    )


def _origins(claim: Claim | None, support: Support | None) -> str:
    if support:
        return wording.corroboration(len(support.articles), support.origins)
    return wording.origins(speaking(claim), claim.origins) if claim else ""


def _place(outline: Outline, side: Side) -> Place:
    number = outline.numbers.get(side.article)
    places = tuple(
        (_sentence_anchor(number, sentence), sentence.index + 1)
        for sentence in outline.sentences(side)
        if number is not None
    )
    return Place(outline.outlet(side), number, places)


def _passage(outline: Outline, side: Side) -> Passage:
    place = _place(outline, side)
    link = to_words(outline.articles.get(side.article), side)
    return Passage(place.outlet, place.article, place.places, side.published, pieces(side), link)


def source(report: Report, outline: Outline, article: Article, shown: Collection[str]) -> Source:
    """An article with its sentences, each with those findings on it that are `shown`, by id."""
    sentences = report.sentences.get(article.id, ())
    lines = tuple(_line(outline, sentence, shown) for sentence in sentences)
    return Source(
        article=article,
        number=outline.numbers[article.id],
        link=web_address(article.url),
        lines=lines,
        strokes=pictures.strokes([line.relation for line in lines]),
        tally=_tally(lines),
    )


def _line(outline: Outline, sentence: Sentence, shown: Collection[str]) -> Line:
    findings = outline.on_sentence.get((sentence.article, sentence.index), ())
    return Line(
        anchor=_sentence_anchor(outline.numbers[sentence.article], sentence),
        text=sentence.text,
        relation=outline.strongest(sentence.article, sentence.index),
        notes=tuple(
            _note(outline, finding, sentence.article) for finding in findings if finding.id in shown
        ),
    )


def _note(outline: Outline, finding: Finding, article: str) -> Note:
    other = finding.b if finding.a.article == article else finding.a
    number = outline.numbers.get(other.article)
    return _finding_anchor(finding.id), outline.labels[finding.id], outline.outlet(other), number


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


def row(report: Report, outline: Outline, claim: Claim, shown: Collection[str]) -> Row:
    """A claim as a row of the claim x source matrix, with the findings that are `shown`, by id."""
    kinds = cells(report, claim)
    return Row(
        claim=claim,
        anchor=row_anchor(claim),
        findings=tuple(
            (_finding_anchor(name), outline.labels[name])
            for name in claim.findings
            if name in shown
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
