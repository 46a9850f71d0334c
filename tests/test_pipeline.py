"""What holds of every report: exact quotes, sums, and independence of the order of the input."""

from __future__ import annotations

import json
import math
import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compare.errors import TooFewArticles
from compare.judgement.entailment import Entailment
from compare.model import Article, Relation, Report
from compare.pipeline import Models, compare
from compare.reading import article_from_text, read
from compare.report.as_json import dumps, to_dict
from compare.similarity import Matrix

ROOT = Path(__file__).resolve().parent.parent
SIZE = 64


class WordCounts:
    """An encoder that needs no model: a text is the direction of its words' hashes."""

    name = "word counts"

    def load(self) -> None:
        """There is nothing to load."""

    def encode(self, texts: Sequence[str]) -> Matrix:
        rows = np.zeros((len(texts), SIZE), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for word in text.lower().split():
                row[sum(word.encode()) % SIZE] += 1.0
            row /= max(float(np.linalg.norm(row)), 1.0)
        return rows


class LengthJudge:
    """An entailment model that needs no weights: the longer text entails the shorter."""

    name = "lengths"

    def load(self) -> None:
        """There is nothing to load."""

    def judge(self, pairs: Sequence[tuple[str, str]]) -> list[Entailment]:
        yes, no = (0.8, 0.1, 0.1), (0.1, 0.1, 0.8)
        return [Entailment(yes, no) if len(a) >= len(b) else Entailment(no, yes) for a, b in pairs]


FAKES = Models(WordCounts(), LengthJudge())
ACTORS = ["The council", "Norway", "The Ndalo party", "Mayor Okafor", "The ferry company"]
DEEDS = ["opened the new bridge", "closed two schools", "signed the treaty", "hired 40 drivers"]
TIMES = ["in March 2021", "on 4 April 2021", "in 2021", "last week", "“after a long wait”"]

sentences = st.builds(
    "{} {} {}.".format, st.sampled_from(ACTORS), st.sampled_from(DEEDS), st.sampled_from(TIMES)
)
texts = st.lists(sentences, min_size=1, max_size=6).map("\n".join)


def _articles(bodies: Sequence[str]) -> list[Article]:
    found = [
        article_from_text(body, path=f"paper-{i}-2021-05-0{i + 1}.txt", as_is=True)
        for i, body in enumerate(bodies)
    ]
    return list({article.id: article for article in found}.values())


def _check_spans(report: Report) -> None:
    article_texts = {article["id"]: article["text"] for article in to_dict(report)["articles"]}
    for finding in to_dict(report)["findings"]:
        for side in (finding["a"], finding["b"]):
            text = article_texts[side["article"]]
            assert text[side["start"] : side["end"]] == side["text"]
            for start, end in side["evidence"]:
                assert side["start"] <= start < end <= side["end"]
    for article in to_dict(report)["articles"]:
        for sentence in article["sentences"]:
            assert article["text"][sentence["start"] : sentence["end"]] == sentence["text"]


def _check_sums(report: Report) -> None:
    for finding in report.findings:
        assert sum(finding.scores.values()) == pytest.approx(1.0, abs=1e-9)
        assert finding.confidence == finding.scores[finding.relation]
        logit = math.log(finding.confidence / (1 - finding.confidence))
        assert sum(f.logit for f in finding.factors) == pytest.approx(logit, abs=0.01)
        assert finding.reasons


@settings(max_examples=60, deadline=None)
@given(st.lists(texts, min_size=2, max_size=4), st.randoms())
def test_generated_articles(bodies: list[str], draw: random.Random) -> None:
    articles = _articles(bodies)
    if len(articles) < 2:
        return
    report = compare(articles, models=FAKES)
    _check_spans(report)
    _check_sums(report)
    shuffled = articles[:]
    draw.shuffle(shuffled)
    assert dumps(compare(shuffled, models=FAKES)) == dumps(report)


def test_hostile_text_goes_through() -> None:
    hostile = "<script>alert(1)</script> \u202e\u0000 The council opened the new bridge in 2021."
    articles = _articles([hostile, "x" * 50_000 + ". The council opened the new bridge in 2020."])
    _check_spans(compare(articles, models=FAKES))


def test_one_article_is_nothing_to_compare() -> None:
    with pytest.raises(TooFewArticles, match="nothing to compare"):
        compare(_articles(["The council opened the new bridge."]), models=FAKES)


@pytest.fixture(scope="module")
def committed() -> dict[str, object]:
    """The report that the repository holds."""
    path = ROOT / "reports" / "seeds" / "report.json"
    report: dict[str, object] = json.loads(path.read_text(encoding="utf-8"))
    return report


def _essence(report: dict[str, object]) -> dict[str, tuple[object, ...]]:
    """What each finding says, by its id."""
    findings = report["findings"]
    assert isinstance(findings, list)
    return {
        f["id"]: (
            f["relation"],
            tuple(f["reasons"]),
            *(
                (s["article"], s["start"], s["end"], s["text"], str(s["evidence"]))
                for s in (f["a"], f["b"])
            ),
        )
        for f in findings
    }


def test_the_committed_report_is_what_the_seeds_give(
    committed: dict[str, object], full_models: Models
) -> None:
    result = read([str(ROOT / "seeds")])
    assert not result.failures
    report = compare(result.articles, models=full_models, name="seeds")
    _check_spans(report)
    _check_sums(report)
    fresh, before = _essence(to_dict(report)), _essence(committed)
    # Processors round the entailment model's arithmetic each in its way, and a finding at the edge
    # may fall on either side of it; what is far from any edge may not move.
    same = [name for name, essence in fresh.items() if before.get(name) == essence]
    assert len(same) >= 0.9 * max(len(fresh), len(before))
    sure = {f["id"]: f["confidence"] for f in committed["findings"]}  # type: ignore[attr-defined]
    for finding in report.findings:
        if finding.id in same:
            assert finding.confidence == pytest.approx(sure[finding.id], abs=0.05)
        assert (finding.relation is Relation.CONTRADICT) == (
            finding.id in before and before[finding.id][0] == Relation.CONTRADICT
        )


def test_the_seeds_hold_one_contradiction(committed: dict[str, object]) -> None:
    findings = committed["findings"]
    assert isinstance(findings, list)
    conflicts = [f for f in findings if f["relation"] == Relation.CONTRADICT]
    assert len(conflicts) == 1
    assert findings[0] == conflicts[0]
    assert conflicts[0]["reasons"] == ["date"]


def test_two_runs_are_the_same_bytes(plain_models: Models) -> None:
    articles = read([str(ROOT / "seeds")]).articles
    first = dumps(compare(articles, models=plain_models))
    again = dumps(compare(articles[::-1], models=plain_models))
    assert first == again


def test_another_language_is_compared_by_similarity_alone_and_said_so() -> None:
    german = (
        "Der Stadtrat hat die neue Brücke im März 2021 eröffnet, wie die Verwaltung mitteilte. "
        "Zwei Schulen wurden im selben Jahr geschlossen."
    )
    articles = _articles([german, "The council opened the new bridge in March 2021."])
    report = compare(articles, models=FAKES)
    told = [n for n in report.notices if n.kind == "language"]
    assert len(told) == 1 and "the language is de" in told[0].message
    assert not [f for f in report.findings if f.relation is Relation.CONTRADICT]


def test_other_dates_and_figures_are_told_as_such(plain_models: Models) -> None:
    told = "The ferry Aurelia sank off Lesk on {}, killing {} people, the harbour office said."
    bodies = told.format("10 March 2024", 34), told.format("9 March 2024", 41)
    articles = [article_from_text(body, path=f"{i}.txt") for i, body in enumerate(bodies)]
    (finding,) = compare(articles, models=plain_models).findings
    assert finding.relation is Relation.DIVERGE and finding.reasons == ("wording",)
    assert "not with the same dates or figures" in finding.explanation
