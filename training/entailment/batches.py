"""Cut pairs into batches of one length each, so that hardly any padding is computed."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from typing import Any

import torch

from training.entailment.corpora import Pair, exchanged

# Tokens kept of a pair: infobox tables are the only longer ones.
LONGEST = 192
# A block is read, sorted by length and cut at once; progress is kept by blocks.
BLOCK = 4096

Batch = dict[str, torch.Tensor]


def blocks(pairs: Sequence[Pair], seed: int, epoch: int) -> Iterator[list[Pair]]:
    """One epoch's pairs in the order that seed and epoch give, a block at a time."""
    generator = random.Random(f"{seed}/{epoch}")
    order = list(range(len(pairs)))
    generator.shuffle(order)
    for start in range(0, len(order), BLOCK):
        yield [exchanged(pairs[i], generator) for i in order[start : start + BLOCK]]


def batches(
    block: Sequence[Pair], tokenizer: Any, size: int, multiple: int, generator: random.Random
) -> list[Batch]:
    """A block as batches of about size pairs of 48 tokens, longer pairs fewer, in random order."""
    encoded = tokenizer(
        [p.premise for p in block],
        [p.hypothesis for p in block],
        truncation=True,
        max_length=LONGEST,
    )
    lengths = [len(ids) for ids in encoded["input_ids"]]
    by_length = sorted(range(len(block)), key=lambda i: (lengths[i], i))
    found = []
    while by_length:
        longest = lengths[by_length[min(len(by_length), size) - 1]]
        take = max(8, min(2 * size, size * 48 // longest))
        chosen, by_length = by_length[:take], by_length[take:]
        padded = tokenizer.pad(
            {key: [encoded[key][i] for i in chosen] for key in encoded},
            pad_to_multiple_of=multiple,
            return_tensors="pt",
        )
        padded["labels"] = torch.tensor([block[i].target for i in chosen])
        found.append(dict(padded))
    generator.shuffle(found)
    return found
