"""Vectors and readings for fitting: no sentence gets its own from a model taught with it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from compare.models import ENCODER
from compare.models.loading import on_base, own_reader
from compare.reader import ANSWERS, Answers, EventReader, ordered
from compare.similarity import Matrix, SentenceEncoder, Vector
from training.alignment_examples import similar
from training.entailment.corpora import rows
from training.held_out import fold

HALVES = (0, 1)


def topics(data: Path) -> dict[str, list[dict[str, Any]]]:
    """The pairs of ECB+ by topic."""
    found = defaultdict(list)
    for r in rows(data / "eval/ecbplus/pairs_train.jsonl"):
        found[r["a_id"].partition("_")[0]].append(r)
    return dict(sorted(found.items(), key=lambda topic: int(topic[0])))


def halves(data: Path) -> dict[str, int]:
    """The half that each topic of ECB+ is in."""
    return {topic: number % 2 for number, topic in enumerate(topics(data))}


def half_of_score(a: str) -> int:
    """The half that a pair of STS-B is in."""
    return fold(a) % 2


def half_folder(work: Path, half: int) -> Path:
    """Where the encoder is kept that was taught without a half."""
    return work / f"encoder-without-{half}"


def reader_folder(work: Path, half: int) -> Path:
    """Where the reader is kept that was taught without a half."""
    return work / f"reader-without-{half}"


class Unseen:
    """The encoder, but for the sentences that it was taught with: each of these gets the vector of
    one that was taught with the other half."""

    def __init__(self, data: Path, work: Path) -> None:
        half_of = halves(data)
        self._half = {t: half_of_score(e.a) for e in similar(data) for t in (e.a, e.b)}
        for topic, pairs in topics(data).items():
            self._half |= {r[side]: half_of[topic] for r in pairs for side in ("a", "b")}
        self._encoders: dict[int | None, SentenceEncoder] = {
            half: _Stored(half_folder(work, half)) for half in HALVES
        }
        self._encoders[None] = SentenceEncoder()
        self._known: dict[str, Vector] = {}

    @property
    def name(self) -> str:
        return ENCODER

    def load(self) -> None:
        """Each encoder is loaded when a sentence needs it."""

    def encode(self, texts: Sequence[str]) -> Matrix:
        """Unit vectors, one row a text; each text is encoded once."""
        missing = {text for text in texts if text not in self._known}
        for half, encoder in self._encoders.items():
            own = sorted(text for text in missing if self._half.get(text) == half)
            if own:
                self._known |= dict(zip(own, encoder.encode(own), strict=True))
        return np.stack([self._known[text] for text in texts])


class _Stored(SentenceEncoder):
    """The encoder whose change against the base lies in a folder."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder

    def _loaded(self) -> Any:
        return on_base(self._folder)


class UnseenReader:
    """The reader, each pair that it was taught with read by one that was taught with the other
    half; it reads no others."""

    def __init__(self, data: Path, work: Path) -> None:
        half_of = halves(data)
        self._half = {ordered((e.a, e.b)): half_of_score(e.a) for e in similar(data)}
        for topic, pairs in topics(data).items():
            self._half |= {ordered((r["a"], r["b"])): half_of[topic] for r in pairs}
        self._readers = {half: _StoredReader(reader_folder(work, half)) for half in HALVES}

    def read(self, pairs: Sequence[tuple[str, str]]) -> Answers:
        """Answers, one row a pair."""
        found = np.zeros((len(pairs), len(ANSWERS)), np.float32)
        for half, reader in self._readers.items():
            own = [i for i, pair in enumerate(pairs) if self._half[ordered(pair)] == half]
            found[own] = reader.read([pairs[i] for i in own])
        return found


class _StoredReader(EventReader):
    """The reader whose change against `small` lies in a folder."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder

    def _loaded(self) -> Any:
        return own_reader(ANSWERS, self._folder)
