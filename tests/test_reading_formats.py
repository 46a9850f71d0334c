"""Every format that is read: text, title, outlet, date and address, and what is refused."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
import reading_samples as samples
from reading_samples import BRIDGE, FERRY, MILL, PAGE

from compare.errors import CompareError
from compare.model import Article
from compare.reading import ReadingOptions, ReadingResult, parse_columns, read
from compare.reading.detect import Kind, detect
from compare.reading.markdown import plain_text

ROOT = Path(__file__).resolve().parent.parent
OFFLINE = ReadingOptions(offline=True, cache=None)


def reading(data: bytes | str, *, as_is: bool = False, **columns: str) -> ReadingResult:
    raw = data.encode() if isinstance(data, str) else data
    options = ReadingOptions(offline=True, cache=None, columns=columns)
    return read(["-"], stdin=io.BytesIO(raw), as_is=as_is, options=options)


def only(result: ReadingResult) -> Article:
    assert result.failures == ()
    (article,) = result.articles
    return article


def by_path(result: ReadingResult) -> dict[str | None, Article]:
    assert result.failures == ()
    return {article.path: article for article in result.articles}


def cause(result: ReadingResult) -> str:
    assert result.articles == ()
    (failure,) = result.failures
    assert len(str(failure).splitlines()) == 1
    return failure.cause


WRAPPED = ["The river authority said that the lower sluice",
           "would be opened for six hours during the whole", "night.",
           "Nobody was hurt, the mayor of Selby said, and", "the road is open."]  # fmt: skip
ROW = {"headline": "Bridge", "outlet": "Elsmere Post", "date": "6 June 2023", "body": BRIDGE}
# Input, then of each article: what its path ends in, title, outlet, date, address, text.
CASES: dict[str, tuple[bytes | str, list[tuple[str | None, ...]]]] = {
    "plain": (samples.samples()["plain"],
              [("-", "Bridge closed at Selby", None, "2023-06-06", None, BRIDGE)]),
    "utf-16 with a mark": (BRIDGE.encode("utf-16"), [("-", None, None, None, None, BRIDGE)]),
    "utf-16 without": (BRIDGE.encode("utf-16-be"), [("-", None, None, None, None, BRIDGE)]),
    "cyrillic mojibake": ("Мост был закрыт в понедельник.".encode().decode("cp1251"),
                          [("-", None, None, None, None, "Мост был закрыт в понедельник.")]),
    "mojibake twice": ("It’s closed. The café at Selby too.".encode().decode("cp1252")
                       .encode().decode("cp1252"),
                       [("-", None, None, None, None, "It’s closed. The café at Selby too.")]),
    "pdf": (samples.pdf([["Bridge closed at Selby", BRIDGE]], "Bridge closed at Selby"),
            [("-", "Bridge closed at Selby", None, None, None, BRIDGE)]),
    "pdf of wrapped lines": (
        samples.pdf([WRAPPED]),
        [("-", None, None, None, None, f"{' '.join(WRAPPED[:3])}\n{' '.join(WRAPPED[3:])}")]),
    "pdf with furniture": (
        samples.pdf([["Elsmere Post, page 1", *WRAPPED[:3], "- 1 -"],
                     ["Elsmere Post, page 2", BRIDGE, "- 2 -"],
                     ["Elsmere Post, page 3", FERRY, "- 3 -"]]),
        [("-", None, None, None, None, f"{' '.join(WRAPPED[:3])}\n{BRIDGE}\n{FERRY}")]),
    "pdf with broken words": (
        samples.pdf([["The river author-", "ity said that the sluice is open."]]),
        [("-", None, None, None, None, "The river authority said that the sluice is open.")]),
    "pdf with a file name for a title": (samples.pdf([[BRIDGE]], "Microsoft Word - bridge.doc"),
                                         [("-", None, None, None, None, BRIDGE)]),
    "docx": (samples.docx(["Bridge closed at Selby", BRIDGE, FERRY]),
             [("-", "Bridge closed at Selby", None, None, None, f"{BRIDGE}\n{FERRY}")]),
    "docx with a title": (samples.docx(["Notes", BRIDGE], "Bridge closed at Selby"),
                          [("-", "Bridge closed at Selby", None, None, None, BRIDGE)]),
    "markdown": (samples.MARKDOWN,
                 [("-", "Bridge closed at Selby", "Elsmere Post", "2023-06-06", None,
                   f"{BRIDGE}\n{FERRY}")]),
    "markdown with toml": (f'+++\ntitle = "Bridge"\ndate = 2023-06-06\n+++\n{BRIDGE}',
                           [("-", "Bridge", None, "2023-06-06", None, BRIDGE)]),
    "markdown without fields": (f"# Bridge closed at Selby\n\n{BRIDGE} [More](https://a.example/).",
                                [("-", "Bridge closed at Selby", None, None, None,
                                  f"{BRIDGE} More.")]),
    "json list": (json.dumps([ROW], indent=1),
                  [("-:1", "Bridge", "Elsmere Post", "2023-06-06", None, BRIDGE)]),
    "json of a news interface": (
        json.dumps({"response": {"tags": [{"id": 1}], "results": [
            {"source": {"id": None, "name": "Elsmere Post"}, "webUrl": "https://post.example/b",
             "publishedAt": "2023-06-06T08:00:00Z", "content": BRIDGE}]}}, indent=1),
        [("-:1", None, "Elsmere Post", "2023-06-06", "https://post.example/b", BRIDGE)]),
    "json of one article": (json.dumps({"title": {"rendered": "Bridge"}, "content": {
        "rendered": f"<p>{BRIDGE}</p><p>{FERRY}</p>"}}, indent=1),
        [("-:1", "Bridge", None, None, None, f"{BRIDGE}\n{FERRY}")]),
    "jsonl": (samples.lines(ROW, {"text": FERRY}),
              [("-:1", "Bridge", "Elsmere Post", "2023-06-06", None, BRIDGE),
               ("-:2", None, None, None, None, FERRY)]),
    "csv": (samples.rows(ROW),
            [("-:2", "Bridge", "Elsmere Post", "2023-06-06", None, BRIDGE)]),
    "csv with a mark and semicolons": (
        b"\xef\xbb\xbf" + samples.rows({**ROW, "body": f"{BRIDGE}\n{FERRY}"}, {**ROW, "body": MILL},
                                       mark=";"),
        [("-:2", "Bridge", "Elsmere Post", "2023-06-06", None, f"{BRIDGE}\n{FERRY}"),
         ("-:4", "Bridge", "Elsmere Post", "2023-06-06", None, MILL)]),
    "tsv": (samples.rows(ROW, mark="\t"),
            [("-:2", "Bridge", "Elsmere Post", "2023-06-06", None, BRIDGE)]),
    "rss": (samples.RSS.replace("<item><title>Nothing</title></item>", ""),
            [("-:1", "Bridge & river", "Elsmere Post", "2023-06-06", "https://post.example/bridge",
              f"{BRIDGE}\nIt rained all day — nobody was hurt."),
             ("-:2", "Ferry", "Selby Herald", "2023-06-05", None, FERRY)]),
    "atom": (samples.ATOM,
             [("-:1", "Mill & fire", "Selby Herald", "2023-06-02", "https://herald.example/mill",
               MILL),
              ("-:2", "Ferry", "Selby Herald", None, None, FERRY)]),
    "mail": (samples.mail(BRIDGE),
             [("-", "Bridge closed at Selby — für Wochen", "Elsmere Post", "2023-06-06", None,
               BRIDGE)]),
    "mail in html": (samples.mail("", f"<html><body><p>{BRIDGE}</p></body></html>"),
                     [("-", "Bridge closed at Selby — für Wochen", "Elsmere Post", "2023-06-06",
                       None, BRIDGE)]),
    "mail with a document": (
        samples.mail("", "", {"../report.pdf": samples.pdf([[FERRY]])}),
        [("-!../report.pdf", None, "report", None, None, FERRY)]),
    "gzip": (gzip.compress(BRIDGE.encode()) + gzip.compress(f"\n\n{FERRY}".encode()),
             [("-", None, None, None, None, f"{BRIDGE}\n{FERRY}")]),
    "zip": (samples.zipped({"in/a.txt": BRIDGE.encode(), "b.zip": samples.zipped(
        {"post-2022-04.txt": FERRY.encode()}), ".hidden": b"x", "__MACOSX/a.txt": b"x"}),
        [("-!in/a.txt", None, "a", None, None, BRIDGE),
         ("-!b.zip!post-2022-04.txt", None, "post", "2022-04", None, FERRY)]),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_format(name: str) -> None:
    data, expected = CASES[name]
    found = by_path(reading(data))
    assert {path: (a.title, a.source, a.published, a.url, a.text) for path, a in found.items()} == {
        path: tuple(rest) for path, *rest in expected
    }


@pytest.mark.parametrize("name", ["html", "mhtml", "warc", "warc-packed"])
def test_pages(name: str) -> None:
    article = only(reading(samples.samples()[name]))
    assert (article.title, article.source, article.published) == (
        "Bridge closed at Selby",
        "Elsmere Post",
        "2023-06-06",
    )
    assert article.text.split("\n")[0] == BRIDGE
    address = None if name == "html" else "https://post.example/bridge"
    assert article.url == address
    assert article.path == (f"-!{address}" if "warc" in name else "-")


def test_the_hash_is_of_the_bytes_of_the_member() -> None:
    row, page = samples.lines(ROW), PAGE.encode()
    inner = samples.zipped({"a.txt": BRIDGE.encode()})
    for data, hashed in [
        (row, row),
        (samples.zipped({"b.zip": inner}), BRIDGE.encode()),
        (gzip.compress(BRIDGE.encode()), BRIDGE.encode()),
        (samples.warc({"https://post.example/": page}), page),
        (samples.rows(ROW), samples.rows(ROW)),
        (samples.pdf([[BRIDGE]]), samples.pdf([[BRIDGE]])),
    ]:
        assert only(reading(data)).sha256 == hashlib.sha256(hashed).hexdigest()


def test_as_is_leaves_the_text_alone() -> None:
    assert only(reading(samples.MARKDOWN, as_is=True)).text == samples.MARKDOWN
    markup = f"<p>{BRIDGE}</p>"
    assert only(reading(samples.lines({"text": markup}), as_is=True)).text == markup


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
    }
    # The list is prose to a folder, which nobody named line by line.
    assert [Path(failure.path).name for failure in result.failures] == ["list"]
    assert not any(article.text == MILL and "note" in str(article.path)
                   for article in result.articles)  # fmt: skip


# --- what is refused --------------------------------------------------------------------------

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


# --- what tells the formats apart -------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"<!-- a --><?xml version='1.0'?>\n<!DOCTYPE html><html>", Kind.HTML),
        (b"<p>The bridge was closed.</p>", Kind.HTML),
        ("<html>".encode("utf-16"), Kind.HTML),
        (b"<!---->" * 9_000 + b"x", Kind.TEXT),
        (b"<Anna> The bridge is closed.\n<Ben> Again?", Kind.TEXT),
        (b"BMW said on Monday that it will close.", Kind.TEXT),
        (b"From: the mayor\nDate: 6 June 2023\n\nThe bridge was closed.", Kind.TEXT),
        (b"Received: from a\nFrom: b\n\nc", Kind.MAIL),
        (b"\n\n%PDF-1.4", Kind.PDF),
        (b"", Kind.TEXT),
    ],
)
def test_kinds_are_told_by_content(data: bytes, kind: Kind) -> None:
    assert detect(data, "a.bin") is kind


@pytest.mark.parametrize(
    "text",
    [
        f"Text, body and soul\n{BRIDGE}",
        f"[Again] {BRIDGE}",
        f"---\nNotes of the day\n---\n{BRIDGE}",
        f"{{sic}} {BRIDGE}",
        f"See https://post.example/bridge\n{BRIDGE}",
    ],
)
def test_prose_stays_prose(text: str) -> None:
    assert BRIDGE in only(reading(text)).text


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("# A\n\nb *c*\nd", "A\n\nb c d"),
        ("![x](y.png) [b](c) `d`", "b d"),
        ("- a\n- b\n\n> c", "a\n\nb\n\nc"),
        ("<div>a<br>b</div>\n\nc &amp; d", "a\nb\n\nc & d"),
        ("```\ncode\n```\na", "a"),
    ],
)
def test_markdown_is_undone(markdown: str, text: str) -> None:
    assert plain_text(markdown) == text


# --- fuzzing ----------------------------------------------------------------------------------


def test_mutated_inputs_of_all_formats(tmp_path: Path) -> None:
    """Two thousand of them, by the command that does a hundred thousand."""
    out = tmp_path / "figures.json"
    command = [sys.executable, "-m", "benchmarks.fuzz_reading", "--count", "2000", "--out", out]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    figures = json.loads(out.read_text())
    assert figures["inputs"] == 2000 and figures["ends"].keys() == {"read", "refused"}
