"""A large made-up report, built from model objects alone, of the kind that fifty articles give."""

from __future__ import annotations

import datetime
import hashlib
import math
import random
from collections.abc import Iterator

from compare.grouping import group, rank
from compare.model import (
    Article,
    Claim,
    Coverage,
    DateMention,
    Factor,
    Finding,
    OffsetMap,
    Origin,
    Relation,
    Report,
    Sentence,
    Side,
)

_TEXT = """
the mayor council harbour bridge said on Monday that river crews workers would begin before winter
after storm officials reported families shelter and of for with their from several hundred people
"""
_WORDS = _TEXT.split()
_REASONS = {
    Relation.CONTRADICT: ("date", "quantity", "name", "polarity", "statement"),
    Relation.DIVERGE: ("precision", "detail", "hedge", "attribution", "wording"),
    Relation.AGREE: ("same-facts", "near-verbatim", "same-quote"),
}
_FACTORS = (
    "base",
    "shared words",
    "similar meaning",
    "same running text",
    "rare words shared",
    "dates conflict",
    "same act and participants",
)
# Of a hundred findings, so many contradict, differ and agree.
_SHARES = {Relation.CONTRADICT: 5, Relation.DIVERGE: 70, Relation.AGREE: 25}
_WORDS_A_SENTENCE = 22


def build(articles: int, sentences: int, findings: int, seed: int = 7) -> Report:
    """A report of so many articles, sentences an article and findings, the same for one seed."""
    dice = random.Random(seed)
    made = sorted((_article(dice, n, sentences) for n in range(articles)), key=lambda it: it[0].id)
    found: dict[str, Finding] = {}
    while len(found) < findings:
        one = _finding(dice, made)
        found.setdefault(one.id, one)
    ranked = tuple(sorted(found.values(), key=rank))
    origins = (Origin(tuple(it.id for it, _ in made[:3]), ("overlap",), None, 0.7),)
    own = tuple(article for article, _ in made)
    split = {article.id: cut for article, cut in made}
    claims = group(own, split, ranked, origins)
    total = articles * sentences
    return Report(
        name="fifty-articles",
        created="2026-01-01T00:00:00Z",
        articles=own,
        sentences=split,
        claims=claims,
        findings=ranked,
        notices=(),
        models={"encoder": "made-up", "entailment": "made-up", "parser": "made-up"},
        coverage=Coverage(total, (total**2 - articles * sentences**2) // 2, 4 * findings),
        origins=origins,
        dates=tuple(_dates(claims[:12], split)),
    )


Made = tuple[Article, tuple[Sentence, ...]]


def _article(dice: random.Random, number: int, sentences: int) -> Made:
    texts = [
        f"{' '.join(dice.choices(_WORDS, k=_WORDS_A_SENTENCE))} {number}.".capitalize()
        for _ in range(sentences)
    ]
    text = " ".join(texts)
    digest = hashlib.sha256(text.encode()).hexdigest()
    article = Article(
        id=digest[:16],
        source=f"The Outlet of Town {number}",
        title=f"What {number} people saw when the river rose over the harbour bridge",
        published=str(datetime.date(2023, 6, 1) + datetime.timedelta(number)),
        url=f"https://news.example/world/2023/06/what-people-saw-when-the-river-rose-{number}.html",
        path=None,
        language="en",
        sha256=digest,
        text=text,
        offsets=OffsetMap(((0, 0, len(text)),)),
    )
    return article, tuple(_split(article.id, texts))


def _split(article: str, texts: list[str]) -> Iterator[Sentence]:
    start = 0
    for index, text in enumerate(texts):
        yield Sentence(article, index, start, start + len(text), text)
        start += len(text) + 1


def _finding(dice: random.Random, made: list[Made]) -> Finding:
    sides = tuple(
        _side(dice, one) for one in sorted(dice.sample(range(len(made)), 2)) for one in (made[one],)
    )
    (relation,) = dice.choices(list(_SHARES), list(_SHARES.values()))
    factors = tuple(Factor(name, round(dice.uniform(-0.6, 1.2), 2)) for name in _FACTORS)
    sure = 1 / (1 + math.exp(-sum(factor.logit for factor in factors)))
    passages = "\n".join(side.text for side in sides)
    return Finding(
        id=hashlib.sha256(passages.encode()).hexdigest()[:16],
        relation=relation,
        reasons=(dice.choice(_REASONS[relation]),),
        confidence=sure,
        scores={relation.value: sure},
        factors=factors,
        explanation="Both tell of the same thing; one side says it in other words.",
        a=sides[0],
        b=sides[1],
    )


def _side(dice: random.Random, of: Made) -> Side:
    article, split = of
    one = dice.choice(split)
    blanks = [at for at, letter in enumerate(one.text) if letter == " "]
    marked = sorted(dice.sample(range(len(blanks) - 1), 2))
    evidence = tuple((one.start + blanks[at] + 1, one.start + blanks[at + 1]) for at in marked)
    return Side(
        article=article.id,
        source=article.source,
        published=article.published,
        start=one.start,
        end=one.end,
        text=one.text,
        evidence=evidence,
    )


def _dates(
    claims: tuple[Claim, ...], sentences: dict[str, tuple[Sentence, ...]]
) -> Iterator[DateMention]:
    for claim in claims:
        for day, article in enumerate(sorted(claim.cells)[:4], 1):
            one = sentences[article][0]
            start = datetime.date(2023, 6, day)
            end = start + datetime.timedelta(1)
            span = (one.start, one.start + 8)
            yield DateMention(claim.id, article, span, one.text[:8], start, end)
