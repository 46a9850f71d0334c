"""A fine-tuned model as what changed: eight bits a weight, on top of weights installed anyway.

A matrix is stored as int8 with one float16 step for each row, everything smaller as float16; a
tensor that the base model does not have (the head) counts as changed from zero.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from torch import Tensor

STEP = ".step"


def packed(base: Mapping[str, Tensor], tuned: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """What to store so that `base` becomes `tuned`; equal tensors take no room."""
    import torch

    found: dict[str, Tensor] = {}
    for name, wanted in tuned.items():
        change = wanted.float() - base[name].float() if name in base else wanted.float()
        if not change.any():
            continue
        if change.ndim < 2:
            found[name] = change.half()
            continue
        step = (change.abs().amax(dim=1, keepdim=True) / 127).clamp(min=1e-7).half()
        found[name] = torch.round(change / step.float()).clamp(-127, 127).to(torch.int8)
        found[name + STEP] = step
    return found


def applied(base: Mapping[str, Tensor], stored: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """The fine-tuned weights in float32: every tensor of `base`, and the head."""
    tuned = {name: weights.float() for name, weights in base.items()}
    for name, change in stored.items():
        if name.endswith(STEP):
            continue
        step = stored.get(name + STEP)
        moved = change.float() if step is None else change.float() * step.float()
        tuned[name] = tuned[name] + moved if name in tuned else moved
    return tuned


def load(folder: Path) -> dict[str, Tensor]:
    """The stored tensors of a folder."""
    from safetensors.torch import load_file

    tensors: dict[str, Tensor] = load_file(folder / "delta.safetensors")
    return tensors
