"""What sentence-transformers needs to be told before it loads a model quietly and offline."""

from __future__ import annotations

import json
import logging as standard
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from compare.models import (
    ACCURATE,
    ACCURATE_BASE,
    ENCODER,
    ENCODER_BASE,
    READER,
    SMALL,
    delta,
    embedded,
)
from compare.models.installed import installed

if TYPE_CHECKING:
    from torch import Tensor


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
    model = _cross_encoder(encoder, len(labels), [folder])
    inner: Any = model.model
    inner.config.id2label = dict(enumerate(labels))
    inner.config.label2id = {label: number for number, label in enumerate(labels)}
    calibration = json.loads((folder / "calibration.json").read_text(encoding="utf-8"))
    return model, float(calibration["temperature"])


def own_reader(answers: Sequence[str], folder: Path | None = None) -> Any:
    """Our own reader as a CrossEncoder, or one whose changes against `small` are in a folder.

    Raises ModelUnavailable as own_entailment does.
    """
    changes = [embedded(SMALL), folder or embedded(READER)]
    return _cross_encoder(embedded(ENCODER_BASE), len(answers), changes)


def without_head(weights: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """The weights of a classifier but for those that give its answers."""
    return {k: v for k, v in weights.items() if not k.startswith("classifier.")}


def _cross_encoder(encoder: Path, answers: int, folders: Sequence[Path]) -> Any:
    """An encoder as a CrossEncoder, with the changes that are stored in folders applied in turn, of
    which the last brings the head."""
    prepare(str(encoder))
    from sentence_transformers import CrossEncoder

    model = CrossEncoder(
        str(encoder),
        num_labels=answers,
        device="cpu",
        local_files_only=True,
        model_kwargs={"dtype": "float32"},
    )
    inner: Any = model.model
    weights = inner.state_dict()
    for folder in folders:
        weights = delta.applied(without_head(weights), delta.load(folder))
    inner.load_state_dict(weights)
    return model
