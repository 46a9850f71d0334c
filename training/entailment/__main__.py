"""Command line of the training: see `python -m training.entailment --help`."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import click
import torch

from training.entailment.tiers import TIERS, Tier

RESULTS = Path(__file__).resolve().parents[2] / "benchmarks" / "results"

folder = click.Path(exists=True, path_type=Path)
data_option = click.option("--data", type=folder, required=True, help="Folder with nli/ and eval/.")
work_option = click.option(
    "--work",
    type=click.Path(path_type=Path),
    required=True,
    help="Folder for checkpoints; train goes on from those in it.",
)
lessons_option = click.option(
    "--lessons", type=folder, required=True, multiple=True, help="A file of pairs; repeatable."
)
into_option = click.option("--into", type=click.Path(path_type=Path), required=True)


def _log(line: str) -> None:
    click.echo(f"{time.strftime('%H:%M:%S')} {line}")


def tier_options(command: Any) -> Any:
    """Which of the models, and the folder with the encoder that it is built on."""
    command = click.option("--base", type=folder, help="The encoder's folder, if not installed.")(
        command
    )
    return click.option("--tier", type=click.Choice(list(TIERS)), default="small")(command)


def _base(tier: Tier, base: Path | None) -> Path:
    from compare.models import ENCODER_BASE, embedded

    if base is None and tier.name != "small":
        raise click.UsageError(f"--base is needed for {tier.name}")
    return base or embedded(ENCODER_BASE)


def _tokenizer(base: Path) -> Any:
    from transformers import AutoTokenizer

    return AutoTokenizer.from_pretrained(base)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "show_default": True})
def main() -> None:
    """Make an entailment model: pairs, train, (teach, train), pack, score, calibrate, card."""


@main.command()
@data_option
@into_option
@click.option("--edits", default=60000, help="How many sentences are edited into pairs.")
@click.option("--seed", default=1)
@click.option("--unlabelled", default=0, help="Instead: about so many pairs without a label.")
def pairs(data: Path, into: Path, edits: int, seed: int, unlabelled: int) -> None:
    """Gather the pairs to learn from in one file."""
    from training.entailment.gathered import training_pairs
    from training.entailment.lessons import exchangeable, write
    from training.entailment.teaching import unlabelled_pairs

    if unlabelled:
        found = unlabelled_pairs(data, seed, unlabelled, edits)
    else:
        found = training_pairs(data, seed, edits=edits)
    write(into, exchangeable(found))
    _log(f"{len(found)} pairs")


@main.command()
@tier_options
@work_option
@lessons_option
@click.option(
    "--start", type=folder, help="A folder with a model of this architecture to start from."
)
@click.option("--epochs", default=3.0)
@click.option("--decay", default=0.6, help="The last part of the way, with a falling rate.")
@click.option("--rate", type=float, help="The highest rate, if not the tier's own.")
@click.option("--size", default=32, help="Pairs of 48 tokens in a batch.")
@click.option("--smoothing", default=0.05)
@click.option("--threads", default=2)
def train(
    tier: str,
    base: Path | None,
    work: Path,
    lessons: tuple[Path, ...],
    start: Path | None,
    epochs: float,
    decay: float,
    rate: float | None,
    size: int,
    smoothing: float,
    threads: int,
) -> None:
    """Fine-tune the encoder to tell entailment, neutral and contradiction apart."""
    from training.entailment.learn import Learner, Recipe, hardware
    from training.entailment.lessons import prepared, read
    from training.entailment.tiers import fresh_model

    torch.set_num_threads(threads)
    work.mkdir(parents=True, exist_ok=True)
    chosen = TIERS[tier]
    encoder = _base(chosen, base)
    recipe = Recipe(
        epochs=epochs, decay=decay, rate=rate or chosen.rate, size=size, smoothing=smoothing
    )
    given = [lesson for path in lessons for lesson in read(path)]
    _log(f"{len(given)} pairs")
    ready = prepared(given, _tokenizer(encoder), hardware().device)
    Learner(fresh_model(chosen, encoder, start), recipe, work, _log).learn(ready)


@main.command()
@tier_options
@lessons_option
@click.option("--model", type=folder, required=True, help="The folder with the packed teacher.")
@into_option
def teach(tier: str, base: Path | None, lessons: tuple[Path, ...], model: Path, into: Path) -> None:
    """Give pairs the probabilities that a packed model sees in them, for another to learn."""
    from training.entailment.artefact import restored
    from training.entailment.lessons import read, write
    from training.entailment.teaching import taught

    encoder = _base(TIERS[tier], base)
    given = [lesson for path in lessons for lesson in read(path)]
    teacher = restored(TIERS[tier], encoder, model)
    write(into, taught(teacher, _tokenizer(encoder), given))
    _log(f"{len(given)} pairs")


@main.command()
@tier_options
@work_option
@into_option
def pack(tier: str, base: Path | None, work: Path, into: Path) -> None:
    """Store the training's change in a folder."""
    from training.entailment.artefact import write_delta

    _log(f"{write_delta(work, _base(TIERS[tier], base), into)} bytes")


@main.command()
@click.option(
    "--model", "models", type=folder, required=True, multiple=True, help="A packed model."
)
@into_option
def average(models: tuple[Path, ...], into: Path) -> None:
    """Store the mean of packed models of one base."""
    from training.entailment.artefact import write_average

    _log(f"{write_average(models, into)} bytes")


@main.command()
@tier_options
@data_option
@click.option("--model", type=folder, required=True, help="The folder with the packed model.")
@into_option
@click.option("--rows", type=int, help="Only so many of each labelled set.")
def score(
    tier: str, base: Path | None, data: Path, model: Path, into: Path, rows: int | None
) -> None:
    """Keep what a packed model says of the dev sets, to be calibrated and measured with."""
    from training.entailment.artefact import restored
    from training.entailment.development import score as keep
    from training.entailment.reading import logits

    encoder = _base(TIERS[tier], base)
    tokenizer, packed = _tokenizer(encoder), restored(TIERS[tier], encoder, model)
    keep(data, lambda texts: logits(packed, tokenizer, texts, exact=True), into, rows)


@main.command()
@data_option
@click.option("--tier", type=click.Choice(list(TIERS)), default="small")
@click.option("--scores", type=folder, required=True, help="What `score` kept.")
def calibrate(data: Path, tier: str, scores: Path) -> None:
    """Fit the packed model's temperature, store it in the package and pin its checksums."""
    from training.entailment.artefact import FOLDER, pin
    from training.entailment.artefact import calibrate as fit

    _log(f"temperature {fit(data, scores, FOLDER / tier)}")
    pin(tier)


@main.command()
@tier_options
@data_option
@work_option
@click.option("--rows", default=1000, help="Dev rows of each set.")
def sizes(tier: str, base: Path | None, data: Path, work: Path, rows: int) -> None:
    """Measure what each way to store the training's change costs in bytes and accuracy."""
    from training.entailment.sizes import measure

    found = measure(TIERS[tier], _base(TIERS[tier], base), data, work, rows, _log)
    text = json.dumps(found, indent=1) + "\n"
    (RESULTS / "entailment_sizes.json").write_text(text, encoding="utf-8")


@main.command()
@data_option
@lessons_option
def ablate(data: Path, lessons: tuple[Path, ...]) -> None:
    """Train small on few pairs with and without each family of our own; minutes on a GPU."""
    from training.entailment.ablation import ablate as measured
    from training.entailment.lessons import read

    encoder = _base(TIERS["small"], None)
    given = [lesson for path in lessons for lesson in read(path)]
    for found in measured(TIERS["small"], encoder, _tokenizer(encoder), given, data, _log):
        text = json.dumps(found, indent=1) + "\n"
        (RESULTS / "entailment_ablation.json").write_text(text, encoding="utf-8")


@main.command()
def card() -> None:
    """Write the models' cards from the committed figures of benchmarks/results."""
    from training.entailment.artefact import FOLDER
    from training.entailment.card import written

    figures, ways, variants = (
        json.loads((RESULTS / f"{name}.json").read_text(encoding="utf-8"))
        for name in ("entailment", "entailment_sizes", "entailment_ablation")
    )
    for name in TIERS:
        text = written(name, figures, ways, variants)
        (FOLDER / name / "CARD.md").write_text(text, encoding="utf-8")


main()
