"""What fuzzing feeds the readers: samples of all formats gone wrong, and what is meant to harm."""

from __future__ import annotations

import gzip
import io
import random
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

import reading_samples  # type: ignore[import-not-found]

WEB = "address"
# What parts the answers of a site, the first being its robots.txt, in an input for the web.
CUT = b"\n=====\n"
_LONGEST = 300_000
# One input in so many is a whole page of one thing again and again, up to the limit and past it.
# Rows of a table are none: each is an article, of which any number may be read in their time.
_BIG_ONE_IN = 200
_BIG = (320_000, 1_000_000, 2_000_000, 4_900_000, 5_100_000)
_TOKENS = (
    b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\r\n\r\n", b"\n", b'"', b"'", b"{", b"[", b"<", b">",
    b"<!--", b"-->", b"<![CDATA[", b"]]>", b"<!DOCTYPE a [<!ENTITY b 'c'>]>", b"&b;", b"&#x110000;",
    b"---\n", b"> " * 300, b"* " * 300, b"[" * 3_000, b"(" * 3_000, b"<div>" * 3_000, b"`" * 3_000,
    b"a," * 3_000, b'{"a":' * 3_000, b"\xc3\xa9" * 3_000, b"x" * 100_000, b"Content-Type: x/y\r\n",
    b"boundary=", b"obj", b"endstream", b"/Filter/FlateDecode", b"/Kids[2 0 R]", b"1e999",
    b"-1", b"99999999999", b"PK\x01\x02", b"PK\x05\x06", b"\x1f\x8b\x08", b"WARC/1.0\r\n", b"%PDF-",
    "Ð£\u0083".encode(), "\u202e".encode(), b"http://127.0.0.1/\n", b"=?utf-8?b?/w==?=",
)  # fmt: skip
_WEB_TOKENS = (
    b"HTTP/1.1 302 Found\r\nLocation: ", b"http://127.0.0.1/", b"//inner.example/", b"http://[::1]/",
    b"http://0x7f.1/", b"https://half.example/", b"file:///etc/passwd", b"http://a:b@",
    b"http://[::ffff:10.0.0.1]/", b"http://2130706433/", b"http://[64:ff9b::a00:1]/",
    b"\\\\inner.example", b"https://inner.example:443/", b"?%0d%0aHost:", b"deflate",
    b"Content-Encoding: gzip\r\n",
    b"Content-Length: 99999999999\r\n", b"Transfer-Encoding: chunked\r\n", b"\r\n", b"\r\n\r\n",
    b"ffffffffff\r\n", b"Disallow: /", b"Crawl-delay: 9e9\n", b"503", CUT, b"#", b"%", b"\0", b"@",
)  # fmt: skip
_SENTENCE = "The mayor of Selby said on Monday 6 June 2023 that nobody was hurt in the fire."
_UNITS = (
    f"<p>{_SENTENCE}</p>", f"<div><p>{_SENTENCE}</p>", f"<blockquote>{_SENTENCE}", f"{_SENTENCE} ",
    f"<li>{_SENTENCE}</li>", f"{_SENTENCE}<br>", "<p>a</p>", "<div>", "<", "&", '<a "', "<!--",
    "<script>", "<ul><li>", "<b>a</b> ", "<table><tr><td>1", "<h1>Bridge closed at Selby</h1>",
    '<meta name="date" content="2020-01-01">', '<time datetime="2020-01-01">x</time>',
    '<script type="application/ld+json">{"@type":"Article","headline":"x"}</script>',
    '<a href="https://post.example/bridge">Bridge closed</a> ', "a", "(", "&amp;", "word word<br>",
    "<p>6 June 2023</p>", "<p>© 2020 Elsmere Post</p>", "<p>SELBY (AP) — It rained.</p>", "\n",
    "<figure><figcaption>The mill. Photo: AP</figcaption></figure>", "a | b | c<br>",
    "<svg><style>",
    f"{_SENTENCE}\n", "- a\n", "> ", "[", "a,b\n", "Ã©", "\u200b",
)  # fmt: skip
_WRAPPINGS = (
    "{}",
    "<html><body>{}",
    "---\ntitle: a\n---\n{}",
    "<rss><channel><item><description>{}",
    "Message-ID: <a>\nFrom: a\nContent-Type: text/html\n\n{}",
)


def samples() -> dict[str, bytes]:
    """A sound input of each kind, by name; that of the web is what a site answers in turn."""
    answers = (
        b"HTTP/1.1 200 OK\r\n\r\nUser-agent: *\nDisallow: /private\nCrawl-delay: 1\n",
        b"HTTP/1.1 302 Found\r\nLocation: /b\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 301 Moved\r\nLocation: https://other.example/c?d=e#f\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nETag: 1\r\n\r\n"
        + reading_samples.PAGE.encode(),
    )
    return {**reading_samples.samples(), WEB: CUT.join(answers)}


def hostile() -> dict[str, bytes]:
    """Inputs that were made to do harm."""
    entities = "".join(f"<!ENTITY e{n} '{f'&e{n - 1};' * 10}'>" for n in range(1, 10))
    nested = reading_samples.BRIDGE.encode()
    for level in range(8):
        nested = reading_samples.zipped({f"{level}.zip": nested})
    slip = {"../../evil.txt": b"a", "/etc/evil.txt": b"b", "C:\\evil.txt": b"c"}
    return {
        "bomb-zip": reading_samples.BOMB,
        "bomb-gzip": gzip.compress(b"a" * 60_000_000, mtime=0),
        "bomb-nested": nested,
        "bomb-entities": f"<!DOCTYPE rss [<!ENTITY e0 'a'>{entities}]><rss><channel><item>"
        f"<description>&e9;</description></item></channel></rss>".encode(),
        "outside-entity": b"<!DOCTYPE rss [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><rss><channel>"
        b"<item><description>&e;</description></item></channel></rss>",
        "slip": reading_samples.zipped(slip),
        "deep-json": b'{"text":' + b"[" * 100_000,
        "deep-html": b"<html><body>" + b"<div>" * 50_000 + b"The bridge was closed.",
        "deep-xml": b"<rss>" + b"<a>" * 50_000,
        "long-line": b"word " * 60_000,
        "loop-pdf": reading_samples.pdf([["a"]]).replace(b"/Kids[5 0 R]", b"/Kids[2 0 R]"),
        "deep-mail": b"Message-ID: <a>\r\nFrom: a\r\n"
        + b"Content-Type: multipart/mixed; boundary=a\r\n\r\n--a\r\n" * 500,
    }


def inputs(start: int, stop: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """Inputs by number, each made from its number and the seed alone; hostile ones come first."""
    sound, harmful = samples(), hostile()
    kinds = {**harmful, **sound}
    # Mutations of what was made to do harm are rarer, as they take the most time.
    names = sorted(kinds) + sorted(sound) * 3
    pool = [data[:_LONGEST] for data in kinds.values()]
    first = list(harmful.items())
    for number in range(start, stop):
        chance = random.Random(seed * 1_000_003 + number)
        if number < len(first):
            yield first[number]
        elif chance.randrange(_BIG_ONE_IN) == 0:
            yield "big", _big(chance)
        else:
            name = chance.choice(names)
            change = chance.choice((_mutated, _mutated_inside))
            tokens = _WEB_TOKENS if name == WEB else _TOKENS
            yield name, change(kinds[name], chance, pool, tokens)


def _big(chance: random.Random) -> bytes:
    """One or two things again and again, in one of several wrappings."""
    units = chance.choices(_UNITS, k=chance.choice((1, 1, 2)))
    size = chance.choice(_BIG)
    each = size // len(units)
    text = "".join(unit * (each // len(unit.encode())) for unit in units)
    return chance.choice(_WRAPPINGS).format(text).encode()[:size]


def _mutated(
    data: bytes, chance: random.Random, others: list[bytes], tokens: tuple[bytes, ...]
) -> bytes:
    """The input with a few things wrong."""
    for _ in range(chance.choice((1, 1, 2, 4, 8))):
        at = chance.randrange(len(data) + 1)
        to = min(len(data), at + chance.choice((1, 1, 4, 40, 400)))
        match chance.randrange(8):
            case 0:
                data = data[:at] + chance.randbytes(to - at) + data[to:]
            case 1:
                data = data[:at] + data[to:]
            case 2:
                data = data[:to] + data[at:to] * chance.choice((1, 10, 200)) + data[to:]
            case 3 | 4:
                data = data[:at] + chance.choice(tokens) + data[at:]
            case 5:
                other = chance.choice(others)
                data = data[:at] + other[chance.randrange(len(other) + 1) :]
            case 6:
                data = data[:at]
            case 7:
                data = data[:at] + bytes([chance.randrange(256)]) + data[at + 1 :]
    return data[:_LONGEST]


def _mutated_inside(
    data: bytes, chance: random.Random, others: list[bytes], tokens: tuple[bytes, ...]
) -> bytes:
    """The same for what a packed input holds, packed again; for others as it is."""
    if data.startswith(b"\x1f\x8b"):
        inner = gzip.decompress(data)[:_LONGEST]
        return gzip.compress(_mutated(inner, chance, others, tokens), 1, mtime=0)
    if not data.startswith(b"PK\x03\x04"):
        return _mutated(data, chance, others, tokens)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        files = {name: archive.read(name)[:_LONGEST] for name in archive.namelist()}
    name = chance.choice(sorted(files))
    files[name] = _mutated(files[name], chance, others, tokens)
    packed: bytes = reading_samples.zipped(files)
    return packed
