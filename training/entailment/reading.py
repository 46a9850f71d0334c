"""What a model says of pairs, read in large batches on the hardware that is there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch

from training.entailment.corpora import NEUTRAL, Pair
from training.entailment.development import Logits
from training.entailment.learn import hardware
from training.entailment.lessons import Lesson, Lessons, prepared
from training.entailment.tokens import batches

# Pairs of 48 tokens read at once.
AT_ONCE = 512


def logits(model: Any, tokenizer: Any, pairs: Sequence[tuple[str, str]], *, exact: bool) -> Logits:
    """One row a pair (premise, hypothesis), in the pairs' order; exact: in float32."""
    unlearned = [Lesson(Pair(a, b, NEUTRAL, ""), None) for a, b in pairs]
    return answers(model, prepared(unlearned, tokenizer, hardware().device), exact=exact)


def answers(model: Any, lessons: Lessons, *, exact: bool) -> Logits:
    """The logits of lessons that are on the device already, one row each, in their order."""
    machine = hardware()
    model = model.to(machine.device).eval()
    found = torch.zeros((len(lessons), model.config.num_labels), device=machine.device)
    precision = torch.autocast(machine.device, enabled=False) if exact else machine.autocast()
    with torch.inference_mode(), precision:
        for chosen, width in batches(lessons.lengths, AT_ONCE, machine.multiple):
            batch, _ = lessons.batch(chosen, width)
            found[chosen.to(machine.device)] = model(**batch).logits.float()
    return found.cpu().numpy()
