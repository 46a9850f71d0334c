"""claim-compare models: the models at work, and whether they are intact."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict

import click

from compare.commands.base import USAGE, exit_codes


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object a model and line.")
@exit_codes
def models(as_json: bool) -> None:
    """List the models at work: where they come from, their checksums, whether they are intact."""
    from compare.models import inventory

    records = list(inventory())
    for r in records:
        if as_json:
            click.echo(json.dumps(asdict(r)))
            continue
        origin = f"{r.package} {r.version or ''}".strip()
        where = f"{r.name:<18}{r.role:<12}{origin:<32}"
        click.echo(f"{where}{r.size / 1e6:>6.1f} MB  {r.sha256[:16]}…  {r.problem or 'intact'}")
    if any(record.problem for record in records):
        sys.exit(USAGE)
