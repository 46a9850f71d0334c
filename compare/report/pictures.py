"""Two of the report's pictures as SVG paths: the matrix of points and reports, the article maps.

Shape or word tells what colour tells. Lengths are in pixels.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from compare.model import Cell, Claim, Relation, Report
from compare.report.outline import Outline, cells, speaking

STEP = 6
# How high a sentence's stroke rises; a sentence in no finding is a stub on the ground.
_HEIGHTS = {Relation.CONTRADICT: 24, Relation.DIVERGE: 15, Relation.AGREE: 8, None: 2}

CELL, NAMES, HEAD = 22, 160, 30
# More columns than this no eye can follow; the table that goes with the picture has them all.
MOST_POINTS = 40
# Up to so many columns the picture leaves room for another one beside it, and up to so many it can
# be drawn larger.
NARROW, FEW = 14, 8


def strokes(relations: Sequence[Relation | None]) -> Mapping[Relation | None, str]:
    """The map of an article: a stroke for each sentence, the taller the more its findings matter.

    All strokes of a relation, or of none, are one path.
    """
    paths: defaultdict[Relation | None, str] = defaultdict(str)
    for index, relation in enumerate(relations):
        paths[relation] += f"M{index * STEP + STEP // 2} 26v-{_HEIGHTS[relation]}"
    return paths


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

    @property
    def shown_width(self) -> int:
        """The width in the page: few columns are drawn larger than many."""
        return self.width * 5 // 4 if len(self.columns) <= FEW else self.width


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
        if cell is None:
            continue
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
