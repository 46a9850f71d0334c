"""What the web answered, kept on disk, so that a run can be repeated."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

_VERSION = 1


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


class Cache:
    """Answers by address, a file each below `folder`; without a folder nothing is kept."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    def get(self, url: str) -> Answer | None:
        """What was kept for an address; a file that is damaged or cannot be read is nothing."""
        if self._folder is None:
            return None
        try:
            head, _, body = self._path(url).read_bytes().partition(b"\n")
            kept = json.loads(head)
            if kept.pop("version") != _VERSION or kept.pop("sha256") != _sha256(body):
                return None
            answer = Answer(**kept, body=body)
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            return None
        return answer if answer.url == url else None

    def put(self, answer: Answer) -> None:
        """Keep an answer. A full or read-only disk costs the copy, not the run."""
        if self._folder is None:
            return
        head = {name: value for name, value in asdict(answer).items() if name != "body"}
        head |= {"version": _VERSION, "sha256": _sha256(answer.body)}
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            _write(self._path(answer.url), json.dumps(head).encode() + b"\n" + answer.body)

    def _path(self, url: str) -> Path:
        assert self._folder is not None
        return self._folder / _sha256(url.encode("utf-8", "surrogatepass"))


def _write(path: Path, data: bytes) -> None:
    """The whole file or none of it, even where two runs write at once."""
    handle, name = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        Path(name).replace(path)
    except OSError:
        with suppress(OSError):
            Path(name).unlink()
        raise


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
