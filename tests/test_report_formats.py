"""The report: every format tells all of it, and nothing that an article says can take it over."""

from __future__ import annotations

import base64
import dataclasses
import hashlib
import io
import json
import re
from pathlib import Path

import pytest
import sample_report
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from report_cases import Page, hostile_report, inline, large_report, terminal
from rich.console import Console

from benchmarks.report_sample import build
from compare.model import Relation, Report
from compare.report import html, markdown, views, wording
from compare.report.outline import WIDE, Outline
from compare.report.quoting import one_line
from compare.report.terminal import summary

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def report() -> Report:
    return sample_report.build()


# --- html ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("made", [sample_report.build(), hostile_report()])
def test_the_page_loads_and_runs_nothing(made: Report) -> None:
    page = Page(html.render(made))
    tags = {tag for tag, _ in page.elements}
    assert not tags & {"img", "link", "iframe", "object", "embed", "base", "form", "use"}
    attributes = {name for _, attrs in page.elements for name in attrs}
    assert not attributes & {"src", "style", "srcset"}
    assert not [name for name in attributes if name.startswith("on")]
    assert [href for href in page.values("href") if not href.startswith("#")] == []
    assert len(page.styles) == len(page.scripts) == 1
    assert not re.search(r"fetch|import|XMLHttp|eval|innerHTML|\.src\b", page.scripts[0])
    assert not re.search(r"url\(|@import|@font-face", page.styles[0])


def test_the_security_policy_allows_the_one_style_and_script_and_nothing_else(
    report: Report,
) -> None:
    page = Page(html.render(report))

    def digest(part: str) -> str:
        return base64.b64encode(hashlib.sha256(part.encode()).digest()).decode()

    policy = next(attrs["content"] for _, attrs in page.elements if "http-equiv" in attrs)
    assert policy is not None
    assert policy.split("; ") == [
        "default-src 'none'",
        f"style-src 'sha256-{digest(page.styles[0])}'",
        f"script-src 'sha256-{digest(page.scripts[0])}'",
        "base-uri 'none'",
        "form-action 'none'",
    ]


def test_every_anchor_is_there_once_and_findings_and_sentences_lead_to_each_other(
    report: Report,
) -> None:
    page = Page(html.render(report))
    ids = page.values("id")
    assert len(ids) == len(set(ids))
    hrefs = page.values("href")
    assert {href[1:] for href in hrefs} <= set(ids)
    outline = Outline.of(report)
    for finding in report.findings:
        assert hrefs.count(f"#f-{finding.id}") >= 3  # itself and both of its sentences
        for side in (finding.a, finding.b):
            number = outline.numbers[side.article]
            for sentence in outline.sentences(side):
                assert f"#s{number}-{sentence.index + 1}" in hrefs


def test_the_page_tells_all_of_the_report(report: Report) -> None:
    page = Page(html.render(report))
    text = " ".join(page.text.split())
    assert (
        "Five reports cannot all be right on three points; they differ in four pairs of passages "
        "and agree in four."
    ) in text
    assert (
        "Five reports, 26 sentences, from five outlets, published March 2021 to 6 June 2023 "
        "(one undated)."
    ) in text
    for finding in report.findings:
        for side in (finding.a, finding.b):
            assert side.text in text
            assert f"{side.source} {wording.date(side.published)}" in text
        assert finding.explanation in text
        assert wording.confidence(finding.confidence) in text
        for factor in finding.factors:
            assert f"{factor.name}{wording.signed(factor.logit)}" in text
    for sentence in (one for rows in report.sentences.values() for one in rows):
        assert sentence.text in text
    assert "Read as Windows-1252" in text and "made-up-nli" in text
    evidence = [span for it in report.findings for span in (*it.a.evidence, *it.b.evidence)]
    assert sum(tag == "mark" for tag, _ in page.elements) == len(evidence)


def test_groups_keep_the_order_of_the_report(report: Report) -> None:
    source = html.render(report)
    places = [source.index(f'id="f-{finding.id}"') for finding in report.findings]
    assert places == sorted(places)
    turned = dataclasses.replace(report, findings=report.findings[::-1])
    first = wording.of_relation(turned, Relation.CONTRADICT)[0]
    assert Outline.of(turned).labels[first.id] == "✕1" and first == report.findings[2]


def test_hostile_text_stays_text_in_the_page() -> None:
    source = html.render(hostile_report())
    page = Page(source)
    assert "\x00" not in source and "\x1b" not in source
    assert page.text.count("<script>alert(1)</script>") >= 8
    assert "W" * 100_000 in page.text
    assert "overflow-wrap: anywhere" in page.styles[0]
    quotes = [attrs for tag, attrs in page.elements if tag == "blockquote"]
    assert quotes == [{"dir": "auto"}, {"dir": "auto"}]


def test_bidi_controls_of_names_are_defused_and_those_of_quotes_isolated() -> None:
    page = Page(html.render(hostile_report()))
    assert "\ufffdreversed" in page.text
    assert "\u202ereversed" in page.text
    assert not any(
        "\u202e" in value for _, attrs in page.elements for value in attrs.values() if value
    )


@pytest.mark.parametrize(
    ("url", "linked"),
    [
        ("https://example.org/a?b=1&c=2", True),
        ("http://example.org", True),
        ("javascript:alert(1)", False),
        ("JAVASCRIPT:alert(1)", False),
        ("data:text/html,x", False),
        ("//example.org", False),
        ("http://[bad", False),
    ],
)
def test_only_web_addresses_become_links(url: str, linked: bool) -> None:
    made = sample_report.build()
    articles = (dataclasses.replace(made.articles[0], url=url), *made.articles[1:])
    page = Page(html.render(dataclasses.replace(made, articles=articles)))
    assert (url in page.values("href")) is linked
    assert url in page.text


def test_a_large_report_stays_small_and_lists_numbers_instead_of_columns() -> None:
    made = large_report()
    source = html.render(made)
    assert len(source.encode()) < 3_000_000
    page = Page(source)
    assert {f"f-{finding.id}" for finding in made.findings} <= set(page.values("id"))
    assert {href[1:] for href in page.values("href") if href[0] == "#"} <= set(page.values("id"))
    assert 'class="matrix wide"' in source
    columns = markdown.render(made).split("| Point |")[1].splitlines()[0]
    assert columns.count("|") < WIDE


@pytest.mark.parametrize("findings", [600, 2_500])
def test_fifty_articles_give_a_page_below_three_megabytes(findings: int) -> None:
    source = html.render(build(50, 40, findings))
    assert 1_000_000 < len(source.encode()) < 3_000_000


def test_the_committed_figures_of_large_pages_keep_what_is_promised() -> None:
    told = json.loads((ROOT / "benchmarks" / "results" / "report.json").read_text(encoding="utf-8"))
    assert (told["articles"], told["sentences_an_article"]) == (50, 40)
    for page in told["pages"]:
        assert page["bytes"] < 3_000_000
        assert max(page["filter_ms"].values()) < 250 and page["first_paint_ms"] < 1_000


def test_what_has_no_room_is_counted_and_leaves_no_loose_link(
    report: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "FULL", dict.fromkeys(Relation, 1))
    monkeypatch.setattr(views, "BRIEFS", 3)
    page = Page(html.render(report))
    text = " ".join(page.text.split())
    assert "2 more in brief" in text and "1 more in brief" in text
    assert "2 more have no room on this page" in text and "3 more have no room" in text
    assert sum(tag == "blockquote" for tag, _ in page.elements) == 6
    assert {href[1:] for href in page.values("href")} <= set(page.values("id"))


# --- markdown -----------------------------------------------------------------------------------


@given(st.text(alphabet="ab1 .)#+-=*_`~<>&|[]()!\\:/@$\n\t\x00\u202e“”w", max_size=30))
def test_escaped_text_is_read_back_as_the_text_itself(text: str) -> None:
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    for prefix in ("> ", "1. ", "Some words, ", ""):
        source = prefix + markdown.escape(text.strip())
        tokens = [token for token in parser.parse(source) if token.type == "inline"]
        shown = "".join(child.content for token in tokens for child in token.children or ())
        assert {child.type for token in tokens for child in token.children or ()} <= {"text"}
        assert shown.split() == (prefix.strip("> 1.") + " " + one_line(text)).split()


def test_hostile_text_stays_text_in_markdown() -> None:
    source = markdown.render(hostile_report())
    assert "\x00" not in source and "\u202e" not in source
    kinds = set(inline(source))
    assert kinds <= {"text", "hardbreak", "strong_open", "strong_close", "softbreak"} | {
        "<strong>",
        "</strong>",
    }
    page = Page(MarkdownIt("commonmark", {"html": True}).enable("table").render(source))
    assert {tag for tag, _ in page.elements} <= {
        *("h1", "h2", "h3", "p", "blockquote", "br", "strong", "ol", "li", "ul"),
        *("table", "thead", "tbody", "tr", "th", "td"),
    }
    assert page.text.count("<script>alert(1)</script>") >= 8


def test_markdown_tells_all_of_the_report(report: Report) -> None:
    source = markdown.render(report)
    page = Page(MarkdownIt("commonmark", {"html": True}).enable("table").render(source))
    text = " ".join(page.text.split())
    for finding in report.findings:
        for side in (finding.a, finding.b):
            assert f"{side.text} — {side.source}, {wording.date(side.published)}" in text
        assert f"{wording.reasons(finding)} ({wording.confidence(finding.confidence)})" in text
    assert "**February 2021**" in source and "| ✕ contradicts |" in source


# --- terminal -----------------------------------------------------------------------------------


def test_a_pipe_gets_plain_lines_with_contradictions_first(report: Report) -> None:
    told = terminal(report)
    assert "\x1b" not in told
    assert "*Forty people* spoke against the plan at the hearing." in told
    assert "Radio Elmstead, date unknown" in told
    places = [told.index(sign) for sign in ("✕1", "✕2", "✕3", "≈1", "=1")]
    assert places == sorted(places)
    assert not re.search(r"[ ]$", told, re.M)


@pytest.mark.parametrize("width", [1, 7, 24, 80, 99, 100, 240])
def test_the_summary_fits_any_width(report: Report, width: int) -> None:
    told = terminal(report, width)
    assert max(map(len, told.splitlines())) <= max(width, 7)
    assert "February" in told or width < 24


def test_a_terminal_gets_tables_and_a_narrow_one_does_not(report: Report) -> None:
    wide, narrow = (terminal(report, width, force_terminal=True) for width in (90, 59))
    assert re.search(r"Brannock Herald +12 March 2021 +7 +2 +2 +2 +1", wide)
    assert "Who says what" in wide and "Who says what" not in narrow
    assert "1. Brannock Herald, 12 March 2021, seven sentences" in narrow
    assert max(len(line) for line in re.sub("\x1b\\[[0-9;]*m", "", wide).splitlines()) <= 90


def test_in_full_every_finding_is_quoted_with_its_parts(report: Report) -> None:
    written = io.StringIO()
    summary(report, Console(file=written, width=80), full=True)
    told = " ".join(written.getvalue().replace("*", "").split())
    for finding in report.findings:
        assert finding.a.text in told and finding.b.text in told
    assert told.count("Log-odds: base") == len(report.findings)
    assert terminal(report).count("Log-odds") == 0


def test_no_color_keeps_the_marks(report: Report) -> None:
    told = terminal(report, force_terminal=True, no_color=True, color_system="standard")
    assert "\x1b[1;4mForty people\x1b[0m" in told
    assert not re.search("\x1b\\[[0-9;]*3[0-7]m", told)


def test_text_of_articles_is_no_terminal_command() -> None:
    told = terminal(hostile_report())
    assert "\x1b" not in told and "\u202e" not in told and "\x00" not in told
    assert "[bold red]not" in told
