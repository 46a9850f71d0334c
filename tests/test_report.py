"""The report: every format tells all of it, and nothing that an article says can take it over."""

from __future__ import annotations

import base64
import dataclasses
import hashlib
import io
import json
import random
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import sample_report
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from rich.console import Console

from compare.errors import UnreadableSource
from compare.model import Cell, Claim, Coverage, Factor, Finding, Relation, Report, Side
from compare.report import as_json, chart, html, markdown, wording, write
from compare.report.outline import WIDE, Outline
from compare.report.quoting import one_line, pieces, showable, writable
from compare.report.terminal import summary

FILES = ["report.html", "report.json", "report.md"]

HOSTILE = (
    "<script>alert(1)</script> </style><img src=x onerror=alert(2)> & \x00\x1b[31m "
    "\u202ereversed [bold red]not markup[/] # **not bold** | `code` www.example.org "
    + "W"
    * 100_000
)

REASONS = {
    Relation.AGREE: "same-facts near-verbatim same-quote",
    Relation.DIVERGE: (
        "precision detail scope hedge attribution wording changed-over-time framing"
    ),
    Relation.CONTRADICT: "date time quantity name place polarity antonym attribution statement",
}


@pytest.fixture(scope="module")
def report() -> Report:
    return sample_report.build()


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    text = files("compare.report").joinpath("report.schema.json").read_text(encoding="utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


class Page(HTMLParser):
    """What a browser would find in the page: its elements in order, and its text."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.styles: list[str] = []
        self._in_style = False
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self._in_style = tag == "style"

    def handle_endtag(self, tag: str) -> None:
        self._in_style = False

    def handle_data(self, data: str) -> None:
        (self.styles if self._in_style else self.texts).append(data)

    @property
    def text(self) -> str:
        return "".join(self.texts)

    def values(self, attribute: str) -> list[str]:
        return [attrs[attribute] or "" for _, attrs in self.elements if attribute in attrs]


def hostile_report() -> Report:
    """Two articles that try to break out of the page wherever text of theirs is shown."""
    sides = [
        sample_report.article(HOSTILE, HOSTILE, None, f"{name} {HOSTILE}", "javascript:alert(3)")
        for name in ("One", "Two")
    ]
    found = sample_report.finding(
        Relation.CONTRADICT,
        ["statement", "<b>unknown</b>"],
        HOSTILE,
        [(HOSTILE, 1.0)],
        *(
            Side(it.id, it.source, it.published, 0, len(it.text), it.text, ((0, 3), (4, 9)))
            for it in sides
        ),
    )
    ordered = tuple(sorted(sides, key=lambda one: one.id))
    return Report(
        name=HOSTILE,
        created="2024-05-02T08:30:00Z",
        articles=ordered,
        sentences={it.id: sample_report.sentences(it) for it in ordered},
        claims=(Claim("c", HOSTILE, (found.id,), {it.id: Cell.CONTRADICT for it in sides}, 2),),
        findings=(found,),
        notices=(),
        models={"encoder": HOSTILE},
        coverage=Coverage(2, 1, 1),
    )


def large_report(articles: int = 50, length: int = 40, findings: int = 600) -> Report:
    """As many articles as an editor may bring, with sentences of common length."""
    dice = random.Random(7)
    words = [
        "the",
        "council",
        "said",
        "Monday",
        "that",
        "work",
        "would",
        "begin",
        "before",
        "winter",
    ]
    texts = [
        " ".join(f"On {' '.join(dice.choices(words, k=22))} {a}.{s}." for s in range(length))
        for a in range(articles)
    ]
    made = [
        sample_report.article(f"Outlet {number}", "Title of an article", "2021-03-12", text)
        for number, text in enumerate(texts)
    ]
    split = {one.id: sample_report.sentences(one) for one in made}
    found = tuple(_drawn(dice, made, length) for _ in range(findings))
    claims = tuple(
        Claim(
            id=f"c{number}",
            text=one.a.text,
            findings=(one.id,),
            cells={it.id: dice.choice(list(Cell)) for it in made},
            origins=2,
        )
        for number, one in enumerate(found)
    )
    coverage = Coverage(articles * length, 10**6, findings)
    ordered = tuple(sorted(made, key=lambda one: one.id))
    return Report("large", "2024-05-02", ordered, split, claims, found, (), {}, coverage)


def _drawn(dice: random.Random, made: list[Any], length: int) -> Finding:
    first, second = dice.sample(made, 2)
    factors = [(f"factor number {number}", dice.uniform(-1, 2)) for number in range(6)]
    sides = (sample_report.side(it, dice.randrange(length), "On") for it in (first, second))
    relation = dice.choice(wording.SHOWN)
    return sample_report.finding(relation, ["wording"], "Told in other words.", factors, *sides)


# --- quoting ------------------------------------------------------------------------------------


@given(
    st.text(max_size=30),
    st.integers(0, 50),
    st.lists(st.tuples(st.integers(0, 100), st.integers(0, 100)), max_size=6),
)
def test_pieces_keep_the_quote_and_mark_exactly_the_evidence(
    text: str, start: int, spans: list[tuple[int, int]]
) -> None:
    cut = pieces(Side("a", None, None, start, start + len(text), text, tuple(spans)))
    assert "".join(piece for piece, _ in cut) == text
    marks = [marked for piece, marked in cut for _ in piece]
    assert marks == [any(s <= start + i < e for s, e in spans) for i in range(len(text))]
    assert all(one[1] != other[1] for one, other in pairwise(cut))


@given(st.text(alphabet=st.characters(), max_size=40))
def test_text_made_fit_to_be_shown_keeps_its_offsets(text: str) -> None:
    assert len(writable(text)) == len(showable(text)) == len(text)
    writable(text).encode("utf-8")
    assert not re.search("[\x00\x1b\u202e\n]", one_line(text))


# --- json ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("made", [sample_report.build(), hostile_report(), large_report(3, 4, 5)])
def test_json_leads_back_to_the_report_and_follows_the_schema(
    made: Report, schema: dict[str, Any]
) -> None:
    text = as_json.dumps(made)
    assert as_json.load(text) == made
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(json.loads(text))


def test_the_schema_refuses_what_is_no_report(report: Report, schema: dict[str, Any]) -> None:
    data = as_json.to_dict(report)
    data["findings"][0]["a"]["evidence"] = [[3]]
    del data["findings"][1]["scores"]
    errors = list(jsonschema.Draft202012Validator(schema).iter_errors(data))
    assert {error.json_path for error in errors} == {
        "$.findings[0].a.evidence[0]",
        "$.findings[1]",
    }


def test_the_schema_knows_every_field_that_is_written(
    report: Report, schema: dict[str, Any]
) -> None:
    def closed(part: Any) -> Any:
        if isinstance(part, list):
            return [closed(item) for item in part]
        if not isinstance(part, dict):
            return part
        whole = {key: closed(value) for key, value in part.items()}
        return whole | {"additionalProperties": False} if "required" in part else whole

    jsonschema.Draft202012Validator(closed(schema)).validate(as_json.to_dict(report))


def test_json_is_readable_text_in_a_stable_order(report: Report) -> None:
    text = as_json.dumps(report)
    assert text.startswith('{\n "version": 1,') and text.endswith("}\n") and "“a promise" in text
    shuffled = dataclasses.replace(
        report,
        models=dict(reversed(report.models.items())),
        claims=tuple(
            dataclasses.replace(claim, cells=dict(reversed(claim.cells.items())))
            for claim in report.claims
        ),
    )
    assert as_json.dumps(shuffled) == text


def test_numbers_without_a_json_form_are_refused(report: Report) -> None:
    endless = dataclasses.replace(report.findings[0], factors=(Factor("base", float("inf")),))
    with pytest.raises(ValueError, match="JSON"):
        as_json.dumps(dataclasses.replace(report, findings=(endless,)))


def test_offsets_in_json_slice_to_the_quoted_words(report: Report) -> None:
    data = json.loads(as_json.dumps(report))
    texts = {article["id"]: article["text"] for article in data["articles"]}
    for finding in data["findings"]:
        for side in (finding["a"], finding["b"]):
            assert texts[side["article"]][side["start"] : side["end"]] == side["text"]


def test_added_fields_are_passed_over_and_optional_ones_may_be_missing(report: Report) -> None:
    data = as_json.to_dict(report) | {"later": 1}
    for article in data["articles"]:
        del article["offsets"], article["origin_of"]
    read = as_json.load(json.dumps(data))
    assert read.findings == report.findings
    assert read.articles[0].offsets.to_input(0) is None


@pytest.mark.parametrize("text", ["", "[]", "null", "{}", '{"version": 1}', '{"version": 99}'])
def test_what_is_no_report_is_refused_by_name(text: str) -> None:
    with pytest.raises(UnreadableSource, match=r"^old/report\.json: "):
        as_json.load(text, "old/report.json")


def test_lone_surrogates_do_not_keep_a_report_from_being_written(tmp_path: Path) -> None:
    one = sample_report.article("O\ud800ne", None, None, "It began on Mon\udfffday.")
    two = sample_report.article("Two", None, None, "It began on Tuesday.")
    found = sample_report.finding(
        Relation.CONTRADICT,
        ["date"],
        "",
        [("base", 1.0)],
        sample_report.side(one, 0, "Mon\udfffday"),
        sample_report.side(two, 0, "Tuesday"),
    )
    made = dataclasses.replace(
        hostile_report(),
        articles=(one, two),
        sentences={it.id: sample_report.sentences(it) for it in (one, two)},
        findings=(found,),
        claims=(),
    )
    write(made, tmp_path)
    for name in FILES:
        assert "Mon\ufffdday" in (tmp_path / name).read_text(encoding="utf-8")


# --- writing ------------------------------------------------------------------------------------


def test_only_the_three_files_are_replaced(report: Report, tmp_path: Path) -> None:
    folder = tmp_path / "reports" / "bridge"
    folder.mkdir(parents=True)
    (folder / "report.md").write_text("old")
    (folder / "notes.txt").write_text("mine")
    write(report, folder)
    assert sorted(path.name for path in folder.iterdir()) == ["notes.txt", *FILES]
    assert (folder / "notes.txt").read_text() == "mine"
    assert (folder / "report.md").read_text(encoding="utf-8") == markdown.render(report)
    assert (folder / "report.json").stat().st_mode == (folder / "notes.txt").stat().st_mode


def test_a_run_that_fails_leaves_the_old_report(
    report: Report, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(report, tmp_path)
    before = {name: (tmp_path / name).read_bytes() for name in FILES}
    original = Path.write_text

    def full_disk(path: Path, *args: Any, **kwargs: Any) -> int:
        if path.name == "report.json":
            raise OSError("no space left on device")
        return original(path, *args, **kwargs)

    monkeypatch.setattr(Path, "write_text", full_disk)
    with pytest.raises(OSError, match="no space"):
        write(sample_report.build(entailment=None), tmp_path)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


# --- html ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("made", [sample_report.build(), hostile_report()])
def test_the_page_loads_and_runs_nothing(made: Report) -> None:
    page = Page(html.render(made))
    tags = {tag for tag, _ in page.elements}
    assert not tags & {"script", "img", "link", "iframe", "object", "embed", "base", "form", "use"}
    attributes = {name for _, attrs in page.elements for name in attrs}
    assert not attributes & {"src", "style", "srcset"}
    assert not [name for name in attributes if name.startswith("on")]
    assert [href for href in page.values("href") if not href.startswith("#")] == []
    assert len(page.styles) == 1
    assert not re.search(r"url\(|@import|@font-face", page.styles[0])


def test_the_security_policy_allows_the_one_style_and_nothing_else(report: Report) -> None:
    page = Page(html.render(report))
    digest = hashlib.sha256(page.styles[0].encode()).digest()
    policy = next(attrs["content"] for _, attrs in page.elements if "http-equiv" in attrs)
    allowed = f"style-src 'sha256-{base64.b64encode(digest).decode()}'"
    assert policy is not None
    assert policy.split("; ") == [
        "default-src 'none'",
        allowed,
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
        "Five reports, 26 sentences. Three points on which they cannot all be right, "
        "four differences, four agreements."
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
    assert 'class="matrix wide"' in source
    columns = markdown.render(made).split("| Point |")[1].splitlines()[0]
    assert columns.count("|") < WIDE


# --- markdown -----------------------------------------------------------------------------------


def _inline(source: str) -> Iterator[str]:
    for token in MarkdownIt("commonmark", {"html": True}).enable("table").parse(source):
        for child in token.children or ():
            yield child.type if child.type != "html_inline" else child.content


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
    kinds = set(_inline(source))
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


def _terminal(made: Report, width: int = 80, **options: Any) -> str:
    written = io.StringIO()
    summary(made, Console(file=written, width=width, **options))
    return written.getvalue()


def test_a_pipe_gets_plain_lines_with_contradictions_first(report: Report) -> None:
    told = _terminal(report)
    assert "\x1b" not in told
    assert "*Forty people* spoke against the plan at the hearing." in told
    assert "Radio Elmstead, date unknown" in told
    places = [told.index(sign) for sign in ("✕1", "✕2", "✕3", "≈1", "=1")]
    assert places == sorted(places)
    assert not re.search(r"[ ]$", told, re.M)


@pytest.mark.parametrize("width", [1, 7, 24, 80, 99, 100, 240])
def test_the_summary_fits_any_width(report: Report, width: int) -> None:
    told = _terminal(report, width)
    assert max(map(len, told.splitlines())) <= max(width, 7)
    assert "February" in told or width < 24


def test_no_color_keeps_the_marks(report: Report) -> None:
    told = _terminal(report, force_terminal=True, no_color=True, color_system="standard")
    assert "\x1b[1;4mForty people\x1b[0m" in told
    assert not re.search("\x1b\\[[0-9;]*3[0-7]m", told)


def test_text_of_articles_is_no_terminal_command() -> None:
    told = _terminal(hostile_report())
    assert "\x1b" not in told and "\u202e" not in told and "\x00" not in told
    assert "[bold red]not" in told


# --- wording ------------------------------------------------------------------------------------


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
    assert told == "One point on which they cannot all be right (three pairs of passages)"


FORMATS = [html.render, markdown.render, _terminal]


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


# --- pictures -----------------------------------------------------------------------------------


@given(st.lists(st.floats(-9, 9), min_size=1, max_size=9))
def test_bars_lead_from_even_odds_to_the_sum_within_the_picture(logits: list[float]) -> None:
    account = chart.account([Factor("part", logit) for logit in logits])
    place = account.even
    for bar in account.bars:
        left, right = bar.x, bar.x + bar.width
        assert -0.2 <= left <= right <= chart.WIDTH + 0.2
        start, end = (left, right) if bar.logit >= 0 else (right, left)
        assert start == pytest.approx(place, abs=0.2)
        place = end
    total = account.total
    end = total.x + total.width if total.logit >= 0 else total.x
    assert end == pytest.approx(place, abs=0.4)


def test_a_stroke_stands_for_each_sentence_and_is_taller_the_more_it_matters() -> None:
    paths = chart.strokes([Relation.AGREE, None, Relation.CONTRADICT, Relation.DIVERGE])
    assert paths == {
        Relation.AGREE: "M3 26v-8",
        Relation.CONTRADICT: "M15 26v-24",
        Relation.DIVERGE: "M21 26v-15",
    }
