"""claim-compare verdicts: what reviewers decided, to take elsewhere, to bring in, to compare."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from compare.commands.base import exit_codes, say
from compare.commands.review import reviewed, reviewer_name
from compare.errors import CompareError, UnreadableSource

if TYPE_CHECKING:
    from compare.review.agreement import Agreement
    from compare.review.store import VerdictStore

FORMATS = ("csv", "jsonl", "claimreview")


@contextmanager
def _store() -> Iterator[VerdictStore]:
    from compare.review.store import VerdictStore, default_path

    with closing(VerdictStore(default_path())) as store:
        yield store


def _findings_of(run: str | None) -> list[str] | None:
    """The ids of a run's findings, None where no run was named."""
    return None if run is None else [finding.id for finding in reviewed(run)[0].findings]


@click.group()
def verdicts() -> None:
    """Take verdicts elsewhere, bring them in, and see how far reviewers agree."""


@verdicts.command()
@click.argument("run", required=False)
@click.option("--format", "form", type=click.Choice(FORMATS), default="jsonl", show_default=True)
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The file to write (default: standard output).",
)
@exit_codes
def export(run: str | None, form: str, out: Path | None) -> None:
    """Write the history of all verdicts, or of those on the findings of RUN.

    ClaimReview holds only findings on which people have settled how two passages stand.
    """
    from compare.report import save
    from compare.review.claimreview import claim_reviews
    from compare.review.exchange import rows, to_csv, to_jsonl

    wanted = _findings_of(run)
    with _store() as store:
        if form == "claimreview":
            text = json.dumps(claim_reviews(store, wanted), ensure_ascii=False, indent=1) + "\n"
        else:
            text = (to_csv if form == "csv" else to_jsonl)(rows(store, wanted))
    if out is None:
        click.echo(text.encode(), nl=False)
    else:
        save({out.name: text.encode()}, out.parent)
        say(f"written to {out}")


@verdicts.command(name="import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@exit_codes
def import_(file: Path) -> None:
    """Add the verdicts in FILE, an export (CSV or JSONL) from another machine.

    Who gave them and when stays; what is there already is not added again.
    """
    from compare.review.exchange import read

    try:
        text = file.read_text(encoding="utf-8")
    except ValueError as error:
        raise UnreadableSource(str(file), "this is no export of verdicts: not UTF-8") from error
    pairs, entries = read(text, str(file))
    with _store() as store:
        new = store.merge(pairs, entries)
    say(f"{new} of {len(entries)} entries were new")


@verdicts.command()
@click.argument("run", required=False)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a pair of reviewers.")
@exit_codes
def agreement(run: str | None, as_json: bool) -> None:
    """Tell how far every two reviewers agree (Cohen's kappa) and on what they do not.

    Counted are the findings that both judged, of all runs or of RUN.
    """
    from compare.review.agreement import agreements

    wanted = _findings_of(run)
    with _store() as store:
        found = agreements(store, wanted)
        if not found:
            raise CompareError("no finding was judged by two reviewers")
        for one in found:
            if as_json:
                click.echo(json.dumps(asdict(one), ensure_ascii=False))
            else:
                for line in _told(one, store):
                    click.echo(line)


def _told(agreement: Agreement, store: VerdictStore) -> Iterator[str]:
    from compare.report.quoting import one_line, shortened
    from compare.review import wording

    a, b = map(one_line, agreement.reviewers)
    beyond = "not defined" if agreement.kappa is None else f"{agreement.kappa:.2f}"
    yield f"{a} and {b}: {agreement.findings} findings, the same verdict on " + (
        f"{agreement.observed:.0%}, Cohen's kappa {beyond}"
    )
    pairs = store.pairs(one.fingerprint for one in agreement.disagreements)
    for one in agreement.disagreements:
        first, second = map(wording.ruling, one.rulings)
        end = f"; adjudicated: {wording.ruling(one.adjudicated)}" if one.adjudicated else ""
        yield f"  {one.fingerprint}  {a}: {first}, {b}: {second}{end}"
        pair = pairs[one.fingerprint]
        for side in (pair.a, pair.b):
            yield f"    {shortened(side.source or '?', 24)}: “{shortened(side.text, 120)}”"


@verdicts.command()
@click.argument("finding")
@click.argument("ruling")
@click.option("--as", "name", metavar="NAME", help="Who settles it (default: you).")
@click.option("--note", default="", help="Why.")
@exit_codes
def adjudicate(finding: str, ruling: str, name: str | None, note: str) -> None:
    """Settle what reviewers differ on: FINDING is the id that `agreement` shows."""
    from compare.review.verdict import Entry, Role, Ruling, disputed

    choices = [one.value for one in Ruling if one is not Ruling.SKIP]
    if ruling not in choices:
        raise click.UsageError(f"{ruling}: a verdict is one of {', '.join(choices)}")
    with _store() as store:
        standing = tuple(store.standing(finding).values())
        if not disputed(standing):
            raise CompareError(f"{finding}: reviewers do not differ on such a finding")
        given = Entry(
            fingerprint=finding,
            reviewer=reviewer_name(name),
            role=Role.ADJUDICATOR,
            ruling=Ruling(ruling),
            note=note,
            at="",
            relation=standing[0].relation,
            confidence=standing[0].confidence,
        )
        store.add(store.pairs([finding])[finding], given)
    say(f"{finding}: settled")
