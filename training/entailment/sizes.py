"""What each way to store a fine-tuned model costs: bytes, and accuracy on dev rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import torch
from transformers import AutoTokenizer

from compare.models import delta
from training.entailment.artefact import base_weights, checkpoint
from training.entailment.corpora import labelled
from training.entailment.reading import logits
from training.entailment.tiers import Tier, fresh_model, plain_weights

SETS = ("mnli", "snli", "vitaminc", "lingnli")
RANKS = (32, 64, 128)

Weights = dict[str, torch.Tensor]


def _low_rank(base: Mapping[str, torch.Tensor], tuned: Weights, rank: int) -> tuple[Weights, int]:
    """The change of each matrix by its largest `rank` singular values in float16; bytes."""
    restored, size = {}, 0
    for name, weights in tuned.items():
        change = weights - base[name] if name in base else weights
        if change.ndim == 2 and min(change.shape) > rank and change.any():
            u, s, v = torch.linalg.svd(change, full_matrices=False)
            left, right = (u[:, :rank] * s[:rank]).half(), v[:rank].half()
            change = left.float() @ right.float()
            size += 2 * (left.numel() + right.numel())
        elif change.any():
            size += 2 * change.numel()
        restored[name] = base[name] + change if name in base else change
    return restored, size


def _ways(base: Weights, tuned: Weights) -> Iterator[tuple[str, Weights, int]]:
    learned = sum(w.numel() for n, w in tuned.items() if "embeddings" not in n)
    yield "whole, float32", tuned, 4 * learned
    stored = delta.packed(base, tuned)
    size = sum(t.numel() * t.element_size() for t in stored.values())
    yield "change, 8 bits a weight", delta.applied(base, stored), size
    for rank in RANKS:
        yield f"change, rank {rank}", *_low_rank(base, tuned, rank)


def measure(
    tier: Tier, base: Path, data: Path, work: Path, rows: int, log: Callable[[str], None]
) -> dict[str, dict[str, Any]]:
    """Bytes, and accuracy by set, of each way to store the last checkpoint in work."""
    tuned = plain_weights(checkpoint(work))
    before = base_weights(base, list(tuned))
    model = fresh_model(Tier(tier.name, None, tier.rate, 0.0), base)
    tokenizer = AutoTokenizer.from_pretrained(base)
    examples = {name: labelled(data, name, "dev")[:rows] for name in SETS}
    found: dict[str, dict[str, Any]] = {}
    for way, weights, size in _ways(before, tuned):
        model.load_state_dict(weights)
        found[way] = {"bytes": size}
        for name, pairs in examples.items():
            texts = [(p.premise, p.hypothesis) for p in pairs]
            said = logits(model, tokenizer, texts, exact=True)
            wanted = np.array([int(np.argmax(p.target)) for p in pairs])
            found[way][name] = float((said.argmax(axis=1) == wanted).mean())
        log(f"{way}: {found[way]}")
    return found
