"""What tells two passages again, wherever they stand: their words."""

from __future__ import annotations

import hashlib

from rapidfuzz import utils

ID_LENGTH = 16


def normalised(text: str) -> str:
    """The text as rapidfuzz compares it: lower case, punctuation gone, spaces single."""
    return " ".join(utils.default_process(text).split())


def fingerprint(a: str, b: str) -> str:
    """The id of a finding: it depends on the words of its two passages and on nothing else."""
    passages = "\n".join(sorted((normalised(a), normalised(b))))
    return hashlib.sha256(passages.encode("utf-8", "surrogatepass")).hexdigest()[:ID_LENGTH]
