"""From a training checkpoint to what ships: the stored change, its calibration, its checksums."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.torch import load_file, save_file
from torch import Tensor

from compare.models import PINS, delta
from training.entailment.development import calibration_pairs, kept_rows, kept_scores
from training.entailment.tiers import Tier, factors, fresh_model, plain_weights

FOLDER = PINS.parent


def checkpoint(work: Path) -> dict[str, Tensor]:
    """What the last checkpoint's model had learned."""
    state = torch.load(work / "last.pt", map_location="cpu", weights_only=True)
    weights: dict[str, Tensor] = state["model"]
    return weights


def base_weights(base: Path, like: Sequence[str]) -> dict[str, Tensor]:
    """The encoder's weights under the names that a classifier on top of it gives them."""
    found = load_file(base / "model.safetensors")
    of = {name.partition(".")[2]: name for name in like if not name.startswith("classifier.")}
    return {of[name]: weights for name, weights in found.items() if name in of}


def write_delta(work: Path, base: Path, folder: Path) -> int:
    """Store the change that training made; the size in bytes."""
    state = checkpoint(work)
    tuned = plain_weights(state)
    return _store(delta.packed(base_weights(base, list(tuned)), tuned, factors(state)), folder)


def _store(stored: Mapping[str, Tensor], folder: Path) -> int:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "delta.safetensors"
    save_file({name: t.contiguous() for name, t in stored.items()}, path)
    path.chmod(0o644)
    return path.stat().st_size


def write_average(models: Sequence[Path], folder: Path) -> int:
    """Store the mean of the changes kept in folders; the size in bytes.

    Two trainings of one base err in different places, and their mean less than either (model soups,
    Wortsman et al. 2022). A folder given twice counts twice.
    """
    changes = [delta.applied({}, delta.load(model)) for model in models]
    mean = {name: torch.stack([c[name] for c in changes]).mean(0) for name in changes[0]}
    return _store(delta.packed({}, mean), folder)


def restored(tier: Tier, base: Path, folder: Path) -> Any:
    """The model as it ships: the base with the stored change applied."""
    model = fresh_model(Tier(tier.name, None, tier.rate, 0.0), base)
    weights = {k: v for k, v in model.state_dict().items() if not k.startswith("classifier.")}
    model.load_state_dict(delta.applied(weights, delta.load(folder)))
    return model.eval()


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


def best_temperature(data: Path, scores: Path) -> float:
    """The temperature that suits a file of scores best on the first dev pairs of each set."""
    kept, pairs = kept_scores(data, scores), calibration_pairs(data, kept_rows(scores))
    logits = np.array([kept[p.premise, p.hypothesis] for p in pairs])
    return fit_temperature(logits, np.array([int(np.argmax(p.target)) for p in pairs]))


def calibrate(data: Path, scores: Path, folder: Path) -> float:
    """Fit the temperature on the kept scores of dev pairs, and store it beside the model."""
    temperature = best_temperature(data, scores)
    text = json.dumps({"temperature": temperature})
    (folder / "calibration.json").write_text(text + "\n", encoding="utf-8")
    return temperature


def shipped_temperature(name: str) -> float:
    """The temperature stored beside a model of the package."""
    text = (FOLDER / name / "calibration.json").read_text(encoding="utf-8")
    return float(json.loads(text)["temperature"])


def pin(name: str) -> None:
    """Write the checksums of a model's files into pins.json."""
    pins = json.loads(PINS.read_text(encoding="utf-8"))
    digests = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted((FOLDER / name).iterdir())
        if path.suffix != ".md"
    }
    pins[name] = {
        "role": "entailment",
        "package": "compare",
        "folder": f"models/{name}",
        "sha256": digests,
    }
    PINS.write_text(json.dumps(pins, indent=1) + "\n", encoding="utf-8")
