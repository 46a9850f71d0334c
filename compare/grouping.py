"""Findings gathered into claims: what each source says about one point."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence

from compare.model import Article, Cell, Claim, Finding, Relation, Side

ID_LENGTH = 16
# What an article's cell says, the gravest first.
GRAVITY = (
    (Relation.CONTRADICT, Cell.CONTRADICT),
    (Relation.DIVERGE, Cell.DIFFER),
    (Relation.AGREE, Cell.AGREE),
)
ORDER = {relation: rank for rank, (relation, _) in enumerate(GRAVITY)}

Place = tuple[str, int]


def _components(edges: Iterable[tuple[Hashable, Hashable]]) -> dict[Hashable, Hashable]:
    """Every node of a graph with the root of its connected component."""
    root: dict[Hashable, Hashable] = {}

    def find(node: Hashable) -> Hashable:
        root.setdefault(node, node)
        while root[node] != node:
            root[node] = root[root[node]]
            node = root[node]
        return node

    for a, b in edges:
        root[find(a)] = find(b)
    return {node: find(node) for node in list(root)}


def _place(side: Side) -> Place:
    return side.article, side.start


def _cells(articles: Sequence[Article], findings: Sequence[Finding]) -> dict[str, Cell]:
    relations: dict[str, set[Relation]] = defaultdict(set)
    for finding in findings:
        for side in (finding.a, finding.b):
            relations[side.article].add(finding.relation)
    return {
        article.id: next(
            (cell for relation, cell in GRAVITY if relation in relations[article.id]), Cell.SILENT
        )
        for article in articles
    }


def _origins(findings: Sequence[Finding]) -> int:
    """How many independent sources stand behind a claim: shared wording makes one of two."""
    articles = {side.article for f in findings for side in (f.a, f.b)}
    copies = ((f.a.article, f.b.article) for f in findings if "near-verbatim" in f.reasons)
    roots = _components(copies)
    return len({roots.get(article, article) for article in articles})


def _text(findings: Sequence[Finding]) -> str:
    """The passage that the findings are surest about; the shortest of equals."""
    weight: dict[str, float] = defaultdict(float)
    for finding in findings:
        for side in (finding.a, finding.b):
            weight[side.text] += finding.confidence
    return min(weight, key=lambda text: (-round(weight[text], 6), len(text), text))


def rank(finding: Finding) -> tuple[int, float, str]:
    """The sort key that puts the most telling findings first."""
    return ORDER[finding.relation], -finding.confidence, finding.id


def group(articles: Sequence[Article], findings: Sequence[Finding]) -> tuple[Claim, ...]:
    """The rows of the claim x source matrix, those with the gravest findings first.

    Findings that share a passage belong to one claim.
    """
    roots = _components((_place(f.a), _place(f.b)) for f in findings)
    rows: Mapping[Hashable, list[Finding]] = defaultdict(list)
    for finding in sorted(findings, key=rank):
        rows[roots[_place(finding.a)]].append(finding)
    return tuple(
        Claim(
            id=hashlib.sha256("\n".join(sorted(f.id for f in row)).encode()).hexdigest()[
                :ID_LENGTH
            ],
            text=_text(row),
            findings=tuple(f.id for f in row),
            cells=_cells(articles, row),
            origins=_origins(row),
        )
        for row in sorted(rows.values(), key=lambda row: rank(row[0]))
    )
