"""How exactly quantities are read: measured on the test suites of two libraries that read them too.

All is extracted as the program does it: sentences, parser, dates, then quantities.

recognizers_text: the exact value rate of number, numberrange, percentage, ordinal, currency,
dimension and temperature. An expected result is right when a quantity that shares a character with
its span has its value and its unit, both converted to our units (a dollar without a country is the
US one, a ton the tonne, a price per share one in dollars). Any of several values counts. A result
that leaves out the words that bound or blur its number ("about | $14 million |") is right when
that number is an end or the middle of ours, or ours is blurred by as much as "about" blurs it
("about | 500 or more |"). The kind number has no unit, so there the number alone
decides, be it one of dollars; a share counts as the fraction that it is. A range needs both its
ends; whether an end is itself within the range is not told by our values. A text without results is
one item of its file's kind, right when no quantity of that kind is found in it. Left out are
relative ordinals ("the last"), powers (2.5^-1), and results without a value ("convert it to
celsius").

quantulum3: precision and recall on (value, unit), each quantity found used once, spans aside but
for the words that bound or blur, as above. Left out are years, ids, durations and the units in
UNCOMMON, with whatever is found in their place, and ordinals, which that suite does not mark. It
writes a range as its middle and an uncertainty; the two ends of it, told as a change ("rose from 5
to 6"), are right as well.
"""

from __future__ import annotations

import json
import math
import pathlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from benchmarks.facts.recognizers import Item, report, rows
from compare.facts import extract
from compare.facts.quantity_bounds import TOLERANCE
from compare.model import Fact, QuantityValue, Span
from compare.sentences import split

# Ends (None where open) and unit; no unit is the empty string.
Expected = tuple[float | None, float | None, str]

FILES = {
    "Number_NumberModel": "number",
    "Number_NumberRangeModel": "numberrange",
    "Number_PercentModel": "percentage",
    "Number_OrdinalModel": "ordinal",
    "NumberWithUnit_CurrencyModel": "currency",
    "NumberWithUnit_DimensionModel": "dimension",
    "NumberWithUnit_TemperatureModel": "temperature",
}
UNITLESS = {"number": "", "numberrange": "", "percentage": "percent", "ordinal": "ordinal"}
POWER = "power"


def _units(kind: str) -> dict[str, tuple[str, float, float]]:
    """The units of a kind as suite_units.txt has them, by their names in the suites."""
    path = pathlib.Path(__file__).with_name("suite_units.txt")
    lines = path.read_text(encoding="utf-8").splitlines()
    table = (line.split("\t") for line in lines if not line.startswith("#"))
    return {
        name: (unit.strip("-"), float(factor), float(offset))
        for row_kind, name, unit, factor, offset in table
        if row_kind == kind
    }


CURRENCIES, MEASURES = _units("currency"), _units("measure")
# Units of quantulum3 that are durations or that no common kind of measure has.
UNCOMMON = frozenset(
    [
        *("year", "week", "day", "hour", "minute", "count per week", "ton per day"),
        *("electronvolt", "inverse femtobarn", "gray", "british thermal unit"),
        *("kilometre per square second", "kilogram per cubic centimetre"),
    ]
)
# Line and value of the numbers in quantulum3 that are part of a name.
IDS = frozenset({(2, 2.0), (23, 32.0), (29, 860.0)})


@dataclass(frozen=True)
class Found:
    """A quantity that was found: its span and value."""

    start: int
    end: int
    value: Expected

    def touches(self, span: Span) -> bool:
        """Whether the two share a character."""
        return self.start < span[1] and span[0] < self.end


def _found(fact: Fact) -> Found:
    value = fact.value
    assert isinstance(value, QuantityValue)
    return Found(fact.start, fact.end, (value.low, value.high, value.unit or ""))


def _quantities(text: str) -> list[Fact]:
    extracted = extract(text, split("", text), None, "en")
    return [fact for facts in extracted for fact in facts.of_kind("quantity")]


def _near(x: float | None, y: float | None) -> bool:
    if x is None or y is None:
        return x is y
    return math.isclose(x, y, rel_tol=1e-6, abs_tol=1e-30)


def _close(a: Expected, b: Expected) -> bool:
    return _near(a[0], b[0]) and _near(a[1], b[1]) and a[2] == b[2]


def _says(found: Found, value: Expected, span: Span, wanted: Expected) -> bool:
    """Whether `value`, of what was found, is the one wanted, which stands at `span`."""
    if _close(value, wanted):
        return True
    low, high, unit = value
    is_longer = found.start < span[0] or found.end > span[1]
    if not is_longer or unit != wanted[2]:
        return False
    if wanted[0] != wanted[1]:
        return _close(value, _blurred(wanted))
    middle = None if low is None or high is None else (low + high) / 2
    return any(_near(end, wanted[0]) for end in (low, high, middle) if end is not None)


def _blurred(value: Expected) -> Expected:
    """A value as "about" before it leaves it."""
    low, high, unit = value
    slack = float(TOLERANCE)
    return (
        None if low is None else low - abs(low) * slack,
        None if high is None else high + abs(high) * slack,
        unit,
    )


def _converted(low: float, high: float, unit: tuple[str, float, float]) -> Expected:
    name, factor, offset = unit
    return (low * factor + offset, high * factor + offset, name)


def _as_range(text: str) -> Expected:
    """[20,30) as its two ends."""
    low, high = text.strip("[]()").split(",")
    return (float(low) if low else None, float(high) if high else None, "")


def _expected(kind: str, resolution: Mapping[str, str]) -> Expected | None:
    """What a result of recognizers_text says; None where it says no value that we look for."""
    written = resolution.get("value")
    if written in (None, "null") or resolution.get("subtype") == POWER:
        return None
    if kind == "numberrange":
        return _as_range(written)
    value = float(written.rstrip("%"))
    if kind in UNITLESS:
        return (value, value, UNITLESS[kind])
    if "isoCurrency" in resolution:
        return (value, value, resolution["isoCurrency"])
    units = CURRENCIES if kind == "currency" else MEASURES
    return _converted(value, value, units[resolution["unit"].lower()])


def _is_of_kind(kind: str, found: Expected) -> bool:
    unit = found[2]
    if kind in UNITLESS:
        return unit == UNITLESS[kind]
    measures = {name for name, _, _ in MEASURES.values()} - {""}
    if kind == "temperature":
        return unit == "celsius"
    return unit in measures if kind == "dimension" else unit not in {*measures, "", "ordinal"}


def _comparable(kind: str, found: Expected) -> Expected:
    """What was found, as the suite writes it: numbers without units, units without rates."""
    low, high, unit = found
    if kind in ("number", "numberrange"):
        return _fraction(found) if unit == "percent" else (low, high, "")
    return (low, high, unit.split("/")[0])


def _fraction(share: Expected) -> Expected:
    low, high, _ = share
    return (None if low is None else low / 100, None if high is None else high / 100, "")


def _recognizers(folder: pathlib.Path) -> Iterator[Item]:
    for name, kind in FILES.items():
        for row in rows(folder / f"{name}.jsonl"):
            found = [_found(fact) for fact in _quantities(row.text)]
            if not row.expected:
                wrong = [f.value for f in found if _is_of_kind(kind, f.value)]
                yield Item(kind, row.id, not wrong, None, wrong)
            for result in row.expected:
                if result.kind != kind:
                    continue
                values = [_expected(kind, value) for value in result.values]
                wanted = tuple(value for value in values if value is not None)
                if not wanted:
                    continue
                span = (result.start, result.end)
                here = [f for f in found if f.touches(span)]
                right = any(
                    _says(f, _comparable(kind, f.value), span, value)
                    for f in here
                    for value in wanted
                )
                place = f"{row.id}:{result.start}"
                yield Item(kind, place, right, wanted, [f.value for f in here])


@dataclass(frozen=True)
class Mark:
    """A quantity that quantulum3 marks: its span, and its value where it is one to be found."""

    span: Span
    value: Expected | None


def _is_year(surface: str) -> bool:
    return len(surface) == 4 and surface.isdecimal() and 1000 <= int(surface) <= 2100


def _marks(number: int, row: Mapping[str, Any]) -> Iterator[Mark]:
    text = row["req"].lower()
    reached = 0
    for mark in row["res"]:
        surface = mark["surface"].lower()
        start = text.index(surface, reached)
        reached = start + len(surface)
        unit, value = mark["unit"].lower(), float(mark["value"])
        if unit in UNCOMMON or _is_year(surface) or (number, value) in IDS:
            yield Mark((start, reached), None)
            continue
        slack = float(mark.get("uncertainty") or 0)
        factors = CURRENCIES.get(unit) or MEASURES[unit]
        yield Mark((start, reached), _converted(value - slack, value + slack, factors))


def _take(found: list[Found], mark: Mark, wanted: Expected) -> int:
    """How many of `found` say what is wanted (both ends of a range may); they are taken out."""
    low, high, unit = wanted
    for parts in ([wanted], [(low, low, unit), (high, high, unit)]):
        matches = [
            next((f for f in found if _says(f, _unitless(f, part), mark.span, part)), None)
            for part in parts
        ]
        taken = [match for match in matches if match is not None]
        if len(taken) == len(parts):
            for match in taken:
                found.remove(match)
            return len(parts)
    return 0


def _unitless(found: Found, wanted: Expected) -> Expected:
    """The value found; a share as a fraction where a number without a unit is wanted."""
    is_share = found.value[2] == "percent" and not wanted[2]
    return _fraction(found.value) if is_share else found.value


def _quantulum_report(path: pathlib.Path) -> dict[str, object]:
    wanted = right = correct = given = 0
    misses: list[dict[str, object]] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        row = json.loads(line)
        marks = list(_marks(number, row))
        aside = [mark.span for mark in marks if mark.value is None]
        found = [
            quantity
            for quantity in map(_found, _quantities(row["req"]))
            if quantity.value[2] != "ordinal" and not any(map(quantity.touches, aside))
        ]
        given += len(found)
        missed = []
        for mark in marks:
            if mark.value is None:
                continue
            taken = _take(found, mark, mark.value)
            wanted, right, correct = wanted + 1, right + (taken > 0), correct + taken
            if not taken:
                missed.append(mark.value)
        if missed or found:
            left = [quantity.value for quantity in found]
            misses.append({"at": f"quantities:{number}", "expected": missed, "found": left})
    return {
        "precision": _share(correct, given),
        "recall": _share(right, wanted),
        "misses": misses,
    }


def _share(right: int, total: int) -> dict[str, object]:
    return {"right": right, "of": total, "rate": round(right / total, 4)}


def measure(data: pathlib.Path) -> dict[str, object]:
    """Rates, precision, recall and every miss, ready for JSON; `data` holds eval/.

    Misses name a file and line and the values (low, high, unit), never the text.
    """
    folder = data / "eval"
    return {
        "recognizers_text": report(list(_recognizers(folder / "recognizers_text"))),
        "quantulum3": _quantulum_report(folder / "quantulum3" / "quantities.jsonl"),
    }
