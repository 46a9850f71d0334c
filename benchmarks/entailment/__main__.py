"""Command line of the entailment benchmark: see `python -m benchmarks.entailment --help`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from benchmarks.entailment import measure
from benchmarks.entailment.kept import KeptScores
from compare.judgement.cascade import Cascade
from compare.judgement.entailment import CrossEncoderModel, EntailmentModel
from training.entailment.artefact import best_temperature, shipped_temperature
from training.entailment.development import SETS

RESULTS = Path(__file__).resolve().parent.parent / "results" / "entailment.json"
# Models that are installed here, so that kept scores can be held against them.
CHECKED = ("small", "accurate")
# Rounding, on other hardware or of weights that travelled there, moves a probability by less.
NEAR = 0.003


def _contradictions(model: EntailmentModel, data: Path, advance: measure.Advance) -> dict[str, Any]:
    return {
        "rte3": measure.rte3(model, data, advance),
        "summedits": measure.summedits(model, data, advance),
    }


def _measured(name: str, model: measure.Reader, data: Path, console: Console) -> dict[str, Any]:
    """Every figure of one model."""
    result: dict[str, Any] = {}
    with console.status("") as status:
        done = 0

        def advance(count: int) -> None:
            nonlocal done
            done += count
            status.update(f"{name}: {done} pairs")

        for set_name in SETS:
            rows = model.rows if isinstance(model, KeptScores) else None
            result[set_name] = measure.labels_of(model, data, set_name, advance, rows)
        return result | _contradictions(model, data, advance)


def _kept(title: str, data: Path, path: Path, console: Console) -> KeptScores:
    """The scores of a file, if they are those of the model that has this name."""
    is_ours = title in CHECKED
    temperature = shipped_temperature(title) if is_ours else best_temperature(data, path)
    kept = KeptScores(title, data, path, temperature)
    if is_ours:
        distance = kept.distance(CrossEncoderModel(title))
        console.print(f"{title}: probabilities of a sample differ by {distance:.5f} on average")
        if distance > NEAR:
            raise click.ClickException(f"{path} does not hold the scores of {title}")
    return kept


def _table(results: dict[str, dict[str, Any]]) -> Table:
    table = Table("set", "figure", *results)
    for name in SETS:
        for figure in ("accuracy", "macro_f1", "calibration_error"):
            labelled = (f"{r[name][figure]:.3f}" if name in r else "" for r in results.values())
            table.add_row(name, figure, *labelled)
    for name in ("rte3", "summedits"):
        for figure in ("auc", "precision", "recall", "f1", "false_alarms", "both_directions_agree"):
            table.add_row(name, figure, *(f"{r[name][figure]:.3f}" for r in results.values()))
    kinds = next(iter(results.values()))["summedits"]["recall_by_edit"]
    for kind in kinds:
        figures = (r["summedits"]["recall_by_edit"][kind]["recall"] for r in results.values())
        table.add_row("summedits", f"recall: {kind}", *(f"{x:.3f}" for x in figures))
    for figure in ("pairs_per_second", "ratio"):
        speeds = (r["speed"][figure] if "speed" in r else None for r in results.values())
        table.add_row("speed", figure, *("" if x is None else f"{x:.2f}" for x in speeds))
    return table


@click.command()
@click.option(
    "--data",
    type=click.Path(exists=True, path_type=Path),
    required=True,
    help="Folder with nli/ and eval/.",
)
@click.option(
    "--plain",
    type=click.Path(exists=True, path_type=Path),
    required=True,
    help="Folder of the plain model to compare with.",
)
@click.option(
    "--scores",
    "kept",
    type=(str, click.Path(exists=True, path_type=Path)),
    multiple=True,
    metavar="MODEL FILE",
    help="Take a model's word from what `training.entailment score` kept; a sample is read again.",
)
@click.option(
    "--again", multiple=True, help="Measure only these models; others keep their figures."
)
def main(
    data: Path, plain: Path, kept: tuple[tuple[str, Path], ...], again: tuple[str, ...]
) -> None:
    """Measure our entailment models beside a plain one, print the table, write the JSON."""
    from sentence_transformers import CrossEncoder

    console = Console(stderr=True)
    models: dict[str, measure.Reader] = {
        "plain": CrossEncoderModel(str(plain)),
        "small": CrossEncoderModel("small"),
    }
    models |= {title: _kept(title, data, path, console) for title, path in kept}
    results: dict[str, dict[str, Any]] = {}
    if again and RESULTS.exists():
        results = json.loads(RESULTS.read_text(encoding="utf-8"))
    for title, model in models.items():
        if not again or title in again:
            results[title] = _measured(title, model, data, console)
    if "accurate" in models and (not again or "cascade" in again):
        cascade = Cascade(models["small"], models["accurate"])
        results["cascade"] = _contradictions(cascade, data, lambda _: None)
    baseline = CrossEncoder(str(plain), device="cpu", model_kwargs={"dtype": "float32"})
    results["small"]["speed"] = measure.speed(CrossEncoderModel("small"), baseline, data)
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    Console().print(_table(results))


main()
