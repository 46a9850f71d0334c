"""What the models said, kept in one file, so that a measurement can be repeated in seconds."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from compare.judgement.entailment import Entailment, EntailmentModel
from compare.similarity import Encoder, Matrix

CHUNK = 1000
Compute = Callable[[Sequence[str]], Sequence[bytes]]


class Kept:
    """Values by kind and text, in an SQLite file."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._path = path
        self._db = sqlite3.connect(path)
        self._db.execute("CREATE TABLE IF NOT EXISTS kept (key TEXT PRIMARY KEY, value BLOB)")

    def get(self, kind: str, texts: Sequence[str], compute: Compute) -> list[bytes]:
        """The value of each text; what is missing is computed, chunk by chunk, and kept."""
        keys = {t: _key(kind, t) for t in dict.fromkeys(texts)}
        found = {text: value for text, key in keys.items() if (value := self._value(key))}
        missing = [text for text in keys if text not in found]
        for start in range(0, len(missing), CHUNK):
            chunk = missing[start : start + CHUNK]
            values = list(compute(chunk))
            found |= dict(zip(chunk, values, strict=True))
            with self._db:
                self._db.executemany(
                    "INSERT OR REPLACE INTO kept VALUES (?, ?)",
                    [(keys[text], value) for text, value in zip(chunk, values, strict=True)],
                )
        return [found[text] for text in texts]

    def beside(self, name: str) -> Path:
        """A file of another name in the same folder."""
        return self._path.with_name(name)

    def _value(self, key: str) -> bytes | None:
        row = self._db.execute("SELECT value FROM kept WHERE key = ?", (key,)).fetchone()
        return row[0] if row else None


def _key(kind: str, text: str) -> str:
    return hashlib.sha256(f"{kind}\n{text}".encode()).hexdigest()


def joined(pairs: Sequence[tuple[str, str]]) -> list[str]:
    """One text a pair, from which it can be had back."""
    return [f"{a}\0{b}" for a, b in pairs]


def parted(texts: Sequence[str]) -> list[tuple[str, str]]:
    return [(a, b) for a, b in (text.split("\0", 1) for text in texts)]


class KeptEncoder:
    """An encoder whose vectors are kept; `version` tells apart encoders of one name."""

    def __init__(self, encoder: Encoder, kept: Kept, version: str) -> None:
        self._encoder = encoder
        self._kept = kept
        self._version = version

    @property
    def name(self) -> str:
        return self._encoder.name

    def load(self) -> None:
        """Nothing is loaded before a vector is missing."""

    def encode(self, texts: Sequence[str]) -> Matrix:
        """Unit vectors, one row a text."""
        rows = self._kept.get(f"vector {self._version}", texts, self._computed)
        return np.stack([np.frombuffer(row, dtype=np.float32) for row in rows])

    def _computed(self, texts: Sequence[str]) -> list[bytes]:
        return [row.tobytes() for row in self._encoder.encode(texts)]


class KeptEntailment:
    """An entailment model whose answers are kept; `version` tells apart models of one name."""

    def __init__(self, model: EntailmentModel, kept: Kept, version: str) -> None:
        self._model = model
        self._kept = kept
        self._version = version

    @property
    def name(self) -> str:
        return self._model.name

    def load(self) -> None:
        """Nothing is loaded before an answer is missing."""

    def judge(self, pairs: Sequence[tuple[str, str]]) -> list[Entailment]:
        """Both directions of each pair, in the order of the pairs."""
        rows = self._kept.get(f"entailment {self._version}", joined(pairs), self._computed)
        numbers = [tuple(map(float, np.frombuffer(row))) for row in rows]
        return [Entailment((a, b, c), (d, e, f)) for a, b, c, d, e, f in numbers]

    def _computed(self, texts: Sequence[str]) -> list[bytes]:
        answers = self._model.judge(parted(texts))
        return [np.array([*said.forward, *said.backward]).tobytes() for said in answers]
