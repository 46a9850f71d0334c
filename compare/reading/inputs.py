"""What passes between the readers of formats: raw bytes, what they yield, and what is asked."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from compare.errors import UnreadableSource
from compare.model import Notice
from compare.options import cache_file
from compare.reading.article import Document
from compare.reading.limits import FREE_EXPANSION, MAX_EXPANDED_BYTES, MAX_EXPANSION
from compare.reading.metadata import NOTHING_GIVEN, Given


@dataclass(frozen=True, slots=True)
class ReadingOptions:
    """What may be done to read the sources.

    `columns` maps a field (id, source, title, published, url, text) to the name of a column or key
    that holds it, before the names that are known anyway. `timeout` is in seconds, for one request
    as a whole; `pause` in seconds, between two requests to one host. `offline` reads addresses
    from the cache alone; `cache` None keeps nothing.
    """

    as_is: bool = False
    columns: Mapping[str, str] = field(default_factory=dict)
    allow_private: bool = False
    offline: bool = False
    timeout: float = 20.0
    pause: float = 1.0
    cache: Path | None = field(default_factory=cache_file)


@dataclass(slots=True)
class Budget:
    """What is left of the room that the members of one named input may grow to, in bytes."""

    left: int = MAX_EXPANDED_BYTES

    def room(self, packed: int) -> int:
        """The most bytes that `packed` bytes may become."""
        return min(self.left, max(FREE_EXPANSION, packed * MAX_EXPANSION))

    def spend(self, size: int) -> None:
        """Count `size` bytes as used."""
        self.left -= size


@dataclass(frozen=True, slots=True)
class Raw:
    """The bytes of one input or member of one, and what is known of them apart from that.

    `path` names it in messages, `stem` is the name of its file without suffix, `folder` the one
    that a list of sources counts from (None where local names mean nothing), `charset` what a
    server said, `retrieved` when it came from the web (ISO, with zone). `named` inputs were asked
    for; of the others, unknown kinds are merely skipped.
    """

    path: str
    data: bytes
    given: Given = NOTHING_GIVEN
    stem: str | None = None
    folder: Path | None = None
    charset: str | None = None
    retrieved: str | None = None
    named: bool = True
    depth: int = 0
    budget: Budget = field(default_factory=Budget)

    @property
    def sha256(self) -> str:
        """Of the bytes as they are."""
        return hashlib.sha256(self.data).hexdigest()

    def member(self, name: str, data: bytes, *, given: Given = NOTHING_GIVEN) -> Raw:
        """A file inside this one, `archive.zip!inner/a.txt`, with control characters shown."""
        shown = "".join(each if each.isprintable() else "\ufffd" for each in name)
        stem = shown.rsplit("/", 1)[-1].rsplit(".", 1)[0] or None
        return Raw(
            f"{self.path}!{shown}",
            data,
            given,
            stem,
            retrieved=self.retrieved,
            named=False,
            depth=self.depth + 1,
            budget=self.budget,
        )

    def unpacked(self, data: bytes) -> Raw:
        """The same input with its compression undone."""
        return replace(self, data=data, depth=self.depth + 1)


Outcome = Document | Notice | UnreadableSource
# A reader yields documents, and further inputs to be read in their turn.
Yield = Outcome | Raw
