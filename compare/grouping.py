"""Findings gathered into claims: what each source says about one point."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence

from compare.fingerprint import ID_LENGTH, normalised
from compare.model import Article, Cell, Claim, Finding, Origin, Relation, Sentence, Side
from compare.origins import merged

# What an article's cell says, the gravest first.
GRAVITY = (
    (Relation.CONTRADICT, Cell.CONTRADICT),
    (Relation.DIVERGE, Cell.DIFFER),
    (Relation.AGREE, Cell.AGREE),
)
ORDER = {relation: rank for rank, (relation, _) in enumerate(GRAVITY)}

Place = tuple[str, int]
Sentences = Mapping[str, Sequence[Sentence]]


def _place(side: Side) -> Place:
    return side.article, side.start


def copies(sentences: Sentences) -> Mapping[str, frozenset[str]]:
    """By the normalised words of a sentence: the articles in which they stand."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for article, own in sentences.items():
        for sentence in own:
            found[normalised(sentence.text)].add(article)
    return {words: frozenset(those) for words, those in found.items()}


def _cells(
    articles: Sequence[Article], findings: Sequence[Finding], held: Mapping[str, frozenset[str]]
) -> dict[str, Cell]:
    """An article says what its own passages say, and what those say that it prints as well."""
    relations: dict[str, set[Relation]] = defaultdict(set)
    for finding in findings:
        for side in (finding.a, finding.b):
            for article in {side.article} | held.get(normalised(side.text), frozenset()):
                relations[article].add(finding.relation)
    return {
        article.id: next(
            (cell for relation, cell in GRAVITY if relation in relations[article.id]), Cell.SILENT
        )
        for article in articles
    }


def _origins(findings: Sequence[Finding], known: Sequence[Origin]) -> int:
    """How many independent origins stand behind a claim.

    Articles of one known origin are one, and so are those that share the wording of this claim.
    """
    speaking = {side.article for f in findings for side in (f.a, f.b)}
    groups = [{article} for article in speaking]
    groups += [speaking.intersection(origin.articles) for origin in known]
    groups += [{f.a.article, f.b.article} for f in findings if "near-verbatim" in f.reasons]
    return len(merged(group for group in groups if group))


def _text(findings: Sequence[Finding]) -> str:
    """The passage that the findings are surest about; the shortest of equals."""
    weight: dict[str, float] = defaultdict(float)
    for finding in findings:
        for side in (finding.a, finding.b):
            weight[side.text] += finding.confidence
    return min(weight, key=lambda text: (-round(weight[text], 6), len(text), text))


def rank(finding: Finding) -> tuple[int, float, str, str]:
    """The sort key that puts the most telling findings first."""
    return ORDER[finding.relation], -finding.confidence, finding.id, finding.a.article


def _claims(findings: Sequence[Finding]) -> dict[Place, Place]:
    """Each passage with the one that stands for its claim.

    Findings tie passages together, the most telling first, but never two passages of one article:
    otherwise chains of likeness would draw a whole story into one claim.
    """
    claim: dict[Place, list[Place]] = {}
    for finding in findings:
        a, b = (claim.setdefault(p, [p]) for p in (_place(finding.a), _place(finding.b)))
        if a is not b and {article for article, _ in a}.isdisjoint(article for article, _ in b):
            a += b
            claim |= dict.fromkeys(b, a)
    return {place: min(members) for place, members in claim.items()}


def group(
    articles: Sequence[Article],
    sentences: Sentences,
    findings: Sequence[Finding],
    origins: Sequence[Origin] = (),
) -> tuple[Claim, ...]:
    """The rows of the claim x source matrix, those with the gravest findings first.

    A finding whose passages belong to two claims stands with the first of them. `sentences` are all
    that the articles hold: of copies of a passage, findings name only one. `origins` tell which
    articles count as one wherever they speak.
    """
    held = copies(sentences)
    ranked = sorted(findings, key=rank)
    claims = _claims(ranked)
    rows: dict[Place, list[Finding]] = defaultdict(list)
    for finding in ranked:
        rows[claims[_place(finding.a)]].append(finding)
    return tuple(
        Claim(
            id=hashlib.sha256("\n".join(sorted({f.id for f in row})).encode()).hexdigest()[
                :ID_LENGTH
            ],
            text=_text(row),
            findings=tuple(dict.fromkeys(f.id for f in row)),
            cells=_cells(articles, row, held),
            origins=_origins(row, origins),
        )
        for row in sorted(rows.values(), key=lambda row: rank(row[0]))
    )
