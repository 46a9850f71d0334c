"""The rows of the suite recognizers_text, brought to one shape, and the rates on them.

The suite tests an assistant that is asked to plan something, so some of what it expects is not what
the same words mean in the news: "the weekend" is the coming one, "previous Monday" counts from the
day of writing, "in 5 minutes" from its minute. conventions.txt lists the items that we mean to get
wrong, each with a reason, by file, line and offset; there are two rates, `rate` on all items and
`news_rate` without those that are listed and missed. As they were picked by reading the misses, the
second is an upper bound.
"""

from __future__ import annotations

import json
import pathlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

_CONVENTIONS = pathlib.Path(__file__).with_name("conventions.txt")


@dataclass(frozen=True, slots=True)
class Expected:
    """What the suite finds at text[start:end]; any of `values` is right."""

    kind: str
    start: int
    end: int
    text: str
    values: tuple[Mapping[str, str], ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One sentence; `reference` is the day, often with a time, that it was written on."""

    id: str
    text: str
    reference: str | None
    expected: tuple[Expected, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to be got right: its place in the suite, what is wanted (None: nothing), ours."""

    kind: str
    place: str
    right: bool
    wanted: object
    found: object


def conventions() -> dict[str, str]:
    """The places of the items whose convention is not ours, and why."""
    lines = _CONVENTIONS.read_text(encoding="utf-8").splitlines()
    listed = (line.split() for line in lines if line and not line.startswith("#"))
    return {place: reason for reason, *places in listed for place in places}


def report(items: Sequence[Item]) -> dict[str, object]:
    """Rates by kind and on all items, and every miss with the reason it is listed for, if any."""
    listed = conventions()
    kinds = sorted({item.kind for item in items})
    misses = [
        {
            "at": item.place,
            "kind": item.kind,
            "expected": item.wanted,
            "found": item.found,
            "reason": listed.get(item.place),
        }
        for item in items
        if not item.right
    ]
    return {
        **_counted(items, listed),
        "kinds": {kind: _counted([i for i in items if i.kind == kind], listed) for kind in kinds},
        "misses": misses,
    }


def combined(*reports: Mapping[str, Any]) -> dict[str, object]:
    """The rates over the items of several reports."""
    reasons: Counter[str] = Counter()
    for part in reports:
        reasons.update(part["conventions"])
    right, total = (sum(part[name] for part in reports) for name in ("right", "items"))
    return _rates(right, total, reasons)


def _counted(items: Sequence[Item], listed: Mapping[str, str]) -> dict[str, object]:
    missed = [item.place for item in items if not item.right]
    reasons = Counter(listed[place] for place in missed if place in listed)
    return _rates(len(items) - len(missed), len(items), reasons)


def _rates(right: int, total: int, reasons: Counter[str]) -> dict[str, object]:
    return {
        "right": right,
        "items": total,
        "rate": round(right / total, 4),
        "news_rate": round(right / max(1, total - reasons.total()), 4),
        "conventions": dict(sorted(reasons.items())),
    }


def rows(file: pathlib.Path) -> Iterator[Row]:
    """The rows of one file of the suite; ids are the file's name and the line, from 1.

    Ends, inclusive there, are exclusive here. Values keep the keys of the suite.
    """
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        row = json.loads(line)
        expected = tuple(_expected(result) for result in row["results"])
        yield Row(f"{file.stem}:{number}", row["input"], row["reference"], expected)


def _expected(result: Mapping[str, Any]) -> Expected:
    kind = result.get("TypeName") or result.get("Typename") or result["Type"]
    start = result["Start"]
    end = start + result["Length"] if "Length" in result else result["End"] + 1
    name = kind.removeprefix("datetimeV2.")
    return Expected(name, start, end, result["Text"], tuple(_values(result)))


def _values(result: Mapping[str, Any]) -> Iterator[Mapping[str, str]]:
    if "Resolution" in result:
        resolution = result["Resolution"] or {}
        yield from resolution.get("values", [resolution])
        return
    for direction in ("PastResolution", "FutureResolution"):
        value = result["Value"].get(direction) or {}
        names = {"startDate": "start", "endDate": "end", "date": "value"}
        yield {names.get(key, key): part for key, part in value.items()}
