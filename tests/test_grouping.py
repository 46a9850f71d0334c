"""Claims and origins: what is drawn together, and what is kept apart."""

from __future__ import annotations

from dataclasses import replace

from compare.grouping import group
from compare.model import Article, Cell, Finding, Relation, Sentence, Side


def _article(name: str) -> Article:
    return Article(name, name, None, None, None, None, "en", "", "")


def _finding(
    a: str, b: str, relation: Relation, reason: str = "wording", confidence: float = 0.7
) -> Finding:
    """A finding between passages written as article:start."""
    sides = []
    for place in (a, b):
        article, start = place.split(":")
        sides.append(Side(article, article, None, int(start), int(start) + 5, place, ()))
    name = f"{a}-{b}"
    return Finding(name, relation, (reason,), confidence, {}, (), "", sides[0], sides[1])


ARTICLES = [_article(name) for name in "pqr"]


def test_one_claim_with_a_cell_for_every_article() -> None:
    (claim,) = group(ARTICLES, {}, [_finding("p:0", "q:0", Relation.CONTRADICT, "date")])
    assert claim.cells == {"p": Cell.CONTRADICT, "q": Cell.CONTRADICT, "r": Cell.SILENT}
    assert claim.origins == 2


def test_chains_do_not_draw_two_passages_of_an_article_together() -> None:
    chain = [
        _finding("p:0", "q:0", Relation.AGREE, confidence=0.9),
        _finding("q:0", "p:9", Relation.DIVERGE, confidence=0.6),
        _finding("p:9", "r:0", Relation.AGREE, confidence=0.8),
    ]
    claims = group(ARTICLES, {}, chain)
    assert len(claims) == 2
    assert sorted(f for c in claims for f in c.findings) == sorted(f.id for f in chain)


def test_copies_are_one_origin() -> None:
    findings = [
        _finding("p:0", "q:0", Relation.AGREE, "near-verbatim"),
        _finding("p:0", "r:0", Relation.AGREE, "same-facts"),
    ]
    (claim,) = group(ARTICLES, {}, findings)
    assert claim.origins == 2


def test_the_gravest_relation_fills_the_cell_whatever_the_order() -> None:
    findings = [
        _finding("p:0", "q:0", Relation.AGREE),
        _finding("p:0", "r:0", Relation.CONTRADICT, "date"),
    ]
    for order in (findings, findings[::-1]):
        (claim,) = group(ARTICLES, {}, order)
        assert claim.cells == {"p": Cell.CONTRADICT, "q": Cell.AGREE, "r": Cell.CONTRADICT}


def test_who_prints_a_passage_says_it_though_no_finding_names_the_copy() -> None:
    said = "The bridge was closed on Monday."
    found = _finding("p:0", "q:0", Relation.AGREE)
    found = replace(found, a=replace(found.a, text=said))
    sentences = {"r": (Sentence("r", 4, 90, 122, "The bridge was closed, on Monday."),)}
    (claim,) = group(ARTICLES, sentences, [found])
    assert claim.cells == {"p": Cell.AGREE, "q": Cell.AGREE, "r": Cell.AGREE}
