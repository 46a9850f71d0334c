"""The facts of texts, extracted only where they are not in the cache."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future
from typing import TYPE_CHECKING

from compare.caching.cache import Cache
from compare.caching.memory import Memory
from compare.caching.versions import code
from compare.model import Facts, FactsRequest, Sentence, Span
from compare.progress import Watch

if TYPE_CHECKING:
    from compare.beside import Answer, FactsProcesses

# All that facts depend on: a text, where its sentences are, when it was published, its language.
Asked = tuple[str, tuple[Span, ...], str | None, str | None]
_Found = tuple[Facts, ...]


class CachedExtract:
    """`compare.facts.extract`, for which the parser is loaded only where facts are missing.

    `processes`, where there are any, find those that `begin` asks for.
    """

    def __init__(self, cache: Cache, watch: Watch, processes: FactsProcesses | None = None) -> None:
        self._watch = watch
        self._memory: Memory[Asked, _Found] = Memory(cache, "facts", lambda: code("facts"))
        self._processes = processes
        self._known: dict[Asked, _Found] = {}
        self._missing: dict[Asked, Future[Answer] | None] = {}

    def begin(self, requests: Sequence[FactsRequest]) -> None:
        """Have the facts of texts found beside this process, which will ask for them later."""
        if self._processes is None:
            return
        from compare.facts import is_parsed

        asked = {_asked(*request): request for request in requests}
        self._known = self._memory.recall(list(asked))
        missing = [key for key in asked if key not in self._known]
        parsed = [key for key in missing if is_parsed(key[-1])]
        begun = self._processes.begin([asked[key] for key in parsed])
        self._missing = {**dict.fromkeys(missing), **dict(zip(parsed, begun, strict=False))}

    def __call__(
        self,
        text: str,
        sentences: Sequence[Sentence],
        published: str | None,
        language: str | None = None,
    ) -> _Found:
        """The facts and clauses of each sentence, as `compare.facts.extract` finds them."""
        asked = _asked(text, sentences, published, language)
        if asked in self._known:
            return self._known[asked]

        def compute(_: Sequence[Asked]) -> list[_Found]:
            return [self._computed(text, sentences, published, language)]

        if asked not in self._missing:
            return self._memory.complete([asked], compute)[asked]
        begun = self._missing.pop(asked)
        found = begun.result() if begun else None
        if found is None:
            (found,) = compute([asked])
        self._memory.keep({asked: found})
        self._known[asked] = found
        return found

    def _computed(
        self,
        text: str,
        sentences: Sequence[Sentence],
        published: str | None,
        language: str | None,
    ) -> _Found:
        # Imported here, because it takes a while and is often not needed.
        from compare.facts import extract, is_parsed, syntax

        if is_parsed(language) and not syntax.is_loaded():
            with self._watch.stage("loading the parser"):
                syntax.load()
        return extract(text, sentences, published, language)


def _asked(
    text: str, sentences: Sequence[Sentence], published: str | None, language: str | None = None
) -> Asked:
    return text, tuple((s.start, s.end) for s in sentences), published, language
