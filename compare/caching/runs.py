"""Whole runs: the same articles, compared in the same way, give the report that is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from compare.caching import codec
from compare.caching.cache import Cache
from compare.caching.memory import Memory
from compare.caching.versions import code, judging, weights
from compare.model import Article, Notice, Report
from compare.options import Options
from compare.progress import Watch


def compare(
    articles: Sequence[Article],
    options: Options,
    *,
    cache: Cache,
    watch: Watch,
    name: str = "",
    created: str = "",
    notices: Sequence[Notice] = (),
) -> Report:
    """What `compare.pipeline.compare` says, which is not even imported where that is known."""

    def compute(_: Sequence[bytes]) -> list[Report]:
        with watch.stage("imports"):
            from compare import pipeline
        models = pipeline.models_for(options, cache, watch)
        return [pipeline.compare(articles, options, models=models, watch=watch)]

    memory: Memory[bytes, Report] = Memory(cache, "reports", lambda: _version(options))
    asked = codec.canonical((tuple(sorted(articles, key=lambda each: each.id)), options))
    report = memory.complete([asked], compute)[asked]
    return replace(report, name=name, created=created, notices=(*notices, *report.notices))


def _version(options: Options) -> str | None:
    """None where a model of the hub was never loaded."""
    told = [weights(options.encoder), judging(options.nli)]
    return None if None in told else " ".join((code("reports"), *map(str, told)))
