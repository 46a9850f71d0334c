"""claim-compare review: the review queue in the browser."""

from __future__ import annotations

from contextlib import suppress
from getpass import getuser
from pathlib import Path
from typing import TYPE_CHECKING

import click

from compare.commands.base import exit_codes, report_file, say
from compare.errors import CompareError

if TYPE_CHECKING:
    from compare.model import Report


def reviewer_name(given: str | None) -> str:
    """The name that verdicts are kept under: the given one, or this machine's name for the user."""
    if given is None:
        # Without an entry for the user, as in some containers, there is no name to be had.
        with suppress(OSError, KeyError, ImportError):
            given = getuser()
    name = " ".join((given or "").split())
    if not name or not name.isprintable():
        raise CompareError("a reviewer needs a name: --as NAME")
    return name


def reviewed(run: str) -> tuple[Report, Path]:
    """The report of a run and the folder it lies in; raises UnreadableSource."""
    from compare.report.as_json import load_file

    path = report_file(run)
    return load_file(path), path.parent


@click.command()
@click.argument("run")
@click.option("--as", "name", metavar="NAME", help="Whose verdicts these are (default: you).")
@click.option("--blind", is_flag=True, help="Show the tool's judgement after the verdict only.")
@click.option("--adjudicate", is_flag=True, help="Settle what reviewers differ on.")
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="Default: any free one.")
@click.option("--no-browser", is_flag=True, help="Only print the address.")
@exit_codes
def review(
    run: str, name: str | None, blind: bool, adjudicate: bool, port: int, no_browser: bool
) -> None:
    """Review the findings of RUN (its folder, its report.json or its name) in the browser."""
    from compare.review.app import Session
    from compare.review.serve import serve
    from compare.review.store import default_path
    from compare.review.verdict import Role

    report, folder = reviewed(run)
    role = Role.ADJUDICATOR if adjudicate else Role.REVIEWER
    session = Session(
        report=report,
        folder=folder,
        store=default_path(),
        who=(reviewer_name(name), role),
        blind=blind,
    )

    def ready(address: str) -> None:
        say(f"the review is at {address} (Ctrl-C ends it; every verdict is kept at once)")

    with suppress(KeyboardInterrupt):
        serve(session, port, ready, browse=not no_browser)
