"""report.json: the whole report as data, and back."""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from compare.errors import UnreadableSource
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
    Verdict,
)
from compare.report.links import to_words
from compare.report.quoting import writable

VERSION = 1
_NO_REPORT = "this is not a report of claim-compare"


def to_dict(report: Report) -> dict[str, Any]:
    """The report as plain JSON values, in the fields and the order of report.schema.json."""
    articles = {article.id: article for article in report.articles}
    return {
        "version": VERSION,
        "name": report.name,
        "created": report.created,
        "articles": [
            _article(article, report.sentences.get(article.id, ())) for article in report.articles
        ],
        "findings": [_finding(finding, articles) for finding in report.findings],
        "claims": [_claim(claim) for claim in report.claims],
        "notices": [
            {"kind": notice.kind, "subject": notice.subject, "message": notice.message}
            for notice in report.notices
        ],
        "models": dict(sorted(report.models.items())),
        "coverage": {
            "sentences": report.coverage.sentences,
            "pairs": report.coverage.pairs,
            "aligned": report.coverage.aligned,
            "stories": [list(story) for story in report.coverage.stories],
        },
        "origins": [
            {
                "articles": list(origin.articles),
                "reasons": list(origin.reasons),
                "agency": origin.agency,
                "share": origin.share,
            }
            for origin in report.origins
        ],
        "dates": [_date(mention) for mention in report.dates],
        "verdicts": {name: asdict(given) for name, given in sorted(report.verdicts.items())},
    }


def dumps(report: Report) -> str:
    """The report as JSON text that ends with a newline and always has a UTF-8 form.

    A lone surrogate, which no UTF-8 text can hold, becomes U+FFFD; offsets stay as they are.
    Raises ValueError where a number is not finite, for which JSON has no form.
    """
    text = json.dumps(to_dict(report), ensure_ascii=False, allow_nan=False, indent=1)
    return writable(text) + "\n"


def load_file(path: Path) -> Report:
    """The report that a file holds.

    Raises UnreadableSource when it holds none of this version, or one without its articles.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise UnreadableSource(str(path), error.strerror or "cannot be read") from error
    except ValueError as error:
        raise UnreadableSource(str(path), _NO_REPORT) from error
    data = _parsed(text, str(path))
    if isinstance(data, dict) and data.get("quotes_only"):
        raise UnreadableSource(str(path), "its articles were left out (--quotes-only)")
    return from_dict(data, str(path))


def load(text: str, path: str = "report.json") -> Report:
    """The report that `dumps` wrote; `path` only names it in errors.

    Raises UnreadableSource when the text is no report of this version.
    """
    return from_dict(_parsed(text, path), path)


def _parsed(text: str, path: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UnreadableSource(path, _NO_REPORT) from error


def from_dict(data: Mapping[str, Any], path: str = "report.json") -> Report:
    """The report in the values that `to_dict` makes; `path` only names it in errors.

    Raises UnreadableSource when the values are no report of this version.
    """
    try:
        version = data["version"]
        if version == VERSION:
            return _report(data)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise UnreadableSource(path, _NO_REPORT) from error
    raise UnreadableSource(path, f"version {version!r} is not one that can be read here")


def _article(article: Article, sentences: tuple[Sentence, ...]) -> dict[str, Any]:
    return {
        "id": article.id,
        "source": article.source,
        "title": article.title,
        "published": article.published,
        "url": article.url,
        "path": article.path,
        "retrieved": article.retrieved,
        "language": article.language,
        "sha256": article.sha256,
        "text": article.text,
        "sentences": [
            {
                "index": sentence.index,
                "start": sentence.start,
                "end": sentence.end,
                "text": sentence.text,
            }
            for sentence in sentences
        ],
        "offsets": [list(segment) for segment in article.offsets.segments],
        "origin_of": dict(sorted(article.origin_of.items())),
    }


def _finding(finding: Finding, articles: Mapping[str, Article]) -> dict[str, Any]:
    return {
        "id": finding.id,
        "relation": finding.relation.value,
        "reasons": list(finding.reasons),
        "confidence": finding.confidence,
        "scores": dict(sorted(finding.scores.items())),
        "factors": [{"name": factor.name, "logit": factor.logit} for factor in finding.factors],
        "explanation": finding.explanation,
        "a": _side(finding.a, articles.get(finding.a.article)),
        "b": _side(finding.b, articles.get(finding.b.article)),
    }


def _side(side: Side, article: Article | None) -> dict[str, Any]:
    return {
        "article": side.article,
        "source": side.source,
        "published": side.published,
        "start": side.start,
        "end": side.end,
        "text": side.text,
        "evidence": [list(span) for span in side.evidence],
        "link": to_words(article, side),
    }


def _claim(claim: Claim) -> dict[str, Any]:
    return {
        "id": claim.id,
        "text": claim.text,
        "findings": list(claim.findings),
        "cells": {article: cell.value for article, cell in sorted(claim.cells.items())},
        "origins": claim.origins,
    }


def _date(mention: DateMention) -> dict[str, Any]:
    return {
        "claim": mention.claim,
        "article": mention.article,
        "span": list(mention.span),
        "text": mention.text,
        "start": mention.start.isoformat(),
        "end": mention.end.isoformat(),
    }


def _report(data: Mapping[str, Any]) -> Report:
    return Report(
        name=data["name"],
        created=data["created"],
        articles=tuple(_read_article(article) for article in data["articles"]),
        sentences={article["id"]: _read_sentences(article) for article in data["articles"]},
        claims=tuple(_read_claim(claim) for claim in data["claims"]),
        findings=tuple(_read_finding(finding) for finding in data["findings"]),
        notices=tuple(
            Notice(notice["kind"], notice["subject"], notice["message"])
            for notice in data["notices"]
        ),
        models=dict(data["models"]),
        coverage=Coverage(
            sentences=data["coverage"]["sentences"],
            pairs=data["coverage"]["pairs"],
            aligned=data["coverage"]["aligned"],
            stories=tuple(tuple(story) for story in data["coverage"].get("stories", ())),
        ),
        origins=tuple(_read_origin(origin) for origin in data.get("origins", ())),
        dates=tuple(_read_date(mention) for mention in data.get("dates", ())),
        verdicts={name: _read_verdict(row) for name, row in data.get("verdicts", {}).items()},
    )


def _read_verdict(data: dict[str, Any]) -> Verdict:
    return Verdict(
        verdict=data["verdict"],
        reviewer=data["reviewer"],
        when=data["when"],
        note=data["note"],
        carried=data["carried"],
    )


def _read_origin(data: dict[str, Any]) -> Origin:
    return Origin(
        articles=tuple(data["articles"]),
        reasons=tuple(data["reasons"]),
        agency=data["agency"],
        share=data["share"],
    )


def _read_date(data: dict[str, Any]) -> DateMention:
    start, end = data["span"]
    return DateMention(
        claim=data["claim"],
        article=data["article"],
        span=(start, end),
        text=data["text"],
        start=datetime.date.fromisoformat(data["start"]),
        end=datetime.date.fromisoformat(data["end"]),
    )


def _read_article(data: dict[str, Any]) -> Article:
    segments = ((clean, source, length) for clean, source, length in data.get("offsets", ()))
    return Article(
        id=data["id"],
        source=data["source"],
        title=data["title"],
        published=data["published"],
        url=data["url"],
        path=data["path"],
        language=data["language"],
        sha256=data["sha256"],
        text=data["text"],
        offsets=OffsetMap(tuple(segments)),
        origin_of=dict(data.get("origin_of", {})),
        retrieved=data.get("retrieved"),
    )


def _read_sentences(article: dict[str, Any]) -> tuple[Sentence, ...]:
    return tuple(
        Sentence(article["id"], row["index"], row["start"], row["end"], row["text"])
        for row in article["sentences"]
    )


def _read_claim(data: dict[str, Any]) -> Claim:
    return Claim(
        id=data["id"],
        text=data["text"],
        findings=tuple(data["findings"]),
        cells={article: Cell(cell) for article, cell in data["cells"].items()},
        origins=data["origins"],
    )


def _read_finding(data: dict[str, Any]) -> Finding:
    return Finding(
        id=data["id"],
        relation=Relation(data["relation"]),
        reasons=tuple(data["reasons"]),
        confidence=data["confidence"],
        scores=dict(data["scores"]),
        factors=tuple(Factor(factor["name"], factor["logit"]) for factor in data["factors"]),
        explanation=data.get("explanation", ""),
        a=_read_side(data["a"]),
        b=_read_side(data["b"]),
    )


def _read_side(data: dict[str, Any]) -> Side:
    return Side(
        article=data["article"],
        source=data["source"],
        published=data["published"],
        start=data["start"],
        end=data["end"],
        text=data["text"],
        evidence=tuple((start, end) for start, end in data["evidence"]),
    )
