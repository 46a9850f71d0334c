"""The findings as SARIF 2.1.0, for pipelines that show what a check has found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from typing import Any
from urllib.parse import quote

from compare.model import OffsetMap, Relation
from compare.report import wording

VERSION = "2.1.0"
SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)

# How a relation is told in SARIF: what kind of result it is, and how grave.
_KINDS = {
    Relation.CONTRADICT: ("fail", "error"),
    Relation.DIVERGE: ("fail", "note"),
    Relation.AGREE: ("pass", "none"),
    Relation.UNRELATED: ("notApplicable", "none"),
}


@dataclass(frozen=True, slots=True)
class _Artifact:
    """An article as a file that was looked at: its place in the list, and its address."""

    index: int
    uri: str
    offsets: OffsetMap

    @classmethod
    def of(cls, index: int, article: Mapping[str, Any]) -> _Artifact:
        path = article["path"]
        urn = f"urn:claim-compare:article:{article['id']}"
        uri = quote(path, safe="/") if path else article["url"] or urn
        # Only a file can be opened at the place that the map of offsets tells.
        segments = tuple((c, i, n) for c, i, n in article.get("offsets", ())) if path else ()
        return cls(index, uri, OffsetMap(segments))

    def location(self, side: Mapping[str, Any]) -> dict[str, Any]:
        """Where a passage stands: in the file where its ends are known, else in the clean text."""
        start, end = side["start"], side["end"]
        first, last = self.offsets.to_input(start), self.offsets.to_input(end - 1)
        if first is not None and last is not None and first <= last:
            start, end = first, last + 1
        return {
            "physicalLocation": {
                "artifactLocation": {"uri": self.uri, "index": self.index},
                "region": {
                    "charOffset": start,
                    "charLength": end - start,
                    "snippet": {"text": side["text"]},
                },
            }
        }


def to_dict(report: Mapping[str, Any]) -> dict[str, Any]:
    """One run: a result for each finding, located at its first passage, related to the second.

    `report` is what report.json holds. Places are characters (code points) of the file that was
    read where its text is known to stand there, else of the article's clean text.
    """
    artifacts = {one["id"]: _Artifact.of(i, one) for i, one in enumerate(report["articles"])}
    rules = {_rule_id(finding): _rule(finding) for finding in report["findings"]}
    places = {rule: place for place, rule in enumerate(rules)}
    return {
        "$schema": SCHEMA,
        "version": VERSION,
        "runs": [
            {
                "tool": {"driver": {**_driver(), "rules": list(rules.values())}},
                "columnKind": "unicodeCodePoints",
                "artifacts": [
                    {"location": {"uri": one.uri, "index": one.index}} for one in artifacts.values()
                ],
                "results": [
                    _result(finding, places[_rule_id(finding)], artifacts)
                    for finding in report["findings"]
                ],
            }
        ],
    }


def _driver() -> dict[str, Any]:
    try:
        return {"name": "claim-compare", "version": version("claim-compare")}
    except PackageNotFoundError:
        return {"name": "claim-compare"}


def _rule_id(finding: Mapping[str, Any]) -> str:
    return "/".join([finding["relation"], *finding["reasons"][:1]])


def _rule(finding: Mapping[str, Any]) -> dict[str, Any]:
    relation = Relation(finding["relation"])
    return {
        "id": _rule_id(finding),
        "shortDescription": {"text": wording.why(relation, finding["reasons"][:1])},
        "fullDescription": {"text": wording.about(relation) or wording.heading(relation)},
    }


def _result(
    finding: Mapping[str, Any], rule: int, artifacts: Mapping[str, _Artifact]
) -> dict[str, Any]:
    kind, level = _KINDS[Relation(finding["relation"])]
    first, second = (_located(finding[side], artifacts) for side in "ab")
    told = wording.why(Relation(finding["relation"]), finding["reasons"])
    return {
        "ruleId": _rule_id(finding),
        "ruleIndex": rule,
        "kind": kind,
        "level": level,
        "message": {"text": finding.get("explanation") or told},
        "locations": first,
        "relatedLocations": [
            {"id": number, "message": {"text": "the other passage"}, **place}
            for number, place in enumerate(second, 1)
        ],
        "partialFingerprints": {"claimCompare/v1": finding["id"]},
        "rank": round(100 * finding["confidence"], 1),
        "properties": {"reasons": finding["reasons"], "confidence": finding["confidence"]},
    }


def _located(side: Mapping[str, Any], artifacts: Mapping[str, _Artifact]) -> list[dict[str, Any]]:
    artifact = artifacts.get(side["article"])
    return [artifact.location(side)] if artifact else []
