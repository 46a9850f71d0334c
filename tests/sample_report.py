"""A made-up report about a made-up bridge, with every relation and most reasons in it."""

from __future__ import annotations

import dataclasses
import datetime
import hashlib
import math
import re
from collections.abc import Sequence

from compare.model import (
    Article,
    Cell,
    Claim,
    Coverage,
    DateMention,
    Factor,
    Finding,
    Notice,
    OffsetMap,
    Origin,
    Relation,
    Report,
    Sentence,
    Side,
    Span,
    Verdict,
)

HERALD, GAZETTE, WIRE, RADIO, COURIER = range(5)

_TEXTS: tuple[tuple[str, str, str | None, str], ...] = (
    (
        "Brannock Herald",
        "Council clears the way for the Ferrow bridge",
        "2021-03-12",
        "The Brannock council approved the new bridge over the Ferrow in February 2021. "
        "It will cost 41 million crowns, the finance office said. "
        "Mayor Ilse Tarrant called the vote “a promise kept to the east bank”. "
        "Forty people spoke against the plan at the hearing. "
        "Work is to begin before the summer. "
        "The old ferry keeps running until the bridge opens. "
        "Shopkeepers on Quay Street fear two years of dust.",
    ),
    (
        "Ostra Gazette",
        "A bridge at last, and a bill to go with it",
        "2021-03-14",
        "Councillors in Brannock gave the Ferrow bridge their approval in March 2021, after a "
        "night of debate. "
        "The bridge is expected to cost more than 40 million crowns. "
        "“A promise kept to the east bank,” Mayor Ilse Tarrant said of the vote. "
        "The ferry has stopped running. "
        "Engineers warned of soft ground under the western pier. "
        "Work could begin before the summer, officials believe.",
    ),
    (
        "Northern Wire",
        "Brannock approves Ferrow crossing",
        "2021-03",
        "The council of Brannock approved a bridge over the Ferrow in 2021. "
        "It will cost 41 million crowns, the finance office said. "
        "The span is 612 metres long. "
        "Nobody spoke against the plan at the public hearing. "
        "Work is to begin before the summer.",
    ),
    (
        "Radio Elmstead",
        "Evening bulletin",
        None,
        "The bridge over the Ferrow is 621 metres long. "
        "It will cost 41 million crowns, according to the finance office. "
        "The old ferry keeps running until the bridge opens. "
        "Listeners can follow the building site by camera.",
    ),
    (
        "Ferrow Valley Courier",
        "Two years on, traffic is light",
        "2023-06-06",
        "The old ferry made its last crossing on Sunday. "
        "Traffic on the new bridge is lighter than the planners had hoped. "
        "The final bill came to 47 million crowns. "
        "Mayor Ilse Tarrant opened the bridge herself.",
    ),
)


def article(
    source: str | None,
    title: str | None,
    published: str | None,
    text: str,
    url: str | None = None,
    path: str | None = None,
) -> Article:
    """An article whose id and checksum are those of its text."""
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return Article(
        id=digest[:16],
        source=source,
        title=title,
        published=published,
        url=url,
        path=path,
        language="en",
        sha256=digest,
        text=text,
        offsets=OffsetMap(((0, 7, len(text)),)),
        origin_of={"source": "header", "published": "header"} if published else {},
    )


def sentences(of: Article) -> tuple[Sentence, ...]:
    """The article cut after each full stop that a space or the end follows."""
    spans = [found.span() for found in re.finditer(r"\S.*?(?:[.][”]?(?=\s|$)|$)", of.text, re.S)]
    return tuple(
        Sentence(of.id, index, start, end, of.text[start:end])
        for index, (start, end) in enumerate(spans)
    )


def side(of: Article, index: int, *marked: str) -> Side:
    """One sentence of the article as half of a finding, with the given words as evidence."""
    sentence = sentences(of)[index]
    return Side(
        article=of.id,
        source=of.source,
        published=of.published,
        start=sentence.start,
        end=sentence.end,
        text=sentence.text,
        evidence=tuple(_span(of, sentence, words) for words in marked),
    )


def _span(of: Article, sentence: Sentence, words: str) -> Span:
    start = of.text.index(words, sentence.start, sentence.end)
    return (start, start + len(words))


def finding(
    relation: Relation,
    reasons: Sequence[str],
    explanation: str,
    factors: Sequence[tuple[str, float]],
    a: Side,
    b: Side,
) -> Finding:
    """A finding as confident as its factors make it, its sides in order of article id."""
    confidence = 1 / (1 + math.exp(-sum(logit for _, logit in factors)))
    rest = (1 - confidence) / 3
    a, b = sorted((a, b), key=lambda one: one.article)
    return Finding(
        id=hashlib.sha256(f"{a.text}|{b.text}".encode("utf-8", "surrogatepass")).hexdigest()[:12],
        relation=relation,
        reasons=tuple(reasons),
        confidence=confidence,
        scores={name.value: confidence if name is relation else rest for name in Relation},
        factors=tuple(Factor(name, logit) for name, logit in factors),
        explanation=explanation,
        a=a,
        b=b,
    )


def build(entailment: str | None = "made-up-nli") -> Report:
    """The sample report; without a name for the entailment model it tells of having had none."""
    articles = [
        article(source, title, published, text, path=f"{source.split()[0].lower()}.txt")
        for source, title, published, text in _TEXTS
    ]
    findings = (*_contradictions(articles), *_divergences(articles), *_agreements(articles))
    ordered = tuple(sorted(articles, key=lambda one: one.id))
    split = {one.id: sentences(one) for one in ordered}
    counts = [len(rows) for rows in split.values()]
    total = sum(counts)
    return Report(
        name="ferrow-bridge",
        created="2024-05-02T08:30:00Z",
        articles=ordered,
        sentences=split,
        claims=_claims(articles, findings),
        findings=findings,
        notices=(Notice("encoding", "radio.txt", "Read as Windows-1252, not as UTF-8."),),
        models={"encoder": "made-up-encoder", "entailment": entailment, "parser": "made-up-parser"},
        coverage=Coverage(
            sentences=total,
            pairs=(total**2 - sum(count**2 for count in counts)) // 2,
            aligned=19,
        ),
        origins=(
            Origin(
                tuple(sorted((articles[HERALD].id, articles[WIRE].id))),
                ("shared-text",),
                None,
                0.42,
            ),
        ),
        dates=_dates(articles),
    )


def reviewed() -> Report:
    """The sample report after a review: the first finding confirmed, the third one dismissed."""
    made = build()
    when = "2024-05-03T09:00:00Z"
    verdicts = {
        made.findings[0].id: Verdict("contradiction", "Ana", when, carried=True),
        made.findings[2].id: Verdict("tool-error", "Ana", when, "a typing slip"),
    }
    return dataclasses.replace(made, verdicts=verdicts)


def published_at(url: str) -> Report:
    """The sample report, its articles all published at one address."""
    made = build()
    articles = tuple(dataclasses.replace(article, url=url) for article in made.articles)
    return dataclasses.replace(made, articles=articles)


def _contradictions(of: Sequence[Article]) -> tuple[Finding, ...]:
    relation = Relation.CONTRADICT
    return (
        finding(
            relation,
            ["date"],
            "Both tell of the council's approval, one in February 2021, the other in March 2021.",
            [
                ("base", -1.4),
                ("same wording", 0.62),
                ("same meaning", 1.31),
                ("different publication dates", -0.2),
                ("dates conflict", 3.05),
                ("entailment model: contradiction", 0.74),
            ],
            side(of[HERALD], 0, "February 2021"),
            side(of[GAZETTE], 0, "March 2021"),
        ),
        finding(
            relation,
            ["quantity", "polarity"],
            "One counts forty speakers against the plan, the other says that there were none.",
            [
                ("base", -1.4),
                ("same wording", 1.2),
                ("figures conflict", 1.9),
                ("entailment model: contradiction", 1.0),
            ],
            side(of[HERALD], 3, "Forty people"),
            side(of[WIRE], 3, "Nobody"),
        ),
        finding(
            relation,
            ["quantity"],
            "The length is given as 612 metres and as 621 metres.",
            [("base", -1.4), ("same wording", 1.1), ("figures conflict", 1.5)],
            side(of[WIRE], 2, "612 metres"),
            side(of[RADIO], 0, "621 metres"),
        ),
    )


def _divergences(of: Sequence[Article]) -> tuple[Finding, ...]:
    relation = Relation.DIVERGE
    return (
        finding(
            relation,
            ["precision"],
            "One gives the month, the other only the year.",
            [("base", -0.5), ("same wording", 1.6), ("one date lies within the other", 1.8)],
            side(of[HERALD], 0, "February 2021"),
            side(of[WIRE], 0, "2021"),
        ),
        finding(
            relation,
            ["precision"],
            "41 million is more than 40 million, so both can be true.",
            [("base", -0.5), ("same meaning", 1.4), ("one figure lies within the other", 1.1)],
            side(of[HERALD], 1, "41 million crowns"),
            side(of[GAZETTE], 1, "more than 40 million crowns"),
        ),
        finding(
            relation,
            ["changed-over-time"],
            "The reports were published more than two years apart.",
            [("base", -0.5), ("same meaning", 1.2), ("published far apart", 0.9)],
            side(of[HERALD], 1, "will cost 41 million crowns"),
            side(of[COURIER], 2, "came to 47 million crowns"),
        ),
        finding(
            relation,
            ["hedge"],
            "One states it, the other says that it could be so.",
            [("base", -0.5), ("same wording", 1.0), ("hedged on one side only", 0.8)],
            side(of[HERALD], 4, "is to begin"),
            side(of[GAZETTE], 5, "could begin", "officials believe"),
        ),
    )


def _agreements(of: Sequence[Article]) -> tuple[Finding, ...]:
    relation = Relation.AGREE
    return (
        finding(
            relation,
            ["near-verbatim"],
            "The sentences are the same word for word.",
            [("base", -0.3), ("same wording", 4.2)],
            side(of[HERALD], 1),
            side(of[WIRE], 1),
        ),
        finding(
            relation,
            ["same-quote"],
            "Both quote the mayor with the same words.",
            [("base", -0.3), ("same quotation", 3.4)],
            side(of[HERALD], 2, "a promise kept to the east bank"),
            side(of[GAZETTE], 2, "A promise kept to the east bank"),
        ),
        finding(
            relation,
            ["near-verbatim"],
            "The sentences are the same word for word.",
            [("base", -0.3), ("same wording", 2.9)],
            side(of[HERALD], 5),
            side(of[RADIO], 2),
        ),
        finding(
            relation,
            ["same-facts"],
            "Both name the same cost and the same office.",
            [("base", -0.3), ("same wording", 1.1), ("same figures", 1.0)],
            side(of[WIRE], 1, "41 million crowns", "the finance office"),
            side(of[RADIO], 1, "41 million crowns", "the finance office"),
        ),
    )


def _dates(of: Sequence[Article]) -> tuple[DateMention, ...]:
    """The dates given for the approval, the first claim, and for the building, the fifth."""
    rows = (
        ("c1", HERALD, 0, "February 2021", (2021, 2), (2021, 3)),
        ("c1", GAZETTE, 0, "March 2021", (2021, 3), (2021, 4)),
        ("c1", WIRE, 0, "2021", (2021, 1), (2022, 1)),
        ("c5", HERALD, 4, "the summer", (2021, 6), (2021, 9)),
        ("c5", GAZETTE, 5, "the summer", (2021, 6), (2021, 9)),
    )
    made = [
        DateMention(
            claim=claim,
            article=of[outlet].id,
            span=_span(of[outlet], sentences(of[outlet])[index], words),
            text=words,
            start=datetime.date(*start, 1),
            end=datetime.date(*end, 1),
        )
        for claim, outlet, index, words, start, end in rows
    ]
    return tuple(sorted(made, key=lambda one: (one.claim, one.article)))


def _claims(of: Sequence[Article], findings: Sequence[Finding]) -> tuple[Claim, ...]:
    agree, differ, against = Cell.AGREE, Cell.DIFFER, Cell.CONTRADICT
    none = Cell.SILENT
    rows = (
        (HERALD, 0, (0, 3), (against, against, differ, none, none), 2),
        (HERALD, 3, (1,), (against, none, against, none, none), 1),
        (WIRE, 2, (2,), (none, none, against, against, none), 2),
        (HERALD, 1, (4, 5, 7, 10), (agree, differ, agree, agree, differ), 4),
        (HERALD, 4, (6,), (differ, differ, none, none, none), 2),
        (HERALD, 2, (8,), (agree, agree, none, none, none), 2),
        (HERALD, 5, (9,), (agree, none, none, agree, none), 1),
        (GAZETTE, 4, (), (none, agree, none, none, none), 1),
        (COURIER, 1, (), (none, none, none, none, agree), 1),
    )
    return tuple(
        Claim(
            id=f"c{number}",
            text=side(of[outlet], index).text,
            findings=tuple(findings[place].id for place in places),
            cells={one.id: cell for one, cell in zip(of, cells, strict=True)},
            origins=origins,
        )
        for number, (outlet, index, places, cells, origins) in enumerate(rows, 1)
    )
