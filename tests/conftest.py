"""What the tests share: where the public data lies, and the models, loaded once."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from compare.judgement.entailment import CrossEncoderModel
from compare.models.installed import has_accurate
from compare.pipeline import Models
from compare.reader import EventReader
from compare.similarity import SentenceEncoder

# Two workers that each take both processors for their models would wait for each other.
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")
if WORKER and hasattr(os, "sched_setaffinity"):
    processors = sorted(os.sched_getaffinity(0))
    os.sched_setaffinity(0, {processors[int(WORKER.removeprefix("gw")) % len(processors)]})

ROOT = Path(__file__).resolve().parent.parent
# Where whoever runs the tests has installed models, before the tests get folders of their own.
DATA_HOME = os.environ.get("XDG_DATA_HOME")


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Bytes may hold a time stamp (gzip, zip), and both workers must name a test alike."""
    return argname if isinstance(val, bytes) else None


@pytest.fixture(scope="session", autouse=True)
def own_folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Caches, verdicts and settings apart from those of whoever runs the tests; commands do without
    the entailment model, which takes seconds to load, unless a test asks for it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CLAIM_COMPARE_NLI", "none")
        for kind in ("CACHE", "DATA", "CONFIG"):
            patch.setenv(f"XDG_{kind}_HOME", str(tmp_path_factory.mktemp(kind.lower())))
        yield


@pytest.fixture(scope="module")
def installed_accurate() -> Iterator[None]:
    """The data folder with the model `accurate`; tests that need it are skipped without."""
    with pytest.MonkeyPatch.context() as patch:
        if DATA_HOME is None:
            patch.delenv("XDG_DATA_HOME")
        else:
            patch.setenv("XDG_DATA_HOME", DATA_HOME)
        if not has_accurate():
            pytest.skip("not installed: claim-compare models install accurate")
        yield


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Debian's Chromium, without a window; tests that need it are skipped where there is none."""
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    program = shutil.which("chromium")
    if program is None:
        pytest.skip("no chromium: Debian's package of that name has it")
    quiet = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync"]
    quiet += ["--disable-background-networking", "--disable-component-update"]
    with api.sync_playwright() as started:
        opened = started.chromium.launch(executable_path=program, args=quiet)
        yield opened
        opened.close()


def _shared() -> Path:
    named = os.environ.get("CLAIM_COMPARE_SHARED")
    return Path(named) if named else ROOT.parent / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of public data; tests that need it are skipped where there is none."""
    folder = _shared()
    if not folder.is_dir():
        pytest.skip(f"no public data: {folder} is absent (CLAIM_COMPARE_SHARED names it)")
    return folder


@pytest.fixture(scope="session")
def encoder() -> SentenceEncoder:
    """The embedded encoder."""
    return SentenceEncoder()


@pytest.fixture(scope="session")
def plain_models(encoder: SentenceEncoder) -> Models:
    """The embedded encoder, and no entailment model."""
    return Models(encoder)


@pytest.fixture(scope="session")
def full_models(encoder: SentenceEncoder) -> Models:
    """The embedded encoder, entailment model and reader."""
    return Models(encoder, CrossEncoderModel(), reader=EventReader())
