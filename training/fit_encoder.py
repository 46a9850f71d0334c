"""Teach the sentence encoder to place sentences by the events that they report.

    python -m training.fit_encoder --data SHARED/data --work FOLDER

The upper layers of all-MiniLM-L6-v2 learn on the sentence pairs of ECB+ (pairs_train): from the
cosine of two sentences' vectors, whether they share an event, and whether they share two. Beside
it they learn the similarity scores of STS-B (train; news and forums, no sentence of a set that is
scored), and are held near the vectors that these sentences had.

What learns from ECB+ and STS-B after it (training/fit_alignment.py, training/fit_judge.py) must not
see the vectors of sentences that the encoder has learned by heart. Two more encoders, each taught
with one half of the topics, are kept under --work for that: see training/unseen_encoder.py.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors.torch import save_file
from torch import Tensor
from torch.nn.functional import binary_cross_entropy_with_logits as cross_entropy

from compare.models import ENCODER, ENCODER_BASE, PINS, delta, embedded, sha256_of
from training.alignment_examples import similar
from training.unseen_encoder import HALVES, half_folder, half_of_score, halves, topics

# The layers that learn: the three below them and the embeddings stay, which costs no quality (ECB+
# dev .743 after three passes, .740 with all six) and halves what ships.
UPPER = 3
PASSES, RATE, WARM_UP = 8, 5e-5, 20
# Sentences of one topic held against each other in a step, and pairs of STS-B beside them.
TOGETHER, BESIDE = 48, 16
# Pairs of two stories of one topic are easier than those of one.
OTHER_STORY_WEIGHT = 0.5
SIMILARITY_SHARE, ANCHOR_SHARE = 0.25, 1.0
HIGHEST_SCORE = 5.0
LONGEST = 96
LEAST_PAIRS = 8


@dataclass(frozen=True)
class Pairs:
    """Sentences, and pairs of them by index with a number each: shared events, or a score."""

    texts: Sequence[str]
    a: Sequence[int]
    b: Sequence[int]
    told: Sequence[float]
    weights: Sequence[float]


def _pairs(found: Sequence[tuple[str, str, float, float]]) -> Pairs:
    texts = sorted({text for a, b, _, _ in found for text in (a, b)})
    at = {text: index for index, text in enumerate(texts)}
    return Pairs(
        texts,
        [at[a] for a, _, _, _ in found],
        [at[b] for _, b, _, _ in found],
        [told for _, _, told, _ in found],
        [weight for _, _, _, weight in found],
    )


class Course:
    """What an encoder learns from; without one half where one is named."""

    def __init__(self, data: Path, without: int | None) -> None:
        half_of = halves(data)
        self._topics = [pairs for t, pairs in topics(data).items() if half_of[t] != without]
        self._scored = [e for e in similar(data) if half_of_score(e.a) != without]

    def steps(self, random: np.random.Generator) -> Iterator[tuple[Pairs, Pairs]]:
        """One pass: sentences of one topic with all that is known of each two, and pairs of STS-B
        beside them, drawn anew each time."""
        chunks = [chunk for topic in self._topics for chunk in _chunks(topic, random)]
        random.shuffle(chunks)  # type: ignore[arg-type]
        for chunk in chunks:
            drawn = random.integers(0, len(self._scored), BESIDE)
            beside = [self._scored[i] for i in drawn]
            yield (
                _pairs([(r["a"], r["b"], r["shared_events"], weight_of(r)) for r in chunk]),
                _pairs([(e.a, e.b, e.score / HIGHEST_SCORE, 1.0) for e in beside]),
            )


def weight_of(row: dict[str, Any]) -> float:
    """How much a pair of ECB+ counts."""
    return 1.0 if row["same_event_cluster"] else OTHER_STORY_WEIGHT


def _chunks(
    topic: Sequence[dict[str, Any]], random: np.random.Generator
) -> Iterator[list[dict[str, Any]]]:
    """The pairs of a topic among so many of its sentences at a time."""
    texts = np.array(sorted({r[side] for r in topic for side in ("a", "b")}))
    random.shuffle(texts)
    for start in range(0, len(texts), TOGETHER):
        own = set(texts[start : start + TOGETHER])
        chunk = [r for r in topic if r["a"] in own and r["b"] in own]
        if len(chunk) >= LEAST_PAIRS:
            yield chunk


class Pupil:
    """The encoder that learns; `heads` turn a cosine into the logits of one shared event, of two,
    and of the share of the highest score."""

    def __init__(self, seed: int) -> None:
        from sentence_transformers import SentenceTransformer

        torch.manual_seed(seed)
        model: Any = SentenceTransformer(str(embedded(ENCODER_BASE)), device="cpu")
        self._tokenizer, self.inner = model.tokenizer, model[0].auto_model
        self.inner.requires_grad_(False)
        self.inner.encoder.layer[-UPPER:].requires_grad_(True)
        self.before = {name: w.clone() for name, w in self.inner.state_dict().items()}
        self.learning = [p for p in self.inner.parameters() if p.requires_grad]
        self.heads = torch.nn.Parameter(torch.tensor([[10.0, -5.0], [10.0, -7.0], [10.0, -5.0]]))

    def vectors(self, texts: Sequence[str]) -> Tensor:
        """Unit vectors, the mean of the tokens' as sentence-transformers takes it."""
        batch = self._tokenizer(
            list(texts), padding=True, truncation=True, max_length=LONGEST, return_tensors="pt"
        )
        hidden = self.inner(**batch).last_hidden_state
        mask = batch["attention_mask"][..., None].float()
        return torch.nn.functional.normalize((hidden * mask).sum(1) / mask.sum(1), dim=-1)

    def logits(self, vectors: Tensor, pairs: Pairs, head: int) -> Tensor:
        """One logit a pair."""
        cosines = (vectors[list(pairs.a)] * vectors[list(pairs.b)]).sum(1)
        return self.heads[head, 0] * cosines + self.heads[head, 1]

    def loss(self, told: Pairs, beside: Pairs, before: Tensor) -> Tensor:
        """What is wrong with the events and scores told, and how far the scored sentences have
        moved from their vectors `before`."""
        vectors = self.vectors([*told.texts, *beside.texts])
        own, scored = vectors[: len(told.texts)], vectors[len(told.texts) :]
        events, weights = torch.tensor(told.told), torch.tensor(told.weights)
        wrong = [
            cross_entropy(self.logits(own, told, head), (events >= least).float(), weight=weights)
            for head, least in enumerate((1, 2))
        ]
        unlike = cross_entropy(self.logits(scored, beside, 2), torch.tensor(beside.told))
        moved = (1 - (scored * before).sum(1)).mean()
        return sum(wrong) / len(wrong) + SIMILARITY_SHARE * unlike + ANCHOR_SHARE * moved


def _before(pupil: Pupil, texts: Sequence[str]) -> dict[str, Tensor]:
    pupil.inner.eval()
    with torch.inference_mode():
        parts = [pupil.vectors(texts[at : at + 64]) for at in range(0, len(texts), 64)]
    return dict(zip(texts, torch.cat(parts).clone(), strict=True))


def falling(optimizer: torch.optim.Optimizer, steps: int) -> torch.optim.lr_scheduler.LambdaLR:
    """A rate that rises for a few steps and falls to nothing over all of them."""
    return torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1.0, (step + 1) / WARM_UP) * max(0.0, 1 - step / steps)
    )


def taught(data: Path, without: int | None, seed: int = 0) -> dict[str, Tensor]:
    """The change that learning makes to the base's weights, in the form of compare.models.delta."""
    course, pupil, random = Course(data, without), Pupil(seed), np.random.default_rng(seed)
    scored = sorted({text for e in similar(data) for text in (e.a, e.b)})
    before = _before(pupil, scored)
    groups = [{"params": pupil.learning, "lr": RATE}, {"params": [pupil.heads], "lr": 2e-2}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    in_all = PASSES * sum(1 for _ in course.steps(np.random.default_rng(seed)))
    schedule = falling(optimizer, in_all)
    pupil.inner.train()
    for number in range(PASSES):
        losses = []
        for told, beside in course.steps(random):
            anchors = torch.stack([before[text] for text in beside.texts])
            loss = pupil.loss(told, beside, anchors)
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(pupil.learning, 1.0)
            optimizer.step()
            schedule.step()
            losses.append(loss.item())
        print(f"without {without}: pass {number + 1}, loss {np.mean(losses):.4f}", flush=True)
    return delta.packed(pupil.before, pupil.inner.state_dict())


def store(change: dict[str, Tensor], folder: Path) -> Path:
    """Keep a change in a folder; the file."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "delta.safetensors"
    save_file({name: tensor.contiguous() for name, tensor in change.items()}, path)
    path.chmod(0o644)
    return path


def ship(change: dict[str, Tensor], name: str) -> None:
    """Keep a change in the package as the model of that name, and pin it."""
    path = store(change, PINS.parent / name)
    pins = json.loads(PINS.read_text(encoding="utf-8"))
    pins[name]["sha256"][path.name] = sha256_of(path)
    PINS.write_text(json.dumps(pins, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    options = parser.parse_args()
    for half in HALVES:
        store(taught(options.data, half), half_folder(options.work, half))
    ship(taught(options.data, None), ENCODER)


if __name__ == "__main__":
    main()
