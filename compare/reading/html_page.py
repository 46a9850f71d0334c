"""An HTML page to the lines of its report (by trafilatura) and what it states of itself."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from compare.reading import cues
from compare.reading.clutter import Role, classify, own_role
from compare.reading.html_meta import stated
from compare.reading.html_places import Places
from compare.reading.lines import Paragraph
from compare.reading.metadata import Stated

# Without a handler, Python prints the warnings of a library.
for _name in ("trafilatura", "htmldate", "courlan"):
    logging.getLogger(_name).addHandler(logging.NullHandler())

_SHORT_PAGE = 250
_MOST_ELEMENTS = 50_000
_ITEM, _HEADING, _PROSE = "item", "head", "p"
_BLOCKS = frozenset({_PROSE, _HEADING, _ITEM, "list", "quote", "table", "row", "code", "lb"})

# What trafilatura leaves out of a report, though it tells of it.
_KEPT_WITHIN = (Role.CAPTION, Role.HEADER)


@dataclass(frozen=True, slots=True)
class Page:
    """The lines of a page with their roles, and by field what its markup states."""

    lines: list[Paragraph]
    roles: list[Role]
    stated: Stated = field(default_factory=dict)


def read(html: str, seen: list[Paragraph], url: str | None = None) -> Page:
    """The page as its reader sees it; the roles come from its markup where this tells the report.

    `seen` are its visible lines, with offsets counted in `html`; `url` is where it came from.
    """
    tree = _parsed(html)
    if tree is None:
        return Page(seen, classify(seen))
    told = stated(tree, url)
    blocks = list(_report(tree)) if _is_readable(tree, seen) else []
    roles = _roles(blocks)
    if sum(len(text) for _, text in blocks) < _SHORT_PAGE or Role.BODY not in roles:
        return Page(seen, classify(seen), told)
    places = Places(html)
    report = [places.locate(text) for _, text in blocks]
    captions = {" ".join(each.text_content().split()) for each in tree.iter("figcaption")}
    around = _around(seen, report, roles, captions)
    return Page([line for line, _ in around], [role for _, role in around], told)


def _parsed(html: str) -> HtmlElement | None:
    """The tree of the page, None where there is nothing to parse."""
    parser = HTMLParser(encoding="utf-8", no_network=True, huge_tree=False)
    try:
        return document_fromstring(html.encode("utf-8", "replace").replace(b"\0", b""), parser)
    except (etree.LxmlError, ValueError):
        return None


def _is_readable(tree: HtmlElement, seen: list[Paragraph]) -> bool:
    """Whether trafilatura is of use: of short pages it returns all words in one block, and that
    slowly; of huge ones too."""
    prose = sum(len(line.text) for line in seen if cues.ends_sentence(line.text))
    return prose >= _SHORT_PAGE and sum(1 for _ in tree.iter()) <= _MOST_ELEMENTS


def _report(tree: HtmlElement) -> Iterator[tuple[str, str]]:
    """The blocks that trafilatura takes for the report: kind and text."""
    # Imported here because it is slow to import.
    from trafilatura import bare_extraction

    try:
        found = bare_extraction(tree, fast=True, include_comments=False)
    # It may stumble over anything in a hostile page, which is then read as its visible lines.
    except Exception:
        return
    body = getattr(found, "body", None)
    if body is not None:
        yield from _blocks(body)


def _blocks(body: etree._Element) -> Iterator[tuple[str, str]]:
    kinds = [_PROSE]
    text: list[str] = []
    for event, element in etree.iterwalk(body, events=("start", "end")):
        if element.tag in _BLOCKS and (block := " ".join("".join(text).split())):
            yield kinds[-1], block
        if element.tag in _BLOCKS:
            text.clear()
        if event == "start":
            kinds.append(element.tag if element.tag in (_ITEM, _HEADING) else kinds[-1])
            text.append(element.text or "")
        else:
            kinds.pop()
            text.append(" " if element.tag == "cell" else "")
            text.append(element.tail or "")


def _roles(blocks: Sequence[tuple[str, str]]) -> list[Role]:
    """What the blocks are: prose but for headings, and what says of itself that it is none."""
    roles = []
    boxed = False
    for index, (kind, text) in enumerate(blocks):
        role = own_role(text, index) if kind != _ITEM else None
        if kind == _PROSE and role is None and cues.ends_sentence(text):
            boxed = False
        if boxed and role is None:
            role = Role.RELATED
        elif kind == _HEADING and role is None:
            role = Role.SUBHEADING
        boxed = boxed or role is Role.RELATED
        roles.append(role or Role.BODY)
    for order in (range(len(blocks)), reversed(range(len(blocks)))):
        edge = next((at for at in order if roles[at] is Role.BODY), None)
        if edge is not None and cues.is_disclaimer(blocks[edge][1]):
            roles[edge] = Role.LEGAL
    return roles


def _around(
    seen: list[Paragraph], report: list[Paragraph], roles: list[Role], captions: set[str]
) -> list[tuple[Paragraph, Role]]:
    """The report with the other lines of the page above and below it, and some within."""
    placed = _placed(report)
    taken = set(placed)
    lines = list(zip(placed, report, roles, strict=True))
    for line, guess in zip(seen, classify(seen), strict=True):
        role = Role.CAPTION if line.text in captions else guess
        within = bool(placed) and placed[0] <= _place(line) <= placed[-1]
        if within and (role not in _KEPT_WITHIN or _place(line) in taken):
            continue
        lines.append((_place(line), line, Role.MENU if role is Role.BODY else role))
    return [(line, role) for _, line, role in sorted(lines, key=lambda each: each[0])]


def _placed(report: list[Paragraph]) -> list[int]:
    """The places of the lines in the source, rising; an unplaced one stands at the one before."""
    places = [_place(line) if line.segments else 0 for line in report]
    return list(accumulate(places, max))


def _place(line: Paragraph) -> int:
    return line.segments[0][1] if line.segments else 0
