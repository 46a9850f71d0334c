"""A copy of a report without the articles' bodies, for mailing and publishing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

Spans = list[tuple[int, int]]


def quotes_only(report: Mapping[str, Any]) -> dict[str, Any]:
    """The report with every character blanked that no finding quotes; offsets stay true.

    `report` is what report.json holds. Where the words of an article are not quoted its text, and
    so its sentences, have spaces; claims keep only text that is quoted somewhere.
    """
    quoted = _quoted(report["findings"])
    words = {side["text"] for finding in report["findings"] for side in _sides(finding)}
    return {
        **report,
        "quotes_only": True,
        "articles": [_blanked(one, quoted.get(one["id"], [])) for one in report["articles"]],
        "claims": [
            {**claim, "text": claim["text"] if claim["text"] in words else "[…]"}
            for claim in report["claims"]
        ],
        "dates": [
            mention
            for mention in report.get("dates", ())
            if _within(mention["span"], quoted.get(mention["article"], []))
        ],
    }


def _sides(finding: Mapping[str, Any]) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    return finding["a"], finding["b"]


def _quoted(findings: Iterable[Mapping[str, Any]]) -> dict[str, Spans]:
    spans: dict[str, Spans] = {}
    for finding in findings:
        for side in _sides(finding):
            spans.setdefault(side["article"], []).append((side["start"], side["end"]))
    return spans


def _within(span: tuple[int, int], spans: Spans) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in spans)


def _blanked(article: Mapping[str, Any], spans: Spans) -> dict[str, Any]:
    kept = bytearray(len(article["text"]))
    for start, end in spans:
        kept[start:end] = b"\1" * len(kept[start:end])
    text = "".join(char if keep else " " for char, keep in zip(article["text"], kept, strict=True))
    sentences = [
        {**sentence, "text": text[sentence["start"] : sentence["end"]]}
        for sentence in article["sentences"]
    ]
    # Captions are verbatim text that no finding quotes.
    places = {name: place for name, place in article["origin_of"].items() if name != "captions"}
    return {**article, "text": text, "sentences": sentences, "origin_of": places}
