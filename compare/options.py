"""One Options object: the only place where flags and environment become values."""

from __future__ import annotations

import os
from dataclasses import dataclass, field

from compare.judgement.judge import Thresholds

NLI_VARIABLE = "CLAIM_COMPARE_NLI"
NO_MODEL = "none"


@dataclass(frozen=True, slots=True)
class Options:
    """What a comparison is done with.

    `encoder` and `nli` name a sentence-transformers model by hub name or folder; an encoder of
    None is the embedded one; `small` is our own entailment model, and None does without one.
    """

    encoder: str | None = None
    nli: str | None = None
    thresholds: Thresholds = field(default_factory=Thresholds)


def resolve(encoder: str | None = None, nli: str | None = None) -> Options:
    """The options for what a user said; the environment speaks where the user did not."""
    chosen = nli or os.environ.get(NLI_VARIABLE) or NO_MODEL
    return Options(encoder=encoder, nli=None if chosen == NO_MODEL else chosen)
