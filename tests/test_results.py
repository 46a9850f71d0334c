"""A report in a program or a notebook: filtered, held to higher thresholds, as frames."""

from __future__ import annotations

import sys
import types

import pytest
import sample_report
from report_cases import Page, hostile_report

from compare.errors import LibraryUnavailable, UnknownTable
from compare.model import Cell, Relation, Report


@pytest.fixture(scope="module")
def report() -> Report:
    return sample_report.build()


def test_a_filter_keeps_findings_with_their_evidence_and_groups_them_anew(report: Report) -> None:
    kept = report.where(relation="contradict")
    assert kept.findings == report.findings[:3]
    assert kept.articles == report.articles
    listed = {name for claim in kept.claims for name in claim.findings}
    assert listed == {finding.id for finding in kept.findings}
    told = {cell for claim in kept.claims for cell in claim.cells.values()}
    assert told == {Cell.CONTRADICT, Cell.SILENT}


def test_a_higher_threshold_needs_no_new_run(report: Report) -> None:
    sure = report.where(confidence=0.9)
    assert 0 < len(sure.findings) < len(report.findings)
    assert all(finding.confidence >= 0.9 for finding in sure.findings)
    strict = report.where(confidence={"contradict": 0.97})
    assert [it.relation for it in strict.findings].count(Relation.CONTRADICT) == 1
    assert len(strict.findings) == len(report.findings) - 2


def test_filters_combine_and_name_one_or_several(report: Report) -> None:
    assert len(report.where(reason=["quantity", "hedge"]).findings) == 3
    radio = report.where(source="Radio Elmstead", relation=["agree", "contradict"])
    assert len(radio.findings) == 3
    radio_id = next(it.id for it in report.articles if it.source == "Radio Elmstead")
    assert report.where(source=radio_id).findings == report.where(source="Radio Elmstead").findings
    assert report.where(source="nobody").findings == ()


def test_dates_follow_their_claims(report: Report) -> None:
    kept = report.where(relation="contradict")
    known = {claim.id for claim in kept.claims}
    assert {mention.claim for mention in kept.dates} <= known
    assert {mention.text for mention in kept.dates} == {"February 2021", "March 2021"}


@pytest.mark.parametrize("library", ["pandas", "polars"])
@pytest.mark.parametrize(("table", "rows"), [("findings", 11), ("articles", 5), ("cells", 45)])
def test_tables_become_frames(
    report: Report, monkeypatch: pytest.MonkeyPatch, library: str, table: str, rows: int
) -> None:
    # Neither library is needed for the tests: both make a frame of a mapping of columns.
    standing_in = types.SimpleNamespace(DataFrame=dict)
    monkeypatch.setitem(sys.modules, library, standing_in)  # type: ignore[arg-type]
    made = report.frame(table, library)
    assert {len(column) for column in made.values()} == {rows}
    if table == "findings":
        assert made["id"] == [finding.id for finding in report.findings]
        assert made["a_text"][0] == report.findings[0].a.text


def test_a_real_frame_has_a_row_for_each_finding(report: Report) -> None:
    pytest.importorskip("pandas", reason="pandas is not installed")
    made = report.frame()
    assert list(made["relation"]) == [finding.relation.value for finding in report.findings]


def test_what_cannot_be_had_is_named(report: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "polars", None)
    with pytest.raises(LibraryUnavailable, match="polars: it is not installed"):
        report.frame(library="polars")
    with pytest.raises(LibraryUnavailable, match="frames are made by pandas or polars"):
        report.frame(library="os")
    with pytest.raises(UnknownTable, match="the tables of a report are articles, findings"):
        report.frame("people")


def test_a_notebook_shows_both_quotes_and_runs_nothing(report: Report) -> None:
    page = Page(report._repr_html_())
    for finding in report.findings:
        assert finding.a.text in page.text and finding.b.text in page.text
    hostile = Page(hostile_report()._repr_html_())
    assert not {tag for tag, _ in hostile.elements} & {"script", "img", "style"}
    assert hostile.text.count("<script>alert(1)</script>") >= 2


def test_a_notebook_shows_no_more_than_can_be_taken_in(report: Report) -> None:
    many = sample_report.build()
    object.__setattr__(many, "findings", report.findings * 3)
    assert "and 13 more findings" in many._repr_html_()
