"""A fine-tuned model as what changed, in few bytes, on top of weights that are had anyway.

A matrix that changed as a whole is stored as int8 with one float16 step for each row, one whose
change is a product of two thin matrices as both of these, everything smaller as float16; a tensor
that the base model does not have (the head) counts as changed from zero.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from torch import Tensor

STEP = ".step"
# The two factors of a low-rank change: (rows, rank) and (rank, columns).
LEFT, RIGHT = ".left", ".right"

Factors = tuple["Tensor", "Tensor"]


def packed(
    base: Mapping[str, Tensor],
    tuned: Mapping[str, Tensor],
    factors: Mapping[str, Factors] | None = None,
) -> dict[str, Tensor]:
    """What to store so that `base` becomes `tuned`; equal tensors take no room.

    `factors` gives, for the matrices that changed by a product of low rank, left and right factor.
    """
    found: dict[str, Tensor] = {}
    for name, (left, right) in (factors or {}).items():
        found |= _in_steps(name + LEFT, left) | _in_steps(name + RIGHT, right)
    for name, wanted in tuned.items():
        if factors and name in factors:
            continue
        change = wanted.float() - base[name].float() if name in base else wanted.float()
        if change.any():
            found |= {name: change.half()} if change.ndim < 2 else _in_steps(name, change)
    return found


def _in_steps(name: str, matrix: Tensor) -> dict[str, Tensor]:
    """A matrix as whole numbers of its rows' steps, and the steps."""
    import torch

    step = (matrix.abs().amax(dim=1, keepdim=True) / 127).clamp(min=1e-7).half()
    steps = torch.round(matrix / step.float()).clamp(-127, 127)
    return {name: steps.to(torch.int8), name + STEP: step}


def applied(base: Mapping[str, Tensor], stored: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """The fine-tuned weights in float32: every tensor of `base`, and the head."""
    tuned = {name: weights.float() for name, weights in base.items()}
    changes = {
        name: change.float() * stored[name + STEP].float()
        if name + STEP in stored
        else change.float()
        for name, change in stored.items()
        if not name.endswith(STEP)
    }
    for name, change in changes.items():
        if name.endswith(RIGHT):
            continue
        whole = name.removesuffix(LEFT)
        moved = change @ changes[whole + RIGHT] if name.endswith(LEFT) else change
        tuned[whole] = tuned[whole] + moved if whole in tuned else moved
    return tuned


def load(folder: Path) -> dict[str, Tensor]:
    """The stored tensors of a folder."""
    from safetensors.torch import load_file

    tensors: dict[str, Tensor] = load_file(folder / "delta.safetensors")
    return tensors
