"""claim-compare run: compare sources and write a report."""

from __future__ import annotations

import os
import re
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import click
from rich.console import Console

from compare.caching import runs
from compare.caching.cache import Cache
from compare.caching.facts import CachedExtract
from compare.commands import STARTED
from compare.commands.base import (
    FOUND,
    USAGE,
    Asked,
    encoder_option,
    exit_codes,
    nli_option,
    no_cache_option,
    opened_cache,
    preset_option,
    read_sources,
    reading_options,
    report_file,
    say,
)
from compare.errors import CompareError, TooFewArticles
from compare.model import Extract, Notice, Relation, Report
from compare.options import Options, resolve
from compare.reading import ReadingResult
from compare.review.memory import recall
from compare.watching import Stopwatch, counts

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
@click.option(
    "--update", metavar="RUN", help="Add SOURCES to a run that is there: folder, file or name."
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
@click.option("-q", "--quiet", is_flag=True, help="Print nothing but what went wrong.")
@click.option("-v", "--verbose", is_flag=True, help="Print every finding in full, and each stage.")
@click.option("--one-story", is_flag=True, help="Compare all articles, whatever they report.")
@preset_option
@encoder_option
@nli_option
@no_cache_option
@exit_codes
@reading_options
def run(
    sources: tuple[str, ...],
    name: str | None,
    out: Path,
    update: str | None,
    as_json: bool,
    fail_on: str,
    profile: bool,
    quiet: bool,
    verbose: bool,
    one_story: bool,
    preset: str,
    encoder: str | None,
    nli: str | None,
    no_cache: bool,
    asked: Asked,
) -> None:
    """Compare SOURCES (files, folders, globs, addresses, - for standard input); write a report."""
    if quiet and verbose:
        raise click.UsageError("--quiet and --verbose exclude each other")
    if update and (name or _was_given("out")):
        raise click.UsageError("--update keeps the place of its run: leave --name and --out out")
    watch = Stopwatch(Console(stderr=True, soft_wrap=True), quiet=quiet, verbose=verbose)
    watch.seconds["start"] = time.perf_counter() - STARTED
    cache = opened_cache(no_cache)
    with watch.stage("reading"):
        result = read_sources(sources, asked, quiet=quiet, cache=cache)
    now = _now()
    if update:
        folder, result = _updated(update, result)
    else:
        folder = out / (name or _common_name(sources, now))
    report = _compared(result, resolve(encoder, nli, preset, one_story), folder, now, cache, watch)
    with watch.stage("verdicts"):
        report, told = _with_verdicts(report, CachedExtract(cache, watch))
    with watch.stage("writing"):
        _write(report, folder)
    if not quiet:
        for notice in report.notices[len(result.notices) :]:
            say(f"{notice.subject}: {notice.message}")
    _show(report, folder, as_json, quiet, verbose)
    if profile:
        watch.console.print(watch.table())
        watch.console.print(counts(cache.missed, cache.found))
    if result.failures or not told:
        sys.exit(USAGE)
    if _found(report, fail_on):
        sys.exit(FOUND)


def _was_given(option: str) -> bool:
    source = click.get_current_context().get_parameter_source(option)
    return source is not click.core.ParameterSource.DEFAULT


def _with_verdicts(report: Report, extract: Extract) -> tuple[Report, bool]:
    """The report with what was decided on its findings, and whether that could be read."""
    try:
        return replace(report, verdicts=recall(report, extract=extract)), True
    except CompareError as condition:
        notice = Notice("verdicts", "review", f"earlier verdicts are left out: {condition}")
        return replace(report, notices=(*report.notices, notice)), False


def _updated(run: str, result: ReadingResult) -> tuple[Path, ReadingResult]:
    """The folder of an earlier run, and its articles together with those that were read."""
    from compare.report.as_json import load_file
    from compare.updating import added

    path = report_file(run)
    return path.parent, added(load_file(path), result)


def _compared(
    result: ReadingResult,
    options: Options,
    folder: Path,
    now: datetime,
    cache: Cache,
    watch: Stopwatch,
) -> Report:
    if len(result.articles) < 2:
        left = "one article is" if result.articles else "no article is"
        raise TooFewArticles(f"there is nothing to compare: {left} left of what was named")
    return runs.compare(
        result.articles,
        options,
        cache=cache,
        watch=watch,
        name=folder.resolve().name,
        created=now.strftime("%Y-%m-%dT%H:%M:%SZ"),
        notices=result.notices,
    )


def _write(report: Report, folder: Path) -> None:
    from compare.report import write

    try:
        write(report, folder)
    except OSError as error:
        raise CompareError(f"{folder}: the report cannot be written: {error.strerror}") from error


def _show(report: Report, folder: Path, as_json: bool, quiet: bool, verbose: bool) -> None:
    from compare.report.as_json import dumps
    from compare.report.terminal import summary

    if as_json:
        click.echo(dumps(report), nl=False)
    elif not quiet:
        summary(report, Console(), full=verbose)
    if not quiet:
        say(f"the report is {folder / 'report.html'}, beside it report.json and report.md")


def _found(report: Report, fail_on: str) -> bool:
    """Whether there is a finding to fail on; those dismissed in review do not count."""
    from compare.report.standing import standing

    return any(finding.relation in FAIL_ON[fail_on] for finding in standing(report).findings)
