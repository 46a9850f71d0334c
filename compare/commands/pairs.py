"""claim-compare pairs: judge pairs of passages, a line of JSON each."""

from __future__ import annotations

import json
import sys
from typing import TextIO

import click

from compare.commands.base import (
    encoder_option,
    exit_codes,
    nli_option,
    no_cache_option,
    opened_cache,
    preset_option,
    say,
)
from compare.errors import BadLine
from compare.options import resolve
from compare.streaming import batches

PAIRS_AT_ONCE = 64


@click.command()
@click.argument("file", type=click.File("r", encoding="utf-8-sig", errors="replace"))
@click.option("--explain", is_flag=True, help="Add the factors that sum to logit(confidence).")
@preset_option
@encoder_option
@nli_option
@no_cache_option
@exit_codes
def pairs(
    file: TextIO,
    explain: bool,
    preset: str,
    encoder: str | None,
    nli: str | None,
    no_cache: bool,
) -> None:
    """Judge the pairs of passages in FILE (JSONL, - for standard input), a line of JSON each."""
    from compare.pairs import Pair, judge_pairs, line_id, parse_line, to_json
    from compare.pipeline import models_for

    options = resolve(encoder, nli, preset)
    models = models_for(options, opened_cache(no_cache))
    if models.entailment is None:
        say("without an entailment model (--nli none), only facts and similarity are compared")
    bad = 0
    for batch in batches(file, PAIRS_AT_ONCE):
        rows: list[Pair | dict[str, object]] = []
        for line in batch:
            if not line.strip():
                continue
            try:
                rows.append(parse_line(line))
            except BadLine as error:
                rows.append({"id": line_id(line), "error": str(error)})
                bad += 1
        verdicts = judge_pairs([row for row in rows if isinstance(row, Pair)], models, options)
        for row in rows:
            good = isinstance(row, Pair)
            line = to_json(next(verdicts), explain) if good else json.dumps(row, ensure_ascii=False)
            click.echo(line)
        sys.stdout.flush()
    if bad:
        say(f"{file.name}: {bad} {'line' if bad == 1 else 'lines'} without a pair, see its error")
