"""Outlets, titles and dates that a reviewer puts right, kept beside the report.

The file is one that `--meta` reads; report.json keeps what was read at first.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePath

from compare.errors import UnreadableSource
from compare.model import Article
from compare.reading.corrections import Correction, correct, parse
from compare.report import save
from compare.report.quoting import writable

NAME = "corrections.jsonl"
FIELDS = ("source", "title", "published")


class Corrections:
    """The corrections of one run; `folder` holds its report, `articles` are as it has them."""

    def __init__(self, folder: Path, articles: Sequence[Article]) -> None:
        self.path = folder / NAME
        self._articles = articles

    def corrected(self, article: Article) -> Article:
        """The article as corrected; raises UnreadableSource where the file is damaged."""
        rows = self._rows()
        return correct([article], rows)[0][0] if rows else article

    def put(self, article: Article, values: Mapping[str, str], by: str) -> None:
        """Keep what differs from the article's own values; empty and equal ones are not kept.

        The caller sees to it that nobody else writes at the same time. Raises UnreadableSource
        where a value cannot be (a date that is none), or the file cannot be written.
        """
        column = self._column(article)
        name = getattr(article, column)
        given = {field: values.get(field, "").strip() for field in FIELDS}
        changed = {f: v for f, v in given.items() if v and v != getattr(article, f)}
        kept = [row for row in self._lines() if row.get(column) != name]
        if changed:
            was = {f"was_{field}": getattr(article, field) for field in changed}
            row = {column: name, **changed, **was, "by": by}
            parse(json.dumps(row).encode(), "the correction")
            kept.append(row)
        text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in kept)
        try:
            save({self.path.name: writable(text).encode()}, self.path.parent)
        except OSError as error:
            raise UnreadableSource(
                str(self.path), f"cannot be written: {error.strerror}"
            ) from error

    def _rows(self) -> tuple[Correction, ...]:
        raw = self._raw()
        return parse(raw, str(self.path)) if raw.strip() else ()

    def _lines(self) -> list[dict[str, str | None]]:
        self._rows()
        try:
            return [json.loads(line) for line in self._raw().splitlines() if line.strip()]
        except ValueError as error:
            raise UnreadableSource(str(self.path), "not one JSON object a line") from error

    def _raw(self) -> bytes:
        try:
            return self.path.read_bytes()
        except FileNotFoundError:
            return b""

    def _column(self, article: Article) -> str:
        """What names this article alone, and still does when its text has changed."""
        if article.path is not None and self._namesakes(article.path) == 1:
            return "path"
        urls = [one.url for one in self._articles]
        return "url" if article.url is not None and urls.count(article.url) == 1 else "id"

    def _namesakes(self, path: str) -> int:
        named = PurePath(path).parts
        owned = (PurePath(one.path).parts for one in self._articles if one.path is not None)
        return sum(own[-len(named) :] == named for own in owned)
