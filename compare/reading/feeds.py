"""RSS and Atom: each entry an article, with the title, date, address and outlet it states."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.utils import parsedate_to_datetime

from lxml import etree

from compare.data import words
from compare.errors import UnreadableSource
from compare.model import Notice
from compare.reading import xml
from compare.reading.article import Document
from compare.reading.html_text import html_text, looks_like_html
from compare.reading.inputs import Outcome, Raw, ReadingOptions
from compare.reading.limits import MAX_ENTRIES
from compare.reading.metadata import Given

# The fullest text first. RSS calls the whole text encoded, Atom content.
_TEXTS = (("encoded",), ("content",), ("description", "summary"))
# When an entry was last touched says nothing of when its report was published.
_DATES = (("pubDate", "published", "issued"), ("date",))
_PART = re.compile(r"\s+[-–—|:»·]\s+")
_ENTITY = re.compile(r"&(?:[a-z]+|#\d+);", re.I)


def read(raw: Raw, _: ReadingOptions) -> Iterator[Outcome]:
    """The article of each entry, a notice for one that is only a headline; counted from 1."""
    root = xml.parse(raw.data, raw.path, recover=True)
    channel = next(xml.children(root, "channel"), root)
    entries = [*xml.children(channel, "item", "entry"), *xml.children(root, "item")]
    if channel is root:
        entries = list(xml.children(root, "item", "entry"))
    if not entries:
        raise UnreadableSource(raw.path, "a feed without entries")
    if len(entries) > MAX_ENTRIES:
        raise UnreadableSource(raw.path, f"more than {MAX_ENTRIES:,} entries in one feed")
    outlet = outlet_name(_plain(next(xml.children(channel, "title"), None), raw.path))
    sha256 = raw.sha256
    for number, entry in enumerate(entries, 1):
        place = f"{raw.path}:{number}"
        try:
            text, given = _text(entry, place), _given(entry, outlet, place)
        except UnreadableSource as failure:
            yield failure
            continue
        if text.strip():
            yield Document(place, text, sha256, given)
        else:
            yield Notice("skipped", place, "skipped: an entry without text")


def outlet_name(title: str) -> str | None:
    """The outlet in a title like "World - Elsmere Post": the part with a word for an outlet."""
    parts = [part for part in _PART.split(title) if part]
    known = words("outlet_words")
    named = (part for part in parts if not known.isdisjoint(part.lower().split()))
    return next(named, parts[0] if parts else None)


def _given(entry: etree._Element, outlet: str | None, place: str) -> Given:
    source = next(xml.children(entry, "source"), None)
    # An aggregator names the feed an entry came from: RSS as text, Atom with a title inside.
    titled = next(xml.children(source, "title"), source) if source is not None else None
    return Given(
        source=outlet_name(_plain(titled, place)) or outlet,
        title=_plain(next(xml.children(entry, "title"), None), place) or None,
        published=_date(entry),
        url=_link(entry),
    )


def _text(entry: etree._Element, place: str) -> str:
    """The fullest text of an entry; of several as full as it, the longest."""
    for names in _TEXTS:
        found = [_content(element, place) for element in xml.children(entry, *names)]
        if any(found):
            return max(found, key=len)
    return ""


def _content(element: etree._Element, place: str) -> str:
    if len(element) and element.get("type") == "xhtml":
        return html_text(etree.tostring(element, encoding="unicode", with_tail=False), place)
    text = xml.text_of(element)
    if element.get("type") == "text":
        return text
    return html_text(text, place) if looks_like_html(text) or _ENTITY.search(text) else text


def _plain(element: etree._Element | None, place: str) -> str:
    return " ".join(_content(element, place).split()) if element is not None else ""


def _date(entry: etree._Element) -> str | None:
    """Date and time as the feed writes them, those of mail in ISO form."""
    for names in _DATES:
        for element in xml.children(entry, *names):
            text = xml.text_of(element)
            try:
                return parsedate_to_datetime(text).isoformat()
            except (ValueError, TypeError, IndexError, OverflowError):
                if text:
                    return text
    return None


def _link(entry: etree._Element) -> str | None:
    """The address of the report itself: not that of comments, enclosures or the entry's own XML."""
    for link in xml.children(entry, "link"):
        target = link.get("href") if link.get("rel", "alternate") == "alternate" else None
        target = target or ("" if link.get("href") else xml.text_of(link))
        if target.startswith(("http://", "https://")):
            return str(target)
    return None
