"""How many independent origins stand behind what several reports say alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from compare.fingerprint import normalised
from compare.grouping import copies
from compare.model import Claim, Finding, Relation, Report
from compare.origins import merged

Copies = Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Support:
    """The articles that say the same, by id, and how many independent origins they have."""

    articles: frozenset[str]
    origins: int


def supports(report: Report) -> Mapping[str, Support]:
    """By the id of each agreement: who says the same, on the point that it belongs to.

    Agreements of one claim tie articles together, and so do passages that are the same word for
    word. Articles of one origin count once, and so do those that share the wording of the passage.
    """
    held = copies(report.sentences)
    found = {it.id: it for it in report.findings if it.relation is Relation.AGREE}
    return {
        name: support
        for claim in report.claims
        for name, support in _of_claim(report, claim, found, held)
    }


def _of_claim(
    report: Report, claim: Claim, found: Mapping[str, Finding], held: Copies
) -> Iterator[tuple[str, Support]]:
    alike = [found[name] for name in claim.findings if name in found]
    for articles in merged({it.a.article, it.b.article} for it in alike):
        own = [it for it in alike if it.a.article in articles]
        support = _support(report, own, held)
        yield from ((it.id, support) for it in own)


def _support(report: Report, alike: Iterable[Finding], held: Copies) -> Support:
    sides = [side for it in alike for side in (it.a, it.b)]
    one_text = [held.get(normalised(s.text), frozenset()) | {s.article} for s in sides]
    articles = frozenset[str]().union(*one_text)
    groups = [
        *one_text,
        *({it.a.article, it.b.article} for it in alike if "near-verbatim" in it.reasons),
        *(articles.intersection(origin.articles) for origin in report.origins),
    ]
    return Support(articles, len(merged(group for group in groups if group)))
