"""HTML pages as the text that a person copies, each character with what its markup says it is.

Marks that no page has are put before each stretch of text, the page is shown, and the marks are
taken out of the copied text again: so it does not matter how the page was made into text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

from lxml.html import HtmlElement, HTMLParser, document_fromstring, tostring

from compare.reading.html_places import lines
from compare.reading.lines import Paragraph

BODY, CLUTTER, HEADING, CAPTION, OTHER = "body", "clutter", "heading", "caption", "other"
_MARKS = {BODY: "\ue000", CLUTTER: "\ue001", HEADING: "\ue002", CAPTION: "\ue003", OTHER: "\ue004"}
_KINDS = {mark: kind for kind, mark in _MARKS.items()}
# Tags, and what makers of pages and of manuals call their parts in class, id and role.
_TAGS = {
    "nav": CLUTTER, "footer": CLUTTER, "aside": CLUTTER, "form": CLUTTER, "button": CLUTTER,
    "figcaption": CAPTION, "h1": HEADING, "h2": HEADING, "h3": HEADING, "h4": HEADING,
    "h5": HEADING, "h6": HEADING, "time": HEADING, "header": HEADING, "pre": OTHER,
    "table": OTHER, "dt": OTHER,
}  # fmt: skip
_NAMES = {
    CLUTTER: (
        "navigation banner contentinfo complementary search navheader navfooter toc docnav "
        "breadcrumb sphinxsidebar related footer footer-text path quickview page-header toplang "
        "bottomlang outofdate top up menu searchmenu left_bar right_bar nav_flow contents "
        "section-toc fancy_toc tagline mobile-nav headerlink copyright comments_section share "
        "cookies comments skip nav previous_page next_page toc_page"
    ),
    CAPTION: "caption credit",
    HEADING: "title fancy_title byline dateline",
    OTHER: "programlisting screen footnotes listingblock codeblock",
}
_NAMED = {name: kind for kind, names in _NAMES.items() for name in names.split()}
# From so many links, and this share of its letters, a list is one of links.
_FEWEST_LINKS, _LINKED = 3, 0.8
# In milliseconds, for a busy machine.
_PATIENCE = 120_000
_UNSEEN = frozenset({"script", "style", "title", "template", "noscript", "textarea", "select"})


class Copies(Protocol):
    """Shows a page, given where it lies and its HTML, and returns the text of it."""

    def __call__(self, path: Path, html: str) -> str: ...


def plainly(_: Path, html: str) -> str:
    """The page's text by our own scanner, a block a line; looks are not considered."""
    return "\n".join(line.text for line in lines(html))


@contextmanager
def by_browser(program: str) -> Iterator[Copies]:
    """Copies in Debian's Chromium."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as started:
        browser = started.chromium.launch(
            executable_path=program, args=["--no-sandbox", "--disable-gpu"]
        )
        yield shown_by(browser)
        browser.close()


def shown_by(browser: Any) -> Copies:
    """Copies the text as a browser would put it on the clipboard; only looks are loaded."""

    def copied(path: Path, html: str) -> str:
        def answer(route: Any) -> None:
            if route.request.url == path.as_uri():
                route.fulfill(body=html, content_type="text/html; charset=utf-8")
            elif route.request.resource_type == "stylesheet":
                route.continue_()
            else:
                route.abort()

        page = browser.new_page()
        page.set_default_timeout(_PATIENCE)
        page.route("**/*", answer)
        page.goto(path.as_uri(), wait_until="domcontentloaded")
        text = str(page.evaluate("document.body.innerText"))
        page.close()
        return text

    return copied


def marked(data: bytes) -> str:
    """The page with a mark before each text in it."""
    tree = document_fromstring(data, HTMLParser(encoding=_encoding(data)))
    kinds = _kinds(tree)
    for element in tree.iter():
        shown = isinstance(element.tag, str) and element.tag not in _UNSEEN
        if shown and element.text:
            element.text = _with_mark(element.text, kinds[element])
        parent = element.getparent()
        if element.tail and parent is not None and parent.tag not in _UNSEEN:
            element.tail = _with_mark(element.tail, kinds[parent])
    return str(tostring(tree, encoding="unicode", doctype="<!DOCTYPE html>"))


def _encoding(data: bytes) -> str:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return "iso-8859-1"
    return "utf-8"


def _kinds(tree: HtmlElement) -> dict[HtmlElement, str]:
    """What each element's text is: clutter wherever it stands in some, else its nearest kind."""
    kinds: dict[HtmlElement, str] = {}
    for element in tree.iter():
        outer = kinds.get(element.getparent(), BODY)
        kinds[element] = outer if outer == CLUTTER else _own_kind(element) or outer
    return kinds


def _own_kind(element: HtmlElement) -> str | None:
    """What an element is by its tag and its names, clutter first; None where they do not tell."""
    if not isinstance(element.tag, str):
        return None
    names = [element.get(each, "").lower() for each in ("role", "id", "class")]
    told = [_TAGS.get(element.tag), *(_NAMED.get(name) for name in " ".join(names).split())]
    if element.tag == "header" and next(element.iterancestors("article", "main"), None) is None:
        told.append(CLUTTER)
    if element.tag in ("ul", "ol", "dl") and _is_of_links(element):
        told.append(OTHER)
    found = [kind for kind in told if kind]
    return CLUTTER if CLUTTER in found else next(iter(found), None)


def _is_of_links(element: HtmlElement) -> bool:
    """Whether a list is one of links, of which a reader would not say that it is told there."""
    links = ["".join(link.itertext()) for link in element.iter("a") if link.get("href")]
    whole = "".join("".join(element.itertext()).split())
    linked = sum(len("".join(link.split())) for link in links)
    return len(links) >= _FEWEST_LINKS and linked >= _LINKED * len(whole)


def _with_mark(text: str, kind: str) -> str:
    bare = text.lstrip()
    return text[: len(text) - len(bare)] + _MARKS[kind] + bare if bare else text


def unmarked(text: str) -> tuple[str, list[str]]:
    """The text without marks, and what each of its characters is."""
    kind, plain, kinds = BODY, [], []
    for char in text:
        if char in _KINDS:
            kind = _KINDS[char]
        else:
            plain.append(char)
            kinds.append(kind)
    return "".join(plain), kinds


def gold(part: Paragraph, kinds: Sequence[str]) -> str:
    """What most of a paragraph is, by the kinds of the characters of the text it was made from."""
    counts: Counter[str] = Counter()
    for _, start, size in part.segments:
        counts.update(kinds[start : start + size])
    return counts.most_common(1)[0][0]
