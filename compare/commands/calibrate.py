"""claim-compare calibrate: thresholds refitted to a reviewer's own verdicts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from typing import TYPE_CHECKING

import click

from compare.commands.base import exit_codes, say
from compare.commands.review import reviewed

if TYPE_CHECKING:
    from compare.review.learning import Fit


@click.command()
@click.argument("runs", nargs=-1, required=True)
@click.option("--as", "name", metavar="NAME", help="Learn from this person's verdicts alone.")
@click.option("--save", "keep", is_flag=True, help="Use what was found in all later runs.")
@exit_codes
def calibrate(runs: tuple[str, ...], name: str | None, keep: bool) -> None:
    """Refit the thresholds to the verdicts on the findings of RUNS; change nothing unless asked.

    Without --as, the settled verdicts of all reviewers count.
    """
    from compare.review import learning
    from compare.review.store import VerdictStore, default_path
    from compare.review.verdict import Role
    from compare.settings import load_thresholds, save_thresholds

    findings = {finding.id: finding for run in runs for finding in reviewed(run)[0].findings}
    with closing(VerdictStore(default_path())) as store:
        own = (name, Role.REVIEWER) if name else None
        said = {
            fingerprint: store.standing(fingerprint).get(own) if own else store.settled(fingerprint)
            for fingerprint in findings
        }
    entries = {fingerprint: entry for fingerprint, entry in said.items() if entry is not None}
    found = learning.calibrate(findings.values(), entries, load_thresholds())
    click.echo(f"{found.verdicts} verdicts to learn from")
    for fit in found.fits:
        for line in _told(fit):
            click.echo(line)
    moved = any(fit.found is not None for fit in found.fits)
    if moved and keep:
        say(f"kept in {save_thresholds(found.thresholds)}")
    elif moved:
        say("nothing was changed; --save keeps these thresholds for later runs")
    else:
        say("nothing was changed: no other threshold does better on these verdicts")


def _told(fit: Fit) -> Iterator[str]:
    from compare.review.learning import FOLDS, LEAST_OF_EITHER

    counted = f"{fit.verdicts} verdicts, {fit.positive} of them yes"
    if fit.before is None or fit.after is None or fit.error is None:
        yield f"{fit.name}: {counted}; it takes {LEAST_OF_EITHER} of either kind to fit it"
        return
    end = f"{fit.present} → {fit.found}" if fit.found is not None else f"stays at {fit.present}"
    yield f"{fit.name}: {end}, from {counted}"
    yield (
        f"  errors in 100 verdicts, a false alarm counting twice, cross-validated in {FOLDS} folds:"
    )
    gain, error = 100 * (fit.before - fit.after), 100 * fit.error
    yield (
        f"  {100 * fit.before:.1f} at present, {100 * fit.after:.1f} refitted; "
        f"gain {gain:.1f} ± {error:.1f}"
    )
