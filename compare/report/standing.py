"""What is left of a report once its reviewers' verdicts count."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from compare.grouping import group
from compare.model import Cell, Claim, DateMention, Finding, Report, Verdict


def dismissed(report: Report) -> tuple[tuple[Finding, Verdict], ...]:
    """The findings that a reviewer dismissed, each with the verdict."""
    judged = ((finding, report.verdicts.get(finding.id)) for finding in report.findings)
    return tuple((finding, it) for finding, it in judged if it is not None and it.dismisses)


def standing(report: Report) -> Report:
    """The report without the findings that a reviewer dismissed, and without what rests on them.

    A claim in which a dismissed finding stood is grouped anew from its other findings.
    """
    gone = {finding.id for finding, _ in dismissed(report)}
    if not gone:
        return report
    kept = tuple(finding for finding in report.findings if finding.id not in gone)
    whole = [claim for claim in report.claims if gone.isdisjoint(claim.findings)]
    listed = {name for claim in whole for name in claim.findings}
    left = [it for it in kept if it.id not in listed]
    rest = group(report.articles, report.sentences, left, report.origins)
    order = {finding.id: place for place, finding in enumerate(kept)}
    claims = tuple(sorted((*whole, *rest), key=lambda claim: _first(claim, order)))
    return replace(report, findings=kept, claims=claims, dates=dates_of(report, claims))


def dates_of(report: Report, claims: Sequence[Claim]) -> tuple[DateMention, ...]:
    """The dates of the report, each with the first of the new claims that its old one went into."""
    return tuple(_dates(report, claims))


def _dates(report: Report, claims: Sequence[Claim]) -> Iterator[DateMention]:
    findings = {claim.id: frozenset(claim.findings) for claim in report.claims}
    for mention in report.dates:
        own = findings.get(mention.claim, frozenset())
        for claim in claims:
            if not own.isdisjoint(claim.findings) and mention.article in _speaking(claim):
                yield replace(mention, claim=claim.id)
                break


def _speaking(claim: Claim) -> frozenset[str]:
    return frozenset(article for article, cell in claim.cells.items() if cell is not Cell.SILENT)


def _first(claim: Claim, order: dict[str, int]) -> int:
    return min((order[name] for name in claim.findings if name in order), default=len(order))
