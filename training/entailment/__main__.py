"""Command line of the training: see `python -m training.entailment --help`."""

from __future__ import annotations

import json
import time
from pathlib import Path

import click
import torch

RESULTS = Path(__file__).resolve().parents[2] / "benchmarks" / "results"

data_option = click.option(
    "--data",
    type=click.Path(exists=True, path_type=Path),
    required=True,
    help="Folder with nli/ and eval/.",
)
work_option = click.option(
    "--work",
    type=click.Path(path_type=Path),
    required=True,
    help="Folder for checkpoints; train goes on from those in it.",
)


def _log(line: str) -> None:
    click.echo(f"{time.strftime('%H:%M:%S')} {line}")


@click.group(context_settings={"help_option_names": ["-h", "--help"], "show_default": True})
def main() -> None:
    """Make the entailment model that ships with the package: train, sizes, pack, then card."""


@main.command()
@data_option
@work_option
@click.option(
    "--start",
    type=click.Path(exists=True, path_type=Path),
    help="A folder with an entailment model on the same encoder to set out from.",
)
@click.option("--epochs", default=3.0)
@click.option("--decay", default=0.6, help="The last part of the way, with a falling rate.")
@click.option("--rate", default=8e-5)
@click.option("--size", default=32, help="Pairs of 48 tokens in a batch.")
@click.option("--edits", default=20000, help="How many sentences are edited into pairs.")
@click.option("--threads", default=2)
def train(
    data: Path,
    work: Path,
    start: Path | None,
    epochs: float,
    decay: float,
    rate: float,
    size: int,
    edits: int,
    threads: int,
) -> None:
    """Fine-tune the encoder to tell entailment, neutral and contradiction apart."""
    from transformers import AutoTokenizer

    from compare.models import ENCODER, embedded
    from training.entailment.corpora import training_pairs
    from training.entailment.learn import Learner, Recipe, fresh_model

    torch.set_num_threads(threads)
    work.mkdir(parents=True, exist_ok=True)
    recipe = Recipe(epochs=epochs, decay=decay, rate=rate, size=size)
    pairs = training_pairs(data, recipe.seed, edits=edits)
    _log(f"{len(pairs)} pairs")
    folder = embedded(ENCODER)
    model = fresh_model(folder, start)
    Learner(model, AutoTokenizer.from_pretrained(folder), recipe, work, _log).learn(pairs)


@main.command()
@data_option
@work_option
@click.option("--rows", default=1000, help="Dev rows of each set.")
def sizes(data: Path, work: Path, rows: int) -> None:
    """Measure what each way to store the training's change costs in bytes and accuracy."""
    from training.entailment.sizes import measure

    found = measure(data, work, rows, _log)
    text = json.dumps(found, indent=1) + "\n"
    (RESULTS / "entailment_sizes.json").write_text(text, encoding="utf-8")


@main.command()
@data_option
@work_option
def pack(data: Path, work: Path) -> None:
    """Store the training's change in the package, calibrate it and pin its checksums."""
    from training.entailment.artefact import FOLDER, calibrate, pin, write_delta

    _log(f"{write_delta(work, FOLDER)} bytes")
    _log(f"temperature {calibrate(data, FOLDER)}")
    pin(FOLDER)


@main.command()
def card() -> None:
    """Write the model's card from the committed figures of benchmarks/results."""
    from training.entailment.artefact import FOLDER
    from training.entailment.card import written

    figures = json.loads((RESULTS / "entailment.json").read_text(encoding="utf-8"))
    ways = json.loads((RESULTS / "entailment_sizes.json").read_text(encoding="utf-8"))
    (FOLDER / "CARD.md").write_text(written(figures, ways), encoding="utf-8")


main()
