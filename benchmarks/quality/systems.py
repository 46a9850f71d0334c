"""The systems that are measured side by side, each giving numbers for the same pairs."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, utils

from benchmarks.quality.kept import Kept, KeptEncoder, KeptEntailment, joined, parted
from benchmarks.quality.sets import Row
from compare.caching.cache import Cache
from compare.caching.facts import CachedExtract
from compare.caching.models import CachedReader
from compare.judgement.cascade import named
from compare.judgement.entailment import EntailmentModel
from compare.judgement.fusion import Judges, judges, judging_by
from compare.model import Facts, Sentence
from compare.models import ENCODER_BASE, pins
from compare.options import PRESETS, Options
from compare.pairs import Pair, Verdict, judge_pairs
from compare.pipeline import Models
from compare.progress import Unwatched
from compare.reader import EventReader, Reader
from compare.similarity import SentenceEncoder
from training.held_out import fold

Scores = NDArray[np.float64]
FOLDS = Path(__file__).resolve().parent.parent / "results" / "judge_folds.json"
# The script a user would write today: what it lets through, and what it calls a contradiction.
SCRIPT_COSINE = SCRIPT_CONTRADICTION = 0.5
PAIRS_AT_ONCE = 500


def _version(name: str) -> str:
    """What tells a model's weights, by one of our own names, folder or hub name."""
    if name in pins():
        told = f"{name} {sorted(pins()[name].sha256.items())}".encode()
    elif (path := Path(name) / "model.safetensors").exists():
        told = path.read_bytes()
    else:
        return name
    return hashlib.sha256(told).hexdigest()[:16]


@cache
def _folds() -> list[Judges]:
    """The judge's models fitted without each part of the sets that are scored."""
    return [judges(json.dumps(part)) for part in json.loads(FOLDS.read_text(encoding="utf-8"))]


def _no_facts(text: str, sentences: Sequence[Sentence], *_: object) -> tuple[Facts, ...]:
    return (Facts(),) * len(sentences)


@dataclass(frozen=True)
class Systems:
    """Baselines and the tool over one store; `plain` and `nli` name entailment models."""

    kept: Kept
    plain: str
    options: Options

    @cached_property
    def encoder(self) -> KeptEncoder:
        """The tool's own, or the one that was named."""
        return self._kept_encoder(self.options.encoder)

    @cached_property
    def baseline(self) -> KeptEncoder:
        """What a plain script would take."""
        return self._kept_encoder(ENCODER_BASE)

    def _kept_encoder(self, name: str | None) -> KeptEncoder:
        encoder = SentenceEncoder(name)
        return KeptEncoder(encoder, self.kept, _version(encoder.name))

    @cached_property
    def reader(self) -> Reader:
        """The tool's own."""
        return CachedReader(EventReader(), Cache(self.kept.beside("read.sqlite")), Unwatched())

    @cached_property
    def models(self) -> Models:
        """The models that the tool works with, their answers kept."""
        name = self.options.nli
        extract = CachedExtract(Cache(self.kept.beside("facts.sqlite")), Unwatched())
        if not name:
            return Models(self.encoder, extract=extract)
        return Models(self.encoder, named(name, self._keeping), extract)

    def _keeping(self, model: EntailmentModel, name: str) -> EntailmentModel:
        return KeptEntailment(model, self.kept, _version(name))

    def cosine(self, rows: Sequence[Row]) -> Scores:
        """The cosine of the plain encoder's vectors."""
        a, b = (self.baseline.encode([getattr(row, side) for row in rows]) for side in "ab")
        return np.asarray((a.astype(np.float64) * b).sum(axis=1))

    def fuzzy(self, rows: Sequence[Row]) -> Scores:
        """rapidfuzz's token_set_ratio, its own way of normalising."""
        return np.array(
            [fuzz.token_set_ratio(r.a, r.b, processor=utils.default_process) for r in rows]
        )

    def script(self, rows: Sequence[Row]) -> NDArray[np.bool_]:
        """Whether the script raises each pair as a contradiction."""
        found = self.cosine(rows) >= SCRIPT_COSINE
        asked = [(r.a, r.b) for r, let_through in zip(rows, found, strict=True) if let_through]
        found[found] = self.contradictions(asked) >= SCRIPT_CONTRADICTION
        return np.asarray(found, dtype=bool)

    def contradictions(self, pairs: Sequence[tuple[str, str]]) -> Scores:
        """The script's probability of contradiction, the larger of both directions."""
        both = joined([*pairs, *((b, a) for a, b in pairs)])
        values = self.kept.get(f"script {_version(self.plain)}", both, self._predicted)
        ways = np.array([np.frombuffer(v)[0] for v in values]).reshape(2, -1)
        return np.asarray(ways.max(axis=0))

    def _predicted(self, texts: Sequence[str]) -> list[bytes]:
        logits = self._script_model.predict(parted(texts))
        scores = np.exp(logits - logits.max(axis=1, keepdims=True))
        scores /= scores.sum(axis=1, keepdims=True)
        return [np.float64(row[self._contradiction]).tobytes() for row in scores]

    @cached_property
    def _script_model(self) -> Any:
        from sentence_transformers import CrossEncoder

        return CrossEncoder(self.plain, device="cpu", model_kwargs={"dtype": "float32"})

    @cached_property
    def _contradiction(self) -> int:
        labels = self._script_model.config.id2label
        return next(int(k) for k, v in labels.items() if str(v).lower() == "contradiction")

    def similarity(self, rows: Sequence[Row]) -> Scores:
        """The tool's probability that both report the same thing, on which facts do not bear."""
        models = Models(self.encoder, extract=_no_facts, reader=self.reader)
        said = judge_pairs([Pair(r.id, r.a, r.b) for r in rows], models, self.options)
        return np.array([verdict.similarity for verdict in said])

    def tool(self, rows: Sequence[Row], preset: str | None = None) -> list[Verdict]:
        """What `claim-compare pairs` says, each part of a set judged by models that have not seen
        it; with the thresholds of another preset where one is named."""
        thresholds = PRESETS[preset] if preset else self.options.thresholds
        options = replace(self.options, thresholds=thresholds)
        found: dict[str, Verdict] = {}
        for part, fitted in enumerate(_folds()):
            own = [row for row in rows if fold(row.group or row.id) == part]
            with judging_by(fitted):
                for start in range(0, len(own), PAIRS_AT_ONCE):
                    pairs = [Pair(r.id, r.a, r.b) for r in own[start : start + PAIRS_AT_ONCE]]
                    said = judge_pairs(pairs, self.models, options)
                    found |= {str(verdict.id): verdict for verdict in said}
        return [found[row.id] for row in rows]
