"""Models that are too large to travel along: whether they are installed, and intact.

To hash hundreds of megabytes takes seconds. A stamp among the files therefore notes, when they were
verified, how large each was and when it was last changed; only where that differs are they hashed
again.
"""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

from platformdirs import user_data_path

from compare.errors import ModelUnavailable
from compare.models import ACCURATE, ACCURATE_BASE, Pin, pins, problems

STAMP = "stamp.json"
# By file: its checksum, size in bytes and time of change in nanoseconds; None where it is missing.
Stamp = dict[str, list[str | int] | None]


def place(name: str) -> Path:
    """The folder that a model is installed into, below the XDG data folder."""
    return user_data_path("claim-compare", appauthor=False) / "models" / pins()[name].folder


def installed(name: str) -> Path:
    """The verified folder of an installed model.

    Raises ModelUnavailable when it is not installed or a file differs from its pin.
    """
    folder = place(name)
    if folder.is_dir():
        found = flaw(name)
        if found is None:
            return folder
        state = f"damaged ({found})"
    else:
        state = "not installed"
    raise ModelUnavailable(
        f"the model {ACCURATE} rests on {name}, which is {state}: "
        f"run claim-compare models install {ACCURATE}"
    )


def has_accurate() -> bool:
    """Whether the model `accurate` can be used: it is part of this version, and its base intact."""
    return ACCURATE in pins() and place(ACCURATE_BASE).is_dir() and not flaw(ACCURATE_BASE)


def flaw(name: str, anew: bool = False) -> str | None:
    """What is wrong with the first bad file of an installed model, None where all are intact.

    Nothing is hashed where all is as the stamp says, unless `anew`.
    """
    folder, pin = place(name), pins()[name]
    now = _measured(folder, pin)
    noted = now == _stamped(folder)
    if noted and not anew:
        return None
    found = next(problems(folder, pin.sha256), None)
    if found is None and not noted:
        # Where a folder cannot be written to, its files are hashed each time.
        with suppress(OSError):
            _note(folder, now)
    return found


def stamp(folder: Path, pin: Pin) -> None:
    """Note in a folder that its files, as they are now, have been verified."""
    _note(folder, _measured(folder, pin))


def _note(folder: Path, now: Stamp) -> None:
    (folder / STAMP).write_text(json.dumps(now, indent=1) + "\n", encoding="utf-8")


def _measured(folder: Path, pin: Pin) -> Stamp:
    found: Stamp = {}
    for file, digest in pin.sha256.items():
        path = folder / file
        status = path.stat() if path.is_file() else None
        found[file] = [digest, status.st_size, status.st_mtime_ns] if status else None
    return found


def _stamped(folder: Path) -> object:
    """What the stamp says, None where there is none that can be read."""
    try:
        return json.loads((folder / STAMP).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
