"""claim-compare inspect: what the tool reads in its sources."""

from __future__ import annotations

import json
import sys

import click
from rich.console import Console

from compare.commands.base import (
    USAGE,
    Asked,
    exit_codes,
    no_cache_option,
    opened_cache,
    read_sources,
    reading_options,
)
from compare.progress import Unwatched


@click.command()
@click.argument("sources", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="One JSON object an article and line.")
@click.option("--as-is", is_flag=True, help="Leave the text as it is, clutter and all.")
@no_cache_option
@exit_codes
@reading_options
def inspect(
    sources: tuple[str, ...], as_json: bool, as_is: bool, no_cache: bool, asked: Asked
) -> None:
    """Show what the tool reads in SOURCES: sentences and the facts in them."""
    from compare import inspection
    from compare.caching.facts import CachedExtract
    from compare.sentences import split

    cache = opened_cache(no_cache)
    extract = CachedExtract(cache, Unwatched())
    result = read_sources(sources, asked, as_is, cache=cache)
    console = Console(soft_wrap=True)
    for article in result.articles:
        sentences = split(article.id, article.text, article.language)
        facts = extract(article.text, sentences, article.published, article.language)
        if as_json:
            row = inspection.to_dict(article, sentences, facts)
            click.echo(json.dumps(row, ensure_ascii=False))
        else:
            for line in inspection.lines(article, sentences, facts):
                console.print(line)
    if result.failures:
        sys.exit(USAGE)
