"""What the web answered, kept in the cache's file, so that a run can be repeated."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from compare.caching.cache import Cache

KIND = "pages"
# Of the form that answers are kept in.
VERSION = "1"


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer of a server: status, the fields that matter (in small letters), and the body.

    `fetched` is when it came, in ISO form with zone.
    """

    url: str
    status: int
    fields: dict[str, str]
    fetched: str
    body: bytes


class Pages:
    """Answers by address in a cache's file; without a file (None) nothing is kept.

    `tell` hears in one line what ails the file.
    """

    def __init__(self, file: Path | None, tell: Callable[[str], None]) -> None:
        self._cache = Cache(file, tell)

    def get(self, url: str) -> Answer | None:
        """What was kept for an address."""
        for value in self._cache.get(KIND, [_key(url)]).values():
            head, _, body = value.partition(b"\n")
            return Answer(**json.loads(head), body=body)
        return None

    def put(self, answer: Answer) -> None:
        """Keep an answer. A full or read-only disk costs the copy, not the run."""
        head = {name: value for name, value in asdict(answer).items() if name != "body"}
        self._cache.put(KIND, {_key(answer.url): json.dumps(head).encode() + b"\n" + answer.body})


def _key(url: str) -> bytes:
    told = f"{KIND} {VERSION}\n{url}".encode("utf-8", "surrogatepass")
    return hashlib.blake2b(told, digest_size=20).digest()
