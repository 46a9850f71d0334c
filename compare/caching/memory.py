"""One kind of values in the cache: computed where they are missing, and kept."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Generic, TypeVar

from compare.caching import codec
from compare.caching.cache import Cache

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Memory(Generic[K, V]):
    """Values of one kind by what they are computed from.

    `version` tells what computes them, None where that is not known before it is loaded; `write`
    and `read` turn a value into bytes and back.
    """

    def __init__(
        self,
        cache: Cache,
        kind: str,
        version: Callable[[], str | None],
        write: Callable[[V], bytes] = codec.dumps,
        read: Callable[[bytes], V] = codec.loads,
    ) -> None:
        self._cache = cache
        self._kind = kind
        self._version = version
        self._write = write
        self._read = read

    def complete(
        self, asked: Sequence[K], compute: Callable[[Sequence[K]], Sequence[V]]
    ) -> dict[K, V]:
        """The value of all that is asked for; `compute` is called once, for what is missing."""
        version = self._version()
        known = self.recall(asked)
        missing = [each for each in asked if each not in known]
        if not missing:
            return known
        fresh = dict(zip(missing, compute(missing), strict=True))
        if known and self._version() != version:
            # Loading a model from the hub has brought a later one: nothing old goes with it.
            return self.complete(asked, compute)
        self.keep(fresh)
        return known | fresh

    def recall(self, asked: Sequence[K]) -> dict[K, V]:
        """The values that are known."""
        version = self._version()
        if version is None:
            return {}
        keys = {self._key(version, each): each for each in asked}
        found = self._cache.get(self._kind, list(keys))
        return {keys[key]: self._read(value) for key, value in found.items()}

    def keep(self, values: Mapping[K, V]) -> None:
        """Keep values for a later run."""
        version = self._version()
        if version is not None:
            rows = {self._key(version, each): self._write(v) for each, v in values.items()}
            self._cache.put(self._kind, rows)

    def _key(self, version: str, asked: K) -> bytes:
        content = asked if isinstance(asked, bytes) else codec.canonical(asked)
        told = f"{self._kind} {version}\n".encode()
        return hashlib.blake2b(told + content, digest_size=20).digest()
