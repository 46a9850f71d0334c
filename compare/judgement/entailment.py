"""What an entailment model says of two passages, read both ways."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from compare.errors import ModelUnavailable
from compare.models import ACCURATE, SMALL
from compare.models.loading import first_line, own_entailment, prepare
from compare.models.scoring import Scorer

LABELS = ("entailment", "neutral", "contradiction")
Chances = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Entailment:
    """Probabilities of (entailment, neutral, contradiction) with a as premise, and with b."""

    forward: Chances
    backward: Chances


class EntailmentModel(Protocol):
    """Anything that judges premise and hypothesis three ways."""

    @property
    def name(self) -> str:
        """What the report calls it."""

    def load(self) -> None:
        """Make ready, which may take seconds the first time."""

    def judge(self, pairs: Sequence[tuple[str, str]]) -> list[Entailment]:
        """Both directions of each pair, in the order of the pairs."""


class CrossEncoderModel:
    """A sentence-transformers CrossEncoder: `small` or `accurate`, our own, or one by folder or
    hub name.

    It is loaded when it is first needed.
    """

    def __init__(self, name: str = SMALL) -> None:
        self._name = name
        self._scorer: Scorer | None = None
        self._order: list[int] = []
        self._temperature = 1.0

    @property
    def name(self) -> str:
        return Path(self._name).name

    def load(self) -> None:
        """Import the library and load the weights.

        Raises ModelUnavailable when it cannot be had or its labels are others.
        """
        if self._scorer is not None:
            return
        if self._name in (SMALL, ACCURATE):
            model, self._temperature = own_entailment(self._name, LABELS)
        else:
            model = _named(self._name)
        labels = {str(v).lower(): int(k) for k, v in model.model.config.id2label.items()}
        if set(labels) != set(LABELS):
            raise ModelUnavailable(
                f"the entailment model {self._name} has the labels {', '.join(labels)} "
                f"instead of {', '.join(LABELS)}"
            )
        self._order = [labels[label] for label in LABELS]
        self._scorer = Scorer(model.model, model.tokenizer)

    def judge(self, pairs: Sequence[tuple[str, str]]) -> list[Entailment]:
        """Both directions of each pair; equal pairs are judged once, in an order of their own."""
        if not pairs:
            return []
        unique = sorted({pair for a, b in pairs for pair in ((a, b), (b, a))})
        rows = dict(zip(unique, self.probabilities(unique), strict=True))
        return [Entailment(rows[a, b], rows[b, a]) for a, b in pairs]

    def probabilities(self, pairs: Sequence[tuple[str, str]]) -> list[Chances]:
        """Probabilities in the order of LABELS for each (premise, hypothesis), one way."""
        self.load()
        assert self._scorer is not None
        logits = self._scorer.logits(pairs)[:, self._order] / self._temperature
        scores = np.exp(logits - logits.max(axis=1, keepdims=True))
        scores /= scores.sum(axis=1, keepdims=True)
        return [(float(e), float(n), float(c)) for e, n, c in scores]


def _named(name: str) -> Any:
    local = prepare(name)
    from sentence_transformers import CrossEncoder

    try:
        return CrossEncoder(
            name,
            device="cpu",
            local_files_only=local,
            # Weights may be stored in half precision, which a processor computes slowly.
            model_kwargs={"dtype": "float32"},
        )
    except Exception as error:
        # Each library on the way has its own conditions for a model that is not what it says.
        message = f"the entailment model {name} cannot be loaded: {first_line(error)}"
        raise ModelUnavailable(message) from error
