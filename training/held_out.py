"""The parts of sets that are fitted on and scored, which no fit that scores them sees."""

from __future__ import annotations

import hashlib

PARTS = 5


def fold(group: str) -> int:
    """The part that the rows of one source document, claim or page are in, from 0.

    Sets that are fitted on and scored as well are scored by models that have not seen the part.
    """
    return int(hashlib.sha256(group.encode()).hexdigest(), 16) % PARTS
