"""Where the embedded models are, and whether their files are the ones that were pinned.

The models travel inside packages from PyPI; their folders are found without importing a line of
those packages, and every file is checked against `pins.json` before it is used.
"""

from __future__ import annotations

import hashlib
import json
from functools import cache
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path

from compare.errors import ModelUnavailable

ENCODER = "all-MiniLM-L6-v2"
PARSER = "en-core-web-sm"


@cache
def _pins() -> dict[str, dict[str, str | dict[str, str]]]:
    pins: dict[str, dict[str, str | dict[str, str]]] = json.loads(
        files(__name__).joinpath("pins.json").read_text(encoding="utf-8")
    )
    return pins


def _folder(name: str, package: str, inside: str) -> Path:
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise ModelUnavailable(f"the model {name} is missing: install the package {package}")
    return Path(spec.submodule_search_locations[0]) / inside


@cache
def embedded(name: str) -> Path:
    """The verified folder of an embedded model.

    Raises ModelUnavailable when its package is not installed or a file differs from its pin.
    """
    pin = _pins()[name]
    folder = _folder(name, str(pin["package"]), str(pin["folder"]))
    expected = pin["sha256"]
    assert isinstance(expected, dict)
    for file, digest in expected.items():
        path = folder / file
        if not path.is_file():
            raise ModelUnavailable(f"the model {name} is incomplete: {file} is missing")
        with path.open("rb") as stream:
            found = hashlib.file_digest(stream, "sha256").hexdigest()
        if found != digest:
            raise ModelUnavailable(
                f"the model {name} is not the one we trust: {file} has the checksum "
                f"{found[:12]}... instead of {digest[:12]}...; install its package again"
            )
    return folder
