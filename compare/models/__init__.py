"""Where the embedded models are, and whether their files are the ones that were pinned.

The models travel inside packages from PyPI; their folders are found without importing a line of
those packages, and every file is checked against `pins.json` before it is used.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from compare.errors import ModelUnavailable

ENCODER = "all-MiniLM-L6-v2"
PARSER = "en-core-web-sm"
SMALL = "small"
PINS = Path(__file__).with_name("pins.json")


@dataclass(frozen=True, slots=True)
class _Pin:
    """Where a model is and the sha256 of each of its files."""

    role: str
    package: str
    folder: str
    sha256: Mapping[str, str]


@cache
def _pins() -> dict[str, _Pin]:
    rows = json.loads(PINS.read_text(encoding="utf-8"))
    return {name: _Pin(**row) for name, row in rows.items()}


def _folder(name: str, package: str, inside: str) -> Path:
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise ModelUnavailable(f"the model {name} is missing: install the package {package}")
    return Path(spec.submodule_search_locations[0]) / inside


def _problems(folder: Path, expected: Mapping[str, str]) -> Iterator[str]:
    """What is wrong with the files of a model, one clause a file."""
    for file, digest in expected.items():
        path = folder / file
        if not path.is_file():
            yield f"{file} is missing"
            continue
        with path.open("rb") as stream:
            found = hashlib.file_digest(stream, "sha256").hexdigest()
        if found != digest:
            yield f"{file} has the checksum {found[:12]}... instead of {digest[:12]}..."


@cache
def embedded(name: str) -> Path:
    """The verified folder of an embedded model.

    Raises ModelUnavailable when its package is not installed or a file differs from its pin.
    """
    pin = _pins()[name]
    folder = _folder(name, pin.package, pin.folder)
    for problem in _problems(folder, pin.sha256):
        raise ModelUnavailable(
            f"the model {name} is not the one we trust: {problem}; "
            f"install the package {pin.package} again"
        )
    return folder


@dataclass(frozen=True, slots=True)
class Record:
    """One embedded model: what for, from which package, how large (bytes), what is wrong with it.

    `sha256` is that of its largest file, the weights; `problem` is None where all files are intact.
    """

    name: str
    role: str
    package: str
    version: str | None
    size: int
    sha256: str
    problem: str | None


def inventory() -> Iterator[Record]:
    """The embedded models, checked anew, in the order of the pins; raises nothing."""
    for name, pin in _pins().items():
        version, size, weights, problem = None, 0, next(iter(pin.sha256)), None
        try:
            folder = _folder(name, pin.package, pin.folder)
        except ModelUnavailable as error:
            problem = str(error)
        else:
            sizes = {f: (folder / f).stat().st_size for f in pin.sha256 if (folder / f).is_file()}
            size, weights = sum(sizes.values()), max(sizes, key=lambda f: sizes[f], default=weights)
            version = _version(pin.package)
            problem = next(_problems(folder, pin.sha256), None)
        digest = pin.sha256[weights]
        yield Record(name, pin.role, pin.package, version, size, digest, problem)


def _version(package: str) -> str | None:
    # Imported here, because it takes longer than all else in this module.
    from importlib import metadata

    owners = metadata.packages_distributions().get(package, [])
    return metadata.version(owners[0]) if owners else None
