"""The report as data: quotes cut, JSON there and back, files written whole."""

from __future__ import annotations

import dataclasses
import json
import re
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import sample_report
from hypothesis import given
from hypothesis import strategies as st
from report_cases import FILES, hostile_report, large_report

from compare.errors import UnreadableSource
from compare.model import Factor, Relation, Report, Side
from compare.report import as_json, markdown, write
from compare.report.quoting import one_line, pieces, showable, writable


@pytest.fixture(scope="module")
def report() -> Report:
    return sample_report.build()


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    text = files("compare.report").joinpath("report.schema.json").read_text(encoding="utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


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


REPORTS = [
    sample_report.build(),
    sample_report.reviewed(),
    sample_report.published_at("https://news.example/a"),
    hostile_report(),
    large_report(3, 4, 5),
]


@pytest.mark.parametrize("made", REPORTS)
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

    for made in (report, sample_report.reviewed()):
        jsonschema.Draft202012Validator(closed(schema)).validate(as_json.to_dict(made))


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
    del data["origins"], data["dates"], data["verdicts"], data["findings"][0]["a"]["link"]
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
    original = Path.write_bytes

    def full_disk(path: Path, content: bytes) -> int:
        if path.name == "report.json":
            raise OSError("no space left on device")
        return original(path, content)

    monkeypatch.setattr(Path, "write_bytes", full_disk)
    with pytest.raises(OSError, match="no space"):
        write(sample_report.build(entailment=None), tmp_path)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before
