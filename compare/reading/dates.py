"""Publication dates as written in headers, datelines and file names; never guessed.

A date keeps its granularity (2023-06-06, 2022-04, 2021). Day and month in figures are read only
where their order is beyond doubt.
"""

from __future__ import annotations

import datetime
import re
from functools import cache

from compare.data import languages, table, words

_ISO = r"(?P<y1>(?:19|20)\d\d)[-/.](?P<m1>\d{1,2})(?:[-/.](?P<d1>\d{1,2}))?(?!\d)(?:T[\d:.,]+Z?)?"
_FIGURES = r"(?P<a>\d{1,2})(?P<mark>[-/.])(?P<b>\d{1,2})(?P=mark)(?P<y2>(?:19|20)\d\d)(?!\d)"
# What stands behind the figure of a day, and between the parts of a date, in any language.
_DAY, _OF = r"(?:st|nd|rd|th|er|\.)?", r"(?:(?:of|de)\s+)?"
_YEAR = r"(?:19|20)\d\d"
_CLOCK = re.compile(
    r"\b\d{1,2}[:.h]\d{2}(?:[:.]\d{2})?\s*(?:[ap]\.?m\.?)?|[+-]\d{2}:?\d{2}\b", re.I
)
_JOINED = re.compile(r"\dT(?=\d)")
_TIME = re.compile(
    r"(?<!\d)(?P<hour>\d{1,2})[:.h](?P<minute>\d\d)(?P<second>:\d\d)?(?:[.,]\d+)?(?!\d)"
    r"\s*(?:(?P<half>[ap])\.?m\b\.?)?\s*(?P<zone>z\b|utc\b|gmt\b|[+-]\d\d:?\d\d)?",
    re.I,
)
_FILE_DATE = re.compile(
    r"(?<!\d)(?P<y>(?:19|20)\d\d)(?:(?P<mark>[-_.]?)(?P<m>\d\d)(?:(?P=mark)(?P<d>\d\d))?)?(?!\d)"
)
_LONGEST_LINE = 200


def parse(text: str) -> str | None:
    """The one date a text consists of, weekday, clock and words of publishing aside."""
    if len(text) > _LONGEST_LINE:
        return None
    match = _pattern().search(text)
    if match is None or _rest(text[: match.start()] + " " + text[match.end() :]):
        return None
    return _iso(match)


def find(text: str) -> tuple[str, int, int] | None:
    """The first certain date in a short text, with its place."""
    for match in _pattern().finditer(text[:_LONGEST_LINE]):
        iso = _iso(match)
        if iso:
            return iso, match.start(), match.end()
    return None


def stated(value: str) -> str | None:
    """The date that a field meant for a date gives; a year may stand alone."""
    if re.fullmatch(_YEAR, value.strip()):
        return value.strip()
    found = find(value)
    return found[0] if found else None


def moment(value: str) -> str | None:
    """The day and time that a field or line tells, as ISO 8601; with a zone where it tells one."""
    date = find(value)
    if not date or len(date[0]) < 10:
        return None
    # Dates with points look like clocks (06.06.2023); only ISO dates have one within.
    joined = _JOINED.search(value, date[1], date[2])
    begins = joined.end() if joined else date[2]
    clock = _TIME.search(value, begins) or _TIME.search(value[: date[1]])
    if not clock:
        return None
    hour, minute = int(clock["hour"]), int(clock["minute"])
    if clock["half"]:
        hour = hour % 12 + (12 if clock["half"].lower() == "p" else 0)
    if hour > 23 or minute > 59:
        return None
    return f"{date[0]}T{hour:02}:{minute:02}{clock['second'] or ''}{_zone(clock['zone'] or '')}"


def _zone(written: str) -> str:
    if found := re.fullmatch(r"([+-])(\d\d):?(\d\d)", written):
        return f"{found[1]}{found[2]}:{found[3]}"
    return "+00:00" if written.upper() in ("Z", "UTC", "GMT") else ""


def in_file_name(stem: str) -> tuple[str | None, str]:
    """The last date in the stem of a file name, and the stem without it."""
    for match in reversed(list(_FILE_DATE.finditer(stem))):
        iso = _checked(match["y"], match["m"], match["d"])
        if iso:
            rest = f"{stem[: match.start()]} {stem[match.end() :]}".strip(" -_.")
            return iso, re.sub(r"[-_.]* [-_.]*", "-", rest)
    return None, stem


@cache
def _pattern() -> re.Pattern[str]:
    names = "|".join(sorted(_months(), key=len, reverse=True))
    month_first = rf"(?P<n3>{names})\.?\s+(?:(?P<d3>\d{{1,2}}){_DAY}\s*,?\s+)?(?P<y3>{_YEAR})"
    day_first = rf"(?P<d4>\d{{1,2}}){_DAY}\s+{_OF}(?P<n4>{names})\.?,?\s+{_OF}(?P<y4>{_YEAR})"
    return re.compile(rf"(?<![\w./-])(?:{_ISO}|{_FIGURES}|{day_first}|{month_first})(?!\w)", re.I)


@cache
def _months() -> dict[str, str]:
    """The number of each month by its names in all languages."""
    return {
        name: row.split()[0]
        for language in languages("months")
        for name, row in table("months", language).items()
    }


def _iso(match: re.Match[str]) -> str | None:
    if match["y1"]:
        return _checked(match["y1"], match["m1"], match["d1"])
    if match["y2"]:
        first, second = match["a"], match["b"]
        if first == second or int(first) > 12:
            return _checked(match["y2"], second, first)
        return _checked(match["y2"], first, second) if int(second) > 12 else None
    name, day, year = (match[f"{part}{3 if match['y3'] else 4}"] for part in "ndy")
    return _checked(year, _months()[name.lower()], day)


def _checked(year: str, month: str | None, day: str | None) -> str | None:
    try:
        date = datetime.date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None
    return date.isoformat()[: 10 if day else 7 if month else 4]


def _rest(text: str) -> list[str]:
    """The words beside a date that say more than when it was published."""
    known = frozenset(table("weekdays")).union(
        *(words("publication_words", language) for language in languages("publication_words"))
    )
    remaining = re.findall(r"\w+(?:\.\w+)*", _CLOCK.sub(" ", text).lower())
    return [word for word in remaining if word not in known]
