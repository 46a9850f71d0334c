"""The five real articles that started it, read and compared as a user would."""

from __future__ import annotations

from pathlib import Path

import pytest

from compare.model import Finding, Relation, Report
from compare.pipeline import Models, compare
from compare.reading import read


@pytest.fixture(scope="module", params=["plain_models", "full_models"])
def report(shared: Path, request: pytest.FixtureRequest) -> Report:
    """The report on the real articles, with the entailment model and without."""
    folder = shared / "seeds"
    if not folder.is_dir():
        pytest.skip(f"no real articles: {folder} is absent")
    result = read([str(folder)])
    models: Models = request.getfixturevalue(request.param)
    return compare(result.articles, models=models, name="seeds")


def _between(report: Report, a: str, b: str) -> list[Finding]:
    """The findings of which one side holds the first words and the other the second."""
    return [
        f
        for f in report.findings
        if (a in f.a.text and b in f.b.text) or (a in f.b.text and b in f.a.text)
    ]


def _evidence(finding: Finding) -> set[str]:
    sides = (finding.a, finding.b)
    return {s.text[x - s.start : y - s.start] for s in sides for x, y in s.evidence}


def test_the_accreditation_dates_come_first(report: Report) -> None:
    first = report.findings[0]
    assert first.relation is Relation.CONTRADICT
    assert first.reasons == ("date",)
    assert _evidence(first) == {"February 2022", "March 2022"}


def test_nothing_else_is_a_contradiction(report: Report) -> None:
    others = [f for f in report.findings[1:] if f.relation is Relation.CONTRADICT]
    assert [(f.a.text, f.b.text) for f in others] == []


def test_the_same_utterance_in_two_translations(report: Report) -> None:
    (finding,) = _between(report, "In our view, building", "It is our conviction")
    told = (finding.relation, finding.reasons)
    assert (told[0] is Relation.AGREE and "same-quote" in told[1]) or (
        told[0] is Relation.DIVERGE and "wording" in told[1]
    )


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("These obligations included", "these commitments included"),
        ("until certain conditions are met", "until all these conditions are met"),
        ("has not evacuated its embassy", "embassy continues to operate"),
    ],
)
def test_what_two_sources_tell_alike_is_aligned(report: Report, a: str, b: str) -> None:
    findings = _between(report, a, b)
    assert findings
    assert all(f.relation in {Relation.AGREE, Relation.DIVERGE} for f in findings)


def test_no_clutter_is_in_any_finding(report: Report) -> None:
    clutter = [
        "Criminal case initiated",
        "renewable energy sources by 2032",
        "Raw material shortages",
        "Leave a comment",
        "Copyright",
        "share-line",
        "not from a human editor",
        "Image Credit",
    ]
    quotes = [side.text for f in report.findings for side in (f.a, f.b)]
    assert not [(c, q) for c in clutter for q in quotes if c in q]
