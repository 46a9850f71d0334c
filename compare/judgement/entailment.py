"""What an entailment model says of two passages, read both ways."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from compare.errors import ModelUnavailable
from compare.models.loading import first_line, prepare

LABELS = ("entailment", "neutral", "contradiction")
BATCH = 32


@dataclass(frozen=True, slots=True)
class Entailment:
    """Probabilities of (entailment, neutral, contradiction) with a as premise, and with b."""

    forward: tuple[float, float, float]
    backward: tuple[float, float, float]


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
    """A sentence-transformers CrossEncoder with the three labels, by folder or hub name.

    It is loaded when it is first needed.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self._model: Any = None
        self._order: list[int] = []

    @property
    def name(self) -> str:
        return Path(self._name).name

    def load(self) -> None:
        """Import the library and load the weights.

        Raises ModelUnavailable when it cannot be had or its labels are others.
        """
        if self._model is not None:
            return
        local = prepare(self._name)
        from sentence_transformers import CrossEncoder

        try:
            model = CrossEncoder(
                self._name,
                device="cpu",
                local_files_only=local,
                # Weights may be stored in half precision, which a processor computes slowly.
                model_kwargs={"dtype": "float32"},
            )
        except Exception as error:
            # Each library on the way has its own conditions for a model that is not what it says.
            message = f"the entailment model {self._name} cannot be loaded: {first_line(error)}"
            raise ModelUnavailable(message) from error
        labels = {str(v).lower(): int(k) for k, v in model.model.config.id2label.items()}
        if set(labels) != set(LABELS):
            raise ModelUnavailable(
                f"the entailment model {self._name} has the labels {', '.join(labels)} "
                f"instead of {', '.join(LABELS)}"
            )
        self._order = [labels[label] for label in LABELS]
        self._model = model

    def judge(self, pairs: Sequence[tuple[str, str]]) -> list[Entailment]:
        """Both directions of each pair; equal pairs are judged once, in an order of their own."""
        if not pairs:
            return []
        self.load()
        unique = sorted({pair for a, b in pairs for pair in ((a, b), (b, a))})
        scores: NDArray[np.float32] = self._model.predict(
            unique, batch_size=BATCH, apply_softmax=True, show_progress_bar=False
        )
        rows = {
            pair: (float(row[0]), float(row[1]), float(row[2]))
            for pair, row in zip(unique, np.asarray(scores)[:, self._order], strict=True)
        }
        return [Entailment(rows[a, b], rows[b, a]) for a, b in pairs]
