"""The rows of the suite recognizers_text, brought to one shape."""

from __future__ import annotations

import json
import pathlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any


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
