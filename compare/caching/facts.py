"""The facts of texts, extracted only where they are not in the cache."""

from __future__ import annotations

from collections.abc import Sequence

from compare.caching.cache import Cache
from compare.caching.memory import Memory
from compare.caching.versions import code
from compare.model import Facts, Sentence, Span
from compare.progress import Watch

# All that facts depend on: a text, where its sentences are, when it was published, its language.
Asked = tuple[str, tuple[Span, ...], str | None, str | None]


class CachedExtract:
    """`compare.facts.extract`, for which the parser is loaded only where facts are missing."""

    def __init__(self, cache: Cache, watch: Watch) -> None:
        self._watch = watch
        self._memory: Memory[Asked, tuple[Facts, ...]] = Memory(
            cache, "facts", lambda: code("facts")
        )

    def __call__(
        self,
        text: str,
        sentences: Sequence[Sentence],
        published: str | None,
        language: str | None = None,
    ) -> tuple[Facts, ...]:
        """The facts and clauses of each sentence, as `compare.facts.extract` finds them."""
        asked: Asked = (text, tuple((s.start, s.end) for s in sentences), published, language)

        def compute(_: Sequence[Asked]) -> list[tuple[Facts, ...]]:
            return [self._computed(text, sentences, published, language)]

        return self._memory.complete([asked], compute)[asked]

    def _computed(
        self,
        text: str,
        sentences: Sequence[Sentence],
        published: str | None,
        language: str | None,
    ) -> tuple[Facts, ...]:
        # Imported here, because it takes a while and is often not needed.
        from compare.facts import extract, is_parsed, syntax

        if is_parsed(language) and not syntax.is_loaded():
            with self._watch.stage("loading the parser"):
                syntax.load()
        return extract(text, sentences, published, language)
