"""Whether two sentences report the same events, by a model that reads them together.

An encoder sees one sentence at a time; this sees both, costs as much as an entailment model, and is
asked about single pairs only.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from compare.models import READER
from compare.models.loading import own_reader
from compare.models.scoring import Scorer

# One event or more, two or more, one story that both tell, and how similar the two are.
ANSWERS = ("one_event", "two_events", "one_story", "similar")
# One row a pair, a logit for each of ANSWERS.
Answers = NDArray[np.float32]


class Reader(Protocol):
    """Anything that reads two sentences together."""

    @property
    def name(self) -> str:
        """What it is called."""

    def load(self) -> None:
        """Make ready, which may take seconds the first time."""

    def read(self, pairs: Sequence[tuple[str, str]]) -> Answers:
        """Its answers on each pair, whichever side is first."""


class EventReader:
    """Our own reader, loaded when it is first needed."""

    def __init__(self) -> None:
        self._scorer: Scorer | None = None

    @property
    def name(self) -> str:
        return READER

    def load(self) -> None:
        """Import the library and load the weights. Raises ModelUnavailable."""
        if self._scorer is None:
            model = self._loaded()
            self._scorer = Scorer(model.model, model.tokenizer)

    def _loaded(self) -> Any:
        return own_reader(ANSWERS)

    def read(self, pairs: Sequence[tuple[str, str]]) -> Answers:
        """Its answers on each pair, the mean of those to both orders; equal pairs are read once."""
        if not pairs:
            return np.zeros((0, len(ANSWERS)), np.float32)
        self.load()
        assert self._scorer is not None
        unique = sorted({ordered(pair) for pair in pairs})
        both_ways = self._scorer.logits([*unique, *(pair[::-1] for pair in unique)])
        rows = dict(zip(unique, np.mean(np.split(both_ways, 2), axis=0), strict=True))
        return np.stack([rows[ordered(pair)] for pair in pairs])


def ordered(pair: tuple[str, str]) -> tuple[str, str]:
    """The pair by which its answers are kept: which side is called a shall change nothing."""
    return min(pair, pair[::-1])
