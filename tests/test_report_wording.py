"""The words of the report: what was found and what was not, in sentences, in every format."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path
from typing import Any

import pytest
import sample_report
from report_cases import REASONS, terminal

from compare.model import Cell, Claim, Coverage, Relation, Report
from compare.report import html, markdown, wording
from compare.report.outline import by_cell, cells

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def report() -> Report:
    return sample_report.build()


@pytest.mark.parametrize(
    ("relation", "reason"),
    [(relation, reason) for relation, text in REASONS.items() for reason in text.split()],
)
def test_every_reason_has_plain_words(report: Report, relation: Relation, reason: str) -> None:
    found = dataclasses.replace(report.findings[0], relation=relation, reasons=(reason,))
    assert " " in wording.reasons(found)


@pytest.mark.parametrize(
    ("published", "words"),
    [
        ("2023-06-06", "6 June 2023"),
        ("2022-03", "March 2022"),
        ("2021", "2021"),
        ("2021-13-01", "2021-13-01"),
        ("spring", "spring"),
        ("", "date unknown"),
        (None, "date unknown"),
    ],
)
def test_dates_are_told_at_their_own_granularity(published: str | None, words: str) -> None:
    assert wording.date(published) == words


@pytest.mark.parametrize(
    ("confidence", "words"),
    [
        (0.0, "uncertain, 1%"),
        (0.5, "more likely than not, 50%"),
        (0.7, "likely, 70%"),
        (0.949, "near certain, 95%"),
        (1.0, "near certain, 99%"),
    ],
)
def test_confidence_is_words_and_a_number(confidence: float, words: str) -> None:
    assert wording.confidence(confidence) == words


def test_several_pairs_over_one_point_are_one_point(report: Report) -> None:
    conflicts = wording.of_relation(report, Relation.CONTRADICT)
    claim = Claim("c", "one point", tuple(one.id for one in conflicts), {}, 2)
    told = wording.headline(dataclasses.replace(report, claims=(claim,)))[1][0]
    assert told == "cannot all be right on one point (three pairs of passages)"


def headline(report: Report, **changes: Any) -> str:
    return "".join(text for text, _ in wording.headline(dataclasses.replace(report, **changes)))


def test_the_headline_is_a_sentence_whatever_was_found(report: Report) -> None:
    others = tuple(it for it in report.findings if it.relation is not Relation.CONTRADICT)
    assert headline(report, findings=others) == (
        "No point was found on which the five reports cannot all be right; they differ in four "
        "pairs of passages and agree in four."
    )
    two = headline(report, findings=report.findings[:1], articles=report.articles[:2])
    assert two == (
        "Two reports cannot both be right on one point; they differ in no pairs of passages and "
        "agree in none."
    )


FORMATS = [html.render, markdown.render, terminal]


@pytest.mark.parametrize("render", FORMATS)
def test_shared_origins_are_told(report: Report, render: Any) -> None:
    told = " ".join(render(report).split())
    assert "count as one origin: long passages are the same word for word (42% of the" in told
    assert "count as one origin" not in render(dataclasses.replace(report, origins=()))


def test_markdown_tells_the_dates_of_an_event_with_the_disputed_ones_marked(
    report: Report,
) -> None:
    source = markdown.render(report)
    assert re.search(r"- Report \d, Ostra Gazette: “March 2021” ✕\n", source)
    assert re.search(r"- Report \d, Northern Wire: “2021”\n", source)
    assert "When, according to whom" not in markdown.render(dataclasses.replace(report, dates=()))


@pytest.mark.parametrize("render", FORMATS)
def test_nothing_found_does_not_read_as_agreement(report: Report, render: Any) -> None:
    nothing = dataclasses.replace(report, findings=(), claims=())
    told = " ".join(render(nothing).split())
    assert "No two of the sentences could be set against each other." in told
    assert "This does not mean that the reports agree." in told
    assert "the sources do not therefore agree" in told
    assert "26 of 26 sentences stand in no finding." in told


@pytest.mark.parametrize("render", FORMATS)
def test_no_contradiction_is_said_as_none_found(report: Report, render: Any) -> None:
    others = tuple(it for it in report.findings if it.relation is not Relation.CONTRADICT)
    told = " ".join(render(dataclasses.replace(report, findings=others)).split())
    assert "This does not mean that the reports agree." in told


@pytest.mark.parametrize(
    ("aligned", "words"),
    [(0, "nothing was judged"), (1, "one pair of sentences"), (12, "12 pairs of sentences")],
)
def test_where_none_was_found_is_said(report: Report, aligned: int, words: str) -> None:
    seen = dataclasses.replace(report.coverage, aligned=aligned)
    told = wording.none_found(dataclasses.replace(report, coverage=seen), Relation.AGREE)
    assert told.startswith("None was found") and words in told


@pytest.mark.parametrize("render", FORMATS)
def test_a_missing_entailment_model_is_told(report: Report, render: Any) -> None:
    told = " ".join(render(sample_report.build(entailment=None)).split())
    assert "No entailment model was at hand: only facts" in told
    assert "No entailment model" not in " ".join(render(report).split())


@pytest.mark.parametrize("render", FORMATS)
def test_a_single_article_leaves_nothing_to_compare(report: Report, render: Any) -> None:
    only = report.articles[0]
    alone = dataclasses.replace(
        report,
        articles=(only,),
        sentences={only.id: report.sentences[only.id]},
        findings=(),
        claims=(),
        coverage=Coverage(len(report.sentences[only.id]), 0, 0),
    )
    assert "there is nothing to compare" in " ".join(render(alone).split())


def test_stories_are_told_by_the_numbers_of_their_reports(report: Report) -> None:
    first, *others = (article.id for article in report.articles)
    two = dataclasses.replace(report.coverage, stories=(tuple(others), (first,)))
    told = " ".join(wording.coverage(dataclasses.replace(report, coverage=two), 0))
    assert "the reports are of two stories" in told
    assert "Together stand, by their numbers: 2, 3, 4, 5; 1." in told
    assert "One report had nobody to be compared with." in told


def test_the_silence_of_another_storys_report_is_not_counted(report: Report) -> None:
    claim = report.claims[0]
    silent = [id for id, cell in claim.cells.items() if cell is Cell.SILENT]
    assert silent
    told = tuple(id for id in claim.cells if id not in silent)
    two = dataclasses.replace(report.coverage, stories=(told, tuple(silent)))
    split = dataclasses.replace(report, coverage=two, claims=(claim,))
    assert cells(report, claim).count(Cell.SILENT) == len(silent)
    assert by_cell(cells(report, claim))[Cell.SILENT]
    assert cells(split, claim).count(None) == len(silent)
    assert not by_cell(cells(split, claim))[Cell.SILENT]
    for told_in, apart in (
        (markdown.render(split), "other story"),
        (html.render(split), 'class="apart"'),
    ):
        assert told_in.count(apart) == len(silent)
    assert "other story" not in markdown.render(report)
