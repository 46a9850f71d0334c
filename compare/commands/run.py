"""claim-compare run: compare sources and write a report."""

from __future__ import annotations

import os
import re
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import click
from rich.console import Console

from compare.commands import STARTED
from compare.commands.base import (
    FOUND,
    USAGE,
    Asked,
    encoder_option,
    exit_codes,
    nli_option,
    read_sources,
    reading_options,
    say,
)
from compare.errors import CompareError, TooFewArticles
from compare.model import Relation, Report
from compare.options import Options, resolve
from compare.reading import ReadingResult
from compare.watching import Stopwatch

FAIL_ON = {
    "contradict": {Relation.CONTRADICT},
    "diverge": {Relation.CONTRADICT, Relation.DIVERGE},
    "never": set(),
}


def _common_name(sources: Sequence[str], now: datetime) -> str:
    """The name of the folder that all sources lie in, else one made from the date."""
    paths = [Path(source) for source in sources if Path(source).exists()]
    folders = {(p if p.is_dir() else p.parent).resolve() for p in paths}
    if len(folders) == 1 and len(paths) == len(sources):
        name = folders.pop().name
        if name:
            return name
    return f"run-{now:%Y-%m-%d}"


def _now() -> datetime:
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return datetime.now(UTC)
    try:
        return datetime.fromtimestamp(int(epoch), UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise CompareError(f"SOURCE_DATE_EPOCH is no number of seconds: {epoch}") from error


def _check_name(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
    if value is not None and (not re.fullmatch(r"[\w.\- ]+", value) or value in {".", ".."}):
        raise click.BadParameter("a run's name is a plain folder name")
    return value


@click.command()
@click.argument("sources", nargs=-1, required=True)
@click.option("--name", callback=_check_name, help="Name of the run (default: that of the folder).")
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("reports"),
    show_default=True,
    help="Where runs are kept; the report goes to a folder of the run's name.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the report's JSON, nothing else.")
@click.option(
    "--fail-on",
    type=click.Choice(list(FAIL_ON)),
    default="never",
    show_default=True,
    help="Exit with 1 when such a finding exists; diverge includes contradict.",
)
@click.option("--profile", is_flag=True, help="Tell where the time went.")
@encoder_option
@nli_option
@exit_codes
@reading_options
def run(
    sources: tuple[str, ...],
    name: str | None,
    out: Path,
    as_json: bool,
    fail_on: str,
    profile: bool,
    encoder: str | None,
    nli: str | None,
    asked: Asked,
) -> None:
    """Compare SOURCES (files, folders, globs, addresses, - for standard input); write a report."""
    watch = Stopwatch(Console(stderr=True, soft_wrap=True))
    watch.seconds["start"] = time.perf_counter() - STARTED
    with watch.stage("reading"):
        result = read_sources(sources, asked)
    now = _now()
    report = _compared(
        result, resolve(encoder, nli), name or _common_name(sources, now), now, watch
    )
    folder = out / report.name
    with watch.stage("writing"):
        _write(report, folder)
    _show(report, folder, as_json)
    if profile:
        watch.console.print(watch.table())
    if result.failures:
        sys.exit(USAGE)
    if any(finding.relation in FAIL_ON[fail_on] for finding in report.findings):
        sys.exit(FOUND)


def _compared(
    result: ReadingResult, options: Options, name: str, now: datetime, watch: Stopwatch
) -> Report:
    if len(result.articles) < 2:
        left = "one article is" if result.articles else "no article is"
        raise TooFewArticles(f"there is nothing to compare: {left} left of what was named")
    with watch.stage("imports"):
        from compare.pipeline import compare
    report = compare(
        result.articles,
        options,
        name=name,
        created=now.strftime("%Y-%m-%dT%H:%M:%SZ"),
        notices=result.notices,
        watch=watch,
    )
    for notice in report.notices[len(result.notices) :]:
        say(f"{notice.subject}: {notice.message}")
    return report


def _write(report: Report, folder: Path) -> None:
    from compare.report import write

    try:
        write(report, folder)
    except OSError as error:
        raise CompareError(f"{folder}: the report cannot be written: {error.strerror}") from error


def _show(report: Report, folder: Path, as_json: bool) -> None:
    from compare.report.as_json import dumps
    from compare.report.terminal import summary

    if as_json:
        click.echo(dumps(report), nl=False)
    else:
        summary(report, Console())
    say(f"the report is {folder / 'report.html'}, beside it report.json and report.md")
