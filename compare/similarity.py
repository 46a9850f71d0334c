"""How alike two sentences are: in wording by rapidfuzz, in meaning by a sentence encoder."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from compare.data import words
from compare.errors import ModelUnavailable
from compare.fingerprint import normalised
from compare.models import ENCODER, ENCODER_BASE, embedded
from compare.models.batches import batches, multiplies_bfloat16
from compare.models.loading import first_line, own_encoder, prepare

Matrix = NDArray[np.float32]
Vector = NDArray[np.float32]
# In tokens, where a model does not say what it can read.
LONGEST = 512
SMALLEST = 1e-12
# Words are compared by their first letters: endings change with grammar.
STEM = 6


class Encoder(Protocol):
    """Anything that turns sentences into vectors."""

    @property
    def name(self) -> str:
        """What the report calls it."""

    def load(self) -> None:
        """Make ready, which may take seconds the first time."""

    def encode(self, texts: Sequence[str]) -> Matrix:
        """Unit vectors, one row a text."""


class SentenceEncoder:
    """A sentence-transformers model, by hub name or folder; our own by default, and its base by its
    bare name.

    It is loaded when it is first needed.
    """

    def __init__(self, name: str | None = None) -> None:
        self._name = name
        self._model: Any = None

    @property
    def name(self) -> str:
        return self._name or ENCODER

    def load(self) -> None:
        """Import the library and load the weights. Raises ModelUnavailable."""
        if self._model is not None:
            return
        model = self._loaded()
        if multiplies_bfloat16():
            import torch

            model = model.to(torch.bfloat16)
        self._model = model

    def _loaded(self) -> Any:
        if self._name is None:
            return own_encoder()
        where = str(embedded(ENCODER_BASE)) if self._name == ENCODER_BASE else self._name
        local = prepare(where)
        from sentence_transformers import SentenceTransformer

        try:
            return SentenceTransformer(where, device="cpu", local_files_only=local)
        except Exception as error:
            # Each library on the way has its own conditions for a model that is not what it says.
            message = f"the encoder {where} cannot be loaded: {first_line(error)}"
            raise ModelUnavailable(message) from error

    def encode(self, texts: Sequence[str]) -> Matrix:
        """Unit vectors, one row a text; equal texts are encoded once, in an order of their own,
        so that the vectors do not depend on the order of the input."""
        self.load()
        unique = sorted(set(texts))
        place = {text: i for i, text in enumerate(unique)}
        return self._encoded(unique)[[place[text] for text in texts]]

    def _encoded(self, texts: Sequence[str]) -> Matrix:
        if not texts:
            return np.zeros((0, 0), np.float32)
        rows: dict[int, Vector] = {}
        for chosen in batches(self._lengths(texts)):
            own = self._model.encode(
                [texts[i] for i in chosen], batch_size=len(chosen), show_progress_bar=False
            )
            rows |= dict(zip(chosen, np.asarray(own, dtype=np.float32), strict=True))
        vectors: Matrix = np.stack([rows[i] for i in range(len(texts))])
        # Here, where a vector has all its digits, which in bfloat16 it has not.
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True).clip(min=SMALLEST)
        unit: Matrix = vectors / lengths
        return unit

    def _lengths(self, texts: Sequence[str]) -> list[int]:
        """How many tokens the model reads of each text; signs, where it only looks words up."""
        if not callable(self._model.tokenizer):
            return [len(text) for text in texts]
        most = self._model.max_seq_length or LONGEST
        read = self._model.tokenizer(list(texts), truncation=True, max_length=most)
        return [len(tokens) for tokens in read["input_ids"]]


def _matrix(a: Sequence[str], b: Sequence[str], scorer: Callable[..., float]) -> Matrix:
    left, right = [normalised(t) for t in a], [normalised(t) for t in b]
    scores = process.cdist(left, right, scorer=scorer, dtype=np.float32)
    return np.asarray(scores, dtype=np.float32) / 100.0


def lexical_matrix(a: Sequence[str], b: Sequence[str]) -> Matrix:
    """Which words are shared: token_set_ratio of texts `a` (rows) with texts `b`, in [0, 1]."""
    return _matrix(a, b, fuzz.token_set_ratio)


def sorted_matrix(a: Sequence[str], b: Sequence[str]) -> Matrix:
    """How much text is shared once the words are sorted: token_sort_ratio, likewise in [0, 1]."""
    return _matrix(a, b, fuzz.token_sort_ratio)


def order_matrix(a: Sequence[str], b: Sequence[str]) -> Matrix:
    """How much running text is shared, word order counted, likewise in [0, 1]."""
    return _matrix(a, b, fuzz.ratio)


def stems(text: str) -> frozenset[str]:
    """The beginnings of the content words."""
    grammar = words("function_words")
    return frozenset(w[:STEM] for w in normalised(text).split() if w not in grammar)


class Rarity:
    """How telling it is that two sentences share a word, given the other sentences around.

    In articles on one subject its names are everywhere and tell nothing. A word weighs the
    logarithm of the inverse share of sentences that have it (Sparck Jones 1972). `behind` is how
    many more sentences are thought to stand behind these, without any of their words.
    """

    def __init__(self, texts: Sequence[str], behind: int = 0) -> None:
        self._count = len(texts) + behind
        self._with = Counter(stem for text in texts for stem in stems(text))

    def weight(self, stem: str) -> float:
        """How telling a word is, in nats; next to nothing where every second sentence has it."""
        return max(0.0, math.log((self._count + 1) / (self._with[stem] + 0.5)))

    def shared(self, a: str, b: str) -> float:
        """The logarithm of 1 + the weight of all words that both have."""
        # Fixed order of summation, for the same result whichever side comes first.
        return math.log1p(math.fsum(self.weight(stem) for stem in stems(a) & stems(b)))
