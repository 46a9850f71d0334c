"""Where the embedded models are, and whether their files are the ones that were pinned.

The models travel inside packages from PyPI; their folders are found without importing a line of
those packages, and every file is checked against `pins.json` before it is used.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from compare.errors import ModelUnavailable

# What our own encoder and `small` are built on.
ENCODER_BASE = "all-MiniLM-L6-v2"
ENCODER = "events"
# What reads two sentences together, on top of `small`.
READER = "events-read"
PARSER = "en-core-web-sm"
SMALL = "small"
ACCURATE = "accurate"
# What `accurate` is built on, too large to travel along.
ACCURATE_BASE = "all-mpnet-base-v2"
# `small` for all pairs, and `accurate` for those that may contradict each other.
CASCADE = "cascade"
PINS = Path(__file__).with_name("pins.json")


@dataclass(frozen=True, slots=True)
class Pin:
    """Where a model is and the sha256 of each of its files.

    A model with `parts` does not travel along: it is installed from so many packages of a version,
    named `package` and a number, whose pieces have these sha256 and joined are a zip file.
    """

    role: str
    package: str
    folder: str
    sha256: Mapping[str, str]
    version: str | None = None
    parts: Sequence[str] = ()


@cache
def pins() -> dict[str, Pin]:
    """The pinned models by name."""
    rows = json.loads(PINS.read_text(encoding="utf-8"))
    return {name: Pin(**row) for name, row in rows.items()}


def packaged(name: str) -> Path:
    """The folder of an embedded model, its files unchecked.

    Raises ModelUnavailable when there is no such model or its package is not installed.
    """
    if name not in pins():
        raise ModelUnavailable(f"this version of claim-compare carries no model {name}")
    pin = pins()[name]
    spec = find_spec(pin.package)
    if spec is None or not spec.submodule_search_locations:
        raise ModelUnavailable(f"the model {name} is missing: install the package {pin.package}")
    return Path(spec.submodule_search_locations[0]) / pin.folder


def sha256_of(path: Path) -> str:
    """The checksum of a file, in hexadecimal digits."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def problems(folder: Path, expected: Mapping[str, str]) -> Iterator[str]:
    """What is wrong with the files of a model, one clause a file."""
    for file, digest in expected.items():
        path = folder / file
        if not path.is_file():
            yield f"{file} is missing"
            continue
        found = sha256_of(path)
        if found != digest:
            yield f"{file} has the checksum {found[:12]}... instead of {digest[:12]}..."


@cache
def embedded(name: str) -> Path:
    """The verified folder of an embedded model.

    Raises ModelUnavailable when its package is not installed or a file differs from its pin.
    """
    folder, pin = packaged(name), pins()[name]
    for problem in problems(folder, pin.sha256):
        raise ModelUnavailable(
            f"the model {name} is not the one we trust: {problem}; "
            f"install the package {pin.package} again"
        )
    return folder
