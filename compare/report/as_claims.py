"""The report's claims in the vocabulary of schema.org, as JSON-LD."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

CONTEXT = "https://schema.org"


def to_dict(report: Mapping[str, Any]) -> dict[str, Any]:
    """A Claim for each row of the matrix, with the quotations in which it appears.

    `report` is what report.json holds. Articles are NewsArticles that the quotations are part of.
    """
    findings = {finding["id"]: finding for finding in report["findings"]}
    return {
        "@context": CONTEXT,
        "@graph": [
            *(_article(article) for article in report["articles"]),
            *(_claim(claim, findings) for claim in report["claims"]),
        ],
    }


def _article(article: Mapping[str, Any]) -> dict[str, Any]:
    known = {
        "headline": article["title"],
        "datePublished": article["published"],
        "url": article["url"],
        "inLanguage": article["language"],
        "publisher": article["source"] and {"@type": "Organization", "name": article["source"]},
    }
    return {
        "@type": "NewsArticle",
        "@id": _article_id(article["id"]),
        **{name: value for name, value in known.items() if value},
    }


def _claim(claim: Mapping[str, Any], findings: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    quoted = {
        (side["article"], side["start"]): side["text"]
        for name in claim["findings"]
        if name in findings
        for side in (findings[name]["a"], findings[name]["b"])
    }
    return {
        "@type": "Claim",
        "@id": f"urn:claim-compare:claim:{claim['id']}",
        "identifier": claim["id"],
        "text": claim["text"],
        "appearance": [
            {"@type": "Quotation", "text": text, "isPartOf": {"@id": _article_id(article)}}
            for (article, _), text in sorted(quoted.items())
        ],
    }


def _article_id(name: str) -> str:
    return f"urn:claim-compare:article:{name}"
