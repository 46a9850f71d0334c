"""Web addresses that lead to exact words: https://site/page#:~:text=the%20words.

A browser shows the first place where the words stand, with the words before and behind it that the
fragment names. What it would find is tried here on what is known of the page, so that a fragment
is never longer, and never vaguer, than it has to be.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import quote

from compare.model import Article, Span

# Longer passages are told by their first and last words, which may stand in different blocks.
_LONGEST_WHOLE = 200
_END_WORDS = (5, 8, 12)
_MOST_CONTEXT = 6
_ACCENTS = re.compile("[\u0300-\u036f]+")


@dataclass(frozen=True, slots=True)
class _Directive:
    """What a fragment names: the first words, the last ones of a long passage, those around it."""

    first: str
    last: str = ""
    before: str = ""
    after: str = ""

    def __str__(self) -> str:
        parts = [f"{_encoded(self.before)}-"] if self.before else []
        parts += [_encoded(words) for words in (self.first, self.last) if words]
        parts += [f"-{_encoded(self.after)}"] if self.after else []
        return ",".join(parts)


def link_to(article: Article, span: Span) -> str | None:
    """The article's address with a text fragment that makes a browser show the words at `span`.

    `span` is counted in `article.text`; one that cuts a word takes the whole word. None where the
    article has no address on the web; the bare address where no fragment would find these words.
    """
    url = article.url or ""
    if not url.startswith(("http://", "https://")):
        return None
    text = article.text
    start, end = _whole_words(text, span)
    if start == end:
        return url
    # A headline or a caption that reads the same stands above the words.
    above = f"{article.title or ''}\n{article.origin_of.get('captions', '')}\n"
    page, at = _folded(above + text), len(_folded(above + text[:start], open_end=True))
    wanted = (at, at + len(_folded(text[start:end])))
    for directive in _directives(text, start, end):
        if _found(directive, page) == wanted:
            address, _, anchor = url.partition("#")
            return f"{address}#{anchor.partition(':~:')[0]}:~:text={directive}"
    return url


def _whole_words(text: str, span: Span) -> Span:
    """The span without white space at its ends, widened to the words that it cuts."""
    start, end = span
    start += len(text[start:end]) - len(text[start:end].lstrip())
    end -= len(text[start:end]) - len(text[start:end].rstrip())
    while 0 < start < end and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while start < end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    return start, end


def _directives(text: str, start: int, end: int) -> Iterator[_Directive]:
    """What may be said of a passage, the plainest first."""
    targets = list(_targets(text[start:end]))
    yield from targets
    before = text[:start].rstrip().rpartition("\n")[2].split()
    after = text[end:].lstrip().partition("\n")[0].split()
    for target in targets:
        for count in range(1, _MOST_CONTEXT + 1):
            lead, rest = " ".join(before[-count:]), " ".join(after[:count])
            yield replace(target, before=lead)
            yield replace(target, after=rest)
            yield replace(target, before=lead, after=rest)


def _targets(passage: str) -> Iterator[_Directive]:
    """The passage as a whole, or more and more of its first and last words."""
    words = passage.split()
    if len(words) == 1 or (len(passage) <= _LONGEST_WHOLE and "\n" not in passage):
        yield _Directive(" ".join(words))
        return
    for count in _END_WORDS:
        count = min(count, len(words) // 2)
        yield _Directive(" ".join(words[:count]), " ".join(words[-count:]))


def _found(directive: _Directive, page: str) -> Span | None:
    """Where a browser would find a directive in the folded text of a page."""
    lead, rest = _folded(directive.before), _folded(directive.after)
    opening = re.escape(lead) + " ?" if lead else ""
    first, last = (re.escape(_folded(words)) for words in (directive.first, directive.last))
    closing = " ?" + re.escape(rest) if rest else ""
    words = f"{first}.*?{last}" if last else first
    match = re.search(f"{opening}(?P<words>{words}){closing}", page)
    return match.span("words") if match else None


def _folded(text: str, *, open_end: bool = False) -> str:
    """The text as browsers compare it: no case, no accents, one space for any white space.

    With `open_end`, white space at the end counts, as more is to follow.
    """
    plain = _ACCENTS.sub("", unicodedata.normalize("NFKD", text.casefold()))
    words = plain.split()
    if open_end and words and plain[-1:].isspace():
        words.append("")
    return " ".join(words)


def _encoded(text: str) -> str:
    # A dash, a comma and an ampersand mean something in a fragment; `quote` leaves the dash alone.
    return quote(text, safe="", errors="replace").replace("-", "%2D")
