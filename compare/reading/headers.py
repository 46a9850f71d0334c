"""Lines about the report itself: `Title: ...` headers, publication lines, datelines, credits."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from anyascii import anyascii

from compare.data import table, words
from compare.reading import agencies, dates

_FIELD = re.compile(r"(?P<name>[A-Za-z][A-Za-z ]{1,24}?)\s*:\s+(?P<value>\S.*)")
_BAR = re.compile(r"\s*[|•·]\s*")
_LONGEST_HEADER = 300
_PARTS = re.compile(r"\s*[|•·]\s*|\s+[-–—]\s+|\s*/\s+")
_NAME = r"[A-Z][\w.'’-]*(?:[ ,]+[A-Z][\w.'’-]*){0,5}[ ,]*"
_NAMES = re.compile(_NAME)
_DAY = len("2022-03-31")
_LONGEST_LINE_WORDS = 16
_PLACE = r"(?P<place>[A-Z][A-Z.'’-]{2,}(?:[ ,]+[A-Z][\w.'’-]*){0,4})"
_DATELINE = re.compile(
    rf"{_PLACE}(?P<when>,\s[^()—–]{{3,30}}?)?\s*"
    r"(?:\((?P<inner>[^()]{2,80})\)\s*(?:[-–—:]+\s*)?|/(?P<agency>[^/]{2,30})/\.?\s*"
    r"(?:[-–—:]+\s*)?|[-–—]{1,2}\s+)(?=[\"'“‘«(\[]*[A-Z0-9])"
)
_SMALL_DATELINE = re.compile(
    rf"(?P<place>{_NAME})(?P<when>,\s[^()—–]{{3,30}}?)?\s*\((?P<inner>[^()]{{2,40}})\)"
    r"\s*[-–—:]+\s*(?=[\"'“‘«(\[]*[A-Z0-9])"
)
_OWNER_NOISE = re.compile(
    r"©|\(c\)|\bcopyright\b"
    r"|\b(?:19|20)\d\d(?:\s*[-–—]\s*(?:19|20)?\d\d)?\b",
    re.I,
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_OWNED = re.compile(r"©|\(c\) ?(?:19|20)\d\d|^copyright\b", re.I)
_DOMAIN = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,10}", re.I)
_LONGEST_OWNER_LINE, _LONGEST_OWNER_WORDS = 40, 8


@dataclass(frozen=True, slots=True)
class Dateline:
    """The opening of a report, PLACE (Outlet / Agency - date): its length and what it tells."""

    length: int
    outlet: str | None
    agency: str | None
    published: str | None


def fields(line: str) -> list[tuple[str, str]]:
    """Fields and values of a header line, `Name: value` or several of them with bars between."""
    if len(line) > _LONGEST_HEADER:
        return []
    return [found for part in bars(line) if (found := _field(part))]


def bars(line: str) -> list[str]:
    """The parts of a line that have bars between them."""
    return _BAR.split(line)


def _field(line: str) -> tuple[str, str] | None:
    for lead in words("source_leads"):
        if line.lower().startswith(lead + " "):
            return "source", line
    match = _FIELD.fullmatch(line)
    name = match and table("header_fields").get(match["name"].lower())
    return (name, match["value"].strip()) if match and name else None


def source_name(value: str) -> str:
    """The outlet in a header value: what stands before a date or a separator."""
    found = dates.find(value)
    head = value[: found[1]] if found else value
    return _PARTS.split(head)[0].strip(" ,;.-–—|(")


def publication_line(line: str) -> str | None:
    """The date of a line that only tells when (and by whom) a report was published; "" without."""
    if len(line.split()) > _LONGEST_LINE_WORDS:
        return None
    parts = [part for part in _PARTS.split(line) if part]
    found = [date for part in parts if (date := dates.parse(_without_byline(part)))]
    if found:
        return found[0]
    return None if _without_byline(line) else ""


def _without_byline(line: str) -> str:
    """The line without the author's name before or after a date, or on a line of its own, and
    without names, be it of an outlet and a place, before a day that ends it."""
    found = dates.find(line)
    start, end = (found[1], found[2]) if found else (len(line), len(line))
    before, after = line[:start].strip(" ,"), line[end:].strip(" ,")
    if found and len(found[0]) == _DAY and not after and _NAMES.fullmatch(before):
        before = ""
    before, after = (
        "" if _byline().fullmatch(part) or (found and agencies.known(part)) else part
        for part in (before, after)
    )
    return f"{before} {line[start:end]} {after}".strip()


def outlet_before_day(line: str, stem: str | None) -> str | None:
    """The outlet of a line of names and a day, "The Lesk Post, Oslo, 13 June 2025", known as one by
    a word of its name or by the name of the file; others may be the author."""
    found = dates.find(line)
    if not found or len(found[0]) != _DAY or line[found[2] :].strip(" ,"):
        return None
    before = line[: found[1]].strip(" ,")
    name = before.split(",")[0].strip()
    if not _NAMES.fullmatch(before) or _byline().fullmatch(before):
        return None
    parts = _plain_words(name)
    in_file_name = stem is not None and parts == _plain_words(stem)
    return name if in_file_name or not words("outlet_words").isdisjoint(parts) else None


def _plain_words(name: str) -> list[str]:
    """The words of an outlet's name in plain lower-case letters, without a leading "the"."""
    found = re.findall(r"[a-z]+", anyascii(name).lower())
    return found[1:] if found[:1] == ["the"] else found


@cache
def _byline() -> re.Pattern[str]:
    leads = "|".join(sorted(words("byline_leads"), key=len, reverse=True))
    return re.compile(rf"(?i:{leads}) (?P<name>{_NAME}|[\w.-]+)")


def author(lines: Iterable[str]) -> str | None:
    """The name in the first byline, By NAME, or header field, Author: NAME, of the lines."""
    for line in lines:
        for part in _PARTS.split(line):
            if match := _byline().match(part):
                return match["name"].strip(" ,")
        for field, value in fields(line):
            if field == "author":
                return value
    return None


def dateline(line: str) -> Dateline | None:
    """The dateline that a body paragraph opens with."""
    match = _DATELINE.match(line) or _credited_place(line)
    if not match:
        return None
    inner = match["inner"] or ""
    found = dates.find(inner)
    names = [part.strip(" ,-–—") for part in inner[: found[1] if found else None].split("/")]
    outlet = names[0] or None
    published = found[0] if found else dates.parse((match["when"] or "").strip(" ,."))
    if found and outlet:
        agency = names[1] if len(names) > 1 else None
        return Dateline(match.end(), outlet, agency, published)
    # A name alone in the brackets is the agency whose story it is, not the outlet.
    return Dateline(match.end(), None, outlet or match.groupdict().get("agency"), published)


def _credited_place(line: str) -> re.Match[str] | None:
    """The opening "Selby (AP) - ": a place in small letters needs agencies in its brackets."""
    match = _SMALL_DATELINE.match(line)
    told = match["inner"].split("/") if match else []
    return match if told and all(map(agencies.known, told)) else None


def owner(line: str) -> str | None:
    """Who a copyright line names: © 2024 NAME, or the bare © NAME of a footer or a picture."""
    if not _OWNED.search(line) or len(line.split()) > _LONGEST_OWNER_LINE:
        return None
    # What follows the reservation of rights is terms of use.
    told = [part for part in _rights().split(line) if len(_OWNER_NOISE.sub("", part).strip()) > 1]
    bare = _OWNER_NOISE.sub(" ", told[0]) if told else ""
    name = _PARTS.split(" ".join(bare.split()).strip(" .,;:-–—|"))[0].strip(" .,;:")
    return name if name and len(name.split()) <= _LONGEST_OWNER_WORDS else None


@cache
def _rights() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(words('rights_words'))))})\b", re.I)


def is_dated(line: str) -> bool:
    """Whether a copyright line holds for a whole page, by its year; a picture's has none."""
    return _YEAR.search(line) is not None


def sign_off(line: str) -> str | None:
    """The outlet or agency that a short line below the report names, if it is not just thanked."""
    if agencies.is_credit(line):
        return None
    name = line.strip(" .,;:()[]/-–—")
    known = any(word in words("outlet_words") for word in re.findall(r"[a-z]+", name.lower()))
    capital = name[:1].isupper() and len(name.split()) > 1
    return name if (known and capital) or _DOMAIN.fullmatch(name) else None
