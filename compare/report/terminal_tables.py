"""The report's tables on a terminal that has room for them."""

from __future__ import annotations

from collections import Counter

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from compare.model import Cell, Report
from compare.report import wording
from compare.report.outline import WIDE, Outline, cells, speaking
from compare.report.quoting import one_line, shortened

_STYLES = {Cell.CONTRADICT: "bold red", Cell.DIFFER: "yellow", Cell.AGREE: "cyan"}
# Narrower tables have columns of a few letters, which nobody can read.
_LEAST_WIDTH = 60
_LONGEST_NAME = 60
# As many points as stand on one screen; the report has them all.
_MOST_POINTS = 12


def compared(report: Report, outline: Outline, console: Console) -> Table | None:
    """The reports with how many of their sentences conflict, differ, agree and stand alone."""
    if not _roomy(console):
        return None
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, expand=False)
    table.add_column("", justify="right")
    table.add_column("Outlet", overflow="fold", ratio=2)
    table.add_column("Published", overflow="fold")
    table.add_column("Sentences", justify="right")
    for relation in wording.SHOWN:
        table.add_column(wording.sign(relation), justify="right")
    table.add_column("alone", justify="right")
    for number, article in enumerate(report.articles, 1):
        sentences = report.sentences.get(article.id, ())
        found = Counter(outline.strongest(article.id, one.index) for one in sentences)
        counts = [str(found[kind] or "") for kind in (*wording.SHOWN, None)]
        published = one_line(wording.date(article.published))
        named = (shortened(article.label, _LONGEST_NAME), published)
        table.add_row(str(number), *map(Text, named), str(len(sentences)), *counts)
    return table


def matrix(report: Report, outline: Outline, console: Console) -> Table | None:
    """Who says what: a line a point, a column a report, the gravest points first."""
    shared = [claim for claim in report.claims if speaking(claim) > 1]
    if not _roomy(console) or not shared or len(report.articles) > WIDE:
        return None
    more = len(shared) - _MOST_POINTS
    caption = f"{wording.count(more, 'more point')} in the report" if more > 0 else None
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, title="Who says what", caption=caption)
    table.title_justify = table.caption_justify = "left"
    table.add_column("Point", overflow="ellipsis", no_wrap=True, ratio=1)
    for number in outline.numbers.values():
        table.add_column(str(number), justify="center")
    for claim in shared[:_MOST_POINTS]:
        signs = [
            Text(wording.sign(it), style=_STYLES.get(it, "dim") if it else "")
            for it in cells(report, claim)
        ]
        table.add_row(Text(one_line(claim.text)), *signs)
    return table


def _roomy(console: Console) -> bool:
    return console.is_terminal and console.width >= _LEAST_WIDTH
