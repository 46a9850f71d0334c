"""What a model is to learn: pairs of passages, and what it should say of each read either way."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from training.entailment.corpora import EXCHANGED, SETS, Pair
from training.entailment.edits import Target
from training.entailment.tokens import Batch, Passages


@dataclass(frozen=True, slots=True)
class Lesson:
    """A pair, and the probabilities wanted with its sides as they are and exchanged.

    None for a way that is not to be learned.
    """

    pair: Pair
    backward: Target | None


@dataclass(frozen=True, slots=True)
class Lessons:
    """Lessons as tensors: numbers of passages and targets, shapes (pairs,) and (pairs, labels)."""

    passages: Passages
    # In tokens; on the processor: to be asked for one, a graphics card must end all it has to do.
    lengths: Tensor
    first: Tensor
    second: Tensor
    forward: Tensor
    # Rows of -1 for what is not to be learned with its sides exchanged.
    backward: Tensor

    def __len__(self) -> int:
        return len(self.first)

    def exchanged(self) -> Lessons:
        """These lessons with their sides exchanged."""
        return replace(
            self,
            first=self.second,
            second=self.first,
            forward=self.backward,
            backward=self.forward,
        )

    def chosen(self, numbers: Tensor, turned: Tensor) -> Lessons:
        """These lessons alone, with the sides exchanged where `turned` and where it is allowed."""
        rows, turned = numbers.to(self.first.device), turned.to(self.first.device)
        backward = self.backward[rows]
        turned = turned & (backward[:, 0] >= 0)
        first, second = self.first[rows], self.second[rows]
        return replace(
            self,
            lengths=self.lengths[numbers],
            first=torch.where(turned, second, first),
            second=torch.where(turned, first, second),
            forward=torch.where(turned[:, None], backward, self.forward[rows]),
            backward=torch.full_like(backward, -1.0),
        )

    def batch(self, numbers: Tensor, width: int) -> tuple[Batch, Tensor]:
        """What the encoder is fed for these lessons, and the probabilities wanted of it."""
        rows = numbers.to(self.first.device)
        first, second = self.first[rows], self.second[rows]
        return self.passages.laid_out(first, second, width), self.forward[rows]


def exchangeable(pairs: Iterable[Pair]) -> Iterator[Lesson]:
    """The pairs, each with what its label says of it when its sides are exchanged.

    Only people's labels say so: pairs that were made from one sentence stand both ways already.
    """
    for pair in pairs:
        yield Lesson(pair, EXCHANGED.get(pair.target) if pair.source in SETS else None)


def prepared(lessons: Sequence[Lesson], tokenizer: Any, device: str) -> Lessons:
    """Lessons tokenised and on the device."""
    numbers: dict[str, int] = {}
    first = [numbers.setdefault(x.pair.premise, len(numbers)) for x in lessons]
    second = [numbers.setdefault(x.pair.hypothesis, len(numbers)) for x in lessons]
    unknown = (-1.0, -1.0, -1.0)
    passages = Passages(list(numbers), tokenizer, device)
    return Lessons(
        passages,
        passages.of_pairs(first, second),
        torch.tensor(first, device=device),
        torch.tensor(second, device=device),
        torch.tensor([x.pair.target for x in lessons], device=device),
        torch.tensor([x.backward or unknown for x in lessons], device=device),
    )


def write(path: Path, lessons: Iterable[Lesson]) -> None:
    """Keep lessons as JSON lines, gzipped."""
    temporary = path.with_name(f"{path.name}.part")
    with gzip.open(temporary, "wt", encoding="utf-8") as stream:
        for x in lessons:
            row = [x.pair.premise, x.pair.hypothesis, x.pair.target, x.backward, x.pair.source]
            stream.write(json.dumps(row, ensure_ascii=False) + "\n")
    temporary.replace(path)


def read(path: Path) -> list[Lesson]:
    """The lessons kept in a file."""
    found = []
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        for line in stream:
            premise, hypothesis, target, backward, source = json.loads(line)
            pair = Pair(premise, hypothesis, tuple(target), source)
            found.append(Lesson(pair, tuple(backward) if backward else None))
    return found
