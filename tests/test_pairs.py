"""Pairs judged line by line: the contract of input and output, and what must never change."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence

import pytest

from compare.errors import BadLine
from compare.model import Facts, Relation, Sentence
from compare.options import Options
from compare.pairs import Pair, Verdict, judge_pairs, line_id, parse_line, to_json
from compare.pipeline import Models

PAIRS = [
    ("The ferry sank on 3 May 2019.", "The ferry sank on 5 May 2019."),
    ("The ferry sank in 2019.", "The ferry sank on 5 May 2019."),
    ("The mayor opened the bridge.", "Apples are cheap this week."),
    ("The council closed two schools.", "The council closed two schools."),
    ("The board fined the bank. It said so on Monday.", "The bank was fined by the board."),
    ("At least 10 people were killed in the blast.", "The blast killed 12 people."),
    ("...", "!!!"),
]


def _judge(pairs: list[tuple[str, str]], models: Models) -> list[Verdict]:
    return list(judge_pairs([Pair(i, a, b) for i, (a, b) in enumerate(pairs)], models, Options()))


def test_scores_sum_to_one_and_confidence_is_that_of_the_relation(plain_models: Models) -> None:
    for verdict in _judge(PAIRS, plain_models):
        row = json.loads(to_json(verdict))
        assert list(row) == ["id", "similarity", "relation", "reasons", "confidence", "scores"]
        assert list(row["scores"]) == ["agree", "diverge", "contradict", "unrelated"]
        assert sum(row["scores"].values()) == pytest.approx(1.0, abs=1e-9)
        assert all(round(score, 3) == score for score in row["scores"].values())
        assert row["confidence"] == row["scores"][row["relation"]]
        assert 0.0 <= row["similarity"] <= 1.0


@pytest.mark.parametrize("kind", ["plain_models", "full_models"])
def test_sides_may_be_exchanged(kind: str, request: pytest.FixtureRequest) -> None:
    models: Models = request.getfixturevalue(kind)
    one = _judge(PAIRS, models)
    other = _judge([(b, a) for a, b in PAIRS], models)
    assert [to_json(v) for v in one] == [to_json(v) for v in other]


def test_what_the_pairs_are(plain_models: Models) -> None:
    dates, finer, apart, same, *_ = _judge(PAIRS, plain_models)
    assert (dates.relation, dates.reasons) == (Relation.CONTRADICT, ("date",))
    assert finer.relation is Relation.DIVERGE and "precision" in finer.reasons
    assert apart.relation is Relation.UNRELATED
    assert (same.relation, same.reasons) == (Relation.AGREE, ("near-verbatim",))


def test_factors_sum_to_the_logit_of_the_confidence(plain_models: Models) -> None:
    long = "The ferry sank on 3 May 2019. Nobody was hurt. The owner was fined."
    longer = [*PAIRS, (long, "On 5 May 2019 the ferry sank. The owner was fined by a court.")]
    for verdict in _judge(longer, plain_models):
        row = json.loads(to_json(verdict, explain=True))
        odds = row["confidence"] / (1 - row["confidence"])
        assert sum(f["logit"] for f in row["factors"]) == pytest.approx(math.log(odds), abs=0.01)
        assert all(f["name"] for f in row["factors"])
        assert "factors" not in json.loads(to_json(verdict))


def test_similarity_is_of_whole_passages_and_no_matter_of_the_facts(plain_models: Models) -> None:
    bare = Models(plain_models.encoder, extract=lambda text, own, *_: (Facts(),) * len(own))
    with_facts, without = _judge(PAIRS, plain_models), _judge(PAIRS, bare)
    assert [v.similarity for v in with_facts] == [v.similarity for v in without]
    same, other = with_facts[3].similarity, with_facts[2].similarity
    assert other < 0.5 < same


def test_a_text_that_recurs_is_taken_apart_once(plain_models: Models) -> None:
    asked: list[str] = []

    def extract(text: str, own: Sequence[Sentence], *_: object) -> tuple[Facts, ...]:
        asked.append(text)
        return (Facts(),) * len(own)

    _judge([("One.", "Two."), ("Two.", "One.")], Models(plain_models.encoder, extract=extract))
    assert asked == ["One.", "Two."]


def test_a_sentence_more_on_one_side_is_detail(plain_models: Models) -> None:
    (verdict,) = _judge([PAIRS[4]], plain_models)
    assert verdict.relation is Relation.DIVERGE
    assert "detail" in verdict.reasons


def test_later_publication_explains_a_higher_toll(plain_models: Models) -> None:
    a, b = "The blast killed 12 people.", "The blast killed 19 people."
    days = Pair(1, a, b, a_date="2020-03-01", b_date="2020-03-04")
    (later,) = judge_pairs([days], plain_models, Options())
    assert later.relation is Relation.DIVERGE
    assert "changed-over-time" in later.reasons
    (unknown,) = judge_pairs([Pair(1, a, b)], plain_models, Options())
    assert (unknown.relation, unknown.reasons) == (Relation.CONTRADICT, ("quantity",))


def test_a_figure_that_none_of_the_other_side_fits(full_models: Models) -> None:
    a = "The film has earned less than 40 million dollars in Canada."
    b = "The film had a gross of 52 million dollars in Canada and much praise."
    days = Pair(2, a, b, a_date="2012-05-02", b_date="2012-05-09")
    told = Pair(3, a, b.replace("52", "32"))
    unfit, later, fit = judge_pairs([Pair(1, a, b), days, told], full_models, Options())
    assert (unfit.relation, unfit.reasons) == (Relation.CONTRADICT, ("quantity",))
    assert "no date or figure that fits" in {factor.name for factor in unfit.factors}
    assert later.relation is not Relation.CONTRADICT
    assert fit.relation is not Relation.CONTRADICT


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("not json", "not JSON"),
        ("[1, 2]", "not a JSON object"),
        ('{"id": 1, "a": "x"}', '"b" must be a text'),
        ('{"id": 1, "a": "  ", "b": "x"}', '"a" must be a text'),
        ('{"id": 1, "a": "x", "b": "y", "a_date": "soon"}', '"a_date" must be a date'),
    ],
)
def test_bad_lines_say_what_is_wrong(line: str, complaint: str) -> None:
    with pytest.raises(BadLine, match=complaint):
        parse_line(line)


def test_the_id_of_a_bad_line_is_kept() -> None:
    assert line_id('{"id": "x7", "a": 3}') == "x7"
    assert line_id("{") is None
    assert parse_line('{"a": "x", "b": "y"}').id is None
