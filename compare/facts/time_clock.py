"""Clock times as they are written: "9:30 p.m.", "0930 GMT", "noon", "half past nine"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from compare.data import table

DAY = 24 * 60
NOON = DAY // 2
# {H} is an hour of twelve, {D} one of the day, {M} minutes, {W} a number word; {half} is a.m. or
# p.m., {zone} any zone, {fixed} one known by its offset or its place; {named} is noon or midnight.
_FORMS = (
    r"(?P<named>{named})\b(?:{zone})?",
    r"(?P<hour>{H})(?:[:.](?P<minute>{M})(?::{M})?)?[\s.-]?{half}(?:{zone})?",
    r"(?P<hour>{H})(?P<minute>{M})\s?{half}(?:{zone})?",
    r"(?P<hour>{W})(?:[\s-](?P<minute>thirty|fifteen|twenty))?\s{half}(?:{zone})?",
    r"(?P<hour>{D}):(?P<minute>{M})(?:\s?(?:hours|hrs)\b|{zone})",
    r"(?P<hour>{D})(?P<minute>{M}){fixed}",
    r"(?<=\bat\s)(?P<hour>{D})(?P<minute>{M})\s?(?:hours|hrs)\b",
    r"(?P<hour>{W}|{H})\s?o['’]?clock\b(?:\s?{half})?(?:{zone})?",
    r"(?P<past>half|(?:a\s)?quarter|{W}|{M}|\d)(?:\smin(?:ute)?s?)?\spast\s(?P<hour>{W}|{H})\b(?![\s-]\d)"
    r"(?:\so['’]?clock\b)?",
    r"(?P<bare>(?P<hour>{D}):(?P<minute>{M})(?::{M})?)(?![\w:%]|[.,]\d)",
)
_HALF = r"(?P<half>[ap])(?:\s?\.\s?m\b(?:\s?\.)?|m\b)"
_QUARTERS = {"half": 30, "quarter": 15, "a quarter": 15}


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day at text[start:end]; `minute` after midnight, 1440 for the one ending a day.

    `exact` tells minutes from whole hours, `halves` that morning or afternoon is left open, `bare`
    that nothing but digits tells it from a score; `zone` is as the text names it.
    """

    start: int
    end: int
    minute: int
    exact: bool
    halves: bool
    bare: bool
    zone: str | None


@cache
def _hours() -> dict[str, int]:
    numbers = {word: int(number) for word, number in table("date_numbers").items()}
    return {word: number for word, number in numbers.items() if len(word) > 2}


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    zones = table("time_zones")
    offset = r"(?:UTC|GMT)\s?[+-]\d{1,2}"
    place = r"[A-Z][a-z]+(?:\s(?:Standard|Daylight))?\s[Tt]ime|local\stime"

    def zone(names: list[str]) -> str:
        return rf"(?-i:,?\s?\(?(?P<zone>{offset}|(?:{'|'.join(names)}|{place})\b))"

    parts = {
        "zone": zone(list(zones)),
        "fixed": zone([name for name, far in zones.items() if far != "?"]),
        "named": "|".join(name.replace(" ", r"\s") for name in table("time_named")),
        "half": _HALF,
        "H": r"(?:1[0-2]|0?[1-9])",
        "D": r"(?:2[0-3]|[01]?\d)",
        "M": r"[0-5]\d",
        "W": f"(?:{'|'.join(word for word, number in _hours().items() if number <= 20)})",
    }
    return tuple(
        re.compile(r"(?<![\w.:,/$€£#])" + form.format(**parts), re.IGNORECASE) for form in _FORMS
    )


def clocks(text: str, start: int, end: int) -> Iterator[Clock]:
    """The clock times in text[start:end], from left to right and without overlap."""
    found = [match for pattern in _patterns() for match in pattern.finditer(text, start, end)]
    position = start
    for match in sorted(found, key=lambda match: (match.start(), -match.end())):
        if match.start() >= position and (clock := _read(match)):
            position = clock.end
            yield clock


def _read(match: re.Match[str]) -> Clock | None:
    said = {name: value.lower() for name, value in match.groupdict().items() if value}
    zone = match.groupdict().get("zone")
    if "named" in said:
        minute = int(table("time_named")[" ".join(said["named"].split())])
        return Clock(match.start(), match.end(), minute, True, False, False, zone)
    hour = _number(said["hour"])
    if hour > 24 or (hour > 12 and "past" in said):
        return None
    minute = hour * 60 + _number(said.get("minute", "0"))
    if "past" in said:
        minute += _QUARTERS.get(said["past"]) or _number(said["past"])
    half = said.get("half")
    if half:
        minute = minute % NOON + NOON * (half == "p")
    halves = not half and hour <= 12 and not said["hour"].startswith("0") and not zone
    exact = "minute" in said or "past" in said
    return Clock(match.start(), match.end(), minute, exact, halves, "bare" in said, zone)


def _number(word: str) -> int:
    return int(word) if word.isdecimal() else _hours()[word]


def zone_offset(zone: str) -> int | None:
    """Minutes ahead of UTC, None where the name does not tell."""
    if signed := re.fullmatch(r"(?:UTC|GMT)\s?([+-]\d{1,2})", zone):
        return int(signed[1]) * 60
    far = table("time_zones").get(zone, "?")
    return None if far == "?" else int(far)
