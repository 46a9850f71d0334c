"""The heat map of the report: how often each two reports agree, as squares below the diagonal.

What the shade of a square tells, figures tell as well, or where there is no room its size. Lengths
are in pixels.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

from compare.model import Relation, Report
from compare.report.outline import Outline
from compare.report.pictures import NAMES

CELL, SMALL = 46, 18
# Up to so many reports a square has room for figures.
ROOMY = 12
# How many steps of shade can be told apart.
SHADES = 4


@dataclass(frozen=True, slots=True)
class Square:
    """Two reports in the heat map, by number from 1: their findings, and how the square is drawn.

    `shade` runs from 0 (never agree) to SHADES (always agree); `edge` is that of what is filled.
    """

    found: Mapping[Relation, int]
    numbers: tuple[int, int]
    one_origin: bool
    shade: int
    edge: int
    x: int
    y: int

    @property
    def total(self) -> int:
        """How many findings the two reports have a part in."""
        return sum(self.found.values())


@dataclass(frozen=True, slots=True)
class Heat:
    """Report against report; `size` is the edge of the room that a square has."""

    size: int
    width: int
    height: int
    roomy: bool
    squares: tuple[Square, ...]

    def filled(self, shade: int) -> str:
        """One path for all squares of a shade."""
        edges = ((it.x, it.y, it.edge) for it in self.squares if it.shade == shade)
        return "".join(f"M{x} {y}h{edge}v{edge}h-{edge}z" for x, y, edge in edges)

    @property
    def crosses(self) -> str:
        """One path for the crosses on all squares with a contradiction."""
        return "".join(
            f"M{it.x + it.edge // 2 - 4} {it.y + it.edge // 2 - 4}l8 8m0-8l-8 8"
            for it in self.squares
            if it.found[Relation.CONTRADICT]
        )


def heat(report: Report, outline: Outline) -> Heat:
    """How often each two reports agree in the findings that both have a part in."""
    found: defaultdict[tuple[int, int], Counter[Relation]] = defaultdict(Counter)
    for finding in outline.findings.values():
        a, b = sorted(outline.numbers.get(side.article, 0) for side in (finding.a, finding.b))
        if a and a != b:
            found[a, b][finding.relation] += 1
    copies = {
        tuple(sorted((outline.numbers[a], outline.numbers[b])))
        for origin in report.origins
        for a, b in combinations([one for one in origin.articles if one in outline.numbers], 2)
    }
    roomy = len(report.articles) <= ROOMY
    size = CELL if roomy else SMALL
    squares = tuple(_square(pair, found[pair], size, pair in copies) for pair in sorted(found))
    count = len(report.articles)
    return Heat(size, NAMES + size * (count - 1), size * count, roomy, squares)


def _square(pair: tuple[int, int], found: Counter[Relation], size: int, copy: bool) -> Square:
    shade = round(SHADES * found[Relation.AGREE] / found.total())
    edge = size - 2 if size == CELL else 4 + shade * (size - 6) // SHADES
    column, row = pair
    return Square(
        found=found,
        numbers=pair,
        one_origin=copy,
        shade=shade,
        edge=edge,
        x=NAMES + (column - 1) * size + (size - edge) // 2,
        y=(row - 1) * size + (size - edge) // 2,
    )
