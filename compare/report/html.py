"""report.html: one self-contained page that opens offline, prints, and needs no script."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from compare.model import Cell, Report
from compare.report import axis, chart, heat, pictures, views, wording
from compare.report.outline import WIDE, Outline, speaking
from compare.report.quoting import one_line, shortened, showable
from compare.report.standing import standing

# With more findings than this a browser takes a visible time to lay out the whole page.
LARGE = 150
# So many sentences in no finding are shown at once; more are folded away, report by report.
FEW = 12


def render(report: Report) -> str:
    """The report as one HTML page that loads nothing; text of the articles stays text."""
    whole, report = report, standing(report)
    outline = Outline.of(report)
    style, script = (_part(name) for name in ("report.css", "report.js"))
    groups = views.groups(report, outline)
    shown = views.on_page(groups)
    shared = [
        views.row(report, outline, claim, shown) for claim in report.claims if speaking(claim) > 1
    ]
    context: dict[str, Any] = {
        "report": report,
        "style": style,
        "script": script,
        "style_hash": _digest(style),
        "script_hash": _digest(script),
        "headline": wording.headline(report),
        "compared": wording.compared(report),
        "missing": wording.entailment_missing(report),
        "groups": groups,
        "dismissed": views.dismissals(whole, outline),
        "sources": [views.source(report, outline, it, shown) for it in report.articles],
        "shared_origins": [wording.shared_origin(it, outline.numbers) for it in report.origins],
        "reasons": wording.reasons_found(report),
        "rows": {row.claim.id: row for row in shared},
        "matrix": pictures.matrix(report, outline),
        "heat_map": heat.heat(report, outline),
        "events": axis.timeline(report, outline),
        "wide": len(report.articles) > WIDE,
        "large": len(report.findings) > LARGE,
        "few_alone": outline.unmatched <= FEW,
        "coverage": wording.coverage(report, outline.unmatched),
    }
    return environment().get_template("report.html.j2").render(context)


@cache
def environment() -> Environment:
    """The templates, in which nothing is shown unescaped or with control characters."""
    made = Environment(
        loader=PackageLoader("compare.report", "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        finalize=_finalize,
    )
    made.globals.update(wording=wording, Cell=Cell, chart=chart, heat=heat, pictures=pictures)
    made.filters.update(one_line=one_line, shortened=shortened)
    return made


def _finalize(value: object) -> object:
    """Nothing that a template shows holds a control character, wherever it comes from."""
    if isinstance(value, str) and not isinstance(value, Markup):
        return showable(value)
    return value


def _part(name: str) -> Markup:
    """The page's own style or script; neither holds anything of a report."""
    return Markup(environment().get_template(name).render())


def _digest(part: str) -> str:
    """What the page's security policy knows the part by."""
    return base64.b64encode(hashlib.sha256(part.encode()).digest()).decode()
