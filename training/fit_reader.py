"""Teach a model that reads two sentences together whether they report the same events.

    python -m training.fit_reader --data SHARED/data --work FOLDER

It sets out from `small` and learns on the sentence pairs of ECB+ (pairs_train) whether two
sentences share an event, whether they share two, and whether articles of one story say them; and on
STS-B (train; news and forums, no sentence of a set that is scored) how similar two sentences are.
Of the change of each matrix only the part of low rank is kept, which is small and knows less by
heart. What learns from its answers (training/fit_alignment.py) must not see those to pairs that it
was taught with: two more models, each taught with one half of the topics, are kept under --work for
that.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.nn.functional import binary_cross_entropy_with_logits as cross_entropy

from compare.judgement.entailment import LABELS
from compare.models import READER, SMALL, delta
from compare.models.loading import own_entailment, without_head
from compare.reader import ANSWERS
from training.alignment_examples import similar
from training.entailment.learn import hardware
from training.fit_encoder import HIGHEST_SCORE, LONGEST, falling, ship, store, weight_of
from training.unseen_encoder import HALVES, half_of_score, halves, reader_folder, topics

# ECB+ is of few stories: after a second pass they are known by heart (dev .748, then .719).
RATE, HEAD_RATE, DECAY = 8e-5, 1e-3, 0.05
# ECB+ dev is the same with ranks of 16, 48 and all (.790, .785, .784).
RANK = 16
SIZE, DROPOUT = 48, 0.2
# Of the pairs of two stories of one topic, which are easier than those of one.
OTHER_STORY_SHARE = 0.5
STORY_WEIGHT, SIMILARITY_TIMES = 0.5, 3
# Batches among which pairs are sorted by length.
SORTED_AMONG = 16
SHOWN_EVERY = 50


@dataclass(frozen=True)
class Lesson:
    """Two sentences, the answers wanted, and how much each of these counts."""

    a: str
    b: str
    wanted: tuple[float, ...]
    weights: tuple[float, ...]


def _of_events(row: dict[str, Any]) -> Lesson:
    shared, story = row["shared_events"], bool(row["same_event_cluster"])
    weight = weight_of(row)
    return Lesson(
        row["a"],
        row["b"],
        (float(shared >= 1), float(shared >= 2), float(story), 0.0),
        (weight, weight, STORY_WEIGHT * weight, 0.0),
    )


class Course:
    """What a reader learns from; without one half where one is named."""

    def __init__(self, data: Path, without: int | None) -> None:
        half_of = halves(data)
        rows = [r for t, pairs in topics(data).items() if half_of[t] != without for r in pairs]
        self._one_story = [_of_events(r) for r in rows if r["same_event_cluster"]]
        self._two_stories = [_of_events(r) for r in rows if not r["same_event_cluster"]]
        self._similar = [
            Lesson(e.a, e.b, (0.0, 0.0, 0.0, e.score / HIGHEST_SCORE), (0.0, 0.0, 0.0, 1.0))
            for e in similar(data)
            if half_of_score(e.a) != without
        ]

    def __len__(self) -> int:
        """Steps in one pass."""
        return len(self._drawn(np.random.default_rng(0))) // SIZE

    def steps(self, random: np.random.Generator) -> Iterator[list[Lesson]]:
        """One pass in batches of about one length, either sentence first."""
        lessons = self._drawn(random)
        window = SIZE * SORTED_AMONG
        found = []
        for start in range(0, len(lessons), window):
            alike = sorted(lessons[start : start + window], key=lambda e: len(e.a) + len(e.b))
            found += [alike[at : at + SIZE] for at in range(0, len(alike) - SIZE + 1, SIZE)]
        yield from (found[i] for i in random.permutation(len(found)))

    def _drawn(self, random: np.random.Generator) -> list[Lesson]:
        some = random.permutation(len(self._two_stories))
        others = [self._two_stories[i] for i in some[: int(len(some) * OTHER_STORY_SHARE)]]
        lessons = self._one_story + others + self._similar * SIMILARITY_TIMES
        turned = random.random(len(lessons)) < 0.5
        sides = [
            Lesson(e.b, e.a, e.wanted, e.weights) if turn else e
            for e, turn in zip(lessons, turned, strict=True)
        ]
        return [sides[i] for i in random.permutation(len(sides))]


class Pupil:
    """`small` with other answers, of which all learns but the embeddings."""

    def __init__(self, seed: int) -> None:
        torch.manual_seed(seed)
        model, _ = own_entailment(SMALL, LABELS)
        self._tokenizer, self.model = model.tokenizer, model.model
        self._machine = hardware()
        inner = self.model
        inner.dropout = torch.nn.Dropout(DROPOUT)
        # Copies: what is learned is written into the tensors themselves.
        self.before = {k: w.clone() for k, w in without_head(inner.state_dict()).items()}
        inner.classifier = torch.nn.Linear(inner.config.hidden_size, len(ANSWERS))
        inner.bert.embeddings.requires_grad_(False)
        self.head = list(inner.classifier.parameters())
        mine = {id(p) for p in self.head}
        self.body = [p for p in inner.parameters() if p.requires_grad and id(p) not in mine]

    def logits(self, pairs: Sequence[tuple[str, str]]) -> Tensor:
        """One row of answers a pair."""
        batch = self._tokenizer(
            [a for a, _ in pairs],
            [b for _, b in pairs],
            padding=True,
            truncation=True,
            max_length=LONGEST,
            pad_to_multiple_of=self._machine.multiple,
            return_tensors="pt",
        )
        with self._machine.autocast():
            answers: Tensor = self.model(**batch).logits
        return answers.float()

    def loss(self, lessons: Sequence[Lesson]) -> Tensor:
        """What is wrong with the answers to a batch."""
        wanted = torch.tensor([e.wanted for e in lessons])
        weights = torch.tensor([e.weights for e in lessons])
        answers = self.logits([(e.a, e.b) for e in lessons])
        return cross_entropy(answers, wanted, weight=weights)


def taught(data: Path, without: int | None, seed: int = 0) -> dict[str, Tensor]:
    """The change that learning makes to the weights of `small`, in the form of
    compare.models.delta; without one half where one is named."""
    course, pupil, random = Course(data, without), Pupil(seed), np.random.default_rng(seed)
    groups = [{"params": pupil.body, "lr": RATE}, {"params": pupil.head, "lr": HEAD_RATE}]
    optimizer = torch.optim.AdamW(groups, weight_decay=DECAY)
    schedule = falling(optimizer, len(course))
    pupil.model.train()
    losses = []
    for lessons in course.steps(random):
        loss = pupil.loss(lessons)
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(pupil.body, 1.0)
        optimizer.step()
        schedule.step()
        losses.append(loss.item())
        if len(losses) % SHOWN_EVERY == 0:
            mean = np.mean(losses[-SHOWN_EVERY:])
            print(f"without {without}: {len(losses)} of {len(course)}, {mean:.4f}", flush=True)
    return change(pupil.before, pupil.model.state_dict())


def change(before: Mapping[str, Tensor], after: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """What to store, the matrices of the layers by their factors of low rank."""
    factors = {}
    for name, weights in after.items():
        if weights.ndim == 2 and name.startswith("bert.encoder"):
            left, sizes, right = torch.linalg.svd(weights - before[name], full_matrices=False)
            factors[name] = (left[:, :RANK] * sizes[:RANK], right[:RANK])
    return delta.packed(before, after, factors)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    options = parser.parse_args()
    for half in HALVES:
        store(taught(options.data, half), reader_folder(options.work, half))
    ship(taught(options.data, None), READER)


if __name__ == "__main__":
    main()
