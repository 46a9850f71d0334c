"""Sentences a second through the extractors, with and without the parser, and memory."""

from __future__ import annotations

import json
import resource
import time
from pathlib import Path

from compare.facts import extract, syntax
from compare.facts.quantities import quantities
from compare.facts.times import timeline
from compare.sentences import split

ARTICLES = 40


def measure(data: Path) -> dict[str, object]:
    """Sentences a second of processor time on articles of basil: dates and quantities alone, and
    all facts.

    Memory is the most that the process has held, in megabytes, before the parser and at the end;
    the parser's import and loading are not in the times.
    """
    lines = (data / "eval" / "basil" / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    texts = ["\n".join(json.loads(line)["sentences"]) for line in lines[:ARTICLES]]
    articles = [(text, split(str(i), text, "en")) for i, text in enumerate(texts)]
    total = sum(len(sentences) for _, sentences in articles)
    before = _memory()
    started = time.process_time()
    for text, sentences in articles:
        for sentence, dated in zip(sentences, timeline(text, sentences, None), strict=True):
            taken = tuple(fact.span for fact in dated)
            list(quantities(text, sentence.start, sentence.end, taken))
    without = time.process_time() - started
    syntax.load()
    started = time.process_time()
    for text, sentences in articles:
        extract(text, sentences, None, "en")
    return {
        "sentences": total,
        "dates_and_quantities_per_second": total / without,
        "all_facts_per_second": total / (time.process_time() - started),
        "memory_before_parser_mb": before,
        "memory_mb": _memory(),
    }


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
