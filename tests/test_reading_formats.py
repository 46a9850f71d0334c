"""Every format that is read: text, title, outlet, date and address of each article."""

from __future__ import annotations

import gzip
import hashlib
import json

import pytest
import reading_samples as samples
from read_bytes import by_path, only, reading
from reading_samples import BRIDGE, FERRY, MILL, PAGE

from compare.reading.detect import Kind, detect
from compare.reading.markdown import plain_text

WRAPPED = ["The river authority said that the lower sluice",
           "would be opened for six hours during the whole", "night.",
           "Nobody was hurt, the mayor of Selby said, and", "the road is open."]  # fmt: skip
ROW = {"headline": "Bridge", "outlet": "Elsmere Post", "date": "6 June 2023", "body": BRIDGE}
PAGE_TOLD = ("Bridge closed at Selby", "Elsmere Post", "2023-06-06")
PAGE_TEXT = f"{BRIDGE}\n{samples.SLUICE}"
# Input, then of each article: what its path ends in, title, outlet, date, address, text.
CASES: dict[str, tuple[bytes | str, list[tuple[str | None, ...]]]] = {
    "plain": (samples.samples()["plain"],
              [("-", "Bridge closed at Selby", None, "2023-06-06", None, BRIDGE)]),
    "utf-16 with a mark": (BRIDGE.encode("utf-16"), [("-", None, None, None, None, BRIDGE)]),
    "utf-32": (BRIDGE.encode("utf-32"), [("-", None, None, None, None, BRIDGE)]),
    "windows": ("The “café” at Selby was closed.".encode("cp1252"),
                [("-", None, None, None, None, "The “café” at Selby was closed.")]),
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
    "docx with changes, a table and a box": (samples.docx_of(
        "<w:p><w:r><w:t>The bridge was </w:t></w:r><w:del><w:r><w:delText>open</w:delText></w:r>"
        "</w:del><w:ins><w:r><w:t>closed on Monday.</w:t></w:r></w:ins></w:p><w:tbl><w:tr><w:tc>"
        "<w:p><w:r><w:t>It will open in May.</w:t><w:br/><w:t>Nobody knows why.</w:t></w:r></w:p>"
        f"</w:tc></w:tr></w:tbl><w:p><w:r><w:Fallback><w:p><w:r><w:t>{FERRY}</w:t></w:r></w:p></w:Fallback>"
        "</w:r></w:p>"),
        [("-", None, None, None, None,
          "The bridge was closed on Monday.\nIt will open in May.\nNobody knows why.")]),
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
    "json of a news interface in one line": (
        json.dumps({"items": [{"title": "Bridge", "content": BRIDGE}, {"content": FERRY}]}),
        [("-:1", "Bridge", None, None, None, BRIDGE), ("-:2", None, None, None, None, FERRY)]),
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
    "csv with bars": (samples.rows(ROW, {"body": FERRY}, mark="|"),
                      [("-:2", "Bridge", "Elsmere Post", "2023-06-06", None, BRIDGE),
                       ("-:3", None, None, None, None, FERRY)]),
    "jsonl packed": (gzip.compress(samples.lines(ROW, {"text": FERRY})),
                     [("-:1", "Bridge", "Elsmere Post", "2023-06-06", None, BRIDGE),
                      ("-:2", None, None, None, None, FERRY)]),
    "tsv": (samples.rows(ROW, mark="\t"),
            [("-:2", "Bridge", "Elsmere Post", "2023-06-06", None, BRIDGE)]),
    "rss": (samples.RSS.replace("<item><title>Nothing</title></item>", ""),
            [("-:1", "Bridge & river", "Elsmere Post", "2023-06-06", "https://post.example/bridge",
              f"{BRIDGE}\nIt rained all day — nobody was hurt."),
             ("-:2", "Ferry", "Selby Herald", "2023-06-05", None, FERRY)]),
    "rss 1.0": (samples.RDF,
                [("-:1", "Mill on fire", "Selby Herald", "2023-06-02",
                  "https://herald.example/mill", MILL)]),
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
    "mail with a picture": (
        samples.illustrated_mail(f"<p>{BRIDGE}</p><p>{FERRY}</p>"),
        [("-", "Bridge closed at Selby", "Elsmere Post", "2023-06-06", None,
          f"{BRIDGE}\n{FERRY}")]),
    "mail with a picture to nobody": (
        samples.illustrated_mail(f"<p>{BRIDGE}</p>")
        .replace(b"Message-ID:", b"X-ID:").replace(b"To:", b"X-To:"),
        [("-", "Bridge closed at Selby", "Elsmere Post", "2023-06-06", None, BRIDGE)]),
    "mail in a mail": (
        samples.forwarded_mail(samples.mail(BRIDGE)),
        [("-!attachment-1", "Bridge closed at Selby — für Wochen", "Elsmere Post", "2023-06-06",
          None, BRIDGE)]),
    "mail with text and page": (
        samples.mail(BRIDGE, f"<p>{FERRY}</p>"),
        [("-", "Bridge closed at Selby — für Wochen", "Elsmere Post", "2023-06-06", None,
          BRIDGE)]),
    "page": (PAGE, [("-", *PAGE_TOLD, None, PAGE_TEXT)]),
    "saved page": (samples.saved_page(PAGE),
                   [("-", *PAGE_TOLD, "https://post.example/bridge", PAGE_TEXT)]),
    "warc": (samples.warc({"https://post.example/a": PAGE.encode()}),
             [("-!https://post.example/a", *PAGE_TOLD, "https://post.example/a", PAGE_TEXT)]),
    "warc packed": (
        samples.warc({"https://post.example/a": PAGE.encode()}, packed=True),
        [("-!https://post.example/a", *PAGE_TOLD, "https://post.example/a", PAGE_TEXT)]),
    "warc of plain text": (
        samples.record(BRIDGE.encode(), "text/plain", Type="resource",
                       Target_URI="<https://post.example/a.txt>")
        + samples.record(b"GIF8", "image/gif", Type="resource",
                         Target_URI="https://post.example/a.gif"),
        [("-!https://post.example/a.txt", None, "post.example", None,
          "https://post.example/a.txt", BRIDGE)]),
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


def test_every_kind_has_its_case() -> None:
    raw = (data.encode() if isinstance(data, str) else data for data, _ in CASES.values())
    assert {detect(each, "-") for each in raw} == set(Kind)


def test_a_page_of_an_archive_has_its_time() -> None:
    told = {"Type": "resource", "Target_URI": "https://post.example/a"}
    for date, expected in [("2023-06-07T09:00:00Z", "2023-06-07T09:00:00+00:00"), ("soon", None)]:
        data = samples.record(BRIDGE.encode(), "text/plain", **told, Date=date)
        assert only(reading(data)).retrieved == expected
    assert only(reading(samples.warc({"https://post.example/a": PAGE.encode()}))).retrieved is None


@pytest.mark.parametrize("size", ["%x" % 2**70, "-5", "one"])
def test_an_answer_of_impossible_size_is_left_out(size: str) -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
    told = {"Type": "response", "Target_URI": "https://post.example/a"}
    damaged = samples.record(head + size.encode() + b"\r\n" + PAGE.encode(), **told)
    whole = samples.warc({"https://post.example/b": PAGE.encode()})
    assert only(reading(damaged + whole)).url == "https://post.example/b"


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
    assert plain_text(markdown, "a.md") == text
