"""The summary of a report on a terminal, or in a pipe."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from compare.model import Finding, Relation, Report, Side
from compare.report import wording
from compare.report.corroboration import Support, supports
from compare.report.outline import Outline
from compare.report.quoting import one_line, pieces
from compare.report.standing import dismissed, standing
from compare.report.terminal_tables import compared, matrix

_STYLES = {Relation.CONTRADICT: "bold red", Relation.DIVERGE: "yellow", Relation.AGREE: "cyan"}
# How many findings are told in short where they are not contradictions.
_IN_SHORT = 3
# The least width at which two quotes can be read side by side.
_SIDE_BY_SIDE = 100


def summary(report: Report, console: Console, *, full: bool = False) -> None:
    """Print what was found on `console`: contradictions in full, the rest in short.

    With `full` every finding is told in full, with the parts that its confidence adds up from. A
    terminal wide enough gets tables, a pipe plain lines.
    """
    whole, report = report, standing(report)
    outline = Outline.of(report)
    _say(console, _headline(report))
    _compared(report, outline, console)
    for relation in wording.SHOWN:
        _group(report, outline, relation, console, full)
    if table := matrix(report, outline, console):
        console.print()
        console.print(table)
    _dismissed(whole, outline, console)
    _closing(report, outline, console)


def _say(console: Console, text: Text, indent: int = 0) -> None:
    """Print the text wrapped at the console's width, without blanks at the ends of lines."""
    for line in text.wrap(console, max(console.width - indent, 1), overflow="fold"):
        line.rstrip()
        console.print(Text(" " * indent).append_text(line), no_wrap=True, crop=False)


def _headline(report: Report) -> Text:
    parts = wording.headline(report)
    return Text.assemble(*((text, _STYLES[kind] if kind else "bold") for text, kind in parts))


def _compared(report: Report, outline: Outline, console: Console) -> None:
    _say(console, Text(one_line(wording.compared(report))))
    if table := compared(report, outline, console):
        console.print(table)
    else:
        for number, article in enumerate(report.articles, 1):
            outlet = one_line(article.label)
            published = one_line(wording.date(article.published))
            sentences = wording.count(len(report.sentences.get(article.id, ())), "sentence")
            _say(console, Text(f"{number}. {outlet}, {published}, {sentences}"), indent=2)
    for origin in report.origins:
        told = one_line(wording.shared_origin(origin, outline.numbers))
        _say(console, Text(told), indent=2)
    if missing := wording.entailment_missing(report):
        _say(console, Text(missing, style="italic"))


def _in_full(
    report: Report, outline: Outline, finding: Finding, support: Support | None, console: Console
) -> None:
    console.print()
    why = one_line(wording.reasons(finding))
    sure = wording.confidence(finding.confidence)
    label = outline.labels.get(finding.id, wording.sign(finding.relation))
    title = Text(f"{label} {why}", style=_STYLES[finding.relation])
    _say(console, title.append(f" ({sure})", style="not bold"))
    if finding.explanation:
        _say(console, Text(one_line(finding.explanation)), indent=2)
    if support:
        told = wording.corroboration(len(support.articles), support.origins)
        _say(console, Text(told), indent=2)
    if given := report.verdicts.get(finding.id):
        note = f": “{given.note}”" if given.note else ""
        _say(console, Text(one_line(f"In review: {wording.verdict(given)}{note}")), indent=2)
    whence = [Text(_whence(outline, side), style="bold") for side in (finding.a, finding.b)]
    quotes = [_quote(side, console) for side in (finding.a, finding.b)]
    if console.width >= _SIDE_BY_SIDE:
        _side_by_side(whence, quotes, console)
    else:
        for outlet, quote in zip(whence, quotes, strict=True):
            _say(console, outlet, indent=2)
            _say(console, quote, indent=4)


def _side_by_side(whence: list[Text], quotes: list[Text], console: Console) -> None:
    pair = Table.grid(padding=(0, 3), expand=True)
    pair.add_column(ratio=1, overflow="fold")
    pair.add_column(ratio=1, overflow="fold")
    pair.add_row(*whence)
    pair.add_row(*quotes)
    console.print(Padding(pair, (0, 0, 0, 2)))


def _factors(finding: Finding, console: Console) -> None:
    parts = (
        f"{one_line(factor.name)} {wording.signed(factor.logit)}" for factor in finding.factors
    )
    total = wording.signed(sum(factor.logit for factor in finding.factors))
    if finding.factors:
        told = f"Log-odds: {', '.join(parts)}; together {total}"
        _say(console, Text(told, style="dim"), indent=2)


def _quote(side: Side, console: Console) -> Text:
    told = Text()
    for text, marked in pieces(side):
        told.append_text(_marked(one_line(text), console) if marked else Text(one_line(text)))
    return told


def _marked(words: str, console: Console) -> Text:
    """Where nothing can be underlined, as in a pipe, asterisks stand around the words."""
    if console.color_system is None:
        return Text(f"*{words}*")
    return Text(words, style="bold underline")


def _whence(outline: Outline, side: Side) -> str:
    return f"{one_line(outline.outlet(side))}, {one_line(wording.date(side.published))}"


def _group(
    report: Report, outline: Outline, relation: Relation, console: Console, full: bool
) -> None:
    findings = wording.of_relation(report, relation)
    console.print()
    told = f"{wording.sign(relation)} {wording.heading(relation)}: {len(findings)}"
    _say(console, Text(told, style=_STYLES[relation]))
    if not findings:
        _say(console, Text(wording.none_found(report, relation)), indent=2)
    elif full or relation is Relation.CONTRADICT:
        alike = supports(report)
        for finding in findings:
            _in_full(report, outline, finding, alike.get(finding.id), console)
            if full:
                _factors(finding, console)
    else:
        _in_short(outline, findings, console)


def _in_short(outline: Outline, findings: Sequence[Finding], console: Console) -> None:
    for finding in findings[:_IN_SHORT]:
        label = outline.labels[finding.id]
        why = one_line(wording.reasons(finding))
        outlets = " / ".join(_whence(outline, side) for side in (finding.a, finding.b))
        _say(console, Text(f"{label} {why}: {outlets}"), indent=2)
        quote = Text(one_line(finding.a.text))
        quote.truncate(max(console.width - 4, 1) * 2, overflow="ellipsis")
        _say(console, quote, indent=4)
    if len(findings) > _IN_SHORT:
        _say(console, Text(f"and {len(findings) - _IN_SHORT} more in the report"), indent=2)


def _dismissed(report: Report, outline: Outline, console: Console) -> None:
    findings = dismissed(report)
    if findings:
        console.print()
        _say(console, Text(f"Dismissed in review: {len(findings)}", style="bold"))
    for finding, given in findings:
        outlets = " / ".join(_whence(outline, side) for side in (finding.a, finding.b))
        note = f": “{given.note}”" if given.note else ""
        told = f"{wording.sign(finding.relation)} {outlets}: {wording.verdict(given)}{note}"
        _say(console, Text(one_line(told)), indent=2)


def _closing(report: Report, outline: Outline, console: Console) -> None:
    console.print()
    for told in wording.coverage(report, outline.unmatched):
        _say(console, Text(told))
    for notice in report.notices:
        told = f"{one_line(notice.subject)}: {one_line(notice.message)}"
        _say(console, Text(f"Notice: {told}"))
