"""Command line of the entailment benchmark: see `python -m benchmarks.entailment --help`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from benchmarks.entailment import measure
from compare.judgement.entailment import CrossEncoderModel

RESULTS = Path(__file__).resolve().parent.parent / "results" / "entailment.json"


def _measured(name: str, data: Path, console: Console) -> dict[str, Any]:
    """Every figure of one model."""
    model = CrossEncoderModel(name)
    result: dict[str, Any] = {}
    with console.status("") as status:
        done = 0

        def advance(count: int) -> None:
            nonlocal done
            done += count
            status.update(f"{name}: {done} pairs")

        for set_name in measure.SETS:
            result[set_name] = measure.labels_of(model, data, set_name, advance)
        result["rte3"] = measure.rte3(model, data, advance)
        result["summedits"] = measure.summedits(model, data, advance)
    return result


def _table(results: dict[str, dict[str, Any]]) -> Table:
    table = Table("set", "figure", *results)
    for name in measure.SETS:
        for figure in ("accuracy", "macro_f1", "calibration_error"):
            table.add_row(name, figure, *(f"{r[name][figure]:.3f}" for r in results.values()))
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
    "--again", multiple=True, help="Measure only these models; others keep their figures."
)
def main(data: Path, plain: Path, again: tuple[str, ...]) -> None:
    """Measure the shipped entailment model beside a plain one, print the table, write the JSON."""
    from sentence_transformers import CrossEncoder

    console = Console(stderr=True)
    models = {"plain": str(plain), "small": "small"}
    results: dict[str, dict[str, Any]] = {}
    if again and RESULTS.exists():
        results = json.loads(RESULTS.read_text(encoding="utf-8"))
    for title, name in models.items():
        if not again or title in again:
            results[title] = _measured(name, data, console)
    baseline = CrossEncoder(str(plain), device="cpu", model_kwargs={"dtype": "float32"})
    results["small"]["speed"] = measure.speed(CrossEncoderModel("small"), baseline, data)
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    Console().print(_table(results))


main()
