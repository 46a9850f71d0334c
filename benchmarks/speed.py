"""Wall time of a comparison against that of a plain script, in one run of both.

    python -m benchmarks.speed --data SHARED/data --plain MODEL [--articles 50]

The articles are those of NewsWCL50, then of basil, all against all. Models are loaded before the
clock starts and nothing is cached. The script encodes the sentences, and asks the entailment model
about every pair across articles whose cosine is at least 0.5, both ways. What it asks is linear in
the pairs, so that of these a sample is timed, drawn by a hash of the pair, and scaled up; its
encoding is timed in full. The tool does not compare stories that have nothing to do with each
other; with --one-story it does, as the script must.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import Any

import click
import numpy as np
import psutil
from rich.console import Console

from benchmarks.quality import sets
from compare.beside import MOST, SIGNS_EACH, FactsProcesses
from compare.caching.cache import Cache
from compare.caching.facts import CachedExtract
from compare.judgement.cascade import named
from compare.model import Article
from compare.options import resolve
from compare.pipeline import Models, compare
from compare.progress import Unwatched
from compare.reader import EventReader
from compare.reading import article_from_text
from compare.sentences import split
from compare.similarity import SentenceEncoder
from compare.watching import Stopwatch

RESULTS = Path(__file__).resolve().parent / "results" / "speed.json"
SCRIPT_COSINE = 0.5
SAMPLE = 1000
MEGABYTE = 1 << 20
GROWTH = (5, 15)


class Clock:
    """Seconds on the wall, and seconds of the processor, which a busy machine does not lengthen;
    of these, those of the processes beside this one as well."""

    def __init__(self) -> None:
        self._started = time.perf_counter(), _processor()

    def read(self) -> tuple[float, float]:
        """Both since the clock was made."""
        wall, processor = self._started
        return time.perf_counter() - wall, _processor() - processor


def _all_processes() -> list[psutil.Process]:
    own = psutil.Process()
    return [own, *own.children()]


def _processor() -> float:
    times = [process.cpu_times() for process in _all_processes()]
    return float(sum(each.user + each.system for each in times))


def texts(data: Path, count: int) -> list[str]:
    """The first articles of NewsWCL50 and basil, a sentence a line."""
    news = [s for event in sets.newswcl50(data).values() for s in event.sentences.values()]
    stories = [sentences for _, sentences in sets.stories(data, "basil")]
    return ["\n".join(sentences) for sentences in [*news, *stories][:count]]


def _articles(bodies: Sequence[str]) -> list[Article]:
    found = [article_from_text(b, path=f"{i:03}.txt", as_is=True) for i, b in enumerate(bodies)]
    return list({article.id: article for article in found}.values())


def tool(bodies: Sequence[str], models: Models, one_story: bool) -> dict[str, Any]:
    """Seconds in all and by stage, and what was found."""
    watch = Stopwatch(Console(stderr=True), quiet=True)
    options = replace(resolve(), one_story=one_story)
    clock = Clock()
    with watch.stage("reading"):
        articles = _articles(bodies)
    report = compare(articles, options, models=models, watch=watch)
    seconds, processor = clock.read()
    return {
        "articles": len(articles),
        "seconds": round(seconds, 2),
        "processor_seconds": round(processor, 2),
        "shares": {k: round(v / seconds, 3) for k, v in watch.seconds.items() if k != "start"},
        "pairs": report.coverage.pairs,
        "judged": report.coverage.aligned,
        "stories": len(report.coverage.stories),
        "findings": len(report.findings),
    }


def _hashed(pair: tuple[str, str]) -> str:
    return hashlib.sha256("\0".join(pair).encode()).hexdigest()


def _alike(rows: Sequence[np.ndarray]) -> Iterator[tuple[int, int, int, int]]:
    for a, b in combinations(range(len(rows)), 2):
        for i, j in np.argwhere(rows[a] @ rows[b].T >= SCRIPT_COSINE):
            yield a, b, int(i), int(j)


def script(bodies: Sequence[str], encoder: Any, model: Any) -> dict[str, Any]:
    """Seconds of the script: encoding as it is, asking scaled up from a sample."""
    sentences = [body.split("\n") for body in bodies]
    clock = Clock()
    rows = [encoder.encode(own, normalize_embeddings=True) for own in sentences]
    pairs = [(sentences[a][i], sentences[b][j]) for a, b, i, j in _alike(rows)]
    encoding = clock.read()
    sample = sorted(pairs, key=_hashed)[:SAMPLE]
    clock = Clock()
    model.predict(sample, show_progress_bar=False)
    model.predict([(b, a) for a, b in sample], show_progress_bar=False)
    scale = len(pairs) / max(len(sample), 1)
    asking = [seconds * scale for seconds in clock.read()]
    return {
        "seconds": round(encoding[0] + asking[0], 2),
        "processor_seconds": round(encoding[1] + asking[1], 2),
        "encoding_seconds": round(encoding[0], 2),
        "pairs_asked": len(pairs),
        "pairs_timed": len(sample),
    }


def _loaded(plain: str, nli: str | None) -> tuple[Models, Any, Any]:
    from sentence_transformers import CrossEncoder, SentenceTransformer

    from compare.models import ENCODER_BASE, embedded

    encoder = SentenceEncoder()
    encoder.load()
    encoder.encode(["a"])
    processes = FactsProcesses()
    extract = CachedExtract(Cache(), Unwatched(), processes)
    _warm(processes)
    plain_encoder = SentenceTransformer(str(embedded(ENCODER_BASE)), device="cpu")
    model = CrossEncoder(plain, device="cpu", model_kwargs={"dtype": "float32"})
    model.predict([("a", "b")])
    entailment = named(nli) if nli else None
    if entailment:
        entailment.judge([("a", "b")])
    reader = EventReader() if entailment else None
    if reader:
        reader.load()
    models = Models(encoder, entailment, extract, extract.begin, reader)
    return models, plain_encoder, model


def _warm(processes: FactsProcesses) -> None:
    """Have as many processes as there may be, each with its parser loaded."""
    text = "A ferry sank."
    request = (text + " " * SIGNS_EACH, split("", text), None, "en")
    for future in processes.begin([request] * MOST):
        future.result()


@click.command()
@click.option("--data", type=click.Path(exists=True, path_type=Path), required=True)
@click.option("--plain", required=True, help="The script's entailment model.")
@click.option("--nli", help="The tool's entailment model, as for `run`.")
@click.option("--articles", default=50, show_default=True)
@click.option("--out", type=click.Path(path_type=Path), default=RESULTS)
def main(data: Path, plain: str, nli: str | None, articles: int, out: Path) -> None:
    """Time the tool and the script on the same articles, print the figures, write the JSON."""
    bodies = texts(data, articles)
    models, encoder, model = _loaded(plain, resolve(nli=nli).nli)
    results: dict[str, Any] = {"tool": tool(bodies, models, one_story=False)}
    click.echo(json.dumps(results["tool"]), err=True)
    memory = [process.memory_info().rss for process in _all_processes()]
    results["memory_mb"] = sum(memory) // MEGABYTE
    results["growth"] = [tool(bodies[:n], models, one_story=False) for n in GROWTH if n < articles]
    results["tool_one_story"] = tool(bodies, models, one_story=True)
    results["script"] = script(bodies, encoder, model)
    for name in ("tool", "tool_one_story"):
        for unit in ("seconds", "processor_seconds"):
            ratio = results[name][unit] / results["script"][unit]
            results[name][f"{unit}_of_the_script"] = round(ratio, 4)
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    click.echo(json.dumps(results, indent=1))


if __name__ == "__main__":
    main()
