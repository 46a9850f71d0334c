"""Command line of the quality benchmark: see `python -m benchmarks.quality --help`."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from benchmarks.quality import alignment, relation, stories
from benchmarks.quality.kept import Kept
from benchmarks.quality.systems import Systems
from compare.options import DEFAULT_PRESET, PRESETS, resolve

RESULTS = Path(__file__).resolve().parent.parent / "results" / "quality.json"
PARTS = {**alignment.MEASURES, **stories.MEASURES, **relation.MEASURES}
BASELINES = ("fuzzy", "cosine", "script")


def _figures(result: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, Any]]:
    """The comparisons and single numbers of a nested result with their place in it."""
    for key, value in result.items():
        place = f"{path} {key}".strip()
        if isinstance(value, Mapping) and "stands" not in value:
            yield from _figures(value, place)
        elif isinstance(value, Mapping | int | float):
            yield place, value


def _row(place: str, value: Any) -> list[str]:
    if not isinstance(value, Mapping):
        return [place, f"{value:,}" if isinstance(value, int) else f"{value:.3f}"]
    baselines = (f"{value[name]:.3f}" if name in value else "" for name in BASELINES)
    low, high = value["difference_interval"]
    return [place, f"{value['tool']:.3f}", *baselines, f"{low:+.3f} {high:+.3f}", value["stands"]]


def _table(results: Mapping[str, Any]) -> Table:
    table = Table("figure", "tool", *BASELINES, "lead, 95 %", "")
    for place, value in _figures(results):
        table.add_row(*_row(place, value))
    return table


@click.command()
@click.option(
    "--data",
    type=click.Path(exists=True, path_type=Path),
    required=True,
    help="Folder with nli/ and eval/.",
)
@click.option("--plain", required=True, help="Folder of the entailment model that the script uses.")
@click.option("--nli", default="none", show_default=True, help="The tool's entailment model.")
@click.option("--preset", type=click.Choice(list(PRESETS)), default=DEFAULT_PRESET)
@click.option("--rows", type=int, help="Only so many rows a set, drawn by a hash of the id.")
@click.option(
    "--work",
    type=click.Path(path_type=Path),
    default=Path("build/quality"),
    show_default=True,
    help="Folder for what the models said.",
)
@click.option(
    "--out", type=click.Path(path_type=Path), default=RESULTS, help="The JSON with all figures."
)
@click.argument("parts", nargs=-1, type=click.Choice(list(PARTS)))
def main(
    data: Path,
    plain: str,
    nli: str,
    preset: str,
    rows: int | None,
    work: Path,
    out: Path,
    parts: tuple[str, ...],
) -> None:
    """Measure all PARTS or those named, print the table and write the JSON."""
    console = Console(stderr=True)
    systems = Systems(Kept(work / "kept.sqlite"), plain, resolve(nli=nli, preset=preset))
    title = Path(nli).name if preset == DEFAULT_PRESET else f"{Path(nli).name}, {preset}"
    results = json.loads(out.read_text(encoding="utf-8")) if out.exists() else {}
    measured = results.setdefault(title, {})
    for part in parts or PARTS:
        with console.status(part):
            measured[part] = PARTS[part](systems, data, rows)
        Console(width=120).print(_table({part: measured[part]}))
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text(json.dumps(results, indent=1, sort_keys=True) + "\n", encoding="utf-8")


main()
