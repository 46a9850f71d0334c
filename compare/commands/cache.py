"""claim-compare cache: what is kept of earlier runs, and how to be rid of it."""

from __future__ import annotations

import json
from dataclasses import asdict

import click

from compare.caching.upkeep import clear as cleared
from compare.caching.upkeep import holdings
from compare.caching.upkeep import prune as pruned
from compare.commands.base import exit_codes, say
from compare.options import cache_file


@click.group()
def cache() -> None:
    """Show and empty the cache, which only saves time: no result depends on it."""


@cache.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object a kind and line.")
@exit_codes
def info(as_json: bool) -> None:
    """List what is kept, by kind, with the bytes it takes."""
    found = holdings(cache_file())
    if not as_json:
        say(f"the cache is {cache_file()}")
    for each in found:
        if as_json:
            click.echo(json.dumps(asdict(each)))
        else:
            click.echo(f"{each.kind:<12}{each.count:>9,}{each.size / 1e3:>12,.1f} kB")


@cache.command()
@exit_codes
def clear() -> None:
    """Drop everything that is kept."""
    say(f"{cleared(cache_file()):,} kept values were dropped")


@cache.command()
@click.option(
    "--days",
    type=click.IntRange(min=0),
    default=30,
    show_default=True,
    help="How long a value may have gone without use.",
)
@exit_codes
def prune(days: int) -> None:
    """Drop what was not used for some time."""
    say(f"{pruned(cache_file(), days):,} kept values were dropped")
