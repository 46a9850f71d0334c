"""Clock times as they are written: "9:30 p.m.", "0930 GMT", "noon", "half past nine"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from compare.data import table

DAY = 24 * 60
NOON = DAY // 2
# {H} is an hour of twelve, {D} one of the day, {M} minutes, {W} a number word, {T} one of ten or
# more; {half} is a.m. or p.m., {zone} any zone, {fixed} one known by its offset or its place;
# {named} is noon or midnight, {quarter} a part of an hour, {short} one that may be missing ("a
# quarter to ten"); the rest are words of clock_words.txt.
_FORMS = (
    r"(?P<named>{named})\b(?:{zone})?",
    r"(?P<hour>{H})(?:[:.](?P<minute>{M})(?::{M})?)?[\s.-]?{half}(?:{zone})?",
    r"(?P<hour>{H})(?P<minute>{M})\s?{half}(?:{zone})?",
    r"(?P<hour>{H}):(?P<minute>{M})(?P<half>[ap])(?![\w'’-])(?:{zone})?",
    r"(?P<hour>{W})(?:[\s-](?P<minute>{T}))?\s{half}(?:{zone})?",
    r"(?P<hour>{D}):(?P<minute>{M})(?:\s?(?:{hours})\b|{zone})",
    r"(?P<hour>{D})(?P<minute>{M}){fixed}",
    r"(?<=\b{at}\s)(?P<hour>{D})(?P<minute>{M})\s?(?:{hours})\b",
    r"(?P<hour>{W}|{H})\s?(?:{clock})\b(?:\s?{half})?(?:{zone})?",
    r"(?P<past>{quarter}|{W}|{M}|\d)(?:\s(?:{minutes}))?\s(?:{past})\s(?P<hour>{W}|{H})\b"
    r"(?![\s-]\d)(?:\s(?:{clock})\b)?",
    r"(?P<before>{short})\s(?:{to})\s(?P<hour>{W}|{H})\b(?![\s-]\d|\s?%|\sper|\s[a-z]+s\b)"
    r"(?:\s(?:{clock})\b)?",
    r"(?P<bare>(?P<hour>{D}):(?P<minute>{M})(?::{M})?)(?![\w:%]|[.,]\d)",
)
_OFFSET = r"(?:UTC|GMT)\s?[+-]\d{1,2}"
_HALF = r"(?P<half>[ap])(?:\s?\.\s?m\b(?:\s?\.)?|m\b)"


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
    said = {part: _alternatives("clock_words", part) for part in table("clock_words").values()}
    place = r"[A-Z][a-z]+(?:\s(?i:{season}))?\s(?i:{time})|(?i:{local})".format(**said)
    tens = [word for word, number in _hours().items() if 10 <= number < 60]

    def zone(names: list[str]) -> str:
        return rf"(?-i:,?\s?\(?(?P<zone>{_OFFSET}|(?:{'|'.join(names)}|{place})\b))"

    parts = {
        "zone": zone(list(zones)),
        "fixed": zone([name for name, far in zones.items() if far != "?"]),
        "named": _alternatives("time_named"),
        "quarter": _alternatives("time_quarters"),
        "short": _alternatives("time_quarters", "15"),
        "half": _HALF,
        "H": r"(?:1[0-2]|0?[1-9])",
        "D": r"(?:2[0-3]|[01]?\d)",
        "M": r"[0-5]\d",
        "W": f"(?:{'|'.join(word for word, number in _hours().items() if number <= 20)})",
        "T": f"(?:{'|'.join(tens)})",
        **said,
    }
    return tuple(
        re.compile(r"(?<![\w.:,/$€£#])" + form.format(**parts), re.IGNORECASE) for form in _FORMS
    )


def _alternatives(name: str, part: str | None = None) -> str:
    """The words of a table that play a part, or all, as a pattern; longer ones first."""
    found = [word for word, value in table(name).items() if part in (None, value)]
    return "|".join(re.escape(word).replace(r"\ ", r"\s") for word in sorted(found, key=len)[::-1])


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
    if hour > 24 or (hour > 12 and not said.keys().isdisjoint(("past", "before"))):
        return None
    minute = hour * 60 + _number(said.get("minute", "0"))
    if "past" in said:
        minute += int(table("time_quarters").get(said["past"], 0)) or _number(said["past"])
    if "before" in said:
        minute = (minute - int(table("time_quarters")[said["before"]])) % DAY
    half = said.get("half")
    if half:
        minute = minute % NOON + NOON * (half == "p")
    halves = not half and hour <= 12 and not said["hour"].startswith("0") and not zone
    exact = not said.keys().isdisjoint(("minute", "past", "before"))
    return Clock(match.start(), match.end(), minute, exact, halves, "bare" in said, zone)


def _number(word: str) -> int:
    return int(word) if word.isdecimal() else _hours()[word]


def zone_offset(zone: str) -> int | None:
    """Minutes ahead of UTC, None where the name does not tell."""
    if re.fullmatch(_OFFSET, zone):
        return int(zone[3:]) * 60
    far = table("time_zones").get(zone, "?")
    return None if far == "?" else int(far)
