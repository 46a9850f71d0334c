"""The report's pictures as numbers and SVG paths: matrix, heat map, timeline, article maps.

Shape or word tells what colour tells. Lengths are in pixels, those along a time axis in percent.
"""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from compare.model import Cell, Claim, DateMention, Finding, Relation, Report
from compare.report import wording
from compare.report.outline import Outline, cells, speaking

STEP = 6
# How high a sentence's stroke rises; a sentence in no finding is a stub on the ground.
_HEIGHTS = {Relation.CONTRADICT: 24, Relation.DIVERGE: 15, Relation.AGREE: 8, None: 2}

CELL, NAMES, HEAD = 22, 160, 30
# More columns than this no eye can follow; the table that goes with the picture has them all.
MOST_POINTS = 40
# Up to so many columns the picture leaves room for another one beside it.
NARROW = 14

HEAT_CELL, HEAT_SMALL = 46, 16
# Up to here a square of the heat map has room for figures.
ROOMY = 12

_DATES = frozenset({"date", "time"})
# A day must still be seen on an axis of years.
_LEAST_BAR = 0.9
_MOST_TICKS = 3
_EDGE = 10


@dataclass(frozen=True, slots=True)
class Stroke:
    """A sentence in the map of its article: where it stands and how it is drawn."""

    relation: Relation | None
    x: int
    path: str


def strokes(relations: Sequence[Relation | None]) -> tuple[Stroke, ...]:
    """One stroke for each sentence of an article, the taller the more its findings matter."""
    return tuple(
        Stroke(relation, index * STEP, f"M{index * STEP + STEP // 2} 26v-{_HEIGHTS[relation]}")
        for index, relation in enumerate(relations)
    )


@dataclass(frozen=True, slots=True)
class Column:
    """A claim in the matrix: its place, and one path for all cells of a kind."""

    claim: Claim
    label: str
    x: int
    grounds: Mapping[Cell, str]
    glyphs: Mapping[Cell, str]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Reports in rows, claims in columns; `more` claims had no room."""

    columns: tuple[Column, ...]
    width: int
    height: int
    more: int


def matrix(report: Report, outline: Outline) -> Matrix:
    """The claims on which two or more reports speak, as many as an eye can follow."""
    shared = [claim for claim in report.claims if speaking(claim) > 1]
    columns = tuple(
        _column(report, outline, claim, NAMES + place * CELL)
        for place, claim in enumerate(shared[:MOST_POINTS])
    )
    width = NAMES + CELL * len(columns)
    height = HEAD + CELL * len(report.articles)
    return Matrix(columns, width, height, max(len(shared) - MOST_POINTS, 0))


def _column(report: Report, outline: Outline, claim: Claim, x: int) -> Column:
    grounds: defaultdict[Cell, str] = defaultdict(str)
    glyphs: defaultdict[Cell, str] = defaultdict(str)
    for row, cell in enumerate(cells(report, claim)):
        y = HEAD + row * CELL
        glyphs[cell] += _glyph(cell, x + CELL // 2, y + CELL // 2)
        if cell is not Cell.SILENT:
            grounds[cell] += f"M{x + 1} {y + 1}h{CELL - 2}v{CELL - 2}h-{CELL - 2}z"
    label = next((outline.labels[name] for name in claim.findings if name in outline.labels), "")
    return Column(claim, label, x, grounds, glyphs)


def _glyph(cell: Cell, x: int, y: int) -> str:
    """The sign of a cell, drawn around its middle: a cross, two waves, two bars, or a dot."""
    if cell is Cell.CONTRADICT:
        return f"M{x - 5} {y - 5}l10 10m0-10l-10 10"
    if cell is Cell.DIFFER:
        return "".join(f"M{x - 5} {y + dy}q2.5-3.5 5 0t5 0" for dy in (-2, 4))
    if cell is Cell.AGREE:
        return "".join(f"M{x - 5} {y + dy}h10" for dy in (-3, 3))
    return f"M{x - 1} {y}h2"


@dataclass(frozen=True, slots=True)
class Square:
    """Two reports in the heat map: their findings by relation, and how dark the square is.

    `numbers` count the reports from 1; `shade` runs from 0 (never agree) to 4 (always agree).
    """

    numbers: tuple[int, int]
    x: int
    y: int
    found: Mapping[Relation, int]
    total: int
    shade: int
    one_origin: bool


@dataclass(frozen=True, slots=True)
class Heat:
    """Report against report, below the diagonal; `size` is the edge of a square."""

    squares: tuple[Square, ...]
    size: int
    width: int
    height: int
    roomy: bool


def heat(report: Report, outline: Outline) -> Heat:
    """How often each two reports agree in the findings that both have a part in."""
    found: defaultdict[tuple[int, int], Counter[Relation]] = defaultdict(Counter)
    for finding in outline.findings.values():
        a, b = sorted(outline.numbers.get(side.article, 0) for side in (finding.a, finding.b))
        if a and a != b:
            found[a, b][finding.relation] += 1
    copies = {
        (outline.numbers[a], outline.numbers[b])
        for origin in report.origins
        for a, b in combinations([one for one in origin.articles if one in outline.numbers], 2)
    }
    roomy = len(report.articles) <= ROOMY
    size = HEAT_CELL if roomy else HEAT_SMALL
    squares = tuple(
        _square(pair, found[pair], size, pair in copies or pair[::-1] in copies)
        for pair in sorted(found)
    )
    count = len(report.articles)
    return Heat(squares, size, NAMES + size * (count - 1), size * count, roomy)


def _square(pair: tuple[int, int], found: Counter[Relation], size: int, copy: bool) -> Square:
    total = found.total()
    column, row = pair
    return Square(
        numbers=pair,
        x=NAMES + (column - 1) * size,
        y=(row - 1) * size,
        found=found,
        total=total,
        shade=round(4 * found[Relation.AGREE] / total),
        one_origin=copy,
    )


@dataclass(frozen=True, slots=True)
class Bar:
    """One date on an axis, in percent of its length; `conflict` where it is disputed."""

    mention: DateMention
    number: int
    x: float
    width: float
    conflict: bool


@dataclass(frozen=True, slots=True)
class Tick:
    """A named place on an axis, in percent."""

    x: float
    text: str

    @property
    def anchor(self) -> str:
        """Which part of the text stands at the place: near an end it must not hang over."""
        return "start" if self.x < _EDGE else "end" if self.x > 100 - _EDGE else "middle"


@dataclass(frozen=True, slots=True)
class Event:
    """The dates that the reports give for one claim, on an axis of their own."""

    claim: Claim
    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    conflict: bool


def timeline(report: Report, outline: Outline) -> tuple[Event, ...]:
    """The events to which two or more reports give dates, disputed ones first."""
    mentions: defaultdict[str, list[DateMention]] = defaultdict(list)
    for mention in report.dates:
        if mention.article in outline.numbers:
            mentions[mention.claim].append(mention)
    events = [
        _event(claim, mentions[claim.id], outline) for claim in report.claims if mentions[claim.id]
    ]
    return tuple(sorted(events, key=lambda event: not event.conflict))


def _event(claim: Claim, mentions: Sequence[DateMention], outline: Outline) -> Event:
    first = min(mention.start for mention in mentions)
    last = max(mention.end for mention in mentions)
    margin = max((last - first).days // 12, 1)
    low = max(first.toordinal() - margin, 1)
    high = min(last.toordinal() + margin, datetime.date.max.toordinal())
    scale = 100 / (high - low)
    disputed = [outline.findings[name] for name in claim.findings if name in outline.findings]
    bars = tuple(
        Bar(
            mention=mention,
            number=outline.numbers[mention.article],
            x=round((mention.start.toordinal() - low) * scale, 2),
            width=round(max((mention.end - mention.start).days * scale, _LEAST_BAR), 2),
            conflict=any(_disputes(finding, mention) for finding in disputed),
        )
        for mention in sorted(mentions, key=lambda one: (outline.numbers[one.article], one.span))
    )
    ticks = tuple(Tick(round((day - low) * scale, 2), text) for day, text in _ticks(low, high))
    return Event(claim, bars, ticks, any(bar.conflict for bar in bars))


def _disputes(finding: Finding, mention: DateMention) -> bool:
    """Whether the words of a date are what a contradiction over dates rests on."""
    if finding.relation is not Relation.CONTRADICT or _DATES.isdisjoint(finding.reasons):
        return False
    return any(
        side.article == mention.article and start < mention.span[1] and mention.span[0] < end
        for side in (finding.a, finding.b)
        for start, end in side.evidence
    )


def _ticks(low: int, high: int) -> Iterator[tuple[int, str]]:
    """First days of years, of months, or single days: the widest step that has two or more."""
    first, last = (datetime.date.fromordinal(day) for day in (low, high))
    years = [datetime.date(year, 1, 1) for year in range(first.year, last.year + 1)]
    months = [year.replace(month=month) for year in years for month in range(1, 13)]
    for days, shown in ((years, len("2021")), (months, len("2021-03"))):
        inside = [day for day in days if low <= day.toordinal() < high]
        if len(inside) > 1:
            return _named(inside, shown)
    single = [datetime.date.fromordinal(day) for day in range(low, high)]
    return _named(single, len("2021-03-01"))


def _named(days: Sequence[datetime.date], shown: int) -> Iterator[tuple[int, str]]:
    step = -(-len(days) // _MOST_TICKS)
    return ((day.toordinal(), wording.date(day.isoformat()[:shown])) for day in days[::step])
