"""Title, outlet and publication date, each with the place it was found in; unknown stays None."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from compare.data import words
from compare.reading import dates, headers
from compare.reading.clutter import Role

Line = tuple[Role, str]
Found = tuple[str, str]


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
    """What is known of an article, and for each value where it was found."""

    title: str | None
    source: str | None
    published: str | None
    origin_of: Mapping[str, str]


def read(lines: Sequence[Line], stem: str | None, given: Given) -> Metadata:
    """The metadata of a page, `stem` being the name of its file without suffix."""
    named = dates.in_file_name(stem) if stem else (None, "")
    candidates: dict[str, Iterator[Found]] = {
        "title": _titles(lines, given),
        "source": _sources(lines, given, named[1]),
        "published": _dates(lines, given, named[0]),
    }
    found = {name: next(values, None) for name, values in candidates.items()}
    value = {name: pair[0] if pair else None for name, pair in found.items()}
    origin_of = {name: pair[1] for name, pair in found.items() if pair}
    return Metadata(value["title"], value["source"], value["published"], origin_of)


def _titles(lines: Sequence[Line], given: Given) -> Iterator[Found]:
    if given.title:
        yield given.title, "input"
    yield from ((value, "header") for value in _fields(lines, "title"))
    yield from ((text, "headline") for role, text in lines if role is Role.TITLE)


def _sources(lines: Sequence[Line], given: Given, file_name: str) -> Iterator[Found]:
    if given.source:
        yield given.source, "input"
    for value in _fields(lines, "source"):
        if name := headers.source_name(value):
            yield name, "header"
    opening = _dateline(lines)
    if opening and opening.outlet:
        yield opening.outlet, "dateline"
    above, below = _outside(lines)
    yield from _told([*below, *above], Role.LEGAL, headers.owner)
    yield from _told(below, Role.CAPTION, headers.owner)
    yield from _told(below, Role.CREDIT, headers.sign_off)
    if file_name:
        yield file_name, "file name"
    if opening and opening.agency:
        yield opening.agency, "dateline"


def _dates(lines: Sequence[Line], given: Given, file_date: str | None) -> Iterator[Found]:
    if given.published and (date := dates.stated(given.published)):
        yield date, "input"
    for kind in ("published", "source"):
        for value in _fields(lines, kind):
            if date := dates.stated(value):
                yield date, "header"
    yield from ((date, "header") for date in _publication_lines(lines))
    opening = _dateline(lines)
    if opening and opening.published:
        yield opening.published, "dateline"
    if file_date:
        yield file_date, "file name"


def _fields(lines: Sequence[Line], name: str) -> Iterator[str]:
    for role, text in lines:
        if role is Role.HEADER:
            yield from (value for field, value in headers.fields(text) if field == name)


def _publication_lines(lines: Sequence[Line]) -> Iterator[str]:
    """Dates of publication lines, those nearest below the headline first, revisions last."""
    title = next((at for at, (role, _) in enumerate(lines) if role is Role.TITLE), 0)
    dated = [
        (_is_revision(text), at < title, abs(at - title), date)
        for at, (role, text) in enumerate(lines)
        if role is Role.HEADER and (date := headers.publication_line(text))
    ]
    yield from (date for *_, date in sorted(dated))


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
