"""Pairs of passages judged line by line, each side a sentence or several."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import log
from typing import Any

import numpy as np

from compare.alignment import Passages, alignments, passages, read_together
from compare.errors import BadLine
from compare.judgement.fusion import rounded
from compare.judgement.judge import Judgement, Passage, ask, case_of, judge
from compare.model import Alignment, Factor, Facts, Likeness, Relation, Sentence
from compare.options import Options
from compare.pipeline import Models
from compare.reader import Reader
from compare.reading.language import detect
from compare.sentences import split

# The order in which the relations of single sentences decide about whole passages.
GRAVITY = (Relation.CONTRADICT, Relation.DIVERGE, Relation.AGREE, Relation.UNRELATED)
# What the other sentences of longer passages add to the account of the deciding ones.
REST = "other sentences of the passages"
NO_REST = 0.01
FEWEST_WORDS = 4
# A text and the date it was published on.
Source = tuple[str, str | None]
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
    """What is said of a pair; `scores` sum to 1 and `confidence` is that of the relation.

    `factors` are those of the two sentences that decided, and what the other ones made of it;
    together they sum to logit(confidence).
    """

    id: object
    similarity: float
    relation: Relation
    reasons: tuple[str, ...]
    confidence: float
    scores: Mapping[Relation, float]
    factors: tuple[Factor, ...]


@dataclass(frozen=True, slots=True)
class _Text:
    """One side of a pair, taken apart, and as a whole."""

    sentences: tuple[Sentence, ...]
    facts: tuple[Facts, ...]
    published: str | None
    parts: Passages
    whole: Passages

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


def _taken_apart(pairs: Sequence[Pair], models: Models) -> Mapping[Source, _Text]:
    """The texts of the pairs by text and date; a text that recurs is taken apart once."""
    sources = list(dict.fromkeys(side for pair in pairs for side in _sources(pair)))
    wholes = {text: (Sentence("", 0, 0, len(text), text),) for text, _ in sources}
    languages = {text: detect(text) for text in wholes}
    parts = {text: split("", text, languages[text] or "en") or wholes[text] for text in wholes}
    models.begin([(text, parts[text], day, languages[text]) for text, day in sources])
    texts = [s.text for own in (*parts.values(), *wholes.values()) for s in own]
    vectors = dict(zip(texts, models.encoder.encode(texts), strict=True))

    def ready(sentences: Sequence[Sentence]) -> Passages:
        return passages(sentences, np.stack([vectors[s.text] for s in sentences]))

    return {
        (text, published): _Text(
            sentences=parts[text],
            facts=models.extract(text, parts[text], published, languages[text]),
            published=published,
            parts=ready(parts[text]),
            whole=ready(wholes[text]),
        )
        for text, published in sources
    }


def _sources(pair: Pair) -> tuple[Source, Source]:
    return (pair.a, pair.a_date), (pair.b, pair.b_date)


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


def _relation(judged: Sequence[Judgement], scores: Mapping[Relation, float]) -> Relation:
    """The gravest relation of any two sentences; agreement only where it leaves nothing open."""
    relations = {j.relation for j in judged}
    gravest = next(relation for relation in GRAVITY if relation in relations)
    open_ends = Relation.UNRELATED in relations or scores[Relation.DIVERGE] > scores[Relation.AGREE]
    return Relation.DIVERGE if gravest is Relation.AGREE and open_ends else gravest


def _factors(
    judged: Sequence[Judgement], relation: Relation, confidence: float
) -> tuple[Factor, ...]:
    """The factors of the two sentences that speak most for the relation, and the rest."""
    deciding = [j for j in judged if j.relation is relation]
    factors = max(deciding, key=lambda j: j.confidence).factors if deciding else ()
    rest = log(confidence / (1.0 - confidence)) - sum(factor.logit for factor in factors)
    if abs(rest) < NO_REST:
        return factors
    return (*factors, Factor(REST if factors else "base", round(rest, 4)))


def _likeness(alignment: Alignment, a: _Text, b: _Text) -> Likeness:
    """Sentences of longer passages were set side by side by their likeness, not by anybody."""
    return replace(alignment.likeness, given=len(a.sentences) == len(b.sentences) == 1)


def _verdict(pair: Pair, similarity: float, judged: Sequence[Judgement], covered: float) -> Verdict:
    whole = len(judged) == 1 and covered == 1.0
    scores = judged[0].scores if whole else rounded(_combined(judged, covered))
    relation = _relation(judged, scores)
    reasons = sorted(r for j in judged if j.relation is relation for r in j.reasons)
    if relation is Relation.DIVERGE and not reasons:
        reasons = ["detail"]
    return Verdict(
        id=pair.id,
        similarity=round(similarity, 4),
        relation=relation,
        reasons=tuple(dict.fromkeys(reasons)),
        confidence=scores[relation],
        scores=scores,
        factors=_factors(judged, relation, scores[relation]),
    )


def judge_pairs(pairs: Sequence[Pair], models: Models, options: Options) -> Iterator[Verdict]:
    """One verdict a pair, in order; sentences are aligned first, then judged together."""
    texts = _taken_apart(pairs, models)
    sides = [(texts[one], texts[other]) for one, other in map(_sources, pairs)]
    matched = [
        _matches(list(alignments(a.parts, b.parts)), (len(a.sentences), len(b.sentences)))
        for a, b in sides
    ]
    cases = [
        [case_of(a.passage(al.a.index), b.passage(al.b.index), _likeness(al, a, b)) for al in row]
        for (a, b), row in zip(sides, matched, strict=True)
    ]
    flat = [case for row in cases for case in row]
    answers = iter(ask(flat, models.entailment, options.thresholds))
    alike = _similarities(pairs, sides, models.reader)
    for pair, (a, b), row, own, similarity in zip(pairs, sides, matched, cases, alike, strict=True):
        judged = [judge(case, next(answers), options.thresholds) for case in own]
        covered = min(
            _covered(a, {al.a.index for al in row}), _covered(b, {al.b.index for al in row})
        )
        yield _verdict(pair, similarity, judged, covered)


def _similarities(
    pairs: Sequence[Pair], sides: Sequence[tuple[_Text, _Text]], reader: Reader | None
) -> list[float]:
    """The probability that the passages of each pair report the same thing, as wholes."""
    found = np.array([next(alignments(a.whole, b.whole)).probability for a, b in sides])
    if reader is not None:
        at = [i for i, pair in enumerate(pairs) if _is_sentence(pair.a) and _is_sentence(pair.b)]
        answers = reader.read([(pairs[i].a, pairs[i].b) for i in at])
        found[at] = read_together(found[at], answers)
    return [float(probability) for probability in found]


def _is_sentence(text: str) -> bool:
    """Whether a text may be a sentence or a headline; a reader makes nothing of mere names."""
    return len(text.split()) >= FEWEST_WORDS


def to_dict(verdict: Verdict, explain: bool = False) -> dict[str, Any]:
    """The fields of the line of output for a verdict, with its factors where they are wanted."""
    row: dict[str, Any] = {
        "id": verdict.id,
        "similarity": verdict.similarity,
        "relation": verdict.relation.value,
        "reasons": list(verdict.reasons),
        "confidence": verdict.confidence,
        "scores": {relation.value: score for relation, score in verdict.scores.items()},
    }
    if explain:
        row["factors"] = [{"name": f.name, "logit": f.logit} for f in verdict.factors]
    return row


def to_json(verdict: Verdict, explain: bool = False) -> str:
    """The line of output for a verdict."""
    return json.dumps(to_dict(verdict, explain), ensure_ascii=False)
