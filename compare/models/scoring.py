"""A model that reads pairs, at work: those of one length together, as fast as the processor can."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from compare.models.batches import batches, has_matrix_units, multiplies_bfloat16, threads

# The lengths that a batch is padded to: matrix units want few shapes, plain ones little padding.
MULTIPLE, FEW_SHAPES = 4, 16
# What the encoder can read; a longer pair is cut at its longer side.
LONGEST = 512
# Signs of a text that a tokenizer is given: more than LONGEST tokens have, and few enough that what
# it sets aside of two endless sentences, which grows with their product, stays small.
MOST_SIGNS = 16 * LONGEST


class Scorer:
    """Logits of a sequence classification model for pairs of texts."""

    def __init__(self, model: Any, tokenizer: Any) -> None:
        import torch

        torch.set_num_threads(threads())
        self._multiple = FEW_SHAPES if has_matrix_units() else MULTIPLE
        self._model = model.eval()
        self._tokenizer = tokenizer
        if multiplies_bfloat16():
            self._model = self._model.to(torch.bfloat16)

    def logits(self, pairs: Sequence[tuple[str, str]]) -> NDArray[np.float32]:
        """One row of logits a pair (premise, hypothesis), in the order of the pairs."""
        import torch

        encoded = self._tokenizer(
            [a[:MOST_SIGNS] for a, _ in pairs],
            [b[:MOST_SIGNS] for _, b in pairs],
            truncation=True,
            max_length=LONGEST,
        )
        lengths = [len(ids) for ids in encoded["input_ids"]]
        found = np.zeros((len(pairs), self._model.config.num_labels), dtype=np.float32)
        with torch.inference_mode():
            for chosen in batches(lengths, self._multiple):
                batch = self._tokenizer.pad(
                    {key: [encoded[key][i] for i in chosen] for key in encoded},
                    pad_to_multiple_of=self._multiple,
                    return_tensors="pt",
                )
                found[chosen] = self._model(**batch).logits.float().numpy()
        return found
