"""Pairs as an encoder reads them: every text is tokenised once, batches are laid out at need."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import Tensor

# Tokens kept of a pair: infobox tables are the only longer ones.
LONGEST = 192
# Texts tokenised at once.
CHUNK = 20000

Batch = dict[str, Tensor]


@dataclass(frozen=True, slots=True)
class _Layout:
    """The special tokens before, between and behind two texts, and the one that fills up."""

    before: list[int]
    between: list[int]
    behind: list[int]
    filling: int
    # Whether the encoder is told which of the two texts a token is of.
    segments: bool

    @property
    def special(self) -> int:
        """Special tokens in a pair."""
        return len(self.before) + len(self.between) + len(self.behind)

    @property
    def room(self) -> int:
        """Tokens that both texts may have together."""
        return LONGEST - self.special


def _layout(tokenizer: Any) -> _Layout:
    (a,), (b,) = (tokenizer(letter, add_special_tokens=False)["input_ids"] for letter in "ab")
    both = tokenizer("a", "b")["input_ids"]
    first, second = both.index(a), both.index(b)
    return _Layout(
        both[:first],
        both[first + 1 : second],
        both[second + 1 :],
        tokenizer.pad_token_id,
        "token_type_ids" in tokenizer.model_input_names,
    )


class Passages:
    """The tokens of texts, on the device where the encoder is; texts are named by their number."""

    def __init__(self, texts: Sequence[str], tokenizer: Any, device: str) -> None:
        self._layout = layout = _layout(tokenizer)
        special = [layout.filling, *layout.before, *layout.between, *layout.behind]
        parts, lengths = [np.array(special, dtype=np.int32)], [0]
        for start in range(0, len(texts), CHUNK):
            found = tokenizer(
                list(texts[start : start + CHUNK]),
                add_special_tokens=False,
                truncation=True,
                max_length=LONGEST,
            )["input_ids"]
            parts += [np.array(ids, dtype=np.int32) for ids in found]
            lengths += [len(ids) for ids in found]
        self._tokens = torch.from_numpy(np.concatenate(parts)).to(device)
        # On the processor: to be asked for a length, a graphics card must end all it has to do.
        self.lengths = torch.tensor(lengths[1:])
        self._lengths = self.lengths.to(device)
        self._starts = torch.tensor(lengths, device=device).cumsum(0)[:-1] + len(special)

    def of_pairs(self, first: Sequence[int], second: Sequence[int]) -> Tensor:
        """The tokens that each pair (first, second) of texts comes to, shape (pairs,)."""
        both = self.lengths[first] + self.lengths[second] + self._layout.special
        return both.clamp(max=LONGEST)

    def laid_out(self, first: Tensor, second: Tensor, width: int) -> Batch:
        """What the encoder is fed for the pairs (first, second), filled up to a width in tokens.

        first and second: numbers of texts, shape (pairs,). The longer text is cut first.
        """
        layout = self._layout
        a, b = self._cut(self._lengths[first], self._lengths[second])
        ends = [len(layout.before), a, len(layout.between), b, len(layout.behind)]
        total = a + b + layout.special
        place = torch.arange(width, device=a.device)[None, :]
        behind = 1 + len(layout.before) + len(layout.between)
        sources: list[Any] = [
            1,
            self._starts[first],
            1 + len(layout.before),
            self._starts[second],
            behind,
        ]
        index = torch.zeros((len(first), width), dtype=torch.long, device=a.device)
        segment = torch.zeros_like(index)
        start: Any = torch.zeros_like(a)
        for part, (source, length) in enumerate(zip(sources, ends, strict=True)):
            inside = (place >= start[:, None]) & (place < (start + length)[:, None])
            begin = source[:, None] if isinstance(source, Tensor) else source
            index = torch.where(inside, begin + place - start[:, None], index)
            segment = torch.where(inside, int(part > 2), segment)
            start = start + length
        batch = {
            "input_ids": self._tokens[index].long(),
            "attention_mask": (place < total[:, None]).long(),
        }
        return batch | ({"token_type_ids": segment} if layout.segments else {})

    def _cut(self, a: Tensor, b: Tensor) -> tuple[Tensor, Tensor]:
        """The lengths that are kept of texts of lengths a and b."""
        room = self._layout.room
        half = room // 2
        kept = torch.where(b <= half, room - b, torch.clamp(a, max=half))
        a = torch.where(a + b > room, kept, a)
        return a, torch.minimum(b, room - a)


def batches(lengths: Tensor, size: int, multiple: int) -> Iterator[tuple[Tensor, int]]:
    """Pairs of these lengths in batches of about size pairs of 48 tokens, longer pairs fewer.

    Each batch comes with the width to fill it up to, a multiple. Batches of one width have as many
    pairs, but for the last: few shapes are quick to learn on, see steps.py.
    """
    order = torch.argsort(lengths, stable=True, descending=True)
    widths = (-(-lengths[order] // multiple) * multiple).tolist()
    start = 0
    while start < len(widths):
        chosen = order[start : start + _rows(widths[start], size)]
        yield chosen, widths[start]
        start += len(chosen)


def _rows(width: int, size: int) -> int:
    return max(8, min(2 * size, size * 48 // width))
