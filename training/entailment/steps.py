"""One step of learning, and the same recorded once for each shape of batch and then replayed.

A small encoder's many short kernels take a graphics card less time than it takes to launch them one
by one; a recorded step (a CUDA graph) is launched at once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor

from training.entailment.tokens import Batch

# A shape is recorded when it is met for this time: the last batches of blocks have odd ones, and
# the optimizer has to have made its state before.
MET = 3

Step = Callable[[Batch, Tensor], Tensor]


def learning_step(
    model: Any, optimizer: torch.optim.Optimizer, smoothing: float, autocast: Callable[[], Any]
) -> Step:
    """What one batch teaches: takes batch and the probabilities wanted of it, gives the loss."""
    learned = [p for p in model.parameters() if p.requires_grad]

    def learn(batch: Batch, wanted: Tensor) -> Tensor:
        target = wanted * (1 - smoothing) + smoothing / wanted.shape[1]
        with autocast():
            logits = model(**recordable(model, batch)).logits
        loss = torch.nn.functional.cross_entropy(logits.float(), target)
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(learned, 1.0)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        return loss.detach()

    return learn


def recordable(model: Any, batch: Batch) -> Batch:
    """The batch with the mask as it is added to attention, where the encoder adds one.

    Such an encoder would make it from a number on the processor, which no recording may read.
    """
    if model.config._attn_implementation != "eager":
        return batch
    mask = batch["attention_mask"][:, None, None, :].float()
    return {**batch, "attention_mask": (1 - mask) * torch.finfo(torch.float32).min}


class Recorded:
    """A step that is recorded for each shape it meets often, on a graphics card.

    What the step does is frozen with the recording: what changes between steps, as the rate does,
    must be a tensor on the card.
    """

    def __init__(self, learn: Step) -> None:
        self._learn = learn
        self._met: Counter[torch.Size] = Counter()
        self._made: dict[torch.Size, _Recording] = {}
        self._memory = torch.cuda.graph_pool_handle()

    def __call__(self, batch: Batch, wanted: Tensor) -> Tensor:
        shape = batch["input_ids"].shape
        self._met[shape] += 1
        if self._met[shape] < MET:
            return self._learn(batch, wanted)
        if shape not in self._made:
            self._made[shape] = _Recording(self._learn, batch, wanted, self._memory)
        return self._made[shape].replayed(batch, wanted)


class _Recording:
    """The kernels of one step, and the places that they read from and write to."""

    def __init__(self, learn: Step, batch: Batch, wanted: Tensor, memory: Any) -> None:
        self._batch = {name: tensor.clone() for name, tensor in batch.items()}
        self._wanted = wanted.clone()
        self._graph = torch.cuda.CUDAGraph()
        with torch.cuda.graph(self._graph, pool=memory):
            self._loss = learn(self._batch, self._wanted)

    def replayed(self, batch: Batch, wanted: Tensor) -> Tensor:
        for name, tensor in batch.items():
            self._batch[name].copy_(tensor)
        self._wanted.copy_(wanted)
        self._graph.replay()
        # All recordings share their memory: nothing of one outlives the next.
        return self._loss.clone()
