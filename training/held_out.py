"""What no fit may see, because the quality benchmark scores it."""

from __future__ import annotations

import hashlib

PARTS = 5


def held_out(page: str) -> bool:
    """Whether the rows of a page of vitaminc (dev) are scored: those of one page in five."""
    return int(hashlib.sha256(page.encode()).hexdigest(), 16) % PARTS == 0
