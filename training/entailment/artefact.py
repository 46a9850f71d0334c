"""From a training checkpoint to what ships: the stored change, its calibration, its checksums."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.torch import load_file, save_file

from compare.judgement.entailment import LABELS
from compare.judgement.scoring import Scorer
from compare.models import ENCODER, PINS, SMALL, delta, embedded
from compare.models.loading import entailment_on_encoder
from training.entailment.corpora import SETS, Pair, labelled

FOLDER = PINS.with_name(SMALL)
CALIBRATION_ROWS = 1500


def trained_weights(work: Path) -> dict[str, torch.Tensor]:
    """The weights of the last checkpoint."""
    state = torch.load(work / "last.pt", map_location="cpu", weights_only=True)
    weights: dict[str, torch.Tensor] = state["model"]
    return weights


def base_weights(like: Sequence[str]) -> dict[str, torch.Tensor]:
    """The encoder's weights under the names that a classifier on top of it gives them."""
    found = load_file(embedded(ENCODER) / "model.safetensors")
    renamed = {f"bert.{name.removeprefix('bert.')}": weights for name, weights in found.items()}
    return {name: renamed[name] for name in like if name in renamed}


def write_delta(work: Path, folder: Path) -> int:
    """Store the change that training made; the size in bytes."""
    tuned = trained_weights(work)
    stored = delta.packed(base_weights(list(tuned)), tuned)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "delta.safetensors"
    save_file({name: t.contiguous() for name, t in stored.items()}, path)
    path.chmod(0o644)
    return path.stat().st_size


def calibration_pairs(data: Path) -> list[Pair]:
    """The first pairs of each dev part, as many of each set, by the hash of their words."""

    def key(pair: Pair) -> str:
        return hashlib.sha256(f"{pair.premise}\t{pair.hypothesis}".encode()).hexdigest()

    return [
        pair
        for name in SETS
        for pair in sorted(labelled(data, name, "dev"), key=key)[:CALIBRATION_ROWS]
    ]


def fit_temperature(logits: NDArray[np.float32], wanted: NDArray[np.int64]) -> float:
    """The number to divide logits by so that the labels are likeliest, by golden section."""

    def loss(temperature: float) -> float:
        scaled = logits / temperature
        top = scaled.max(axis=1)
        rows = np.log(np.exp(scaled - top[:, None]).sum(axis=1)) + top
        return float((rows - scaled[np.arange(len(wanted)), wanted]).mean())

    low, high, ratio = 0.3, 4.0, (5**0.5 - 1) / 2
    while high - low > 1e-4:
        left, right = high - ratio * (high - low), low + ratio * (high - low)
        low, high = (low, right) if loss(left) < loss(right) else (left, high)
    return round((low + high) / 2, 4)


def calibrate(data: Path, folder: Path) -> float:
    """Fit the temperature of the model stored in folder on dev pairs, and store it beside it."""
    settings = folder / "calibration.json"
    pairs = calibration_pairs(data)
    settings.write_text('{"temperature": 1.0}\n', encoding="utf-8")
    model, _ = entailment_on_encoder(folder, LABELS)
    scorer = Scorer(model.model, model.tokenizer)
    logits = scorer.logits([(p.premise, p.hypothesis) for p in pairs])
    wanted = np.array([int(np.argmax(p.target)) for p in pairs])
    temperature = fit_temperature(logits, wanted)
    text = json.dumps({"temperature": temperature, "rows": len(pairs)})
    settings.write_text(text + "\n", encoding="utf-8")
    return temperature


def pin(folder: Path) -> None:
    """Write the checksums of the artefact's files into pins.json."""
    pins = json.loads(PINS.read_text(encoding="utf-8"))
    digests = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.iterdir())
        if path.suffix != ".md"
    }
    pins[SMALL] = {
        "role": "entailment",
        "package": "compare",
        "folder": f"models/{SMALL}",
        "sha256": digests,
    }
    PINS.write_text(json.dumps(pins, indent=1) + "\n", encoding="utf-8")
