"""What people decided, in schema.org's words for fact-checks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from compare.data import table
from compare.report.links import web_address
from compare.review.store import VerdictStore
from compare.review.verdict import RELATION_OF, Entry, Pair, Quoted

CONTEXT = "https://schema.org"


def claim_reviews(store: VerdictStore, fingerprints: Iterable[str] | None = None) -> dict[str, Any]:
    """A ClaimReview for each passage on which a person has settled how it stands to another.

    Of all findings or of those named. What was dismissed, skipped or is in dispute gives none, and
    neither does what only the tool has judged. No rating is a number: whether a passage is true
    was not asked, only whether both can be.
    """
    graph = [
        _review(one, other, entry)
        for pair in store.pairs(fingerprints).values()
        if (entry := store.settled(pair.fingerprint)) and entry.ruling in RELATION_OF
        for one, other in _both(pair)
    ]
    return {"@context": CONTEXT, "@graph": graph}


def _both(pair: Pair) -> tuple[tuple[Quoted, Quoted], tuple[Quoted, Quoted]]:
    return (pair.a, pair.b), (pair.b, pair.a)


def _review(one: Quoted, other: Quoted, entry: Entry) -> dict[str, Any]:
    told = table("review_words")[f"rating {entry.ruling}"]
    review = {
        "@type": "ClaimReview",
        "identifier": f"urn:claim-compare:finding:{entry.fingerprint}",
        "datePublished": entry.at[:10],
        "author": {"@type": "Person", "name": entry.reviewer},
        "claimReviewed": one.text,
        "itemReviewed": _known(
            {
                "@type": "Claim",
                "text": one.text,
                "author": _outlet(one),
                "datePublished": one.published,
                "appearance": _article(one),
            }
        ),
        "reviewRating": {
            "@type": "Rating",
            "alternateName": told.format(other=other.source or "another report"),
        },
        "isBasedOn": _known(
            {"@type": "Quotation", "text": other.text, "isPartOf": _article(other)}
        ),
        "reviewBody": entry.note or None,
    }
    return _known(review)


def _article(passage: Quoted) -> dict[str, Any] | None:
    known = _known(
        {
            "@type": "NewsArticle",
            "url": web_address(passage.url),
            "datePublished": passage.published,
            "publisher": _outlet(passage),
        }
    )
    return known if len(known) > 1 else None


def _outlet(passage: Quoted) -> dict[str, str] | None:
    return {"@type": "Organization", "name": passage.source} if passage.source else None


def _known(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}
