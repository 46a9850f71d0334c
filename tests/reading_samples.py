"""Small inputs of every format, made in memory: what the tests read and what fuzzing mutates."""

from __future__ import annotations

import csv
import gzip
import io
import json
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

BRIDGE = "The bridge was closed on Monday. It will open again in May."
FERRY = "The ferry sank in the night. Nobody was on board."
SLUICE = (
    "The river authority said that the lower sluice would be opened for six hours during the "
    "night, and asked anglers and boat owners to keep away from the banks of the river."
)
MILL = "The mill at Selby burned down on Friday. The mayor spoke of a great loss."


def pdf(pages: Sequence[Sequence[str]], title: str = "", *, packed: bool = True) -> bytes:
    """A PDF of lines of text, in Helvetica, from the top of each page."""
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b""]
    objects.append(b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>")
    objects.append(b"<</Title(%s)/CreationDate(D:20200101000000Z)>>" % _escaped(title))
    kids = []
    for lines in pages:
        drawn = b"".join(b"(%s)Tj 0 -14 Td " % _escaped(line) for line in lines)
        content = b"BT /F1 12 Tf 72 720 Td " + drawn + b"ET"
        stream = zlib.compress(content) if packed else content
        packing = b"/Filter/FlateDecode" if packed else b""
        kids.append(len(objects) + 1)
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R"
            b"/Resources<</Font<</F1 3 0 R>>>>>>" % (len(objects) + 2)
        )
        objects.append(b"<</Length %d%s>>stream\n%s\nendstream" % (len(stream), packing, stream))
    listed = b" ".join(b"%d 0 R" % kid for kid in kids)
    objects[1] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(kids), listed)
    return _assembled(objects)


def _escaped(text: str) -> bytes:
    raw = text.encode("cp1252")
    return raw.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


def _assembled(objects: Sequence[bytes]) -> bytes:
    file = b"%PDF-1.4\n"
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(file))
        file += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    trailer = b"trailer<</Size %d/Root 1 0 R/Info 4 0 R>>\nstartxref\n%d\n%%%%EOF\n"
    return (
        file
        + b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
        + trailer
        % (
            size,
            len(file),
        )
    )


def docx(paragraphs: Sequence[str], title: str = "") -> bytes:
    """A DOCX file as python-docx writes it; the first paragraph is a heading."""
    from docx import Document

    document = Document()
    document.core_properties.title = title
    document.add_heading(paragraphs[0], 0)
    for text in paragraphs[1:]:
        document.add_paragraph(text)
    stream = io.BytesIO()
    document.save(stream)
    # Packed again without the time of day.
    with zipfile.ZipFile(stream) as archive:
        return zipped({name: archive.read(name) for name in archive.namelist()})


def docx_of(body: str) -> bytes:
    """A DOCX file of nothing but this markup, in which w: stands before Word's own names."""
    names = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    document = f'<w:document xmlns:w="{names}"><w:body>{body}</w:body></w:document>'
    return zipped({"[Content_Types].xml": b"", "word/document.xml": document.encode()})


def mail(text: str, html: str = "", attached: Mapping[str, bytes] | None = None) -> bytes:
    """A letter of a paper to its readers."""
    message = EmailMessage()
    message["From"] = "Elsmere Post <news@post.example>"
    message["To"] = "readers@post.example"
    message["Subject"] = "Bridge closed at Selby — für Wochen"
    message["Date"] = "Tue, 06 Jun 2023 08:30:00 +0200"
    message["Message-ID"] = "<1@post.example>"
    if text:
        message.set_content(text)
    if html and text:
        message.add_alternative(html, subtype="html")
    elif html:
        message.set_content(html, subtype="html")
    for name, data in (attached or {}).items():
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    for number, part in enumerate(message.walk()):
        if part.is_multipart():
            part.set_boundary(f"=cut{number}=")  # Else it is another one each time.
    return message.as_bytes()


def illustrated_mail(html: str) -> bytes:
    """A letter in HTML with a picture in its text."""
    message = EmailMessage()
    message["From"] = "Elsmere Post <news@post.example>"
    message["To"] = "readers@post.example"
    message["Subject"] = "Bridge closed at Selby"
    message["Date"] = "Tue, 06 Jun 2023 08:30:00 +0200"
    message["Message-ID"] = "<2@post.example>"
    message.set_content(html + '<img src="cid:p">', subtype="html")
    message.add_related(b"\x89PNG", maintype="image", subtype="png", cid="<p>")
    return message.as_bytes()


def forwarded_mail(letter: bytes) -> bytes:
    """A letter that holds another one and nothing else."""
    message = EmailMessage()
    message["From"] = "a@post.example"
    message["Message-ID"] = "<3@post.example>"
    message.make_mixed()
    message.add_attachment(message_from_bytes(letter, policy=default))
    return message.as_bytes()


def saved_page(html: str) -> bytes:
    """A page as a browser saves it to one file."""
    head = (
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://post.example/bridge\r\n"
        "Subject: Bridge\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related; type="text/html"; boundary="cut"\r\n\r\n'
    )
    page = "--cut\r\nContent-Type: text/html; charset=utf-8\r\n"
    page += f"Content-Transfer-Encoding: 8bit\r\n\r\n{html}\r\n--cut--\r\n"
    return (head + page).encode()


def warc(pages: Mapping[str, bytes], *, media: str = "text/html", packed: bool = False) -> bytes:
    """A WARC of answered pages, one of them chunked; `packed`, each record is a gzip of its own."""
    records = [_record("warcinfo", "", b"software: none\r\n")]
    for address, page in pages.items():
        answer = b"HTTP/1.1 200 OK\r\nContent-Type: " + media.encode()
        answer += b"\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n0\r\n\r\n" % (len(page), page)
        records.append(_record("response", address, answer))
    gone = b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\nContent-Length: 4\r\n\r\nGone"
    records.append(_record("response", "https://post.example/gone", gone))
    image = b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\nContent-Length: 4\r\n\r\n\x89PNG"
    records.append(_record("response", "https://post.example/a.png", image))
    return b"".join(gzip.compress(record, mtime=0) if packed else record for record in records)


def _record(kind: str, address: str, content: bytes) -> bytes:
    return record(content, Type=kind, Target_URI=address)


def record(content: bytes, media: str = "", **fields: str) -> bytes:
    """A record of a WARC, its fields without the WARC- before their names."""
    head = "WARC/1.0\r\n" + (f"Content-Type: {media}\r\n" if media else "")
    head += "".join(f"WARC-{name.replace('_', '-')}: {told}\r\n" for name, told in fields.items())
    head += f"Content-Length: {len(content)}\r\n\r\n"
    return head.encode() + content + b"\r\n\r\n"


def zipped(files: Mapping[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def rows(*given: Mapping[str, object], mark: str = ",") -> bytes:
    """CSV with a column for each key of the first row."""
    stream = io.StringIO()
    writer = csv.DictWriter(stream, list(given[0]), delimiter=mark)
    writer.writeheader()
    writer.writerows(given)
    return stream.getvalue().encode()


def lines(*given: Mapping[str, object]) -> bytes:
    """JSONL."""
    return "\n".join(json.dumps(row) for row in given).encode()


PAGE = (
    '<!DOCTYPE html><html lang="en"><head><title>Bridge closed at Selby</title>'
    '<meta property="og:site_name" content="Elsmere Post">'
    '<meta property="article:published_time" content="2023-06-06T08:00:00Z">'
    "</head><body><nav><a href='/'>Home</a> <a href='/news'>News</a></nav>"
    f"<article><h1>Bridge closed at Selby</h1><p>{BRIDGE}</p><p>{SLUICE}</p>"
    "</article><footer>© 2023 Elsmere Post</footer></body></html>"
)

RSS = f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
<title>World - Elsmere Post</title><link>https://post.example/</link>
<item><title>Bridge &amp; river</title><link>https://post.example/bridge</link>
<pubDate>Tue, 06 Jun 2023 23:30:00 +0200</pubDate><description>Short.</description>
<content:encoded><![CDATA[<p>{BRIDGE}</p><p>It rained all day &mdash; nobody was hurt.</p>]]>
</content:encoded></item>
<item><title>Ferry</title><dc:date>2023-06-05</dc:date>
<source url="https://herald.example/feed">Selby Herald</source>
<description>{FERRY}</description></item>
<item><title>Nothing</title></item>
</channel></rss>"""

ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Selby Herald</title>
<updated>2023-06-07T00:00:00Z</updated>
<entry><title type="html">Mill &amp;amp; fire</title>
<link rel="replies" href="https://herald.example/mill/comments"/>
<link href="https://herald.example/mill"/><published>2023-06-02T10:00:00+02:00</published>
<updated>2023-06-07T00:00:00Z</updated>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{MILL}</p></div></content>
</entry>
<entry><title>Ferry</title><updated>2023-06-07T00:00:00Z</updated><summary>{FERRY}</summary></entry>
</feed>"""

RDF = f"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Selby Herald</title></channel>
<item><title>Mill on fire</title><link>https://herald.example/mill</link>
<dc:date>2023-06-02T10:00:00Z</dc:date><description>{MILL}</description></item>
</rdf:RDF>"""

MARKDOWN = f"""---
title: "Bridge closed at Selby"
date: 2023-06-06
outlet: Elsmere Post
tags:
  - river
---

# Bridge closed at Selby

The **bridge** was [closed](https://post.example/bridge) on Monday.
It will *open* again in May.

> {FERRY}
"""

BOMB = zipped({"bomb.txt": b"a" * 60_000_000})


def samples() -> dict[str, bytes]:
    """An input of each kind, by name."""
    articles = [
        {"title": "Bridge", "source": "Elsmere Post", "published": "2023-06-06", "text": BRIDGE},
        {"title": "Ferry", "source": "Selby Herald", "published": "2023-06", "text": FERRY},
    ]
    return {
        "plain": f"Bridge closed at Selby\n\nBy Nora Finch\n6 June 2023\n\n{BRIDGE}\n".encode(),
        "utf16": BRIDGE.encode("utf-16"),
        "legacy": "Die Brücke war am Montag gesperrt. Über Wochen.".encode("cp1252"),
        "html": PAGE.encode(),
        "pdf": pdf([[BRIDGE], [FERRY]], "Bridge closed", packed=False),
        "pdf-packed": pdf([[MILL, FERRY]]),
        "docx": docx(["Bridge closed at Selby", BRIDGE, FERRY], "Bridge closed"),
        "markdown": MARKDOWN.encode(),
        "jsonl": lines(*articles),
        "json": json.dumps({"status": "ok", "articles": articles}, indent=1).encode(),
        "csv": rows(*articles),
        "rss": RSS.encode(),
        "atom": ATOM.encode(),
        "mail": mail(f"{BRIDGE}\n", f"<p>{BRIDGE}</p>", {"a.txt": FERRY.encode()}),
        "mhtml": saved_page(PAGE),
        "warc": warc({"https://post.example/bridge": PAGE.encode()}),
        "warc-packed": warc({"https://post.example/bridge": PAGE.encode()}, packed=True),
        "zip": zipped({"a.txt": BRIDGE.encode(), "b/c.zip": zipped({"d.md": MARKDOWN.encode()})}),
        "gzip": gzip.compress(lines(*articles), mtime=0),
        "list": b"# two\nhttps://post.example/bridge\nmissing.txt\n",
    }
