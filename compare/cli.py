"""The command line: parse, call, print. The only module that knows exit codes."""

from __future__ import annotations

import json
import os
import queue
import re
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from functools import wraps
from pathlib import Path
from typing import Any, TextIO

import click
from rich.console import Console

from compare.errors import BadLine, CompareError, TooFewArticles
from compare.model import Relation, Report
from compare.options import NLI_VARIABLE, Options, resolve
from compare.reading import ReadingResult, read
from compare.watching import Stopwatch

STARTED = time.perf_counter()
FOUND, USAGE = 1, 2
PAIRS_AT_ONCE = 64
FAIL_ON = {
    "contradict": {Relation.CONTRADICT},
    "diverge": {Relation.CONTRADICT, Relation.DIVERGE},
    "never": set(),
}


def _errors() -> Console:
    return Console(stderr=True, soft_wrap=True)


def _say(message: str) -> None:
    click.echo(f"claim-compare: {message}", err=True)


def _exit_codes(command: Callable[..., None]) -> Callable[..., None]:
    """The one place where named conditions become exit codes."""

    @wraps(command)
    def wrapped(*args: Any, **kwargs: Any) -> None:
        try:
            command(*args, **kwargs)
        except CompareError as error:
            _say(str(error))
            sys.exit(USAGE)
        except OSError as error:
            # Standard output is full or gone; every other file has its own condition.
            _say(f"cannot write: {error.strerror}")
            os._exit(USAGE)

    return wrapped


nli_option = click.option(
    "--nli",
    metavar="MODEL",
    help=f"Entailment model, a folder or hub name (default: ${NLI_VARIABLE}).",
)
encoder_option = click.option(
    "--encoder",
    metavar="MODEL",
    help="Sentence encoder, a folder or hub name (default: the embedded one).",
)


def _read(sources: Sequence[str], as_is: bool = False) -> ReadingResult:
    """Read the sources and tell of what could not be used."""
    result = read(sources, as_is=as_is, stdin=sys.stdin.buffer)
    for notice in result.notices:
        _say(f"{notice.subject}: {notice.message}")
    for failure in result.failures:
        _say(str(failure))
    return result


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="claim-compare")
def main() -> None:
    """Shows where several reports of the same events agree, diverge, and cannot both be right."""
    if hasattr(signal, "SIGPIPE"):
        # End quietly, as other filters do, when the reader of the output has seen enough.
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)


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


@main.command()
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
@_exit_codes
def run(
    sources: tuple[str, ...],
    name: str | None,
    out: Path,
    as_json: bool,
    fail_on: str,
    profile: bool,
    encoder: str | None,
    nli: str | None,
) -> None:
    """Compare SOURCES (files, folders, globs, - for standard input) and write a report."""
    watch = Stopwatch(_errors())
    watch.seconds["start"] = time.perf_counter() - STARTED
    with watch.stage("reading"):
        result = _read(sources)
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
        _say(f"{notice.subject}: {notice.message}")
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
    _say(f"the report is {folder / 'report.html'}, beside it report.json and report.md")


def _batches(stream: TextIO, size: int) -> Iterator[list[str]]:
    """The lines of a stream in batches of what is there, so that nobody waits for a full one."""
    lines: queue.Queue[str | None] = queue.Queue(maxsize=4 * size)
    failures: list[OSError] = []

    def fill() -> None:
        try:
            for line in stream:
                lines.put(line)
        except OSError as error:
            failures.append(error)
        finally:
            lines.put(None)

    threading.Thread(target=fill, daemon=True).start()
    ended = False
    while not ended:
        batch = [lines.get()]
        while batch[-1] is not None and len(batch) < size and not lines.empty():
            batch.append(lines.get())
        ended = batch[-1] is None
        yield [line for line in batch if line is not None]
    if failures:
        raise CompareError(f"{stream.name}: cannot be read: {failures[0].strerror}")


@main.command()
@click.argument("file", type=click.File("r", encoding="utf-8-sig", errors="replace"))
@encoder_option
@nli_option
@_exit_codes
def pairs(file: TextIO, encoder: str | None, nli: str | None) -> None:
    """Judge the pairs of passages in FILE (JSONL, - for standard input), a line of JSON each."""
    from compare.pairs import Pair, judge_pairs, line_id, parse_line, to_json
    from compare.pipeline import models_for

    options = resolve(encoder, nli)
    models = models_for(options)
    if models.entailment is None:
        _say("no entailment model was named (--nli), so only facts and similarity are compared")
    for batch in _batches(file, PAIRS_AT_ONCE):
        rows: list[Pair | dict[str, object]] = []
        for line in batch:
            if not line.strip():
                continue
            try:
                rows.append(parse_line(line))
            except BadLine as error:
                rows.append({"id": line_id(line), "error": str(error)})
        verdicts = judge_pairs([row for row in rows if isinstance(row, Pair)], models, options)
        for row in rows:
            good = isinstance(row, Pair)
            click.echo(to_json(next(verdicts)) if good else json.dumps(row, ensure_ascii=False))
        sys.stdout.flush()


@main.command()
@click.argument("sources", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="One JSON object an article and line.")
@click.option("--as-is", is_flag=True, help="Leave the text as it is, clutter and all.")
@_exit_codes
def inspect(sources: tuple[str, ...], as_json: bool, as_is: bool) -> None:
    """Show what the tool reads in SOURCES: sentences and the facts in them."""
    from compare import inspection
    from compare.facts import extract
    from compare.sentences import split

    result = _read(sources, as_is)
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
