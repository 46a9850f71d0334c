"""How a model is fed: texts of one length together, as many at once as the processor likes."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence

# Enough work for a processor's caches to be used well; more only costs memory.
TOKENS_AT_ONCE = 3072


def threads() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def has_matrix_units() -> bool:
    """Whether this processor multiplies matrices in units of their own (AMX)."""
    import torch

    return bool(torch.cpu._is_amx_tile_supported())


def multiplies_bfloat16() -> bool:
    """Whether bfloat16 is this processor's faster way: matrix units take it, and so do the vector
    units of some processors without them (AVX-512 BF16)."""
    import torch

    return has_matrix_units() or bool(torch.cpu._is_avx512_bf16_supported())


def batches(lengths: Sequence[int], multiple: int = 1) -> Iterator[list[int]]:
    """Indices of what has these lengths in tokens, in batches of about the same length and the same
    number of tokens, filled up to a multiple."""
    order = sorted(range(len(lengths)), key=lambda i: (lengths[i], i))
    start = 0
    while start < len(order):
        end = start
        while end < len(order):
            padded = -(-lengths[order[end]] // multiple) * multiple
            if end > start and padded * (end + 1 - start) > TOKENS_AT_ONCE:
                break
            end += 1
        yield order[start:end]
        start = end
