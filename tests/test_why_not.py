"""why-not: each place where two sentences can stop on the way to a finding, and what it says."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from compare.commands.why_not import why_not as command
from compare.data import table
from compare.errors import UnknownSentence
from compare.judgement.points import Obstacle
from compare.model import Facts, Report
from compare.options import Options, Thresholds
from compare.pipeline import Models, compare
from compare.reader import ANSWERS, Answers
from compare.reading import article_from_text
from compare.report.as_json import dumps, load
from compare.report.wording import coverage
from compare.similarity import Encoder
from compare.why_not import Answer, find, name_of, why_not

FERRY = """The old ferry Alma sank in the bay of Norr on Monday.
The mayor of Norr thanked the divers of the harbour office.
"""
FERRY_AGAIN = """The ferry Alma sank on Monday in the bay of Norr.
Tickets for the summer season will be refunded in full.
Monday's sinking of the ferry Alma in the bay of Norr is under inquiry.
"""
BANK = "Regulators fined the Ostrava savings bank over hidden losses in its books.\n"
SCHOOL = "Two primary schools in Tamsin are to close for lack of teachers.\n"
BODIES = (FERRY, FERRY_AGAIN, BANK, SCHOOL)


@pytest.fixture(scope="module")
def models(encoder: Encoder) -> Models:
    """The embedded encoder and no facts: only likeness speaks."""
    return Models(encoder, extract=lambda text, sentences, *_: (Facts(),) * len(sentences))


@pytest.fixture(scope="module")
def report(models: Models) -> Report:
    articles = [
        article_from_text(body, path=f"paper-{i}.txt", as_is=True) for i, body in enumerate(BODIES)
    ]
    return compare(articles, models=models, name="ferry")


def _asked(report: Report, models: Models, a: str, b: str, **thresholds: float) -> Answer:
    options = Options(thresholds=Thresholds(**thresholds))
    return why_not(report, find(report, a), find(report, b), models, options)


def test_sentences_of_one_article_are_never_compared(report: Report, models: Models) -> None:
    answer = _asked(report, models, "old ferry", "mayor of Norr")
    assert answer.stage == "one-article"
    assert answer.judgement is None


def test_sentences_of_two_stories_are_not_compared(report: Report, models: Models) -> None:
    assert len(report.coverage.stories) == 3
    assert _asked(report, models, "old ferry", "Regulators").stage == "stories"


def test_a_finding_is_named(report: Report, models: Models) -> None:
    answer = _asked(report, models, "old ferry", "sank on Monday in")
    assert answer.stage == "finding"
    assert answer.finding in report.findings
    assert str(answer.finding.relation) in answer.message


def test_too_little_alike(report: Report, models: Models) -> None:
    answer = _asked(report, models, "old ferry", "summer season", candidate=0.9)
    assert answer.stage == "aligning"
    assert "0.9" in answer.message


def test_judged_unrelated_with_its_factors(report: Report, models: Models) -> None:
    answer = _asked(report, models, "mayor of Norr", "under inquiry", candidate=0.0, related=0.999)
    assert answer.stage == "judging"
    assert answer.judgement is not None
    assert sum(factor.logit for factor in answer.judgement.factors)


def test_with_other_options_it_would_be_a_finding(report: Report, models: Models) -> None:
    kept = report.findings
    bare = replace(report, findings=())
    answer = _asked(bare, models, kept[0].a.text, kept[0].b.text)
    assert answer.stage == "none"


def test_a_run_tells_what_it_did_not_compare_and_why(report: Report) -> None:
    told = " ".join(coverage(report, 0))
    assert "three stories" in told
    assert "Two reports had nobody to be compared with" in told
    assert load(dumps(report)).coverage == report.coverage
    joined = replace(report, coverage=replace(report.coverage, stories=()))
    assert "stories" not in " ".join(coverage(joined, 0))


def test_the_order_of_the_two_changes_nothing(report: Report, models: Models) -> None:
    one = _asked(report, models, "old ferry", "summer season")
    assert one == _asked(report, models, "summer season", "old ferry")


def test_sentences_by_id_by_words_and_not_at_all(report: Report) -> None:
    sentence = find(report, "OLD ferry, Alma")
    assert find(report, name_of(sentence)) == sentence
    with pytest.raises(UnknownSentence, match="no sentence"):
        find(report, "zeppelin")
    with pytest.raises(UnknownSentence, match="sentences hold"):
        find(report, "bay of Norr")
    with pytest.raises(UnknownSentence, match="no sentence"):
        find(report, "...")


def test_the_command_answers_as_text_and_as_json(report: Report, tmp_path: Path) -> None:
    (tmp_path / "report.json").write_text(dumps(report), encoding="utf-8")
    asked = [str(tmp_path), "old ferry", "Regulators", "--no-cache"]
    told = CliRunner().invoke(command, asked)
    assert told.exit_code == 0, told.output
    assert "different stories" in told.output
    row = json.loads(CliRunner().invoke(command, [*asked, "--json"]).stdout)
    assert row["stage"] == "stories"
    assert row["relation"] is None
    missing = CliRunner().invoke(command, [str(tmp_path), "zeppelin", "Regulators"])
    assert missing.exit_code == 2


def test_of_a_difference_it_is_told_what_stands_against_a_contradiction(
    report: Report, models: Models, tmp_path: Path
) -> None:
    answer = _asked(report, models, "old ferry", "sank on Monday in")
    assert answer.judgement is not None and answer.judgement.obstacle
    (tmp_path / "report.json").write_text(dumps(report), encoding="utf-8")
    asked = [str(tmp_path), "old ferry", "sank on Monday in", "--no-cache"]
    told = CliRunner().invoke(command, asked)
    assert "they are a finding" in told.output
    assert "what stands against a contradiction" in told.output


def test_every_obstacle_has_words() -> None:
    assert set(table("judgement/obstacles")) == {str(obstacle) for obstacle in Obstacle}


class Doubting:
    """A reader to whom any two sentences tell two things."""

    name = "doubting"

    def load(self) -> None:
        """There is nothing to load."""

    def read(self, pairs: Sequence[tuple[str, str]]) -> Answers:
        return np.full((len(pairs), len(ANSWERS)), -5.0, np.float32)


def test_what_a_reader_takes_for_two_things_is_no_finding(
    report: Report, models: Models, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("compare.together.SURE", 1.0)
    articles = list(report.articles)
    doubted = compare(articles, models=replace(models, reader=Doubting()), name="ferry")
    assert report.findings and not doubted.findings
    answer = _asked(doubted, replace(models, reader=Doubting()), "old ferry", "sank on Monday in")
    assert answer.stage == "reading together"
    assert answer.judgement is not None
    odds = answer.judgement.confidence / (1 - answer.judgement.confidence)
    factors = answer.judgement.factors
    assert sum(f.logit for f in factors) == pytest.approx(math.log(odds), abs=0.01)
    assert any(f.name == "both sentences read together" for f in factors)


def test_a_reader_is_not_asked_about_what_is_surely_one_thing(
    report: Report, models: Models, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("compare.together.SURE", 0.0)
    articles = list(report.articles)
    kept = compare(articles, models=replace(models, reader=Doubting()), name="ferry")
    assert [f.id for f in kept.findings] == [f.id for f in report.findings]
