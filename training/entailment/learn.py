"""The training loop: constant rate with a warm-up and a final decay, checkpoints, resumption."""

from __future__ import annotations

import math
import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import count, islice
from pathlib import Path
from typing import Any

import torch

from training.entailment.batches import BLOCK, Batch, batches, blocks
from training.entailment.corpora import LABELS, Pair

Log = Callable[[str], None]


@dataclass(frozen=True)
class Recipe:
    """How long and how fast to learn; epochs counts passes over all pairs."""

    epochs: float
    # The last part of the way, in which the rate falls to nothing.
    decay: float
    rate: float
    size: int
    smoothing: float = 0.05
    weight_decay: float = 0.01
    warm_up: int = 200
    seed: int = 1


def fresh_model(folder: Path, start: Path | None) -> Any:
    """The encoder in folder with a new head; `start` gives other layers, but no embeddings."""
    from transformers import AutoModelForSequenceClassification

    wanted: dict[str, Any] = {
        "num_labels": len(LABELS),
        "id2label": dict(enumerate(LABELS)),
        "label2id": {label: i for i, label in enumerate(LABELS)},
        "hidden_dropout_prob": 0.0,
        "attention_probs_dropout_prob": 0.0,
        "dtype": torch.float32,
    }
    torch.manual_seed(1)
    model = AutoModelForSequenceClassification.from_pretrained(folder, **wanted)
    if start is not None:
        given = AutoModelForSequenceClassification.from_pretrained(start, dtype=torch.float32)
        layers = {k: v for k, v in given.state_dict().items() if "embeddings" not in k}
        model.load_state_dict(layers, strict=False)
    for name, parameter in model.named_parameters():
        parameter.requires_grad_("embeddings" not in name)
    return model


def _rate(recipe: Recipe, step: int, done: float) -> float:
    """The learning rate after `done` of the whole way (0 to 1)."""
    warm = min(1.0, (step + 1) / recipe.warm_up)
    left = min(1.0, max(0.0, (1.0 - done) / recipe.decay)) if recipe.decay else 1.0
    return recipe.rate * warm * left


def _optimizer(model: Any, recipe: Recipe) -> torch.optim.Optimizer:
    learned = [(n, p) for n, p in model.named_parameters() if p.requires_grad]
    plain = [p for n, p in learned if p.ndim < 2]
    matrices = [p for n, p in learned if p.ndim >= 2]
    return torch.optim.AdamW(
        [
            {"params": matrices, "weight_decay": recipe.weight_decay},
            {"params": plain, "weight_decay": 0.0},
        ],
        lr=recipe.rate,
        betas=(0.9, 0.98),
        fused=True,
    )


def hardware() -> tuple[str, int, Callable[[], Any]]:
    """Device, padding multiple and autocast that suit this machine."""
    if torch.cuda.is_available():
        return "cuda", 8, lambda: torch.autocast("cuda", torch.bfloat16)
    if torch.cpu._is_amx_tile_supported():
        # Matrix units want one shape again and again: every new one is compiled.
        return "cpu", 16, lambda: torch.autocast("cpu", torch.bfloat16)
    # Without them a few lengths are as fast as each its own, and leave the allocator less to keep.
    return "cpu", 8, lambda: torch.autocast("cpu", enabled=False)


class Learner:
    """A model on its way: what is needed to go on learning, and to go on after an interruption.

    `last.pt` is written to work after every eighth block, `stable.pt` when the rate begins to fall:
    a longer training can set out from there.
    """

    def __init__(self, model: Any, tokenizer: Any, recipe: Recipe, work: Path, log: Log) -> None:
        self._device, self._multiple, self._autocast = hardware()
        self._model = model.to(self._device).train()
        self._optimizer = _optimizer(model, recipe)
        self._tokenizer = tokenizer
        self._recipe, self._work, self._log = recipe, work, log
        self._block = self._step = 0

    def learn(self, pairs: Sequence[Pair]) -> None:
        """Train the model in place, from the checkpoint in work where there is one."""
        total = round(self._recipe.epochs * math.ceil(len(pairs) / BLOCK))
        self._resume(total)
        falling = int((1 - self._recipe.decay) * total)
        for block in _from(pairs, self._recipe.seed, self._block):
            if self._block == falling:
                self._save("stable.pt")
            if self._block == total:
                break
            self._learn_block(block, total)
            self._block += 1
            if self._block % 8 == 0 or self._block == total:
                self._save("last.pt")

    def _learn_block(self, block: Sequence[Pair], total: int) -> None:
        shuffle = random.Random(f"{self._recipe.seed}/{self._block}")
        made = batches(block, self._tokenizer, self._recipe.size, self._multiple, shuffle)
        losses, tokens, started = [], 0, time.perf_counter()
        for part, batch in enumerate(made):
            rate = _rate(self._recipe, self._step, (self._block + part / len(made)) / total)
            for group in self._optimizer.param_groups:
                group["lr"] = rate
            tokens += batch["input_ids"].numel()
            losses.append(self._learn_batch({k: v.to(self._device) for k, v in batch.items()}))
            self._step += 1
        seconds = time.perf_counter() - started
        self._log(
            f"block {self._block + 1}/{total} step {self._step} "
            f"loss {sum(losses) / len(losses):.4f} rate {rate:.2e} "
            f"{len(block) / seconds:.0f} pairs/s {tokens / seconds:.0f} tokens/s"
        )

    def _learn_batch(self, batch: Batch) -> float:
        smoothing = self._recipe.smoothing
        target = batch.pop("labels") * (1 - smoothing) + smoothing / len(LABELS)
        with self._autocast():
            logits = self._model(**batch).logits
        loss = torch.nn.functional.cross_entropy(logits.float(), target)
        loss.backward()  # type: ignore[no-untyped-call]
        learned = [p for p in self._model.parameters() if p.requires_grad]
        torch.nn.utils.clip_grad_norm_(learned, 1.0)
        self._optimizer.step()
        self._optimizer.zero_grad(set_to_none=True)
        return float(loss.detach())

    def _resume(self, total: int) -> None:
        path = self._work / "last.pt"
        if path.exists():
            state = torch.load(path, map_location=self._device, weights_only=True)
            self._model.load_state_dict(state["model"])
            self._optimizer.load_state_dict(state["optimizer"])
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


def _from(pairs: Sequence[Pair], seed: int, first: int) -> Iterator[list[Pair]]:
    """The blocks of epoch after epoch, without the first ones."""
    endless = (block for epoch in count() for block in blocks(pairs, seed, epoch))
    return islice(endless, first, None)
