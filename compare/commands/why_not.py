"""claim-compare why-not: why two sentences of a run are not a finding."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from compare.commands.base import (
    encoder_option,
    exit_codes,
    nli_option,
    no_cache_option,
    opened_cache,
    preset_option,
    report_file,
)
from compare.options import resolve

if TYPE_CHECKING:
    from compare.why_not import Answer


@click.command("why-not")
@click.argument("run")
@click.argument("a")
@click.argument("b")
@click.option("--json", "as_json", is_flag=True, help="The answer as one JSON object.")
@preset_option
@encoder_option
@nli_option
@no_cache_option
@exit_codes
def why_not(
    run: str,
    a: str,
    b: str,
    as_json: bool,
    preset: str,
    encoder: str | None,
    nli: str | None,
    no_cache: bool,
) -> None:
    """Tell why the sentences A and B of RUN are no finding.

    A and B are ids of sentences (ARTICLE:INDEX), or words that only one sentence holds.
    """
    from compare.pipeline import models_for
    from compare.report.as_json import load_file
    from compare.why_not import find
    from compare.why_not import why_not as followed

    report = load_file(report_file(run))
    options = resolve(encoder, nli, preset)
    models = models_for(options, opened_cache(no_cache))
    answer = followed(report, find(report, a), find(report, b), models, options)
    if as_json:
        click.echo(json.dumps(_fields(answer), ensure_ascii=False))
    else:
        _tell(answer)


def _fields(answer: Answer) -> dict[str, object]:
    from compare.why_not import name_of

    supported = answer.finding or answer.judgement
    return {
        "a": name_of(answer.a),
        "b": name_of(answer.b),
        "stage": answer.stage,
        "message": answer.message,
        "obstacle": answer.judgement.obstacle if answer.judgement else None,
        "relation": supported.relation if supported else None,
        "confidence": supported.confidence if supported else None,
        "factors": [{"name": f.name, "logit": f.logit} for f in supported.factors]
        if supported
        else [],
    }


def _tell(answer: Answer) -> None:
    from compare.data import table
    from compare.why_not import name_of

    for sentence in (answer.a, answer.b):
        click.echo(f"{name_of(sentence)}  {sentence.text}")
    click.echo(answer.message)
    if answer.judgement and answer.judgement.obstacle:
        obstacle = answer.judgement.obstacle
        told = table("judgement/obstacles")[obstacle]
        click.echo(f"what stands against a contradiction: {told} ({obstacle})")
    supported = answer.finding or answer.judgement
    if supported:
        click.echo(f"what makes it {supported.relation}, {supported.confidence:.3f}:")
        for factor in supported.factors:
            click.echo(f"  {factor.logit:+.2f}  {factor.name}")
