"""What a run knows of earlier verdicts."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

from compare.model import Extract, Report, Verdict
from compare.review.store import VerdictStore, default_path


def recall(
    report: Report, path: Path | None = None, extract: Extract | None = None
) -> Mapping[str, Verdict]:
    """The settled verdict on each finding of the report that has one, by finding id.

    Verdicts on passages that have only changed in spelling are carried over first. `path` is the
    store, this user's by default; where there is none yet, none is made. `extract` finds facts, as
    compare.facts.extract does by default. Raises StoreUnavailable and StoreDamaged.
    """
    path = path or default_path()
    if not path.exists():
        return {}
    # Imported here, because a run without verdicts needs none of it.
    from compare.review.carrying import carry_over

    with closing(VerdictStore(path)) as store:
        carry_over(report, store, extract)
        found = ((finding.id, store.settled(finding.id)) for finding in report.findings)
        return {name: entry.verdict for name, entry in found if entry is not None}
