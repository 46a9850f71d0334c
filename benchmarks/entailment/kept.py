"""A model whose logits on the dev sets were kept elsewhere, on hardware that reads them faster."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from compare.judgement.entailment import Chances, CrossEncoderModel, Entailment
from training.entailment.development import kept_rows, kept_scores

# Pairs of short texts that are read again here, to see that the file holds this model's word.
SAMPLE = 200
LONGEST = 600


class KeptScores:
    """What `python -m training.entailment score` kept, as a model that can be measured."""

    def __init__(self, name: str, data: Path, path: Path, temperature: float) -> None:
        self.name = name
        # Of each labelled set, where it is not the whole.
        self.rows = kept_rows(path)
        self._logits = kept_scores(data, path)
        self._temperature = temperature

    def load(self) -> None:
        """Nothing is left to load."""

    def probabilities(self, pairs: Sequence[tuple[str, str]]) -> list[Chances]:
        """Probabilities in the order of LABELS for each (premise, hypothesis), one way."""
        logits = np.array([self._logits[pair] for pair in pairs]) / self._temperature
        chances = np.exp(logits - logits.max(axis=1, keepdims=True))
        chances /= chances.sum(axis=1, keepdims=True)
        return [(float(e), float(n), float(c)) for e, n, c in chances]

    def judge(self, pairs: Sequence[tuple[str, str]]) -> list[Entailment]:
        """Both directions of each pair."""
        backward = self.probabilities([(b, a) for a, b in pairs])
        ways = zip(self.probabilities(pairs), backward, strict=True)
        return [Entailment(one, other) for one, other in ways]

    def distance(self, model: CrossEncoderModel) -> float:
        """The mean difference of a probability from the model's own, over SAMPLE pairs."""
        short = sorted(pair for pair in self._logits if len("".join(pair)) <= LONGEST)
        sample = random.Random(1).sample(short, min(SAMPLE, len(short)))
        own = np.array(model.probabilities(sample))
        return float(np.abs(own - np.array(self.probabilities(sample))).mean())
