"""Command line of the benchmark of typed facts: see `python -m benchmarks.facts --help`."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from benchmarks.facts import attribution, dates, names, quantities, recognizers, speed

RESULTS = Path(__file__).resolve().parent.parent / "results" / "facts.json"
PARTS: dict[str, Callable[[Path], dict[str, object]]] = {
    # Speed comes first: the most memory held is counted from the start of the process.
    "speed": speed.measure,
    "dates": dates.measure,
    "quantities": quantities.measure,
    "names": names.measure,
    "attribution": attribution.measure,
}
# The parts that the suite recognizers_text is measured in.
SUITES = ("dates", "quantities")


def _figures(result: Mapping[str, object], path: str = "") -> Iterator[tuple[str, float]]:
    """The numbers of a nested result with their place; lists of misses stay in the JSON."""
    for key, value in result.items():
        place = f"{path} {key}".strip()
        if isinstance(value, Mapping):
            yield from _figures(value, place)
        elif isinstance(value, int | float):
            yield place, value


def _print(name: str, result: Mapping[str, object]) -> None:
    table = Table(name, "")
    for place, value in _figures(result):
        table.add_row(place, f"{value:,}" if isinstance(value, int) else f"{value:.3f}")
    Console().print(table)


@click.command()
@click.option(
    "--data",
    type=click.Path(exists=True, path_type=Path),
    required=True,
    help="Folder with eval/.",
)
@click.argument("parts", nargs=-1, type=click.Choice(list(PARTS)))
def main(data: Path, parts: tuple[str, ...]) -> None:
    """Measure all PARTS or those named, print the figures and write the JSON."""
    results = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else {}
    console = Console(stderr=True)
    for part in parts or PARTS:
        with console.status(part):
            results[part] = PARTS[part](data)
        _print(part, results[part])
    if all(part in results for part in SUITES):
        suites = (results[part]["recognizers_text"] for part in SUITES)
        results["recognizers_text"] = recognizers.combined(*suites)
        _print("recognizers_text, all kinds", results["recognizers_text"])
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(results, indent=1, sort_keys=True) + "\n", encoding="utf-8")


main()
