"""The models of a comparison, asked only for what is not in the cache."""

from __future__ import annotations

import struct
from collections.abc import Callable, Sequence

import numpy as np

from compare.caching.cache import Cache
from compare.caching.memory import Memory
from compare.caching.versions import code, judging, weights
from compare.judgement.entailment import Entailment, EntailmentModel
from compare.progress import Watch
from compare.reader import ANSWERS, Answers, Reader, ordered
from compare.similarity import Encoder, Matrix, Vector

# Two times three probabilities, in full precision.
_SIX = struct.Struct("<6d")


class CachedEncoder:
    """An encoder that is loaded only for texts whose vectors are not known."""

    def __init__(self, inner: Encoder, folder: str | None, cache: Cache, watch: Watch) -> None:
        self._inner = inner
        self._watch = watch
        self._memory: Memory[str, Vector] = Memory(
            cache, "vectors", _version("vectors", lambda: weights(folder)), _vector_bytes, _vector
        )

    @property
    def name(self) -> str:
        return self._inner.name

    def load(self) -> None:
        """Load the encoder itself, which `encode` does where it must."""
        self._inner.load()

    def encode(self, texts: Sequence[str]) -> Matrix:
        """Unit vectors, one row a text, as they were when the text was first encoded."""
        known = self._memory.complete(sorted(set(texts)), self._compute)
        return np.stack([known[text] for text in texts]) if texts else np.zeros((0, 0), np.float32)

    def _compute(self, texts: Sequence[str]) -> list[Vector]:
        with self._watch.stage("loading the encoder"):
            self._inner.load()
        return list(self._inner.encode(texts))


class CachedEntailment:
    """An entailment model that is loaded only for pairs that it has not judged.

    `known_as` is what `--nli` calls it.
    """

    def __init__(self, inner: EntailmentModel, known_as: str, cache: Cache, watch: Watch) -> None:
        self._inner = inner
        self._watch = watch
        version = _version("entailments", lambda: judging(known_as))
        self._memory: Memory[tuple[str, str], Entailment] = Memory(
            cache, "entailments", version, _entailment_bytes, _entailment
        )

    @property
    def name(self) -> str:
        return self._inner.name

    def load(self) -> None:
        """Load the model itself, which `judge` does where it must."""
        self._inner.load()

    def judge(self, pairs: Sequence[tuple[str, str]]) -> list[Entailment]:
        """Both directions of each pair; a pair that is turned round is known as well."""
        known = self._memory.complete(sorted({ordered(pair) for pair in pairs}), self._compute)
        return [_as_asked(pair, known[ordered(pair)]) for pair in pairs]

    def _compute(self, pairs: Sequence[tuple[str, str]]) -> list[Entailment]:
        with self._watch.stage("loading the entailment model"):
            self._inner.load()
        return self._inner.judge(pairs)


class CachedReader:
    """A reader that is loaded only for pairs that it has not read."""

    def __init__(self, inner: Reader, cache: Cache, watch: Watch) -> None:
        self._inner = inner
        self._watch = watch
        self._memory: Memory[tuple[str, str], Vector] = Memory(
            cache, "read", lambda: code("read"), _vector_bytes, _vector
        )

    @property
    def name(self) -> str:
        return self._inner.name

    def load(self) -> None:
        """Load the reader itself, which `read` does where it must."""
        self._inner.load()

    def read(self, pairs: Sequence[tuple[str, str]]) -> Answers:
        """Its answers on each pair, as they were when the pair was first read."""
        known = self._memory.complete(sorted({ordered(pair) for pair in pairs}), self._compute)
        rows = [known[ordered(pair)] for pair in pairs]
        return np.stack(rows) if rows else np.zeros((0, len(ANSWERS)), np.float32)

    def _compute(self, pairs: Sequence[tuple[str, str]]) -> list[Vector]:
        with self._watch.stage("loading the reader"):
            self._inner.load()
        return list(self._inner.read(pairs))


def _version(kind: str, tell: Callable[[], str | None]) -> Callable[[], str | None]:
    def version() -> str | None:
        told = tell()
        return None if told is None else f"{code(kind)} {told}"

    return version


def _vector_bytes(vector: Vector) -> bytes:
    return vector.astype("<f4").tobytes()


def _vector(data: bytes) -> Vector:
    return np.frombuffer(data, "<f4").astype(np.float32)


def _entailment_bytes(entailment: Entailment) -> bytes:
    return _SIX.pack(*entailment.forward, *entailment.backward)


def _entailment(data: bytes) -> Entailment:
    a, b, c, d, e, f = _SIX.unpack(data)
    return Entailment((a, b, c), (d, e, f))


def _as_asked(pair: tuple[str, str], known: Entailment) -> Entailment:
    if pair == ordered(pair):
        return known
    return Entailment(known.backward, known.forward)
