"""The findings as W3C Web Annotations, so that other tools can show them in the articles."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

CONTEXT = "http://www.w3.org/ns/anno.jsonld"

# So much text before and after a quote tells it from the same words elsewhere in the article.
_AROUND = 32


def to_dict(report: Mapping[str, Any]) -> dict[str, Any]:
    """An AnnotationCollection: a finding is an annotation on both of its passages.

    `report` is what report.json holds. A passage is selected by its words (TextQuoteSelector) and
    by its place in the article's clean text, in characters (TextPositionSelector).
    """
    articles = {article["id"]: article for article in report["articles"]}
    items = [_annotation(finding, articles, report["created"]) for finding in report["findings"]]
    collection = "urn:claim-compare:annotations"
    return {
        "@context": CONTEXT,
        "id": collection,
        "type": "AnnotationCollection",
        "label": report["name"],
        "total": len(items),
        "first": {
            "id": f"{collection}:1",
            "type": "AnnotationPage",
            "partOf": collection,
            "startIndex": 0,
            "items": items,
        },
    }


def _annotation(
    finding: Mapping[str, Any], articles: Mapping[str, Mapping[str, Any]], created: str
) -> dict[str, Any]:
    tags = [finding["relation"], *finding["reasons"]]
    comment = {"value": finding.get("explanation", ""), "purpose": "commenting", "language": "en"}
    return {
        "id": f"urn:claim-compare:finding:{finding['id']}",
        "type": "Annotation",
        "motivation": "assessing",
        **({"created": created} if "T" in created else {}),
        "body": [
            {"type": "TextualBody", "format": "text/plain", **comment},
            *({"type": "TextualBody", "value": tag, "purpose": "tagging"} for tag in tags),
        ],
        "target": [_target(finding[side], articles.get(finding[side]["article"])) for side in "ab"],
    }


def _target(side: Mapping[str, Any], article: Mapping[str, Any] | None) -> dict[str, Any]:
    text = article["text"] if article else ""
    around = {
        "prefix": text[max(side["start"] - _AROUND, 0) : side["start"]],
        "suffix": text[side["end"] : side["end"] + _AROUND],
    }
    return {
        "type": "SpecificResource",
        "source": _source(side, article),
        "selector": [
            {
                "type": "TextQuoteSelector",
                "exact": side["text"],
                **{name: words for name, words in around.items() if words.strip()},
            },
            {"type": "TextPositionSelector", "start": side["start"], "end": side["end"]},
        ],
    }


def _source(side: Mapping[str, Any], article: Mapping[str, Any] | None) -> str:
    url = article["url"] if article else None
    return str(url) if url else f"urn:claim-compare:article:{side['article']}"
