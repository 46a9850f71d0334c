"""report.md: the report as Markdown, for notes, tickets and version control."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote

from compare.model import Article, Cell, Finding, Relation, Report, Side
from compare.report import wording
from compare.report.axis import timeline
from compare.report.corroboration import supports
from compare.report.links import to_words
from compare.report.outline import WIDE, Outline, by_cell, cells, speaking
from compare.report.quoting import one_line, pieces
from compare.report.standing import dismissed, standing

_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_MARKUP = re.compile(r"[\\`*_\[\]|~$&<>@]|:(?=//)|(?<=www)\.")
# What would end an address between angle brackets.
_UNSAFE = re.compile(r"[<>\\\s\x00-\x1f\x7f]")
# What makes a line a heading, a list or a rule when it stands first in it.
_OPENING = re.compile(r"^(\s*)(?:([#+=-])|(\d+)([.)]))")


def render(report: Report) -> str:
    """The report as CommonMark with tables; text of the articles cannot become markup."""
    left = standing(report)
    return "\n".join(_lines(report, left, Outline.of(left))) + "\n"


def escape(text: str) -> str:
    """The text on one line, such that Markdown shows it as it is."""
    line = _MARKUP.sub(lambda found: _ENTITIES.get(found[0], "\\" + found[0]), one_line(text))
    return _OPENING.sub(lambda found: f"{found[1]}{found[3] or ''}\\{found[2] or found[4]}", line)


def _lines(whole: Report, report: Report, outline: Outline) -> Iterator[str]:
    yield from (f"# What the reports say: {escape(report.name)}", "")
    yield from ("".join(text for text, _ in wording.headline(report)), "")
    if missing := wording.entailment_missing(report):
        yield from (missing, "")
    yield from _compared(report)
    for origin in report.origins:
        yield from (escape(wording.shared_origin(origin, outline.numbers)), "")
    for relation in wording.SHOWN:
        yield from _group(report, outline, relation)
    yield from _timeline(report, outline)
    yield from _alone(report, outline)
    yield from _matrix(report, outline)
    for article in report.articles:
        yield from _article(report, outline, article)
    yield from _dismissed(whole, outline)
    yield from _method(report, outline)


def _compared(report: Report) -> Iterator[str]:
    yield from ("## What was compared", "", escape(wording.compared(report)), "")
    yield from ("| No. | Outlet | Title | Published | Sentences |", "|--:|---|---|---|--:|")
    for number, article in enumerate(report.articles, 1):
        title = escape(article.title or "")
        published = escape(wording.date(article.published))
        sentences = len(report.sentences.get(article.id, ()))
        yield f"| {number} | {escape(article.label)} | {title} | {published} | {sentences} |"
    yield ""


def _group(report: Report, outline: Outline, relation: Relation) -> Iterator[str]:
    findings = wording.of_relation(report, relation)
    yield from (f"## {wording.heading(relation)}: {len(findings)}", "")
    yield from (wording.about(relation) if findings else wording.none_found(report, relation), "")
    alike = supports(report)
    for finding in findings:
        yield from _finding(outline, finding)
        if support := alike.get(finding.id):
            yield from (wording.corroboration(len(support.articles), support.origins) + ".", "")
        yield from _verdict(report, finding)
        yield from _factors(finding)


def _finding(outline: Outline, finding: Finding) -> Iterator[str]:
    sure = wording.confidence(finding.confidence)
    yield f"### {_label(outline, finding)} {escape(wording.reasons(finding))} ({sure})"
    yield ""
    if finding.explanation:
        yield from (escape(finding.explanation), "")
    for side in (finding.a, finding.b):
        yield from (f"> {_quote(side)}  ", f"> — {_whence(outline, side)}", "")


def _factors(finding: Finding) -> Iterator[str]:
    if finding.factors:
        parts = ", ".join(
            f"{escape(factor.name)} {wording.signed(factor.logit)}" for factor in finding.factors
        )
        total = wording.signed(sum(factor.logit for factor in finding.factors))
        yield from (f"Log-odds: {parts}; together {total}.", "")


def _verdict(report: Report, finding: Finding) -> Iterator[str]:
    if given := report.verdicts.get(finding.id):
        note = f": “{escape(given.note)}”" if given.note else ""
        yield from (f"In review: {escape(wording.verdict(given))}{note}", "")


def _dismissed(report: Report, outline: Outline) -> Iterator[str]:
    findings = dismissed(report)
    if findings:
        yield from (f"## Dismissed in review: {len(findings)}", "")
    for finding, _ in findings:
        yield from _finding(outline, finding)
        yield from _verdict(report, finding)


def _label(outline: Outline, finding: Finding) -> str:
    # A sign such as "=" would make the line before it a heading.
    return escape(outline.labels.get(finding.id, wording.sign(finding.relation)))


def _quote(side: Side) -> str:
    shown = [(one_line(text), marked) for text, marked in pieces(side)]
    quote = "".join(_strong(text) if marked else escape(text) for text, marked in shown)
    return quote.strip()


def _strong(text: str) -> str:
    """Asterisks mark only words that begin and end with a letter or digit."""
    bare = text.strip()
    if not bare:
        return text
    wrap = "**{}**" if bare[0].isalnum() and bare[-1].isalnum() else "<strong>{}</strong>"
    return text.replace(bare, wrap.format(escape(bare)), 1)


def _whence(outline: Outline, side: Side) -> str:
    places = [str(sentence.index + 1) for sentence in outline.sentences(side)]
    number = outline.numbers.get(side.article)
    where = f", report {number}, sentence {', '.join(places)}" if number and places else ""
    link = to_words(outline.articles.get(side.article), side)
    there = f", [in the original](<{_UNSAFE.sub(_percent, link)}>)" if link else ""
    return f"{escape(outline.outlet(side))}, {escape(wording.date(side.published))}{where}{there}"


def _percent(found: re.Match[str]) -> str:
    return quote(found[0], safe="")


def _alone(report: Report, outline: Outline) -> Iterator[str]:
    """By report, the numbers of the sentences that stand in no finding."""
    left = {
        article.id: [
            str(sentence.index + 1)
            for sentence in report.sentences.get(article.id, ())
            if (article.id, sentence.index) not in outline.on_sentence
        ]
        for article in report.articles
    }
    if any(left.values()):
        yield from ("## Told by one report only", "", wording.ALONE, "")
    for article in report.articles:
        if places := left[article.id]:
            of = f"Report {outline.numbers[article.id]}, {escape(article.label)}"
            yield f"- {of}: sentence{'s' if len(places) > 1 else ''} {', '.join(places)}"
    yield ""


def _timeline(report: Report, outline: Outline) -> Iterator[str]:
    events = timeline(report, outline)
    if events:
        yield from ("## When, according to whom", "")
    for event in events:
        yield from (f"- {escape(event.claim.text)}", "")
        for bar in event.bars:
            sign = f" {wording.sign(Relation.CONTRADICT)}" if bar.conflict else ""
            outlet = escape(outline.articles[bar.mention.article].label)
            yield f"  - Report {bar.number}, {outlet}: “{escape(bar.mention.text)}”{sign}"
        yield ""


def _matrix(report: Report, outline: Outline) -> Iterator[str]:
    if not report.claims:
        return
    yield from ("## Who says what", "")
    wide = len(report.articles) > WIDE
    columns = [wording.cell(kind) for kind in Cell] if wide else _outlets(report)
    yield f"| Point | {' | '.join(columns)} | Origins | Findings |"
    yield "|---|" + "---|" * len(columns) + "---|---|"
    for claim in report.claims:
        row = cells(report, claim)
        shown = _numbers(row) if wide else [_shown(it) for it in row]
        findings = [outline.labels[name] for name in claim.findings if name in outline.labels]
        told = wording.origins(speaking(claim), claim.origins)
        yield f"| {escape(claim.text)} | {' | '.join(shown)} | {told} | {' '.join(findings)} |"
    yield ""


def _outlets(report: Report) -> list[str]:
    return [
        f"{number}. {escape(article.label)}" for number, article in enumerate(report.articles, 1)
    ]


def _shown(cell: Cell | None) -> str:
    return f"{wording.sign(cell)} {wording.cell(cell)}".lstrip()


def _numbers(row: tuple[Cell | None, ...]) -> list[str]:
    """The articles by number; of the silent ones only how many they are."""
    found = by_cell(row)
    return [
        str(len(numbers)) if kind is Cell.SILENT else ", ".join(map(str, numbers))
        for kind, numbers in found.items()
    ]


def _article(report: Report, outline: Outline, article: Article) -> Iterator[str]:
    number = outline.numbers[article.id]
    yield from (f"## {number}. {escape(article.label)}: {escape(article.title or 'untitled')}", "")
    found = [escape(wording.date(article.published))]
    found += [escape(place) for place in (article.url, article.path) if place]
    yield from (", ".join(found), "")
    for sentence in report.sentences.get(article.id, ()):
        findings = outline.on_sentence.get((article.id, sentence.index), ())
        labels = " ".join(outline.labels[finding.id] for finding in findings)
        note = f" **[{labels}]**" if labels else ""
        yield f"{sentence.index + 1}. {escape(wording.said(sentence.text))}{note}"
    yield ""


def _method(report: Report, outline: Outline) -> Iterator[str]:
    yield from ("## What was looked at, and what was not", "")
    for told in wording.coverage(report, outline.unmatched):
        yield from (told, "")
    for name, served in sorted(report.models.items()):
        yield f"- {escape(wording.role(name))}: {escape(served) if served else 'none'}"
    yield ""
    if report.notices:
        yield from ("## Notices", "")
        for notice in report.notices:
            yield f"- {escape(notice.subject)}: {escape(notice.message)} ({escape(notice.kind)})"
        yield ""
