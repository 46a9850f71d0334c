"""The report in short for a notebook: a few tables, no style or script of its own."""

from __future__ import annotations

from compare.model import Report
from compare.report import wording
from compare.report.html import environment
from compare.report.outline import Outline
from compare.report.quoting import pieces
from compare.report.standing import standing

# As many findings as can be taken in between two cells of a notebook.
MOST = 20


def render(report: Report) -> str:
    """The headline and the first findings with both quotes, as a fragment of HTML."""
    report = standing(report)
    return (
        environment()
        .get_template("notebook.html.j2")
        .render(
            headline="".join(text for text, _ in wording.headline(report)),
            outline=Outline.of(report),
            findings=report.findings[:MOST],
            more=max(len(report.findings) - MOST, 0),
            pieces=pieces,
        )
    )
