"""One Options object: the only place where flags and environment become values."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

from platformdirs import user_cache_path

from compare.models import CASCADE, SMALL
from compare.models.installed import has_accurate

NLI_VARIABLE = "CLAIM_COMPARE_NLI"
NO_MODEL = "none"
NO_CACHE_VARIABLE = "CLAIM_COMPARE_NO_CACHE"


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The least probabilities at which a relation is given.

    `related`: that both report the same thing; below it a pair is unrelated. `contradict`: that
    they exclude each other, given that they do. In a run, what likeness alone puts below
    `candidate` is not judged.
    """

    contradict: float = 0.62
    related: float = 0.5
    candidate: float = 0.44


# What a user wants most: few false alarms, or few misses.
PRESETS = {
    "precision": Thresholds(),
    "balanced": Thresholds(contradict=0.5, related=0.45, candidate=0.42),
    "recall": Thresholds(contradict=0.35, related=0.35, candidate=0.38),
}
DEFAULT_PRESET = "precision"


@dataclass(frozen=True, slots=True)
class Options:
    """What a comparison is done with.

    `encoder` and `nli` name a sentence-transformers model by hub name or folder; an encoder of
    None is the embedded one; `small`, `accurate` and `cascade`, which is both, are our own
    entailment models, and None does without one. `one_story` takes all articles to report the
    same events.
    """

    encoder: str | None = None
    nli: str | None = SMALL
    thresholds: Thresholds = field(default_factory=Thresholds)
    one_story: bool = False


def resolve(
    encoder: str | None = None,
    nli: str | None = None,
    preset: str | None = None,
    one_story: bool = False,
) -> Options:
    """The options for what a user said; environment and settings speak where the user did not.

    Where nobody names an entailment model, it is the best that is installed. Raises
    UnreadableSource where the settings file is damaged.
    """
    # Imported here, because the settings are made of what stands above.
    from compare.settings import load_thresholds

    chosen = nli or os.environ.get(NLI_VARIABLE) or (CASCADE if has_accurate() else SMALL)
    return Options(
        encoder=encoder,
        nli=None if chosen == NO_MODEL else chosen,
        thresholds=PRESETS[preset] if preset else load_thresholds(),
        one_story=one_story,
    )


def cache_folder() -> Path:
    """The folder for what can be computed or fetched again."""
    return user_cache_path("claim-compare", appauthor=False)


def cache_file() -> Path:
    """The file that keeps what was computed or fetched."""
    return cache_folder() / "cache.sqlite"


def caching_wanted() -> bool:
    """Whether the environment allows that what is computed is kept."""
    return not os.environ.get(NO_CACHE_VARIABLE)
