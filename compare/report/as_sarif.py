"""The findings as SARIF 2.1.0, for pipelines that show what a check has found."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from compare.model import OffsetMap, Relation, Verdict
from compare.report import wording
from compare.report.links import web_address

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


# What is read as it stands, so that a place in the clean text is one in the file. Every other kind
# (PDF, DOCX, e-mail, tables, Markdown) is made into text first, and has no such places.
_PLAIN = frozenset({".txt", ".text", ".htm", ".html", ".xhtml"})
# A member of an archive is named after an exclamation mark, a row of a table after a colon.
_FILE = re.compile(r"(?P<file>.+?)(?P<part>!.*|:\d+)?", re.S)


@dataclass(frozen=True, slots=True)
class _Artifact:
    """An article as a file that was looked at: its place in the list, and its address."""

    index: int
    uri: str
    offsets: OffsetMap

    @classmethod
    def of(cls, index: int, article: Mapping[str, Any]) -> _Artifact:
        path = article["path"]
        if path is None or path == "-" or web_address(path):
            urn = f"urn:claim-compare:article:{article['id']}"
            return cls(index, web_address(article["url"]) or urn, OffsetMap())
        named = _FILE.fullmatch(path)
        file, part = PurePath(named["file"] if named else path), named and named["part"]
        is_plain = file.suffix.lower() in _PLAIN and not part
        segments = tuple((c, i, n) for c, i, n in article.get("offsets", ())) if is_plain else ()
        uri = file.as_uri() if file.is_absolute() else quote(file.as_posix(), safe="/")
        return cls(index, uri, OffsetMap(segments))

    def location(self, side: Mapping[str, Any]) -> dict[str, Any]:
        """Where a passage stands: in the file, with the characters where its ends are known."""
        place = {"artifactLocation": {"uri": self.uri, "index": self.index}}
        first = self.offsets.to_input(side["start"])
        last = self.offsets.to_input(side["end"] - 1)
        if first is None or last is None or first > last:
            return {"physicalLocation": place, "message": {"text": side["text"]}}
        snippet = {"text": side["text"]}
        region = {"charOffset": first, "charLength": last + 1 - first, "snippet": snippet}
        return {"physicalLocation": {**place, "region": region}}


def to_dict(report: Mapping[str, Any]) -> dict[str, Any]:
    """One run: a result for each finding, located at its first passage, related to the second.

    `report` is what report.json holds. Places are characters (code points) of a text file or a page
    as it was read; in other files only the words are told. What a reviewer dismissed is suppressed.
    """
    verdicts = report.get("verdicts", {})
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
                    | _suppressed(verdicts.get(finding["id"]))
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
            {"message": {"text": "the other passage"}, **place, "id": number}
            for number, place in enumerate(second, 1)
        ],
        "partialFingerprints": {"claimCompare/v1": finding["id"]},
        "rank": round(100 * finding["confidence"], 1),
        "properties": {"reasons": finding["reasons"], "confidence": finding["confidence"]},
    }


def _suppressed(given: Mapping[str, Any] | None) -> dict[str, Any]:
    """SARIF's word for a finding that a person has dismissed."""
    if given is None or not Verdict(**given).dismisses:
        return {}
    why = ": ".join(part for part in (wording.verdict(Verdict(**given)), given["note"]) if part)
    return {"suppressions": [{"kind": "external", "justification": why}]}


def _located(side: Mapping[str, Any], artifacts: Mapping[str, _Artifact]) -> list[dict[str, Any]]:
    artifact = artifacts.get(side["article"])
    return [artifact.location(side)] if artifact else []
