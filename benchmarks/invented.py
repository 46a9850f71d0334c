"""What a run finds of the contradictions planted in invented reports, and what it raises besides.

    python -m benchmarks.invented [--nli small]

Each story of tests/invented is compared as a run compares a folder. A planted contradiction counts
as found where a finding says so of its two sentences, and as shown where they are another finding;
a trap that is called a contradiction, and any contradiction beside the planted ones, is false.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from compare.caching.cache import Cache
from compare.fingerprint import normalised
from compare.model import Finding, Relation
from compare.options import resolve
from compare.pipeline import Models, compare, models_for
from compare.reading import read

FOLDER = Path(__file__).resolve().parent.parent / "tests" / "invented"
RESULTS = Path(__file__).resolve().parent / "results" / "invented.json"
PARTS = ("tuned", "held_out")
CONTRADICTION, TRAP = "contradiction", "trap"


@dataclass(frozen=True, slots=True)
class Planted:
    """Two sentences of a story that contradict each other, or only seem to."""

    label: str
    kind: str
    a: str
    b: str

    def is_told_by(self, finding: Finding) -> bool:
        """Whether a finding is on these two sentences."""
        sides = finding.a.text, finding.b.text
        return any(
            _holds(sides[0], one) and _holds(sides[1], other)
            for one, other in ((self.a, self.b), (self.b, self.a))
        )


def _holds(text: str, sentence: str) -> bool:
    """Whether a text is a sentence, but for what a sentence splitter took away or added."""
    one, other = normalised(text), normalised(sentence)
    return one in other or other in one


def planted(story: Path) -> list[Planted]:
    """What was planted in a story."""
    lines = (story / "planted.jsonl").read_text(encoding="utf-8").splitlines()
    rows = (json.loads(line) for line in lines)
    return [Planted(row["is"], row["kind"], row["a"], row["b"]) for row in rows]


def findings(story: Path, models: Models) -> tuple[Finding, ...]:
    """The findings of a run over the reports of a story."""
    result = read([str(path) for path in sorted(story.glob("*.txt"))])
    return compare(result.articles, models=models, name=story.name).findings


def outcomes(rows: Sequence[Planted], found: Sequence[Finding]) -> Iterator[str]:
    """One word for each planted pair, and for each contradiction beside them: planted and found,
    shown or missed; trap and false; beside."""
    raised = [f for f in found if f.relation is Relation.CONTRADICT]
    for row in rows:
        is_raised = any(row.is_told_by(f) for f in raised)
        if row.label == TRAP:
            yield TRAP
            yield from ["false"] * is_raised
            continue
        yield "planted"
        is_shown = any(row.is_told_by(f) for f in found)
        yield "found" if is_raised else "shown" if is_shown else "missed"
    yield from ("beside" for f in raised if not any(row.is_told_by(f) for row in rows))


def measure(stories: Sequence[Path], models: Models) -> Mapping[str, int]:
    """The outcomes over stories, counted."""
    counts: Counter[str] = Counter()
    for story in stories:
        counts.update(outcomes(planted(story), findings(story, models)))
    names = ("planted", "found", "shown", "missed", TRAP, "false", "beside")
    return {name: counts[name] for name in names}


def stories(part: str) -> list[Path]:
    """The folders of one part of the suite."""
    return sorted(path for path in (FOLDER / part).iterdir() if path.is_dir())


@click.command()
@click.option("--nli", default="small", show_default=True, help="The entailment model.")
@click.option("--work", type=click.Path(path_type=Path), default=Path("build/invented"))
def main(nli: str, work: Path) -> None:
    """Run all invented stories, print what was found of what, and write the JSON."""
    work.mkdir(parents=True, exist_ok=True)
    models = models_for(resolve(nli=nli), Cache(work / "cache.sqlite"))
    kept: dict[str, Any] = json.loads(RESULTS.read_text("utf-8")) if RESULTS.is_file() else {}
    kept[nli] = {part: measure(stories(part), models) for part in PARTS}
    RESULTS.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
    for part, counts in kept[nli].items():
        click.echo(f"{part}: " + ", ".join(f"{name} {n}" for name, n in counts.items()))


if __name__ == "__main__":
    main()
