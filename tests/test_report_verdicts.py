"""What reviewers and origins make of a report, and where its quotes lead, in every format."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest
import sample_report
from markdown_it import MarkdownIt
from report_cases import Page, inline, terminal

from compare.model import Cell, Report, Verdict
from compare.report import as_json, html, markdown
from compare.report.corroboration import supports
from compare.report.standing import standing

FORMATS = [html.render, markdown.render, terminal]


@pytest.fixture(scope="module")
def report() -> Report:
    return sample_report.build()


# --- corroboration -------------------------------------------------------------------------------


def test_agreement_counts_origins_of_those_who_agree(report: Report) -> None:
    # Five reports speak of the cost; three say the same, and two of these share an origin.
    page = " ".join(Page(html.render(report)).text.split())
    assert page.count("Told alike by three reports, two independent origins") == 2
    assert page.count("Two reports of one origin, which count once") == 1
    assert "Told alike by three reports, two independent origins." in markdown.render(report)


def test_a_copy_counts_as_one_more_report_and_no_more_origins(report: Report) -> None:
    copied = sample_report.article(
        "Copyist", None, None, "The old ferry keeps  running until the bridge opens."
    )
    more = dataclasses.replace(
        report,
        articles=tuple(sorted((*report.articles, copied), key=lambda one: one.id)),
        sentences={**report.sentences, copied.id: sample_report.sentences(copied)},
    )
    ferry = report.findings[9].id
    before, after = (supports(it)[ferry] for it in (report, more))
    assert (len(before.articles), before.origins) == (2, 1)
    assert (len(after.articles), after.origins) == (3, 1)
    assert supports(more).keys() == {it.id for it in report.findings[7:]}


# --- verdicts ------------------------------------------------------------------------------------


@pytest.mark.parametrize("render", FORMATS)
def test_what_was_dismissed_stands_at_the_end_and_counts_nowhere(render: Any) -> None:
    made = sample_report.reviewed()
    source = render(made)
    told = " ".join((Page(source).text if "<html" in source else source).split())
    assert "cannot all be right on two points" in told
    front, end = told.rsplit("Dismissed in review", 1)
    assert "an error of the tool" in end and "Ana, 3 May 2024" in end and "a typing slip" in end
    assert "621 metres" not in front.split("≈1")[0]
    assert "judged a contradiction" in front and "on a pair in nearly the same words" in front
    assert "Dismissed in review" not in render(sample_report.build())


@pytest.mark.parametrize("render", FORMATS)
def test_what_a_reviewer_writes_stays_text(render: Any) -> None:
    made = sample_report.reviewed()
    hostile = "<script>alert(1)</script> \x1b[31m \u202e [x](javascript:alert(1)) **no**"
    verdicts = {name: Verdict("tool-error", hostile, hostile, hostile) for name in made.verdicts}
    source = render(dataclasses.replace(made, verdicts=verdicts))
    assert "\x1b" not in source
    if render is markdown.render:
        kinds = set(inline(source))
        assert "link_open" not in kinds and "<script>" not in kinds
    elif render is html.render:
        tags = [tag for tag, _ in Page(source).elements]
        assert tags.count("script") == 1
        assert "javascript:alert(1)" in Page(source).text


def test_a_point_stands_on_what_is_left_of_it(report: Report) -> None:
    assert standing(report) is report
    when = "2024-05-03"
    gone = {
        report.findings[0].id: Verdict("not-comparable", "Ana", when),
        report.findings[2].id: Verdict("not-interesting", "Ana", when),
        report.findings[5].id: Verdict("difference", "Ana", when),
    }
    left = standing(dataclasses.replace(report, verdicts=gone))
    assert left.findings == (report.findings[1], *report.findings[3:])
    by_text = {claim.text: claim for claim in left.claims}
    assert "The span is 612 metres long." not in by_text
    (approval,) = [it for it in left.claims if report.findings[3].id in it.findings]
    assert Cell.CONTRADICT not in approval.cells.values()
    assert {it.claim for it in left.dates} <= {it.id for it in left.claims}
    untouched = [it for it in report.claims if not {*it.findings} & {*gone}]
    assert [it for it in left.claims if it in untouched] == untouched


# --- links to the words ---------------------------------------------------------------------------


def test_quotes_lead_to_their_words_in_the_original() -> None:
    made = sample_report.published_at("https://news.example/a")
    links = Page(html.render(made)).values("href")
    wanted = "https://news.example/a#:~:text=The%20span%20is%20612%20metres%20long."
    assert wanted in links and f"[in the original](<{wanted}>)" in markdown.render(made)
    data = as_json.to_dict(made)
    assert wanted in [it[side]["link"] for it in data["findings"] for side in "ab"]
    assert {it["a"]["link"] for it in as_json.to_dict(sample_report.build())["findings"]} == {None}


@pytest.mark.parametrize(
    "url", ["https://e.example/a>b\\c", "https://e.example/(a b)<i>", "http://[bad"]
)
def test_no_address_ends_its_link_in_markdown(url: str) -> None:
    source = markdown.render(sample_report.published_at(url))
    page = Page(MarkdownIt("commonmark", {"html": True}).enable("table").render(source))
    assert not {tag for tag, _ in page.elements} & {"i", "img"}
    targets = page.values("href")
    assert all(target.startswith("https://e.example/") for target in targets)
    assert bool(targets) is ("bad" not in url)
