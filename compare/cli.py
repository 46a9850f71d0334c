"""The command line: parse, call, print. The only module that knows exit codes."""

from __future__ import annotations

import json
import os
import re
import signal
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from functools import wraps
from pathlib import Path
from typing import Any, TextIO

import click
from rich.console import Console

from compare.errors import BadLine, CompareError, TooFewArticles, UnreadableSource
from compare.model import Relation, Report
from compare.options import NLI_VARIABLE, Options, resolve
from compare.reading import ReadingOptions, ReadingResult, parse_columns, read
from compare.reading.corrections import correct, parse
from compare.streaming import batches
from compare.watching import Stopwatch

STARTED = time.perf_counter()
FOUND, USAGE = 1, 2
PAIRS_AT_ONCE = 64
EXPORTS = ("json", "md", "csv", "html", "annotations", "claim", "sarif")
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
    help=f"Entailment model: small, none, folder or hub name (default: ${NLI_VARIABLE}, or none).",
)
encoder_option = click.option(
    "--encoder",
    metavar="MODEL",
    help="Sentence encoder, a folder or hub name (default: the embedded one).",
)


def _reading_options(command: Callable[..., None]) -> Callable[..., None]:
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


@dataclass(frozen=True, slots=True)
class Asked:
    """How sources are to be read, and the file with corrections."""

    options: ReadingOptions
    meta: Path | None


def _read(sources: Sequence[str], asked: Asked, as_is: bool = False) -> ReadingResult:
    """Read the sources and tell of what could not be used."""
    corrections = parse(asked.meta.read_bytes(), str(asked.meta)) if asked.meta else ()
    result = read(sources, as_is=as_is, stdin=sys.stdin.buffer, options=asked.options)
    if corrections:
        articles, changes = correct(result.articles, corrections)
        notices = (*result.notices, *changes)
        result = replace(result, articles=tuple(articles), notices=notices)
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
@_reading_options
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
    watch = Stopwatch(_errors())
    watch.seconds["start"] = time.perf_counter() - STARTED
    with watch.stage("reading"):
        result = _read(sources, asked)
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
        _say("without an entailment model (--nli none), only facts and similarity are compared")
    for batch in batches(file, PAIRS_AT_ONCE):
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
@_reading_options
def inspect(sources: tuple[str, ...], as_json: bool, as_is: bool, asked: Asked) -> None:
    """Show what the tool reads in SOURCES: sentences and the facts in them."""
    from compare import inspection
    from compare.facts import extract
    from compare.sentences import split

    result = _read(sources, asked, as_is)
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


def _report_file(run: str) -> Path:
    """The report.json of a run named by its folder, that file, or its name in reports/."""
    for path in (Path(run), Path(run) / "report.json", Path("reports") / run / "report.json"):
        if path.is_file():
            return path
    raise CompareError(f"{run}: no run is there: neither a report.json nor a folder with one")


@main.command()
@click.argument("run")
@click.option("--format", "form", type=click.Choice(EXPORTS), required=True)
@click.option("--quotes-only", is_flag=True, help="Leave out what no finding quotes.")
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder for the files (default: standard output, where it is one file).",
)
@_exit_codes
def export(run: str, form: str, quotes_only: bool, out: Path | None) -> None:
    """Give the report of RUN (its folder, its report.json or its name) in another format."""
    from compare.report import save
    from compare.report.export import export as exported

    path = _report_file(run)
    try:
        report = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise UnreadableSource(str(path), "is no report: not JSON") from error
    files = exported(report, form, quotes=quotes_only)
    if out is None and len(files) > 1:
        raise click.UsageError(f"{form} is {len(files)} files: name a folder with --out")
    if out is None:
        sys.stdout.buffer.write(*files.values())
    else:
        save(files, out)
        _say(f"written to {out}: {', '.join(files)}")


@main.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object a model and line.")
@_exit_codes
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
