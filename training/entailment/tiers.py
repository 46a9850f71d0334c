"""The models that are trained: what each is built on, and how its change is learned."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn.utils import parametrize

from training.entailment.corpora import LABELS


@dataclass(frozen=True, slots=True)
class Tier:
    """A model that ships: its name, the rank of its change (None: any), and the usual recipe."""

    name: str
    rank: int | None
    rate: float
    dropout: float


# Rates suit batches of 32 pairs for small, of 256 for accurate.
TIERS = {
    "small": Tier("small", None, rate=8e-5, dropout=0.0),
    "accurate": Tier("accurate", 64, rate=3e-4, dropout=0.1),
}
# What never learns: rare words would only be learned by heart.
FROZEN = ("embeddings", "relative_attention_bias")


class LowRank(nn.Module):
    """A matrix plus a product of two thin ones, which alone learn (LoRA, Hu et al. 2021)."""

    def __init__(self, shape: torch.Size, rank: int) -> None:
        super().__init__()
        rows, columns = shape
        bound = columns**-0.5
        self.left = nn.Parameter(torch.zeros(rows, rank))
        self.right = nn.Parameter(torch.empty(rank, columns).uniform_(-bound, bound))

    def forward(self, weight: Tensor) -> Tensor:
        return weight + self.left @ self.right


def fresh_model(tier: Tier, base: Path, start: Path | None = None) -> Any:
    """The encoder in folder `base` with a new head, ready to learn what its tier learns.

    `start` is a folder with another model of this architecture to take all but embeddings from.
    """
    from transformers import AutoModelForSequenceClassification

    wanted: dict[str, Any] = {
        "num_labels": len(LABELS),
        "id2label": dict(enumerate(LABELS)),
        "label2id": {label: i for i, label in enumerate(LABELS)},
        "hidden_dropout_prob": tier.dropout,
        "attention_probs_dropout_prob": 0.0,
        "dtype": torch.float32,
    }
    torch.manual_seed(1)
    model = AutoModelForSequenceClassification.from_pretrained(base, **wanted)
    if start is not None:
        given = AutoModelForSequenceClassification.from_pretrained(start, dtype=torch.float32)
        layers = {k: v for k, v in given.state_dict().items() if "embeddings" not in k}
        model.load_state_dict(layers, strict=False)
    for name, parameter in model.named_parameters():
        parameter.requires_grad_(not any(part in name for part in FROZEN))
    if tier.rank is not None:
        _thin(model, tier.rank)
    return model


def _thin(model: Any, rank: int) -> None:
    """Let every matrix of the encoder's layers change by a product of this rank alone."""
    linear = [m for n, m in model.named_modules() if isinstance(m, nn.Linear) and ".layer." in n]
    for module in linear:
        module.weight.requires_grad_(False)
        parametrize.register_parametrization(
            module, "weight", LowRank(module.weight.shape, rank), unsafe=True
        )


ORIGINAL, PARAMETRIZED = ".parametrizations.weight.original", ".parametrizations.weight.0."


def plain_weights(state: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """The weights that a learned state amounts to, under the names of the plain architecture."""
    found = {name: weights for name, weights in state.items() if ".parametrizations." not in name}
    for name, (left, right) in factors(state).items():
        found[name] = state[name.removesuffix(".weight") + ORIGINAL] + left @ right
    return found


def factors(state: Mapping[str, Tensor]) -> dict[str, tuple[Tensor, Tensor]]:
    """Left and right factor of each matrix that learned by a product."""
    return {
        f"{whole}.weight": (weights, state[f"{whole}{PARAMETRIZED}right"])
        for name, weights in state.items()
        if name.endswith(f"{PARAMETRIZED}left")
        for whole in [name.removesuffix(f"{PARAMETRIZED}left")]
    }
