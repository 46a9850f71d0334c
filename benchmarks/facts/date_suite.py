"""How exactly dates, times, durations and ages are read on the test suite recognizers_text.

The exact value rate on date, daterange, datetime, datetimerange, time, timerange, duration and age.
Each expected result is one item, right where something found shares a character with it and has
its value; any of several listed values counts; "not resolved" is right where nothing found there
has a value. A text of the suite without results is one item, right where nothing of the kind that
its file is about is found.

Conventions converted: the suite ends a range of two points ("from May to July"), a stretch counted
from the day of writing ("the past two weeks", "within five days"), and what "until" or "after"
bounds, at the start of the day, month or year named, which we include (after: leave out); of
"early", "late" and "the end of" it has the half and we the third, right where that lies within it
at the same end; of a datetime only where it begins is compared; seconds are left out, and 23:59:59
is midnight. Those that are not converted are in conventions.txt, see benchmarks/facts/recognizers.
"""

from __future__ import annotations

import pathlib
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from benchmarks.facts.intervals import Interval, find, interval, is_part, moment, shared, shown
from benchmarks.facts.recognizers import Expected, Item, report, rows
from compare.facts.date_calendar import add_months
from compare.facts.time_lengths import days_in
from compare.model import DateValue, DurationValue, Fact, TimeValue

FILES = (
    "DateTime_DateParser",
    "DateTime_DatePeriodParser",
    "DateTime_DateTimeModel",
    "NumberWithUnit_AgeModel",
)
# A text without results in these files may well have what the others are about.
_DAYS, _PERIODS, _AGES = FILES[0], FILES[1], FILES[3]
KINDS = (
    *("date", "daterange", "datetime", "datetimerange"),
    *("time", "timerange", "duration", "age"),
)
FOUND = ("date", "time", "duration", "age")
_RANGE = re.compile(
    r"\b(?:to|and|through|until|till|within|past|last|previous|next|rest)\b|[-–~]", re.IGNORECASE
)
_FIRST_PART = re.compile(r"\b(?:early|start|beginning)\b", re.IGNORECASE)
_LAST_PART = re.compile(r"\b(?:late|end)\b", re.IGNORECASE)


def measure(folder: pathlib.Path) -> dict[str, object]:
    """Rates and misses; `folder` holds the files of the suite."""
    return report(list(_items(folder)))


def _items(folder: pathlib.Path) -> Iterator[Item]:
    for row in (row for name in FILES for row in rows(folder / f"{name}.jsonl")):
        facts = find(row.text, row.reference)
        found = [fact for fact in facts if fact.kind in FOUND]
        if not row.expected:
            wrong = [fact for fact in found if _is_of_file(row.id, fact)]
            yield Item("nothing", row.id, not wrong, None, _values(wrong))
        for expected in row.expected:
            if expected.kind not in KINDS:
                continue
            touching = [f for f in found if shared(f, expected.start, expected.end) > 0]
            right = any(_agrees(expected, value, touching) for value in expected.values)
            wanted = [_brief(value) for value in expected.values]
            place = f"{row.id}:{expected.start}"
            yield Item(expected.kind, place, right, wanted, _values(touching))


def _is_of_file(place: str, fact: Fact) -> bool:
    """Whether a row without results in this file says that there is no such fact."""
    file, value = place.split(":")[0], fact.value
    if file in (_DAYS, _PERIODS):
        is_day = isinstance(value, DateValue) and value.granularity == "day"
        return isinstance(value, DateValue) and is_day == (file == _DAYS)
    return file != _AGES or fact.kind == "age"


def _brief(value: Mapping[str, str]) -> str:
    keys = ("Mod", "value", "start", "end")
    return " ".join(f"{key}={value[key]}" for key in keys if key in value)


def _values(found: Sequence[Fact]) -> list[str]:
    return [
        f"{f.kind} {f.value.days:g} days" if isinstance(f.value, DurationValue) else _described(f)
        for f in found
    ]


def _described(fact: Fact) -> str:
    value = fact.value
    if isinstance(value, TimeValue) and value.start is None:
        return f"time {value.opens}..{value.closes} minutes"
    return f"{fact.kind} {shown(interval(fact))}"


def _agrees(expected: Expected, value: Mapping[str, str], touching: Sequence[Fact]) -> bool:
    if value.get("value", "").startswith(("not resolved", "0001-")) or not value:
        return not any(isinstance(f.value, DateValue) and f.value.start for f in touching)
    if expected.kind in ("duration", "age"):
        seconds = _seconds(value)
        return any(
            f.kind == expected.kind
            and isinstance(f.value, DurationValue)
            and abs(f.value.days * 86400 - seconds) < 0.001
            for f in touching
        )
    if expected.kind in ("time", "timerange"):
        return any(_same_clock(value, f.value) for f in touching if isinstance(f.value, TimeValue))
    kind = "time" if "time" in expected.kind else "date"
    return any(
        _same_interval(expected, value, moments)
        for fact in touching
        if fact.kind == kind
        for moments in [interval(fact)]
    )


def _seconds(value: Mapping[str, str]) -> float:
    """The seconds of a duration, or of an age, which may lack its unit."""
    if "unit" not in value:
        return float(value["value"])
    unit = {"age": "year"}.get(value["unit"].lower(), value["unit"].lower())
    return float(value["value"]) * 86400 * days_in(unit)


def _same_clock(value: Mapping[str, str], found: TimeValue) -> bool:
    if "value" in value:
        return found.opens is not None and found.opens == _minutes(value["value"])
    return found.opens == _minutes(value.get("start")) and found.closes == _minutes(
        value.get("end")
    )


def _minutes(clock: str | None) -> int | None:
    if clock is None:
        return None
    if clock == "23:59:59":
        return 1440
    hours, minutes, _ = map(int, clock.split(":"))
    return hours * 60 + minutes


def _parsed(moment: str | None) -> datetime | None:
    if moment is None:
        return None
    found = datetime.fromisoformat(moment)
    if moment.endswith("23:59:59"):
        return found + timedelta(seconds=1)
    return found.replace(second=0)


def _same_interval(expected: Expected, value: Mapping[str, str], found: Interval) -> bool:
    start, end = found
    if expected.kind == "datetime":
        return start is not None and start == _parsed(value["value"])
    if expected.kind == "date":
        day = _parsed(value["value"])
        return day is not None and (start, end) == (day, day + timedelta(days=1))
    starts, ends = {start}, {end}
    if expected.kind == "daterange":
        whole = (_parsed(value.get("start")), _parsed(value.get("end")))
        parts = {"START": _FIRST_PART, "END": _LAST_PART}
        if any(p.search(expected.text) and is_part(found, whole, mod) for mod, p in parts.items()):
            return True
        if end and (_RANGE.search(expected.text) or "Mod" in value):
            ends |= set(_before(end))
        if start and end is None:
            starts |= set(_before(start))
    return _parsed(value.get("start")) in starts and _parsed(value.get("end")) in ends


def _before(end: datetime) -> Iterator[datetime]:
    """Where the last day, week, month, quarter or year before `end` begins."""
    yield end - timedelta(days=1)
    yield end - timedelta(days=7)
    for months in (1, 3, 12):
        yield moment(add_months(end.date(), -months)) or end
