"""What the markup of a page states of it: JSON-LD, meta tags, links, its first heading."""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from lxml.html import HtmlElement

from compare.data import table
from compare.reading import dates
from compare.reading.metadata import Found, Stated

# Schema.org types of a report; their subtypes end alike (NewsArticle, LiveBlogPosting).
_REPORT_TYPE = re.compile(r"(?:Article|Posting|Report)$")
_JSON_FIELDS = {
    "headline": "title",
    "publisher": "source",
    "datePublished": "published",
    "dateModified": "modified",
    "author": "author",
    "mainEntityOfPage": "url",
    "url": "url",
    "inLanguage": "language",
}
_MOST_NODES, _MOST_SCRIPTS = 10_000, 100
_SAVED_FROM = re.compile(r"saved from url=\(\d+\)(https?://\S+)")
_URL_DATE = re.compile(r"/((?:19|20)\d\d)[/-](\d\d)(?:[/-](\d\d))?(?=[/-]|$)")
_TITLE_BAR = re.compile(r"\s+[|–—•·«»:-]\s+")
# Dates that programs write where they know none.
_PLACEHOLDERS = ("0001-01-01", "1900-01-01", "1970-01-01")


def stated(tree: HtmlElement, url: str | None) -> Stated:
    """For each field its values, each with where it stands, the most trusted first.

    Fields are title, source, author, published, modified, url and language; `url` is where the
    page came from, if known.
    """
    found: dict[str, list[Found]] = {name: [] for name in set(_JSON_FIELDS.values())}
    for name, value in _from_json(tree):
        found[name].append((value, "JSON-LD"))
    for name, value in _from_tags(tree):
        found[name].append((value, "meta tag"))
    for name, value, place in _from_elements(tree):
        found[name].append((value, place))
    address = url or next((value for value, _ in found["url"]), None)
    if address and (date := in_address(address)):
        found["published"].append((date, "address"))
    if (opinion := _second_opinion(tree, address)) and opinion not in _PLACEHOLDERS:
        found["published"].append((opinion, "htmldate"))
    found["title"] = [(_without_outlet(title, found["source"]), at) for title, at in found["title"]]
    return found


def in_address(url: str) -> str | None:
    """The date that the path of an address is made of, as in /2023/06/06/name."""
    path = url.split("//", 1)[-1].partition("/")[2]
    match = _URL_DATE.search(f"/{path.split('?')[0]}")
    return dates.stated("-".join(part for part in match.groups() if part)) if match else None


def _from_json(tree: HtmlElement) -> Iterator[tuple[str, str]]:
    scripts = (
        each for each in tree.iter("script") if "ld+json" in (each.get("type") or "").lower()
    )
    for script in islice(scripts, _MOST_SCRIPTS):
        report = next(_reports(_loaded(script.text or "")), None)
        if report:
            for key, name in _JSON_FIELDS.items():
                if value := _clean(name, ", ".join(_names(report.get(key)))):
                    yield name, value


def _loaded(text: str) -> Any:
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


def _reports(data: Any) -> Iterator[dict[str, Any]]:
    """The objects of JSON-LD that describe a report, those on top first."""
    nodes = deque([data])
    for _ in range(_MOST_NODES):
        if not nodes:
            return
        node = nodes.popleft()
        if isinstance(node, list):
            nodes.extend(node)
        elif isinstance(node, dict):
            if any(_REPORT_TYPE.search(kind) for kind in _names(node.get("@type"))):
                yield node
            # Lists of other reports are no part of this one.
            nodes.extend(node[key] for key in ("@graph", "mainEntity") if key in node)


def _names(value: Any) -> list[str]:
    """The texts a JSON-LD value stands for: itself, its name or id, or those of its items."""
    items = value if isinstance(value, list) else [value]
    named = [
        item.get("name") or item.get("@id") or item.get("url") if isinstance(item, dict) else item
        for item in items
    ]
    return [name for name in named if isinstance(name, str) and name.strip()]


def _from_tags(tree: HtmlElement) -> Iterator[tuple[str, str]]:
    told: dict[str, str] = {}
    for tag in tree.iter("meta"):
        keys = (tag.get(each) for each in ("property", "name", "itemprop", "http-equiv"))
        key = next((each for each in keys if each), "").strip().lower()
        told.setdefault(key, tag.get("content") or "")
    for key, name in table("html_meta").items():
        if value := _clean(name, told.get(key, "")):
            yield name, value


def _from_elements(tree: HtmlElement) -> Iterator[tuple[str, str, str]]:
    """Field, value and place of what links, headings and the root element tell."""
    for link in tree.iter("link"):
        if (link.get("rel") or "").lower() == "canonical":
            yield from _field("url", link.get("href"), "canonical link")
    # Browsers note the address of a page they save in front of its root element.
    for remark in (tree.getprevious(), *tree.iter("html")):
        match = _SAVED_FROM.search(str(remark.text or "")) if remark is not None else None
        yield from _field("url", match[1] if match else None, "saved page")
    headings = [heading for heading in tree.iter("h1") if heading.text_content().strip()]
    if len(headings) == 1:
        yield from _field("title", headings[0].text_content(), "headline")
    title = tree.find(".//title")
    if title is not None:
        yield from _field("title", title.text_content(), "page title")
    yield from _field("language", tree.get("lang"), "page")
    yield from _times(tree)


def _times(tree: HtmlElement) -> Iterator[tuple[str, str, str]]:
    """The dates of time elements, where the page is not full of them (those of its teasers)."""
    stamps = [stamp for stamp in tree.iter("time") if stamp.get("datetime")]
    sure = [each for each in stamps if "pubdate" in each.attrib or "published" in _told(each)]
    if sure or len({each.get("datetime")[:10] for each in stamps}) == 1:
        yield from _field("published", (sure or stamps)[0].get("datetime"), "time element")


def _told(stamp: HtmlElement) -> str:
    return f"{stamp.get('itemprop') or ''} {stamp.get('class') or ''}".lower()


def _field(name: str, value: str | None, place: str) -> Iterator[tuple[str, str, str]]:
    if cleaned := _clean(name, value or ""):
        yield name, cleaned, place


def _clean(name: str, value: str) -> str | None:
    """The value in its usual form, None where it is none."""
    value = " ".join(value.split())
    if name in ("published", "modified"):
        date = dates.stated(value)
        return value if date and not date.startswith(_PLACEHOLDERS) else None
    if name == "url":
        return value if value.startswith(("http://", "https://")) else None
    if name == "language":
        match = re.match(r"[A-Za-z]{2}(?![A-Za-z])", value)
        return match[0].lower() if match else None
    if name == "author":
        return None if value.startswith(("http://", "https://")) else value or None
    return value or None


def _without_outlet(title: str, outlets: Iterable[Found]) -> str:
    """The title of a page without the outlet's name before or behind a bar."""
    names = {name.casefold() for name, _ in outlets}
    parts = list(_TITLE_BAR.finditer(title))
    if parts and title[parts[-1].end() :].casefold() in names:
        return title[: parts[-1].start()]
    if parts and title[: parts[0].start()].casefold() in names:
        return title[parts[0].end() :]
    return title


def _second_opinion(tree: HtmlElement, url: str | None) -> str | None:
    """What htmldate takes for the date; the first of a month stands for the whole month there."""
    # Imported here because it is slow to import.
    from htmldate import find_date

    try:
        date = find_date(
            tree,
            extensive_search=False,
            original_date=True,
            url=url or "",
            deferred_url_extractor=True,
        )
    # A parser of dates may stumble over anything in a hostile page; it is only asked in addition.
    except Exception:
        return None
    return date.removesuffix("-01") if date and dates.stated(date) else None
