"""What the commands share: conditions become exit codes here, and sources become articles."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import wraps
from pathlib import Path
from typing import Any

import click

from compare.caching import readings
from compare.caching.cache import Cache
from compare.errors import CompareError
from compare.options import (
    NLI_VARIABLE,
    NO_CACHE_VARIABLE,
    PRESETS,
    cache_file,
    caching_wanted,
)
from compare.reading import ReadingResult, read

FOUND, USAGE, INTERRUPTED = 1, 2, 130


def say(message: str) -> None:
    click.echo(f"claim-compare: {message}", err=True)


def exit_codes(command: Callable[..., None]) -> Callable[..., None]:
    """The one place where named conditions become exit codes."""

    @wraps(command)
    def wrapped(*args: Any, **kwargs: Any) -> None:
        try:
            command(*args, **kwargs)
        except CompareError as error:
            say(str(error))
            sys.exit(USAGE)
        except KeyboardInterrupt:
            say("interrupted; what was computed until now is kept where the cache is in use")
            sys.exit(INTERRUPTED)
        except OSError as error:
            # Standard output is full or gone; every other file has its own condition.
            say(f"cannot write: {error.strerror}")
            os._exit(USAGE)

    return wrapped


nli_option = click.option(
    "--nli",
    metavar="MODEL",
    help="Entailment model: small, accurate, cascade (small, and accurate where small sees a "
    f"contradiction), none, folder or hub name (default: ${NLI_VARIABLE}; cascade where accurate "
    "is installed, else small).",
)
encoder_option = click.option(
    "--encoder",
    metavar="MODEL",
    help="Sentence encoder, a folder or hub name (default: our own).",
)


preset_option = click.option(
    "--preset",
    type=click.Choice(list(PRESETS)),
    help="Few false alarms (precision, the default), few misses (recall), or between.",
)
no_cache_option = click.option(
    "--no-cache", is_flag=True, help=f"Compute everything anew (or set {NO_CACHE_VARIABLE})."
)


def opened_cache(no_cache: bool) -> Cache:
    """The cache of this user, or one that keeps nothing where none is wanted."""
    wanted = caching_wanted() and not no_cache
    return Cache(cache_file() if wanted else None, say)


@dataclass(frozen=True, slots=True)
class Asked:
    """How sources are to be read, as the command line says it, and the file with corrections."""

    columns: tuple[str, ...]
    allow_private: bool
    offline: bool
    meta: Path | None


def reading_options(command: Callable[..., None]) -> Callable[..., None]:
    """The options of every command that reads sources, as one argument `asked`."""

    @click.option(
        "--map",
        "columns",
        multiple=True,
        metavar="FIELD=COLUMN",
        help="Which column or key of a table holds a field: text=Body,source=Outlet.",
    )
    @click.option(
        "--meta",
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
        help="A table (CSV, JSON, JSONL) that corrects outlets, titles, dates and languages.",
    )
    @click.option("--allow-private", is_flag=True, help="Fetch from private networks as well.")
    @click.option("--offline", is_flag=True, help="Take web pages from the cache alone.")
    @wraps(command)
    def wrapped(
        *args: Any,
        columns: tuple[str, ...],
        meta: Path | None,
        allow_private: bool,
        offline: bool,
        **kwargs: Any,
    ) -> None:
        command(*args, asked=Asked(columns, allow_private, offline, meta), **kwargs)

    return wrapped


def read_sources(
    sources: Sequence[str],
    asked: Asked,
    as_is: bool = False,
    quiet: bool = False,
    cache: Cache | None = None,
) -> ReadingResult:
    """Read the sources and tell of what could not be used; notices, unless `quiet`."""

    def compute() -> ReadingResult:
        from compare.reading import ReadingOptions, parse_columns

        options = ReadingOptions(
            columns=parse_columns(asked.columns),
            allow_private=asked.allow_private,
            offline=asked.offline,
        )
        return read(sources, as_is=as_is, stdin=sys.stdin.buffer, options=options)

    how = (as_is, asked.columns)
    result = readings.read(sources, how, compute, cache or Cache())
    if asked.meta:
        result = _corrected(result, asked.meta)
    if not quiet:
        for notice in result.notices:
            say(f"{notice.subject}: {notice.message}")
    for failure in result.failures:
        say(str(failure))
    return result


def _corrected(result: ReadingResult, meta: Path) -> ReadingResult:
    from compare.reading.conflicts import conflicts
    from compare.reading.corrections import correct, parse

    corrections = parse(meta.read_bytes(), str(meta))
    if not corrections:
        return result
    articles, changes = correct(result.articles, corrections)
    settled = {*conflicts(result.articles)} - {*conflicts(articles)}
    notices = [notice for notice in result.notices if notice not in settled]
    return replace(result, articles=tuple(articles), notices=(*notices, *changes))


def report_file(run: str) -> Path:
    """The report.json of a run named by its folder, that file, or its name in reports/."""
    for path in (Path(run), Path(run) / "report.json", Path("reports") / run / "report.json"):
        if path.is_file():
            return path
    raise CompareError(
        f"{run}: no run is there: neither a report.json, nor a folder with one, nor a name in "
        f"{Path('reports').resolve()}; a run kept elsewhere is named by its folder"
    )
