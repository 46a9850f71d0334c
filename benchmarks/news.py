"""Precision on real news: what the tool and a plain script raise, judged blind by readers.

    python -m benchmarks.news draw --data SHARED/data --plain MODEL --work FOLDER
    python -m benchmarks.news score --work FOLDER READER.jsonl READER.jsonl

`draw` runs both over the five events of NewsWCL50, the stories of basil and those topics of ECB+
that nothing is taught with, shuffles what they raise (the script's contradictions sampled to a
hundred, of the tool's agreements and differences sixty) and writes it to FOLDER: `questions.jsonl`,
two quotes and two dates each and nothing of who raised it, for readers, and `key.jsonl`, which
knows. A reader answers a question in a line, {"id", "verdict"}, with one of: contradiction,
difference, agreement, not comparable. `score` takes a contradiction as true where both readers say
so, and writes verdicts and figures, no text.
"""

from __future__ import annotations

import hashlib
import json
import random
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import combinations
from math import sqrt
from pathlib import Path
from typing import Any

import click

from benchmarks.quality import sets
from benchmarks.quality.kept import Kept
from benchmarks.quality.systems import SCRIPT_CONTRADICTION, SCRIPT_COSINE, Systems
from compare.model import Article, Relation, Side
from compare.options import Options, resolve
from compare.pipeline import compare
from compare.reading import article_from_text
from compare.review.agreement import kappa
from training.entailment.corpora import detokenised

RESULTS = Path(__file__).resolve().parent / "results" / "news.json"
SCRIPT_SAMPLE, OTHERS_SAMPLE = 100, 60
VERDICTS = ("contradiction", "difference", "agreement", "not comparable")
# The sets by the folder that a place is in; events of NewsWCL50 have numbers.
FOLDERS, OTHERS = ("basil", "ecbplus"), "newswcl50"
# Two sides of the normal distribution, for an interval of 95 %.
WIDTH = 1.96


@dataclass(frozen=True, slots=True)
class Document:
    """An article of a story, a sentence a line; `published` is None where it is not known."""

    id: str
    sentences: tuple[str, ...]
    published: str | None


@dataclass(frozen=True, slots=True)
class Raised:
    """A pair that a system raised: who, as what, the places (document:start) and the words."""

    system: str
    relation: str
    a_place: str
    b_place: str
    a: str
    b: str
    a_date: str | None
    b_date: str | None

    @property
    def id(self) -> str:
        """One for the pair, whoever raised it."""
        places = sorted((self.a_place, self.b_place))
        return hashlib.sha256("\n".join(places).encode()).hexdigest()[:12]


def events(data: Path) -> Iterator[list[Document]]:
    """The articles of each event of NewsWCL50, of each story of basil, and of the held-out topics
    of ECB+, where wire reports tell one event again and again."""
    for event in sets.newswcl50(data).values():
        yield [Document(id, tuple(s), None) for id, s in sorted(event.sentences.items())]
    told: dict[str, list[Document]] = {}
    for row in sets.records(data / "eval/basil/articles.jsonl"):
        name = f"basil/{row['event_cluster']}/{row['source']}"
        document = Document(name, tuple(row["sentences"]), row["date"] or None)
        told.setdefault(str(row["event_cluster"]), []).append(document)
    yield from (told[name] for name in sorted(told))
    yield from _wire(data)


def _wire(data: Path) -> Iterator[list[Document]]:
    topics = {row.group for row in sets.ecbplus(data)}
    told: dict[str, list[Document]] = {}
    for row in sets.records(data / "eval/ecbplus/docs.jsonl"):
        if str(row["topic"]) in topics:
            sentences = tuple(detokenised(sentence) for sentence in row["sentences"])
            document = Document(f"ecbplus/{row['doc_id']}", sentences, None)
            told.setdefault(row["event_cluster"], []).append(document)
    yield from (told[name] for name in sorted(told))


def article(document: Document) -> Article:
    """A document as what a run reads."""
    text = "\n".join(document.sentences)
    found = article_from_text(text, path=f"{document.id}.txt", as_is=True)
    return replace(found, published=document.published)


def by_tool(documents: Sequence[Document], systems: Systems, options: Options) -> Iterator[Raised]:
    """All findings of the tool on one story."""
    names = {}
    for document in documents:
        names[article(document).id] = document
    articles = [article(document) for document in documents]
    report = compare(articles, options, models=systems.models)

    def place(side: Side) -> str:
        return f"{names[side.article].id}:{side.start}"

    for finding in report.findings:
        a, b = finding.a, finding.b
        dates = (names[side.article].published for side in (a, b))
        yield Raised("tool", finding.relation, place(a), place(b), a.text, b.text, *dates)


def by_script(documents: Sequence[Document], systems: Systems) -> Iterator[Raised]:
    """What the script raises as contradictions on one story."""
    for one, other in combinations(documents, 2):
        vectors = [systems.baseline.encode(d.sentences) for d in (one, other)]
        places = list(zip(*((vectors[0] @ vectors[1].T) >= SCRIPT_COSINE).nonzero(), strict=True))
        if not places:
            continue
        pairs = [(one.sentences[i], other.sentences[j]) for i, j in places]
        said = systems.contradictions(pairs)
        for (i, j), (a, b), score in zip(places, pairs, said, strict=True):
            if score >= SCRIPT_CONTRADICTION:
                at = (f"{d.id}:{_start(d, k)}" for d, k in ((one, i), (other, j)))
                yield Raised("script", "contradict", *at, a, b, one.published, other.published)


def _start(document: Document, index: int) -> int:
    return sum(len(s) + 1 for s in document.sentences[:index])


def sampled(raised: Sequence[Raised], dice: random.Random) -> list[Raised]:
    """All contradictions of the tool, and samples of the script's and of the tool's other finds."""
    script = [it for it in raised if it.system == "script"]
    tool = [it for it in raised if it.system == "tool"]
    found = [it for it in tool if it.relation == Relation.CONTRADICT]
    others = [it for it in tool if it.relation != Relation.CONTRADICT]
    found += dice.sample(others, min(len(others), OTHERS_SAMPLE))
    found += dice.sample(script, min(len(script), SCRIPT_SAMPLE))
    dice.shuffle(found)
    return found


def wilson(right: int, total: int) -> tuple[float, float]:
    """The interval of 95 % of a share, after E. B. Wilson (1927)."""
    if not total:
        return 0.0, 1.0
    share, square = right / total, WIDTH**2
    middle = (share + square / (2 * total)) / (1 + square / total)
    half = sqrt(share * (1 - share) / total + square / (4 * total**2)) * WIDTH
    half /= 1 + square / total
    return round(max(0.0, middle - half), 4), round(min(1.0, middle + half), 4)


def _written(path: Path, rows: Iterable[Mapping[str, Any]]) -> None:
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    path.write_text(text, encoding="utf-8")


def figures(
    key: Sequence[Mapping[str, Any]], said: Mapping[str, tuple[str, str]]
) -> dict[str, Any]:
    """Precision of each system's contradictions, and what readers say of the tool's other finds."""
    found: dict[str, Any] = {}
    for system in ("tool", "script"):
        rows = [r for r in key if r["system"] == system and r["relation"] == "contradict"]
        verdicts = [said[r["id"]] for r in rows]
        for name, counts in (("both", all), ("either", any)):
            right = sum(counts(v == VERDICTS[0] for v in both) for both in verdicts)
            found.setdefault(system, {"judged": len(rows)})[name] = {
                "true": right,
                "precision": round(right / len(rows), 4) if rows else None,
                "interval": wilson(right, len(rows)),
            }
        found[system]["by_set"] = _by_set(rows, said)
    for relation in ("agree", "diverge"):
        rows = [r for r in key if r["relation"] == relation]
        votes = Counter(v for r in rows for v in said[r["id"]])
        found[relation] = {"judged": len(rows), "verdicts": dict(sorted(votes.items()))}
    return found


def _by_set(
    rows: Sequence[Mapping[str, Any]], said: Mapping[str, tuple[str, str]]
) -> dict[str, dict[str, int]]:
    """How many contradictions were judged of each set, and how many both readers take for one."""
    found: dict[str, dict[str, int]] = {}
    for row in rows:
        folder = row["a_place"].partition("/")[0]
        counts = found.setdefault(folder if folder in FOLDERS else OTHERS, {"judged": 0, "true": 0})
        counts["judged"] += 1
        counts["true"] += all(verdict == VERDICTS[0] for verdict in said[row["id"]])
    return dict(sorted(found.items()))


@click.group()
def main() -> None:
    """Draw questions for readers, then score their answers."""


@main.command()
@click.option("--data", type=click.Path(exists=True, path_type=Path), required=True)
@click.option("--plain", required=True, help="Folder of the entailment model of the script.")
@click.option("--nli", default=None, help="The tool's entailment model, as for `run`.")
@click.option("--work", type=click.Path(path_type=Path), required=True)
def draw(data: Path, plain: str, nli: str | None, work: Path) -> None:
    """Run both systems and write the questions."""
    options = resolve(nli=nli)
    systems = Systems(Kept(work / "kept.sqlite"), plain, options)
    raised: list[Raised] = []
    for documents in events(data):
        raised += [*by_tool(documents, systems, options), *by_script(documents, systems)]
        click.echo(f"{documents[0].id}: {len(raised)} raised so far", err=True)
    chosen = sampled(raised, random.Random(1))
    totals = Counter(f"{it.system} {it.relation}" for it in raised)
    (work / "totals.json").write_text(json.dumps(totals), encoding="utf-8")
    asked = {it.id: it for it in chosen}
    _written(
        work / "questions.jsonl",
        (
            {k: v for k, v in asdict(it).items() if k in ("a", "b", "a_date", "b_date")}
            | {"id": id}
            for id, it in asked.items()
        ),
    )
    kept = ("system", "relation", "a_place", "b_place")
    _written(
        work / "key.jsonl", ({"id": it.id} | {k: getattr(it, k) for k in kept} for it in chosen)
    )


@main.command()
@click.option("--work", type=click.Path(exists=True, path_type=Path), required=True)
@click.option("--out", type=click.Path(path_type=Path), default=RESULTS)
@click.argument("readers", nargs=2, type=click.Path(exists=True, path_type=Path))
def score(work: Path, out: Path, readers: tuple[Path, Path]) -> None:
    """Hold the answers of two readers against the key, print the figures, write the JSON."""
    one, other = ({r["id"]: r["verdict"] for r in sets.records(path)} for path in readers)
    key = list(sets.records(work / "key.jsonl"))
    said = {row["id"]: (one[row["id"]], other[row["id"]]) for row in key}
    wrong = {verdict for both in said.values() for verdict in both} - set(VERDICTS)
    if wrong:
        raise click.UsageError(f"no verdicts: {', '.join(sorted(wrong))}")
    found = {
        "raised": json.loads((work / "totals.json").read_text("utf-8")),
        "kappa": kappa(list(said.values())),
        **figures(key, said),
        "judged": [row | {"verdicts": said[row["id"]]} for row in key],
    }
    out.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    click.echo(json.dumps({k: v for k, v in found.items() if k != "judged"}, indent=1))


if __name__ == "__main__":
    main()
