"""What a model says of pairs, read in large batches on the hardware that is there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from training.entailment.corpora import NEUTRAL, Pair
from training.entailment.learn import hardware
from training.entailment.lessons import Lesson, prepared
from training.entailment.tokens import batches

# Pairs of 48 tokens read at once.
AT_ONCE = 512


def logits(
    model: Any, tokenizer: Any, pairs: Sequence[tuple[str, str]], *, exact: bool
) -> NDArray[np.float32]:
    """One row a pair (premise, hypothesis), in the pairs' order; exact: in float32."""
    machine = hardware()
    model = model.to(machine.device).eval()
    lessons = prepared(
        [Lesson(Pair(a, b, NEUTRAL, ""), None) for a, b in pairs], tokenizer, machine.device
    )
    found = torch.zeros((len(pairs), model.config.num_labels), device=machine.device)
    precision = torch.autocast(machine.device, enabled=False) if exact else machine.autocast()
    with torch.inference_mode(), precision:
        for chosen, longest in batches(lessons.lengths, AT_ONCE):
            batch, _ = lessons.batch(chosen, longest, machine.multiple)
            found[chosen.to(machine.device)] = model(**batch).logits.float()
    return found.cpu().numpy()
