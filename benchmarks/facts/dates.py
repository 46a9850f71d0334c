"""How exactly dates, times and durations are read: on a news corpus and on a peer's test suite.

timeml/documents, spans: a found date, time or duration is right where it shares a character with a
TIMEX3 of type DATE, TIME or DURATION, whichever of these it is; one of those is found where any of
ours touches it; a date inside the time it belongs to ("9 a.m. Tuesday") counts with it. TIMEX3
whose value is PAST_REF, PRESENT_REF or FUTURE_REF are left out, and so is what we find there. A
finding at a SET is wrong.

timeml/documents, values: for each DATE or TIME that a date or time found touches, the value becomes
an interval [start, end), and the one found must equal it at both ends. Parts of X are stripped
(1998-10-XX is 1998-10). Weeks are those of ISO 8601; a decade is 197, a century 19 (1900 to 2000);
quarters and halves are those of the calendar year, seasons three months from March, June, September
and December. Of a moment (T09:00) only where it begins is compared, zones aside; a part of a day
(TMO, TAF, TEV, TNI) has the hours that the program gives to it. TIMEX3 leaves out the word that
opens a side ("since", "after", "by", "until", "before"): the side that stays closed must then be an
end of the interval. TIMEX3 keeps "the beginning of" apart from the value, as mod, and does not say
how long it is: with mod START, MID or END, an interval inside the value is right as well if it
touches its start (START), its end (END), or whatever (MID); `strict_accuracy` does without this.
Values that name no interval (1989-WXX, P1W as a DATE) are odd: left out and listed. Of several
found at one TIMEX3, the one is compared that is a date or a time as the value is, then the one that
shares most with it.

recognizers_text: see benchmarks/facts/date_suite.py.

Adversarial: ten thousand strings drawn from the words of the language files, figures and odd
characters raise nothing and have no span outside the text.
"""

from __future__ import annotations

import calendar
import json
import pathlib
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from benchmarks.facts import date_suite
from benchmarks.facts.adversarial import adversarial
from benchmarks.facts.intervals import Interval, find, interval, is_part, moment, shared, shown
from compare.facts.date_calendar import add_months
from compare.facts.time_readings import parts_of_day
from compare.model import Fact

KINDS = ("date", "time", "duration")
FLOORS = {"spans_f1": 0.85, "values": 0.80, "recognizers_text": 0.85}
_PARTS_OF_DAY = {"TMO": "morning", "TAF": "afternoon", "TEV": "evening", "TNI": "night"}
_SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}


def measure(data: pathlib.Path) -> dict[str, object]:
    """All figures and misses on the public data in `data`, which holds eval/; JSON-able."""
    return {
        "floors": FLOORS,
        "timeml": _timeml(data / "eval" / "timeml" / "documents.jsonl"),
        "recognizers_text": date_suite.measure(data / "eval" / "recognizers_text"),
        "adversarial": adversarial(),
    }


# --- timeml


@dataclass(frozen=True, slots=True)
class _Timex:
    id: str
    start: int
    end: int
    type: str
    value: str
    mod: str | None


def _timeml(file: pathlib.Path) -> dict[str, object]:
    counts: Counter[str] = Counter()
    misses: list[dict[str, object]] = []
    odd: list[str] = []
    for line in file.read_text(encoding="utf-8").splitlines():
        document = json.loads(line)
        gold = [
            _Timex(
                f"{document['doc']}:{t['start']}",
                t["start"],
                t["end"],
                t["type"],
                t["value"],
                t["mod"],
            )
            for t in document["timex3"]
        ]
        found = [fact for fact in find(document["text"], document["dct"]) if fact.kind in KINDS]
        _count_spans(document["doc"], gold, found, counts, misses)
        for timex in gold:
            if timex.type in ("DATE", "TIME") and not timex.value.endswith("_REF"):
                _count_value(timex, found, counts, misses, odd)
    precision = counts["right"] / (counts["right"] + counts["wrong"])
    recall = counts["matched"] / (counts["matched"] + counts["missed"])
    scored = counts["value right"] + counts["value wrong"]
    return {
        "spans": {
            "precision": round(precision, 4),
            "recall": round(recall, 4),
            "f1": round(2 * precision * recall / (precision + recall), 4),
        },
        "values": {
            "accuracy": round(counts["value right"] / scored, 4),
            "strict_accuracy": round(counts["strictly right"] / scored, 4),
            "scored": scored,
            "with_mod": counts["with mod"],
        },
        "odd": odd,
        "misses": misses,
    }


def _count_spans(
    doc: str,
    gold: Sequence[_Timex],
    found: Sequence[Fact],
    counts: Counter[str],
    misses: list[dict[str, object]],
) -> None:
    scored = [t for t in gold if t.type != "SET" and not t.value.endswith("_REF")]
    left_out = [t for t in gold if t.value.endswith("_REF")]
    for timex in scored:
        hit = any(shared(fact, timex.start, timex.end) > 0 for fact in found)
        counts["matched" if hit else "missed"] += 1
        if not hit:
            misses.append({"id": timex.id, "what": "span", "expected": timex.value, "found": None})
    for fact in found:
        inside_other = any(
            other.start <= fact.start and fact.end <= other.end and other.span != fact.span
            for other in found
        )
        if inside_other or any(shared(fact, t.start, t.end) > 0 for t in left_out):
            continue
        right = any(shared(fact, t.start, t.end) > 0 for t in scored)
        counts["right" if right else "wrong"] += 1
        if not right:
            misses.append(
                {"id": f"{doc}:{fact.start}", "what": "span", "expected": None, "found": fact.kind}
            )


def _count_value(
    timex: _Timex,
    found: Sequence[Fact],
    counts: Counter[str],
    misses: list[dict[str, object]],
    odd: list[str],
) -> None:
    kind = "time" if "T" in timex.value else "date"
    touching = [
        fact
        for fact in found
        if fact.kind in ("date", "time") and shared(fact, timex.start, timex.end) > 0
    ]
    if not touching:
        return
    expected = expand(timex.value)
    if expected is None:
        odd.append(f"{timex.id} {timex.value}")
        return
    fact = max(touching, key=lambda f: (f.kind == kind, shared(f, timex.start, timex.end)))
    got = interval(fact)
    strictly = _is_equal(got, expected)
    right = strictly or (timex.mod in ("START", "MID", "END") and is_part(got, expected, timex.mod))
    counts["with mod"] += timex.mod in ("START", "MID", "END")
    counts["strictly right"] += strictly
    counts["value right" if right else "value wrong"] += 1
    if not right:
        misses.append(
            {"id": timex.id, "what": "value", "expected": timex.value, "found": shown(got)}
        )


def _is_equal(got: Interval, expected: Interval) -> bool:
    start, end = got
    if expected[1] is None:
        # A moment: a time that begins, or ends by "until", with it.
        return expected[0] == (end if start is None else start)
    if start is None:
        return end is not None and end in expected
    return start in expected if end is None else got == expected


def expand(value: str) -> Interval | None:
    """The interval that a TIMEX3 value names; a moment has no end; None where it names none."""
    day, _, clock = re.sub(r"-?X+(?=-|$)|(-XX)+", "", value).partition("T")
    try:
        return _expanded(day, clock)
    except (ValueError, KeyError):
        return None


def _expanded(day: str, clock: str) -> Interval | None:
    if clock:
        midnight = datetime.combine(date.fromisoformat(day), datetime.min.time())
        if part := _PARTS_OF_DAY.get(f"T{clock}"):
            opens, closes = parts_of_day()[part]
            return midnight + timedelta(minutes=opens), midnight + timedelta(minutes=closes)
        hour, _, minute = clock.partition(":")
        return midnight + timedelta(hours=int(hour), minutes=int(minute or 0)), None
    start, end = _days(day)
    return moment(start), moment(end)


def _days(value: str) -> tuple[date, date]:
    parts = value.split("-")
    year = int(parts[0])
    if len(parts) == 1:
        scale = 10 ** (4 - len(value))
        return date(year * scale, 1, 1), date(year * scale + scale, 1, 1)
    unit = parts[1]
    if unit[0] == "W" and unit[1:].isdigit():
        monday = date.fromisocalendar(year, int(unit[1:]), 1)
        weekend = parts[2:] == ["WE"]
        return monday + timedelta(days=5 * weekend), monday + timedelta(days=7)
    if len(parts) == 3:
        start = date(year, int(unit), int(parts[2]))
        return start, start + timedelta(days=1)
    if unit[0] in "QH":
        months = 3 if unit[0] == "Q" else 6
        start = date(year, (int(unit[1:]) - 1) * months + 1, 1)
        return start, add_months(start, months)
    if unit in _SEASONS:
        start = date(year, _SEASONS[unit], 1)
        return start, add_months(start, 3)
    start = date(year, int(unit), 1)
    return start, start + timedelta(days=calendar.monthrange(year, int(unit))[1])
