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

from compare.errors import CompareError
from compare.options import NLI_VARIABLE
from compare.reading import ReadingOptions, ReadingResult, parse_columns, read
from compare.reading.corrections import correct, parse

FOUND, USAGE = 1, 2


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
        except OSError as error:
            # Standard output is full or gone; every other file has its own condition.
            say(f"cannot write: {error.strerror}")
            os._exit(USAGE)

    return wrapped


nli_option = click.option(
    "--nli",
    metavar="MODEL",
    help=f"Entailment model: small, none, folder or hub name (default: ${NLI_VARIABLE}, or none).",
)
encoder_option = click.option(
    "--encoder",
    metavar="MODEL",
    help="Sentence encoder, a folder or hub name (default: the embedded one).",
)


@dataclass(frozen=True, slots=True)
class Asked:
    """How sources are to be read, and the file with corrections."""

    options: ReadingOptions
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
        mapped = parse_columns(columns)
        options = ReadingOptions(columns=mapped, allow_private=allow_private, offline=offline)
        command(*args, asked=Asked(options, meta), **kwargs)

    return wrapped


def read_sources(sources: Sequence[str], asked: Asked, as_is: bool = False) -> ReadingResult:
    """Read the sources and tell of what could not be used."""
    corrections = parse(asked.meta.read_bytes(), str(asked.meta)) if asked.meta else ()
    result = read(sources, as_is=as_is, stdin=sys.stdin.buffer, options=asked.options)
    if corrections:
        articles, changes = correct(result.articles, corrections)
        notices = (*result.notices, *changes)
        result = replace(result, articles=tuple(articles), notices=notices)
    for notice in result.notices:
        say(f"{notice.subject}: {notice.message}")
    for failure in result.failures:
        say(str(failure))
    return result


def report_file(run: str) -> Path:
    """The report.json of a run named by its folder, that file, or its name in reports/."""
    for path in (Path(run), Path(run) / "report.json", Path("reports") / run / "report.json"):
        if path.is_file():
            return path
    raise CompareError(f"{run}: no run is there: neither a report.json nor a folder with one")
