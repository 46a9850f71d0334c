"""claim-compare export: a finished report in another format."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from compare.commands.base import exit_codes, report_file, say
from compare.errors import UnreadableSource

EXPORTS = ("json", "md", "csv", "html", "annotations", "claim", "sarif")


@click.command()
@click.argument("run")
@click.option("--format", "form", type=click.Choice(EXPORTS), required=True)
@click.option("--quotes-only", is_flag=True, help="Leave out what no finding quotes.")
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder for the files (default: standard output, where it is one file).",
)
@exit_codes
def export(run: str, form: str, quotes_only: bool, out: Path | None) -> None:
    """Give the report of RUN (its folder, its report.json or its name) in another format."""
    from compare.report import save
    from compare.report.export import export as exported

    path = report_file(run)
    try:
        report = json.loads(path.read_text(encoding="utf-8"))
    except (ValueError, RecursionError) as error:
        raise UnreadableSource(str(path), "is no report: not JSON") from error
    files = exported(report, form, quotes=quotes_only)
    if out is None and len(files) > 1:
        raise click.UsageError(f"{form} is {len(files)} files: name a folder with --out")
    if out is None:
        sys.stdout.buffer.write(*files.values())
    else:
        save(files, out)
        say(f"written to {out}: {', '.join(files)}")
