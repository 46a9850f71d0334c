"""The training loop: constant rate with a warm-up and a final decay, checkpoints, resumption."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from itertools import count, islice
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from compare.models.batches import has_matrix_units, multiplies_bfloat16
from training.entailment.lessons import Lessons
from training.entailment.steps import Recorded, Step, learning_step
from training.entailment.tokens import batches

Log = Callable[[str], None]

# Pairs in a block, by the pairs in a batch: a block is sorted by length and cut at once, and
# progress is kept by blocks.
BLOCK = 128


@dataclass(frozen=True)
class Recipe:
    """How long and how fast to learn; epochs counts passes over all pairs."""

    epochs: float
    # The last part of the way, in which the rate falls to nothing.
    decay: float
    rate: float
    # Pairs of 48 tokens in a batch.
    size: int
    smoothing: float = 0.05
    weight_decay: float = 0.01
    warm_up: int = 200
    exchanged: float = 0.15
    seed: int = 1


def _rate(recipe: Recipe, step: int, done: float) -> float:
    """The learning rate after `done` of the whole way (0 to 1)."""
    warm = min(1.0, (step + 1) / recipe.warm_up)
    left = min(1.0, max(0.0, (1.0 - done) / recipe.decay)) if recipe.decay else 1.0
    return recipe.rate * warm * left


def _optimizer(model: Any, recipe: Recipe, rate: Tensor) -> torch.optim.Optimizer:
    learned = [(n, p) for n, p in model.named_parameters() if p.requires_grad]
    plain = [p for n, p in learned if p.ndim < 2]
    matrices = [p for n, p in learned if p.ndim >= 2]
    return torch.optim.AdamW(
        [
            {"params": matrices, "weight_decay": recipe.weight_decay},
            {"params": plain, "weight_decay": 0.0},
        ],
        lr=rate,
        betas=(0.9, 0.98),
        fused=True,
        # So that a graphics card may record a step of it.
        capturable=rate.is_cuda,
    )


@dataclass(frozen=True, slots=True)
class Hardware:
    """Device, the multiple that lengths are padded to, and how matrices are multiplied."""

    device: str
    multiple: int
    autocast: Callable[[], Any]


def hardware() -> Hardware:
    """What suits this machine."""
    if torch.cuda.is_available():
        return Hardware("cuda", 8, lambda: torch.autocast("cuda", torch.bfloat16))
    if has_matrix_units():
        # Matrix units want one shape again and again: every new one is compiled.
        return Hardware("cpu", 16, lambda: torch.autocast("cpu", torch.bfloat16))
    # Without them a few lengths are as fast as each its own, and leave the allocator less to keep.
    return Hardware("cpu", 8, lambda: torch.autocast("cpu", torch.bfloat16, multiplies_bfloat16()))


class Learner:
    """A model on its way: what is needed to go on learning, and to go on after an interruption.

    `last.pt` is written to work after every eighth block, `stable.pt` when the rate begins to fall:
    a longer training can set out from there.
    """

    def __init__(self, model: Any, recipe: Recipe, work: Path, log: Log) -> None:
        self._machine = hardware()
        self._model = model.to(self._machine.device).train()
        self._rate = torch.zeros((), device=self._machine.device)
        self._optimizer = _optimizer(model, recipe, self._rate)
        self._recipe, self._work, self._log = recipe, work, log
        learn = learning_step(model, self._optimizer, recipe.smoothing, self._machine.autocast)
        self._learn_batch: Step = Recorded(learn) if self._rate.is_cuda else learn
        self._block = self._step = 0

    def learn(self, lessons: Lessons) -> None:
        """Train the model in place, from the checkpoint in work where there is one."""
        block = BLOCK * self._recipe.size
        total = max(1, round(self._recipe.epochs * math.ceil(len(lessons) / block)))
        self._resume(total)
        falling = int((1 - self._recipe.decay) * total)
        for chosen in islice(_blocks(len(lessons), block, self._recipe.seed), self._block, None):
            if self._block == falling:
                self._save("stable.pt")
            if self._block == total:
                break
            self._learn_block(lessons, chosen, total)
            self._block += 1
            if self._block % 8 == 0 or self._block == total:
                self._save("last.pt")

    def _learn_block(self, lessons: Lessons, chosen: Tensor, total: int) -> None:
        generator = torch.Generator().manual_seed(_seed(self._recipe.seed, self._block))
        turned = torch.rand(len(chosen), generator=generator) < self._recipe.exchanged
        block = lessons.chosen(chosen, turned)
        made = list(batches(block.lengths, self._recipe.size, self._machine.multiple))
        order = torch.randperm(len(made), generator=generator).tolist()
        losses, started = [], time.perf_counter()
        for part, number in enumerate(order):
            rate = _rate(self._recipe, self._step, (self._block + part / len(made)) / total)
            self._rate.fill_(rate)
            losses.append(self._learn_batch(*block.batch(*made[number])))
            self._step += 1
        # Read once a block: reading a loss makes a graphics card wait.
        loss = float(torch.stack(losses).mean())
        seconds = time.perf_counter() - started
        self._log(
            f"block {self._block + 1}/{total} step {self._step} loss {loss:.4f} "
            f"rate {rate:.2e} {len(chosen) / seconds:.0f} pairs/s"
        )

    def _resume(self, total: int) -> None:
        path = self._work / "last.pt"
        if path.exists():
            state = torch.load(path, map_location=self._machine.device, weights_only=True)
            self._model.load_state_dict(state["model"])
            self._optimizer.load_state_dict(state["optimizer"])
            for group in self._optimizer.param_groups:
                group.update(lr=self._rate, capturable=self._rate.is_cuda)
            self._block, self._step = state["block"], state["step"]
            self._log(f"resumed after block {self._block} of {total}")

    def _save(self, name: str) -> None:
        state = {
            "model": self._model.state_dict(),
            "optimizer": self._optimizer.state_dict(),
            "block": self._block,
            "step": self._step,
            "recipe": asdict(self._recipe),
        }
        temporary = self._work / f"{name}.part"
        torch.save(state, temporary)
        temporary.replace(self._work / name)


def _seed(seed: int, number: int) -> int:
    return seed * 1_000_003 + number


def _blocks(pairs: int, block: int, seed: int) -> Iterator[Tensor]:
    """The numbers of pairs, epoch after epoch, each in an order of its own, a block at a time."""
    for epoch in count():
        generator = torch.Generator().manual_seed(_seed(seed, epoch))
        order = torch.randperm(pairs, generator=generator)
        yield from (order[start : start + block] for start in range(0, pairs, block))
