"""Other formats: each in its published vocabulary, and none with more than was asked for."""

from __future__ import annotations

import csv
import datetime
import io
import json
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import published
import pytest
import sample_report
from report_cases import hostile_report, large_report

from compare.errors import UnknownExport, UnreadableSource
from compare.model import Report
from compare.report import as_csv, as_json, markdown
from compare.report.export import FORMATS, export

Data = dict[str, Any]

# In no finding and in no claim of more than one report, so part of a body alone.
UNQUOTED = "Shopkeepers on Quay Street fear two years of dust."


@pytest.fixture(scope="module")
def report() -> Data:
    return as_json.to_dict(sample_report.build())


def exported(report: Mapping[str, Any], form: str) -> Data:
    (content,) = export(report, form).values()
    loaded: Data = json.loads(content)
    return loaded


# --- all of them ---------------------------------------------------------------------------------


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_is_utf8_stable_and_tells_every_finding(report: Data, form: str) -> None:
    made = export(report, form)
    assert made == export(json.loads(json.dumps(report)), form)
    text = "".join(content.decode() for content in made.values())
    for finding in report["findings"]:
        assert finding["id"] in text or form in ("md", "claim")
        assert "February 2021" in text


@pytest.mark.parametrize("form", FORMATS)
def test_hostile_text_gives_files_all_the_same(form: str) -> None:
    made = export(as_json.to_dict(hostile_report()), form)
    assert all(content.decode() for content in made.values())


@pytest.mark.parametrize("form", FORMATS)
def test_quotes_only_leaves_the_bodies_out(report: Data, form: str) -> None:
    full, short = (export(report, form, quotes=quotes) for quotes in (False, True))
    assert full.keys() == short.keys()
    told = "".join(content.decode() for content in short.values())
    assert UNQUOTED not in told and UNQUOTED.split(" fear")[0] not in told
    assert "Engineers warned of soft ground" not in told
    if form in ("json", "html", "md"):
        assert UNQUOTED in "".join(content.decode() for content in full.values())


def test_offsets_stay_true_where_bodies_are_left_out(report: Data) -> None:
    (content,) = export(report, "json", quotes=True).values()
    short = json.loads(content)
    schema = json.loads(files("compare.report").joinpath("report.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator(schema).validate(short)
    texts = {article["id"]: article["text"] for article in short["articles"]}
    for finding in short["findings"]:
        for side in (finding["a"], finding["b"]):
            assert texts[side["article"]][side["start"] : side["end"]] == side["text"]
    for before, after in zip(report["articles"], short["articles"], strict=True):
        assert len(before["text"]) == len(after["text"])
        for sentence in after["sentences"]:
            assert after["text"][sentence["start"] : sentence["end"]] == sentence["text"]


def test_an_unknown_format_is_refused_by_name(report: Data) -> None:
    with pytest.raises(UnknownExport, match="docx: a report can be had as json, md, html, csv"):
        export(report, "docx")


def test_what_is_no_report_is_refused(report: Data) -> None:
    with pytest.raises(UnreadableSource):
        export({"version": 1}, "csv")


def test_markdown_is_what_a_run_writes(report: Data) -> None:
    assert export(report, "md") == {"report.md": markdown.render(sample_report.build()).encode()}


# --- csv -----------------------------------------------------------------------------------------


def _is(kind: str, value: str) -> bool:
    if kind == "integer":
        return value.lstrip("-").isdigit()
    return kind != "double" or 0 <= float(value) <= 1


@pytest.mark.parametrize("made", [sample_report.build(), large_report(9, 40, 9)])
def test_tables_are_as_their_metadata_says(made: Any) -> None:
    written = export(as_json.to_dict(made), "csv")
    described = json.loads(written[as_csv.METADATA])
    assert described["@context"][0] == "http://www.w3.org/ns/csvw"
    rows: dict[str, list[dict[str, str]]] = {}
    for table in described["tables"]:
        rows[table["url"]] = list(csv.DictReader(io.StringIO(written[table["url"]].decode())))
        columns = table["tableSchema"]["columns"]
        for row in rows[table["url"]]:
            assert list(row) == [column["titles"] for column in columns]
            assert all(_is(it["datatype"], row[it["name"]]) for it in columns if row[it["name"]])
    assert written.keys() == {*rows, as_csv.METADATA}
    for table in described["tables"]:
        schema = table["tableSchema"]
        if key := schema.get("primaryKey"):
            keys = [row[key] for row in rows[table["url"]]]
            assert len(keys) == len(set(keys))
        for foreign in schema.get("foreignKeys", ()):
            there = foreign["reference"]
            known = {row[there["columnReference"]] for row in rows[there["resource"]]}
            assert {row[foreign["columnReference"]] for row in rows[table["url"]]} <= known


def test_tables_are_valid_csvw(tmp_path: Path) -> None:
    csvw = pytest.importorskip("csvw", reason="csvw, which checks CSV on the Web, is not installed")
    for name, content in export(as_json.to_dict(sample_report.reviewed()), "csv").items():
        (tmp_path / name).write_bytes(content)
    read = csvw.CSVW(str(tmp_path / as_csv.METADATA))
    assert read.is_valid and read.t.check_referential_integrity()


def test_no_cell_is_a_formula_and_no_word_is_lost(report: Data) -> None:
    report = json.loads(json.dumps(report))
    report["findings"][0]["explanation"] = '=HYPERLINK("x")'
    report["findings"][1]["explanation"] = 'said, "no"\nand left'
    rows = list(csv.DictReader(io.StringIO(export(report, "csv")["findings.csv"].decode())))
    assert rows[0]["explanation"] == '\'=HYPERLINK("x")'
    assert rows[1]["explanation"] == 'said, "no"\nand left'
    assert rows[2]["a_text"] == report["findings"][2]["a"]["text"]


# --- schema.org ----------------------------------------------------------------------------------

# Of schema.org's properties those used here, by the types that have them.
SCHEMA_ORG = {
    "NewsArticle": {"headline", "datePublished", "url", "inLanguage", "publisher"},
    "Organization": {"name"},
    "Claim": {"identifier", "text", "appearance"},
    "Quotation": {"text", "isPartOf"},
}


def _nodes(value: Any) -> list[Data]:
    if isinstance(value, list):
        return [node for item in value for node in _nodes(item)]
    if not isinstance(value, dict):
        return []
    own = [value] if "@type" in value else []
    return own + [node for item in value.values() for node in _nodes(item)]


def test_claims_use_the_vocabulary_of_schema_org(report: Data) -> None:
    made = exported(report, "claim")
    assert made["@context"] == "https://schema.org"
    nodes = _nodes(made["@graph"])
    for node in nodes:
        assert {name for name in node if name[0] != "@"} <= SCHEMA_ORG[node["@type"]]
    ids = [node["@id"] for node in nodes if "@id" in node]
    assert len(ids) == len(set(ids))
    quotations = [node for node in nodes if node["@type"] == "Quotation"]
    assert {node["isPartOf"]["@id"] for node in quotations} <= set(ids)
    texts = {side["text"] for it in report["findings"] for side in (it["a"], it["b"])}
    assert {node["text"] for node in quotations} == texts
    claims = [node["text"] for node in nodes if node["@type"] == "Claim"]
    assert claims == [claim["text"] for claim in report["claims"]]


# --- web annotations -----------------------------------------------------------------------------

_TEXT = {"type": "string", "minLength": 1}
_PLACE = {"type": "integer", "minimum": 0}


def _object(required: Mapping[str, Any], optional: Mapping[str, Any] | None = None) -> Data:
    return {
        "type": "object",
        "required": list(required),
        "properties": {**required, **(optional or {})},
        "additionalProperties": False,
    }


ANNOTATION = _object(
    {
        "id": {"type": "string", "pattern": "^urn:"},
        "type": {"const": "Annotation"},
        "motivation": {"const": "assessing"},
        "body": {
            "type": "array",
            "items": _object(
                {
                    "type": {"const": "TextualBody"},
                    "value": {"type": "string"},
                    "purpose": {"enum": ["commenting", "tagging"]},
                },
                {"format": {"const": "text/plain"}, "language": {"const": "en"}},
            ),
        },
        "target": {
            "type": "array",
            "minItems": 2,
            "maxItems": 2,
            "items": _object(
                {
                    "type": {"const": "SpecificResource"},
                    "source": _TEXT,
                    "selector": {
                        "type": "array",
                        "prefixItems": [
                            _object(
                                {"type": {"const": "TextQuoteSelector"}, "exact": _TEXT},
                                {"prefix": _TEXT, "suffix": _TEXT},
                            ),
                            _object(
                                {
                                    "type": {"const": "TextPositionSelector"},
                                    "start": _PLACE,
                                    "end": _PLACE,
                                }
                            ),
                        ],
                        "items": False,
                    },
                }
            ),
        },
    },
    {"created": {"type": "string", "pattern": "^[0-9-]{10}T[0-9:]{8}Z$"}},
)


def test_annotations_follow_the_web_annotation_model(report: Data) -> None:
    made = exported(report, "annotations")
    assert made["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert (made["type"], made["first"]["type"]) == ("AnnotationCollection", "AnnotationPage")
    items = made["first"]["items"]
    assert made["total"] == len(items) == len(report["findings"])
    for item in items:
        jsonschema.Draft202012Validator(ANNOTATION).validate(item)


def test_selectors_find_the_words_again(report: Data) -> None:
    texts = {f"urn:claim-compare:article:{it['id']}": it["text"] for it in report["articles"]}
    for item in exported(report, "annotations")["first"]["items"]:
        for target in item["target"]:
            text, (quote, place) = texts[target["source"]], target["selector"]
            assert text[place["start"] : place["end"]] == quote["exact"]
            around = quote.get("prefix", "") + quote["exact"] + quote.get("suffix", "")
            assert text.count(around) == 1


# --- sarif ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("made", [sample_report.build(), sample_report.reviewed()])
def test_sarif_follows_its_published_schema(made: Report) -> None:
    schema = published.sarif_schema()
    if schema is None:
        pytest.skip("no schema of SARIF: `python tests/published.py` fetches it")
    validator = jsonschema.Draft4Validator(json.loads(schema.read_text("utf-8")))
    assert list(validator.iter_errors(exported(as_json.to_dict(made), "sarif"))) == []
    assert list(validator.iter_errors({"version": "2.1.0", "runs": [{}]})) != []


def test_sarif_results_name_their_rule_and_file(report: Data) -> None:
    made = exported(report, "sarif")
    (run,) = made["runs"]
    assert made["version"] == "2.1.0" and run["columnKind"] == "unicodeCodePoints"
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert len(rules) == len(set(rules))
    uris = [artifact["location"]["uri"] for artifact in run["artifacts"]]
    for result, finding in zip(run["results"], report["findings"], strict=True):
        assert rules[result["ruleIndex"]] == result["ruleId"]
        # What SARIF asks for: a level is given exactly to what failed.
        assert (result["kind"] == "fail") == (result["level"] != "none")
        assert result["partialFingerprints"] == {"claimCompare/v1": finding["id"]}
        place = result["locations"][0]["physicalLocation"]
        assert uris[place["artifactLocation"]["index"]] == place["artifactLocation"]["uri"]
    levels = [result["level"] for result in run["results"]]
    assert levels == ["error"] * 3 + ["note"] * 4 + ["none"] * 4


def located(report: Data, **changes: Any) -> Data:
    """The first place of the first finding, with its article's fields changed."""
    changed = json.loads(json.dumps(report))
    side = changed["findings"][0]["a"]
    article = next(it for it in changed["articles"] if it["id"] == side["article"])
    article.update(changes)
    place: Data = exported(changed, "sarif")["runs"][0]["results"][0]["locations"][0]
    return place


def test_sarif_places_are_those_of_the_file(report: Data) -> None:
    side = report["findings"][0]["a"]
    place = located(report, path="a folder/report.txt")["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "a%20folder/report.txt"
    # The sample's clean texts begin at the seventh character of their files.
    assert place["region"]["charOffset"] == side["start"] + 7
    assert place["region"]["charLength"] == len(side["text"])
    assert place["region"]["snippet"]["text"] == side["text"]


@pytest.mark.parametrize(
    ("changes", "uri"),
    [
        ({"path": "report.pdf"}, "report.pdf"),
        ({"path": "reports.jsonl:3"}, "reports.jsonl"),
        ({"path": "all.zip!inner/report.txt"}, "all.zip"),
        ({"path": "/srv/a b.docx"}, "file:///srv/a%20b.docx"),
        (
            {"path": "https://example.org/a", "url": "https://example.org/a"},
            "https://example.org/a",
        ),
        ({"path": "report.txt", "offsets": []}, "report.txt"),
    ],
)
def test_sarif_tells_no_place_where_none_is_known(report: Data, changes: Data, uri: str) -> None:
    place = located(report, **changes)
    assert place["physicalLocation"]["artifactLocation"]["uri"] == uri
    assert "region" not in place["physicalLocation"]
    assert place["message"]["text"] == report["findings"][0]["a"]["text"]


def test_sarif_names_a_piped_article_by_itself(report: Data) -> None:
    place = located(report, path="-", url=None)["physicalLocation"]["artifactLocation"]
    assert place["uri"] == f"urn:claim-compare:article:{report['findings'][0]['a']['article']}"


# --- verdicts ------------------------------------------------------------------------------------


def test_what_was_dismissed_is_marked_or_left_out() -> None:
    made = sample_report.reviewed()
    data = as_json.to_dict(made)
    gone = made.findings[2]
    sarif = exported(data, "sarif")["runs"][0]["results"]
    suppressed = {
        it["partialFingerprints"]["claimCompare/v1"]: it.get("suppressions") for it in sarif
    }
    assert [name for name, those in suppressed.items() if those] == [gone.id]
    assert suppressed[gone.id][0]["justification"] == (
        "an error of the tool (Ana, 3 May 2024): a typing slip"
    )
    annotations = exported(data, "annotations")
    assert annotations["total"] == len(made.findings) - 1
    assert gone.id not in json.dumps(annotations)
    assert gone.a.text not in json.dumps(exported(data, "claim"))
    rows = list(csv.DictReader(io.StringIO(export(data, "csv")["findings.csv"].decode())))
    told = {row["id"]: (row["verdict"], row["reviewer"], row["judged"]) for row in rows}
    assert told[gone.id] == ("tool-error", "Ana", "2024-05-03T09:00:00Z")
    assert told[made.findings[1].id] == ("", "", "")


def test_dates_of_the_sample_are_days(report: Data) -> None:
    for mention in report["dates"]:
        start, end = (datetime.date.fromisoformat(mention[name]) for name in ("start", "end"))
        assert start < end
