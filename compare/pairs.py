"""Pairs of passages judged line by line, each side a sentence or several."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from compare.alignment import alignments
from compare.errors import BadLine
from compare.facts import extract
from compare.judgement.fusion import rounded
from compare.judgement.judge import Judgement, Passage, judge_pair
from compare.model import Alignment, Facts, Relation, Sentence
from compare.options import Options
from compare.pipeline import Models
from compare.reading.language import detect
from compare.sentences import split

PUBLISHED = re.compile(r"\d{4}(-\d\d(-\d\d([T ].*)?)?)?")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two passages to compare, as a line of input names them."""

    id: object
    a: str
    b: str
    a_date: str | None = None
    b_date: str | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is said of a pair; `scores` sum to 1 and `confidence` is that of the relation."""

    id: object
    similarity: float
    relation: Relation
    reasons: tuple[str, ...]
    confidence: float
    scores: Mapping[Relation, float]


@dataclass(frozen=True, slots=True)
class _Text:
    """One side of a pair, taken apart."""

    sentences: tuple[Sentence, ...]
    facts: tuple[Facts, ...]
    published: str | None

    def passage(self, index: int) -> Passage:
        return Passage(self.sentences[index], self.facts[index], self.published)


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is no JSON value")


def _loads(line: str) -> Any:
    try:
        row = json.loads(line, parse_constant=_refuse)
        # Half a surrogate pair is no text: it can be neither judged nor written.
        json.dumps(row, ensure_ascii=False).encode("utf-8")
    except (ValueError, RecursionError) as error:
        raise BadLine(f"not JSON: {error}") from error
    return row


def parse_line(line: str) -> Pair:
    """A pair from a line of JSON. Raises BadLine, whose message says what is wrong with it."""
    row = _loads(line)
    if not isinstance(row, dict):
        raise BadLine("not a JSON object")
    for side in ("a", "b"):
        if not isinstance(row.get(side), str) or not row[side].strip():
            raise BadLine(f'"{side}" must be a text that is not empty')
    for side in ("a_date", "b_date"):
        value = row.get(side)
        if value and not (isinstance(value, str) and PUBLISHED.fullmatch(value)):
            raise BadLine(f'"{side}" must be a date like 2022-03-31 or 2022-03')
    dates = {side: row.get(side) or None for side in ("a_date", "b_date")}
    return Pair(row.get("id"), row["a"], row["b"], **dates)


def line_id(line: str) -> object:
    """The id in a line that cannot be used otherwise, None where it has none."""
    try:
        row = _loads(line)
    except BadLine:
        return None
    return row.get("id") if isinstance(row, dict) else None


def _text(side: str, text: str, published: str | None) -> _Text:
    language = detect(text)
    sentences = split(side, text, language or "en")
    return _Text(sentences, extract(text, sentences, published, language), published)


def _matches(found: Sequence[Alignment], counts: tuple[int, int]) -> list[Alignment]:
    """For each sentence of the side with fewer of them its best match; of equal sides, for each
    sentence of both."""
    chosen: dict[tuple[int, int], Alignment] = {}
    for side in ("a", "b"):
        if counts[side == "b"] > min(counts):
            continue
        best: dict[int, Alignment] = {}
        for al in found:
            index = getattr(al, side).index
            if index not in best or al.probability > best[index].probability:
                best[index] = al
        chosen |= {(al.a.index, al.b.index): al for al in best.values()}
    return [chosen[key] for key in sorted(chosen)]


def _covered(text: _Text, indices: set[int]) -> float:
    """The share of a side's words that stand in its matched sentences."""
    lengths = [len(s.text.split()) for s in text.sentences]
    return sum(lengths[i] for i in indices) / max(1, sum(lengths))


def _combined(judged: Sequence[Judgement], covered: float) -> dict[Relation, float]:
    """Scores of whole passages: they exclude each other where one of their sentences does, and
    agree as far as all do and nothing is left over."""
    contradict = max(j.scores[Relation.CONTRADICT] for j in judged)
    unrelated = min(min(j.scores[Relation.UNRELATED] for j in judged), 1.0 - contradict)
    rest = 1.0 - contradict - unrelated
    agreement = min(
        j.scores[Relation.AGREE] / max(j.scores[Relation.AGREE] + j.scores[Relation.DIVERGE], 1e-9)
        for j in judged
    )
    agree = rest * agreement * covered
    return {
        Relation.AGREE: agree,
        Relation.DIVERGE: rest - agree,
        Relation.CONTRADICT: contradict,
        Relation.UNRELATED: unrelated,
    }


def _verdict(pair: Pair, judged: Sequence[Judgement], covered: float) -> Verdict:
    similarity = 1.0 - min(j.scores[Relation.UNRELATED] for j in judged)
    relations = {j.relation for j in judged}
    scores = judged[0].scores if len(judged) == 1 and covered == 1.0 else None
    scores = scores or rounded(_combined(judged, covered))
    for relation in (Relation.CONTRADICT, Relation.DIVERGE, Relation.AGREE, Relation.UNRELATED):
        if relation in relations:
            break
    if relation is Relation.AGREE and (
        scores[Relation.DIVERGE] > scores[Relation.AGREE] or Relation.UNRELATED in relations
    ):
        relation = Relation.DIVERGE
    reasons = sorted(r for j in judged if j.relation is relation for r in j.reasons)
    if relation is Relation.DIVERGE and not reasons:
        reasons = ["detail"]
    return Verdict(
        pair.id,
        round(similarity, 3),
        relation,
        tuple(dict.fromkeys(reasons)),
        scores[relation],
        scores,
    )


def judge_pairs(pairs: Sequence[Pair], models: Models, options: Options) -> Iterator[Verdict]:
    """One verdict a pair, in order; sentences are aligned first, then judged together."""
    sides = [(_text("a", p.a, p.a_date), _text("b", p.b, p.b_date)) for p in pairs]
    texts = [s.text for both in sides for side in both for s in side.sentences]
    vectors = dict(zip(texts, models.encoder.encode(texts), strict=True))
    matched = []
    for a, b in sides:
        rows = [[vectors[s.text] for s in side.sentences] for side in (a, b)]
        found = list(alignments(a.sentences, b.sentences, np.stack(rows[0]), np.stack(rows[1])))
        matched.append(_matches(found, (len(a.sentences), len(b.sentences))))
    asked = [(al.a.text, al.b.text) for row in matched for al in row]
    answers = iter(models.entailment.judge(asked) if models.entailment else [None] * len(asked))
    for pair, (a, b), row in zip(pairs, sides, matched, strict=True):
        judged = [
            judge_pair(
                a.passage(al.a.index),
                b.passage(al.b.index),
                al.likeness,
                next(answers),
                options.thresholds,
            )
            for al in row
        ]
        covered = min(
            _covered(a, {al.a.index for al in row}), _covered(b, {al.b.index for al in row})
        )
        yield _verdict(pair, judged, covered)


def to_json(verdict: Verdict) -> str:
    """The line of output for a verdict."""
    return json.dumps(
        {
            "id": verdict.id,
            "similarity": verdict.similarity,
            "relation": verdict.relation.value,
            "reasons": list(verdict.reasons),
            "confidence": verdict.confidence,
            "scores": {relation.value: score for relation, score in verdict.scores.items()},
        },
        ensure_ascii=False,
    )
