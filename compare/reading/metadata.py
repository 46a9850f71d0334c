"""Title, outlet and publication date, each with the place it was found in; unknown stays None.

Every value that a page offers is weighed, the first one is taken, and what the others say against
it is recorded.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from rapidfuzz import fuzz

from compare.data import words
from compare.reading import agencies, dates, headers, origins
from compare.reading.clutter import Role

Line = tuple[Role, str]
Found = tuple[str, str]
Stated = Mapping[str, Sequence[Found]]

_FILE_NAME, _REVISION = "file name", "header of a revision"
_AGENCY, _CREDIT = "agency in the dateline", "credit of an agency"
# Only what names an outlet outright speaks against another name of it.
_NAMES_OUTRIGHT = frozenset({"input", "JSON-LD", "meta tag", "header", "dateline"})
# Similarity of two titles, in percent, from which they are the same headline.
_SAME_TITLE = 80
# In characters: the time to compare grows with the square of what a page calls its title.
_TITLE_READ = 500


@dataclass(frozen=True, slots=True)
class Given:
    """What an input states about an article apart from its text; it wins over the text."""

    id: str | None = None
    source: str | None = None
    title: str | None = None
    published: str | None = None
    url: str | None = None


NOTHING_GIVEN = Given()


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known of an article, where each value was found, and what else was found.

    `details` may hold author, agency, modified and "published time" (ISO, with the zone where one
    is told), captions (a line each), and "conflict NAME": what speaks against the value of NAME.
    """

    title: str | None
    source: str | None
    published: str | None
    url: str | None
    language: str | None
    origin_of: Mapping[str, str]
    details: Mapping[str, str] = field(default_factory=dict)


def read(lines: Sequence[Line], stem: str | None, given: Given, stated: Stated) -> Metadata:
    """The metadata of a page, `stem` being the name of its file without suffix.

    `stated` is what the markup of the page tells, by field, the most trusted value first.
    """
    named = dates.in_file_name(stem) if stem else (None, "")
    url = given.url or _first(stated.get("url", ()))
    candidates: dict[str, list[Found]] = {
        "title": list(_titles(lines, given, stated)),
        "source": list(_sources(lines, given, stated, url, stem, named[1])),
        "published": list(_dates(lines, given, stated, named[0])),
    }
    value = {name: _first(found) for name, found in candidates.items()}
    origin_of = {name: found[0][1] for name, found in candidates.items() if found}
    details = dict(_details(lines, stated))
    offered = [given.published or "", *(value for value, _ in stated.get("published", ()))]
    if moment := _moment([*offered, *_publishing(lines)], value["published"]):
        details["published time"] = moment
    for name, found in candidates.items():
        if against := _against(name, found):
            details[f"conflict {name}"] = against
    return Metadata(
        title=value["title"],
        source=value["source"],
        published=value["published"],
        url=url,
        language=_first(stated.get("language", ())),
        origin_of=origin_of,
        details=details,
    )


def _first(found: Sequence[Found]) -> str | None:
    return found[0][0] if found else None


def _titles(lines: Sequence[Line], given: Given, stated: Stated) -> Iterator[Found]:
    if given.title:
        yield given.title, "input"
    outright = [*stated.get("title", ()), *((value, "header") for value in _fields(lines, "title"))]
    yield from outright
    # What looks like a headline is not weighed against what a page calls its title.
    if not outright:
        yield from ((text, "headline") for role, text in lines if role is Role.TITLE)


def _sources(
    lines: Sequence[Line],
    given: Given,
    stated: Stated,
    url: str | None,
    stem: str | None,
    file_name: str,
) -> Iterator[Found]:
    if given.source:
        yield given.source, "input"
    yield from stated.get("source", ())
    named = [headers.source_name(value) for value in _fields(lines, "source")]
    yield from ((name, "header") for name in named if name and not agencies.known(name))
    dated = (headers.outlet_before_day(text, stem) for *_, text in _publication_lines(lines))
    yield from ((name, "header") for name in dated if name)
    opening = _dateline(lines)
    if opening and opening.outlet:
        yield opening.outlet, "dateline"
    if domain := _domain(url):
        yield domain, "domain"
    above, below = _outside(lines)
    yield from _told([*below, *above], Role.LEGAL, headers.owner)
    yield from _told(below, Role.CAPTION, headers.owner)
    yield from _told(below, Role.CREDIT, headers.sign_off)
    # "Source: TASS" names the outlet only where nothing else does.
    yield from ((name, _CREDIT) for name in named if agencies.known(name))
    if file_name:
        yield file_name, _FILE_NAME
    if opening and opening.agency:
        yield opening.agency, _AGENCY


def _domain(url: str | None) -> str | None:
    """The host of an address without its www."""
    try:
        host = urlsplit(url or "").hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host and "." in host else None


def _dates(
    lines: Sequence[Line], given: Given, stated: Stated, file_date: str | None
) -> Iterator[Found]:
    """Dates of publication as days, months or years, the most trusted first."""
    if given.published and (date := dates.stated(given.published)):
        yield date, "input"
    later = ("address", "htmldate")
    offered = [(dates.stated(value), place) for value, place in stated.get("published", ())]
    yield from ((date, place) for date, place in offered if date and place not in later)
    for kind in ("published", "source"):
        for value in _fields(lines, kind):
            if date := dates.stated(value):
                yield date, "header"
    told = [(date, is_revision) for date, is_revision, _ in _publication_lines(lines)]
    yield from ((date, "header") for date, is_revision in told if not is_revision)
    opening = _dateline(lines)
    if opening and opening.published:
        yield opening.published, "dateline"
    yield from ((date, _REVISION) for date, is_revision in told if is_revision)
    yield from ((date, place) for date, place in offered if date and place in later)
    if file_date:
        yield file_date, _FILE_NAME


def _fields(lines: Sequence[Line], name: str) -> Iterator[str]:
    for role, text in lines:
        if role is Role.HEADER:
            yield from (value for field, value in headers.fields(text) if field == name)


def _publication_lines(lines: Sequence[Line]) -> list[tuple[str, bool, str]]:
    """Date, whether of a revision, and text of publication lines, the nearest below the headline
    first."""
    title = next((at for at, (role, _) in enumerate(lines) if role is Role.TITLE), 0)
    dated = sorted(
        (at < title, abs(at - title), date, text)
        for at, (role, text) in enumerate(lines)
        if role is Role.HEADER and (date := headers.publication_line(text))
    )
    return [(date, _is_revision(text), text) for *_, date, text in dated]


def _is_revision(text: str) -> bool:
    return not words("revision_words").isdisjoint(re.findall(r"[a-z]+", text.lower()))


def _dateline(lines: Sequence[Line]) -> headers.Dateline | None:
    opening = next((text for role, text in lines if role is Role.BODY), "")
    return headers.dateline(opening)


def _outside(lines: Sequence[Line]) -> tuple[Sequence[Line], Sequence[Line]]:
    """What stands above and below the body; credits between are those of pictures."""
    body = [at for at, (role, _) in enumerate(lines) if role is Role.BODY]
    return (lines[: body[0]], lines[body[-1] + 1 :]) if body else (lines, ())


def _told(
    lines: Sequence[Line], role: Role, telling: Callable[[str], str | None]
) -> Iterator[Found]:
    for own, text in lines:
        if own is role and (name := telling(text)):
            yield name, "footer"


def _against(name: str, found: Sequence[Found]) -> str | None:
    """What the other values say against the first, each once: "2023-06-05 (meta tag)"."""
    same = {"title": _same_title, "source": _same_outlet, "published": _same_date}[name]
    others: dict[str, str] = {}
    for value, place in found[1:]:
        outright = name != "source" or {place, found[0][1]} <= _NAMES_OUTRIGHT
        if outright and place != _REVISION and not same(found[0][0], value):
            others.setdefault(value, place)
    return "; ".join(f"{value} ({place})" for value, place in others.items()) or None


def _same_title(one: str, other: str) -> bool:
    beginnings = one[:_TITLE_READ].casefold(), other[:_TITLE_READ].casefold()
    return fuzz.partial_ratio(*beginnings) >= _SAME_TITLE


def _same_outlet(one: str, other: str) -> bool:
    plain = [re.sub(r"[\W_]+", "", name.casefold()) for name in (one, other)]
    return plain[0] in plain[1] or plain[1] in plain[0]


def _same_date(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)


def _details(lines: Sequence[Line], stated: Stated) -> Iterator[tuple[str, str]]:
    author = _first(stated.get("author", ())) or headers.author(
        [text for role, text in lines if role is Role.HEADER]
    )
    if author:
        yield "author", author
    if agency := origins.agency(lines, author):
        yield "agency", agency
    revisions = [date for date, is_revision, _ in _publication_lines(lines) if is_revision]
    if modified := _first(stated.get("modified", ())) or next(iter(revisions), None):
        yield "modified", modified
    if captions := "\n".join(text for role, text in lines if role is Role.CAPTION):
        yield "captions", captions


def _publishing(lines: Sequence[Line]) -> list[str]:
    return [text for _, is_revision, text in _publication_lines(lines) if not is_revision]


def _moment(texts: Sequence[str], date: str | None) -> str | None:
    """The first moment told that is on the date."""
    moments = (dates.moment(text) for text in texts)
    return next((each for each in moments if each and each[:10] == date), None)
