"""claim-compare: where several reports of the same events agree, diverge, and cannot both be right.

import compare

result = compare.read(["seeds"])
report = compare.compare(result.articles)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from compare.model import Article, Claim, Finding, Relation, Report
from compare.options import Options

if TYPE_CHECKING:
    from compare.pipeline import compare
    from compare.reading import read

__all__ = ["Article", "Claim", "Finding", "Options", "Relation", "Report", "compare", "read"]


def __getattr__(name: str) -> Any:
    # Both pull in much that a caller who only reads a report does not need.
    if name == "compare":
        from compare.pipeline import compare

        return compare
    if name == "read":
        from compare.reading import read

        return read
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
