"""What sentence-transformers needs to be told before it loads a model quietly and offline."""

from __future__ import annotations

import json
import logging as standard
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from compare.models import ACCURATE, ACCURATE_BASE, ENCODER, ENCODER_BASE, delta, embedded
from compare.models.installed import installed


def prepare(name: str) -> bool:
    """Keep transformers from printing; True for a model in a folder, which needs no network."""
    from transformers.utils import logging as untyped

    logging: Any = untyped
    logging.set_verbosity_error()
    logging.disable_progress_bar()
    for chatty in ("sentence_transformers", "huggingface_hub"):
        standard.getLogger(chatty).setLevel(standard.ERROR)
    return Path(name).is_dir()


def first_line(error: Exception) -> str:
    """What went wrong, in the one line that a person is shown."""
    return (str(error).strip() or type(error).__name__).splitlines()[0]


def own_encoder() -> Any:
    """Our own encoder as a SentenceTransformer.

    Raises ModelUnavailable when a file of it or of the base beneath is missing or not the pinned
    one.
    """
    return on_base(embedded(ENCODER))


def on_base(folder: Path) -> Any:
    """The SentenceTransformer whose changes against the base are stored in folder."""
    base = str(embedded(ENCODER_BASE))
    prepare(base)
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(base, device="cpu", local_files_only=True)
    inner: Any = model[0].auto_model
    inner.load_state_dict(delta.applied(inner.state_dict(), delta.load(folder)))
    return model


def own_entailment(name: str, labels: Sequence[str]) -> tuple[Any, float]:
    """An entailment model of our own as a CrossEncoder, and the temperature of its probabilities.

    Raises ModelUnavailable when a file of it or of the encoder beneath is missing or not the
    pinned one.
    """
    folder = embedded(name)
    encoder = installed(ACCURATE_BASE) if name == ACCURATE else embedded(ENCODER_BASE)
    return _on_encoder(folder, labels, encoder)


def _on_encoder(folder: Path, labels: Sequence[str], encoder: Path) -> tuple[Any, float]:
    """The CrossEncoder whose changes against an encoder are stored in folder."""
    prepare(str(encoder))
    from sentence_transformers import CrossEncoder

    model = CrossEncoder(
        str(encoder),
        num_labels=len(labels),
        device="cpu",
        local_files_only=True,
        model_kwargs={"dtype": "float32"},
    )
    inner: Any = model.model
    stored = delta.load(folder)
    kept = {k: v for k, v in inner.state_dict().items() if not k.startswith("classifier.")}
    inner.load_state_dict(delta.applied(kept, stored))
    inner.config.id2label = dict(enumerate(labels))
    inner.config.label2id = {label: number for number, label in enumerate(labels)}
    calibration = json.loads((folder / "calibration.json").read_text(encoding="utf-8"))
    return model, float(calibration["temperature"])
