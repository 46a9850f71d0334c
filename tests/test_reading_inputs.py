"""Columns by name, sources in lists and folders, what is refused and why, and fuzzing."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from pathlib import Path

import pytest
import reading_samples as samples
from read_bytes import OFFLINE, cause, only, reading
from reading_samples import BRIDGE, FERRY, MILL, PAGE

from compare.errors import CompareError
from compare.reading import parse_columns, read
from compare.reading.detect import Kind

ROOT = Path(__file__).resolve().parent.parent
ROW = {"headline": "Bridge", "outlet": "Elsmere Post", "date": "6 June 2023", "body": BRIDGE}


# --- columns ----------------------------------------------------------------------------------


def test_columns_are_mapped_by_hand() -> None:
    row = {"Was": "Bridge", "Wer": "Elsmere Post", "Inhalt": BRIDGE, "text": "no", "Wann": "2023"}
    columns = parse_columns(["title=Was,source=wer", "text=Inhalt", "published=Wann"])
    for data in (samples.rows(row), samples.lines(row), json.dumps([row], indent=1)):
        article = only(reading(data, **columns))
        assert (article.title, article.source, article.text) == ("Bridge", "Elsmere Post", BRIDGE)
        assert article.published == "2023"


@pytest.mark.parametrize("pair", ["text", "text=", "name=A", "=a", ""])
def test_what_maps_no_column(pair: str) -> None:
    with pytest.raises(CompareError, match="maps no column"):
        parse_columns([pair])


def test_unknown_columns_are_named() -> None:
    told = cause(reading(json.dumps([{"wer": "a", "was\n": "b"}], indent=1)))
    assert told == 'no "text"; --map text=NAME tells which of these it is: wer, was\ufffd'
    told = cause(reading(json.dumps([{"wer": "a"}], indent=1), text="Inhalt"))
    assert told == 'no "Inhalt", which --map names for the text'


def test_rows_fail_alone() -> None:
    result = reading(samples.rows(ROW, {**ROW, "body": ""}, {**ROW, "body": FERRY}))
    assert [failure.path for failure in result.failures] == ["-:3"]
    assert sorted(str(article.path) for article in result.articles) == ["-:2", "-:4"]


# --- sources in files -------------------------------------------------------------------------


def test_a_list_of_sources(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in/a b.txt").write_text(BRIDGE)
    (tmp_path / "c.md").write_text(samples.MARKDOWN)
    listed = "# reports\n\nin\nin/a b.txt\nc.md\ngone.txt\nhttps://post.example/bridge\n"
    (tmp_path / "list").write_text(listed)
    result = read([str(tmp_path / "list")], options=OFFLINE)
    found = [str(Path(str(article.path)).relative_to(tmp_path)) for article in result.articles]
    assert sorted(found) == ["c.md", "in/a b.txt"]
    assert sorted(failure.path for failure in result.failures) == [
        str(tmp_path / "gone.txt"),
        "https://post.example/bridge",
    ]


def test_a_list_in_a_folder_is_skipped(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "list.txt").write_text("../a.txt\nhttps://post.example/a\n")
    (tmp_path / "in" / "b.txt").write_text(FERRY)
    (tmp_path / "a.txt").write_text(BRIDGE)
    result = read([str(tmp_path / "in")])
    assert only(result).text == FERRY
    assert [notice.message for notice in result.notices] == [
        "skipped: a list of sources, followed only if named itself"
    ]
    assert result.failures == ()


def test_lists_that_name_each_other_end(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("b\n")
    (tmp_path / "b").write_text("a\nc.txt\n")
    (tmp_path / "c.txt").write_text(BRIDGE)
    assert only(read([str(tmp_path / "a")], options=OFFLINE)).text == BRIDGE


def test_a_list_from_elsewhere_names_nothing_here(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text(BRIDGE)
    (tmp_path / "a.zip").write_bytes(samples.zipped({"list.txt": str(secret).encode()}))
    result = read([str(tmp_path / "a.zip")], options=OFFLINE)
    assert result.articles == () and len(result.failures) == 1


def test_a_folder_tree_of_all_sorts(tmp_path: Path) -> None:
    for name, data in samples.samples().items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "page_files").mkdir()
    (tmp_path / "page.html").write_text(PAGE)
    (tmp_path / "page_files/note.txt").write_text(MILL)
    (tmp_path / "code.js").write_text("function f(a) { return { b: a }; }\n" * 20)
    (tmp_path / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n\0")
    result = read([str(tmp_path)], options=OFFLINE)
    assert {Path(n.subject).name: n.message for n in result.notices if n.kind == "skipped"} == {
        "code.js": "skipped: the text of a program, not of a report",
        "a.png": "skipped: an image, not text",
        "rss:3": "skipped: an entry without text",
        "list": "skipped: a list of sources, followed only if named itself",
    }
    assert result.failures == ()
    assert not any(article.text == MILL and "note" in str(article.path)
                   for article in result.articles)  # fmt: skip


# --- what is refused --------------------------------------------------------------------------

FEED = b"<rss><channel><item><description>%s</description></item></channel></rss>"
DEEP = BRIDGE.encode()
for _level in range(6):
    DEEP = samples.zipped({f"{_level}.zip": DEEP})


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"{\\rtf1 a}", "RTF"),
        (b"\xd0\xcf\x11\xe0" + bytes(9), "an old office document"),
        (b"7z\xbc\xaf\x27\x1c\0", "a 7z archive"),
        (samples.zipped({"[Content_Types].xml": b"", "xl/workbook.xml": b""}), "a spreadsheet"),
        (b"<?xml version='1.0'?><note>b</note>", "XML, but neither"),
        (b"<svg>b</svg>", "XML, but neither"),
        (b"%PDF-1.4\ngarbage", "a damaged PDF"),
        (samples.pdf([[""]]), "PDF without text"),
        (samples.pdf([["a"]] * 201), "more than 200 pages"),
        (samples.zipped({"word/document.xml": b"<a"}), "damaged XML"),
        (samples.zipped({}), "an archive without files"),
        (samples.zipped({"": b"a"}), "an archive without files"),
        (samples.BOMB, "grows past"),
        (gzip.compress(b"a" * 20_000_000), "grows past"),
        (gzip.compress(b"a" * 999)[:-9], "a damaged gzip file"),
        (DEEP, "packed or listed more than 4 deep"),
        (b'{"a": [', "not valid JSON"),
        (b'[{"a": 1}]', 'no "text"'),
        (b"WARC/1.0\r\nContent-Length: 99\r\n\r\nshort", "a WARC that ends too early"),
        (samples.warc({}), "a web archive without pages"),
        (b"<rss><channel></channel></rss>", "a feed without entries"),
        (b"From: a\r\nMessage-ID: b\r\n\r\n", "an e-mail without text"),
        (b"From: a\r\nMessage-ID: b\r\nContent-Type: " + b"a " * 1_001, "a damaged e-mail"),
        (b"+++\na = 1\n+++\n" + b"a\n" * 20_001, "Markdown of more than 20,000 lines"),
        (b"+++\na = 1\n+++\n" + b"[a](" * 30_000, "Markdown of more than 50,000 links and marks"),
        (b"+++\na = 1\n+++\n" + b"a " * 500_001, "Markdown of more than 1,000,000 characters"),
        (b"Nobody was hurt. " * 60_000, "more than 1,000,000 characters of text"),
        (b"Nobody was hurt here.\n" * 10_001, "more than 10,000 lines of text"),
        (FEED % (b"&lt;/b&gt;" * 200_001), "more than 200,000 tags"),
        (b"title,text\n", "CSV without rows"),
        (b"x = f({a: b});\n" * 20, "the text of a program"),
    ],
)
def test_what_is_refused_and_why(data: bytes, told: str) -> None:
    assert cause(reading(data)).startswith(told)


def test_a_locked_archive_is_refused() -> None:
    data = bytearray(samples.zipped({"a.txt": BRIDGE.encode()}))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + at] |= 1
    assert cause(reading(bytes(data))) == "protected by a password"


def test_entities_are_not_expanded() -> None:
    feed = (
        "<!DOCTYPE rss [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b SYSTEM 'file:///etc/passwd'>]>"
        f"<rss><channel><item><description>{BRIDGE} &a;&b;</description></item></channel></rss>"
    )
    assert only(reading(feed)).text == f"{BRIDGE} &a;&b;"


def test_nothing_of_an_archive_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "in").mkdir()
    monkeypatch.chdir(tmp_path / "in")
    names = ["../../slip.txt", "../slip.txt", "/tmp/slip.txt", "C:\\slip.txt"]
    data = samples.zipped({name: f"{BRIDGE} {at}.".encode() for at, name in enumerate(names)})
    assert len(reading(data).articles) == len(names)
    assert list(tmp_path.rglob("*")) == [tmp_path / "in"]


# --- fuzzing ----------------------------------------------------------------------------------


def test_mutated_inputs_of_all_formats(tmp_path: Path) -> None:
    """Two thousand of them, by the command that does a hundred thousand."""
    out = tmp_path / "figures.json"
    command = [sys.executable, "-m", "benchmarks.fuzz_reading", "--count", "2000", "--out", out]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    figures = json.loads(out.read_text())
    assert (figures["done"], figures["problems"]) == (2000, [])
    assert {end for ends in figures["readers"].values() for end in ends} == {"read", "refused"}
    assert figures["readers"].keys() >= {*Kind} - {"text"} | {"address", "text (csv)"}
    assert figures["slowest_seconds"] < 5 and figures["peak_megabytes"] < 1000
