"""Markdown to text: front matter told apart, a paragraph a line, links and marks undone."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from compare.errors import UnreadableSource
from compare.reading import columns
from compare.reading.article import Document
from compare.reading.html_text import html_text
from compare.reading.inputs import Outcome, Raw, ReadingOptions
from compare.reading.limits import (
    MAX_CHARACTERS,
    MAX_MARKDOWN_LINES,
    MAX_MARKDOWN_NESTING,
    MAX_MARKDOWN_SIGNS,
)

_FRONT = re.compile(
    r"\s*(?P<mark>---|\+\+\+)[ \t]*\r?\n(?P<fields>.{0,20000}?)\r?\n(?P=mark)[ \t]*(?:\r?\n|$)",
    re.S,
)
_FIELD = re.compile(r"(?P<name>[A-Za-z][\w .-]{0,40}?)\s*:(?:\s+(?P<value>.*))?$")
_HEADING = re.compile(r"\s*#{1,2} +\S[^\n]*\n")
_SIGNS = "*_[]`<&!~\\"
_INLINE = re.compile(r"\[[^\]\n]{1,200}\]\((?:https?:|/)[^)\s]{1,500}\)|^#{2,6} \S|\*\*\S", re.M)


def looks_like_markdown(text: str) -> bool:
    """Whether a text opens with front matter, or with a heading and has other marks below."""
    if _front(text)[0]:
        return True
    return bool(_HEADING.match(text) and _INLINE.search(text[:65_536]))


def read(raw: Raw, text: str, options: ReadingOptions) -> Iterator[Outcome]:
    """The one article of a Markdown document, with what its front matter states."""
    _require_readable(text, raw.path)
    fields, start = _front(text)
    held = columns.fields_of(list(fields), options.columns)
    stated = {name: _scalar(fields[column]) for name, column in held.items() if name != "text"}
    plain = text if options.as_is else plain_text(text[start:], raw.path)
    if not plain.strip():
        raise UnreadableSource(raw.path, "Markdown without a text")
    known = {name: value for name, value in stated.items() if value}
    yield Document(raw.path, plain, raw.sha256, replace(raw.given, **known), raw.stem)


def _require_readable(text: str, path: str) -> None:
    """Raises UnreadableSource where taking the document apart would take too long."""
    signs = sum(map(text.count, _SIGNS))
    for count, most, what in [(len(text), MAX_CHARACTERS, "characters"),
                              (text.count("\n"), MAX_MARKDOWN_LINES, "lines"),
                              (signs, MAX_MARKDOWN_SIGNS, "links and marks")]:  # fmt: skip
        if count > most:
            raise UnreadableSource(path, f"Markdown of more than {most:,} {what}")


def plain_text(markdown: str, path: str) -> str:
    """The text of a Markdown document as a reader sees it, blocks parted by an empty line.

    Raises UnreadableSource, `path` naming it, for more HTML in it than a report has.
    """
    blocks = (_block(token, path) for token in _parser().parse(markdown))
    return "\n\n".join(block for block in blocks if block)


def _block(token: Token, path: str) -> str:
    if token.type == "inline":
        return "".join(_inline(child) for child in token.children or ()).strip()
    return html_text(token.content, path) if token.type == "html_block" else ""


def _inline(token: Token) -> str:
    if token.type in ("text", "code_inline"):
        return token.content
    return {"softbreak": " ", "hardbreak": "\n"}.get(token.type, "")


def _front(text: str) -> tuple[Mapping[str, Any], int]:
    """The fields before the text, none where it has no front matter, and where the text starts."""
    match = _FRONT.match(text.removeprefix("\ufeff"))
    if not match:
        return {}, 0
    body = len(text) - len(text.removeprefix("\ufeff")) + match.end()
    if match["mark"] == "+++":
        try:
            return tomllib.loads(match["fields"]), body
        except (tomllib.TOMLDecodeError, RecursionError):
            return {}, 0
    fields = _plain_fields(match["fields"].splitlines())
    return (fields, body) if fields else ({}, 0)


def _plain_fields(lines: list[str]) -> dict[str, str]:
    """`name: value` of each line; lists and nested values, which no field needs, are left out.

    Nothing where a line is no such thing: dashes part the sections of many a plain text.
    """
    fields = {}
    for line in lines:
        match = _FIELD.match(line)
        if match:
            fields[match["name"]] = (match["value"] or "").strip()
        elif line.strip() and not line.startswith((" ", "\t", "-", "#")):
            return {}
    return fields


def _scalar(value: object) -> str | None:
    text = str(value) if not isinstance(value, list | dict) else ""
    quoted = len(text) > 1 and text[0] == text[-1] and text[0] in "\"'"
    return (text[1:-1] if quoted else text).strip() or None


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"maxNesting": MAX_MARKDOWN_NESTING})
