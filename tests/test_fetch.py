"""Web addresses: what is fetched, what goes wrong, and what is kept of it."""

from __future__ import annotations

import gzip
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
import reading_samples as samples
from local_site import HTML, Answer, Site, causes, running, visiting
from reading_samples import BRIDGE, PAGE, pdf

from compare.reading import ReadingOptions, exchange, read
from compare.reading.limits import MAX_DOWNLOAD_BYTES


@pytest.fixture
def site() -> Iterator[Site]:
    with running() as here:
        yield here


@pytest.fixture
def options(tmp_path: Path) -> ReadingOptions:
    return visiting(tmp_path)


def test_a_page_is_fetched(site: Site, options: ReadingOptions) -> None:
    (article,) = read([f"{site.address}/#part"], options=options).articles
    assert article.text.startswith(BRIDGE)
    assert (article.path, article.url) == (f"{site.address}/#part", f"{site.address}/")
    assert (article.source, article.published) == ("Elsmere Post", "2023-06-06")
    assert site.asked == ["/robots.txt", "/"]
    assert "claim-compare" in site.fields[1]["User-Agent"]


def test_any_format_and_packing(site: Site, options: ReadingOptions) -> None:
    site.routes["/a"] = (200, {"Content-Type": "application/pdf"}, pdf([[BRIDGE]]))
    legacy = BRIDGE.replace("bridge", "Brücke").encode("cp1252")
    site.routes["/b"] = (200, {"Content-Type": "text/plain; charset=windows-1252"}, legacy)
    packed = {**HTML, "Content-Encoding": "gzip"}
    site.routes["/c"] = (200, packed, gzip.compress(PAGE.encode()))
    result = read([f"{site.address}/{name}" for name in "abc"], options=options)
    assert result.failures == ()
    texts = {article.path: article.text for article in result.articles}
    assert texts[f"{site.address}/a"] == BRIDGE
    assert texts[f"{site.address}/b"] == BRIDGE.replace("bridge", "Brücke")
    assert texts[f"{site.address}/c"].startswith(BRIDGE)
    assert site.asked.count("/robots.txt") == 1


def test_redirects_are_followed_a_few_times(site: Site, options: ReadingOptions) -> None:
    for number in range(9):
        site.routes[f"/{number}"] = (302, {"Location": f"/{number + 1}"}, b"")
    site.routes["/9"] = (200, HTML, PAGE.encode())
    (article,) = read([f"{site.address}/5"], options=options).articles
    assert (article.path, article.url) == (f"{site.address}/5", f"{site.address}/9")
    assert causes(read([f"{site.address}/1"], options=options)) == ["redirects more than 5 times"]


@pytest.mark.parametrize(
    ("location", "cause"),
    [
        ("file:///etc/passwd", "only http and https"),
        ("ftp://127.0.0.1/a", "only http and https"),
        ("http://user:secret@127.0.0.1/", "password"),
        ("", "no usable address"),
        ("http://[::1", "no usable address"),
    ],
)
def test_redirects_to_odd_places(
    site: Site, options: ReadingOptions, location: str, cause: str
) -> None:
    site.routes["/a"] = (302, {"Location": location}, b"")
    (failure,) = read([f"{site.address}/a"], options=options).failures
    assert failure.path == f"{site.address}/a"
    assert cause in failure.cause


# --- what goes wrong --------------------------------------------------------------------------


def test_error_pages_are_no_articles(site: Site, options: ReadingOptions) -> None:
    site.routes["/busy"] = (429, {"Retry-After": "30"}, PAGE.encode())
    result = read([f"{site.address}/busy", f"{site.address}/gone"], options=options)
    assert causes(result) == [
        "the server answered 429 Too Many Requests, try again in 30 s",
        "the server answered 404 Not Found",
    ]


def test_the_wrong_type_is_refused(site: Site, options: ReadingOptions) -> None:
    site.routes["/a"] = (200, {"Content-Type": "image/png"}, PAGE.encode())
    site.routes["/b"] = (200, HTML, b"\x89PNG\r\n\x1a\n\0")
    result = read([f"{site.address}/a", f"{site.address}/b"], options=options)
    assert causes(result) == [
        "the server calls it image/png, not a report",
        "an image, not text",
    ]


@pytest.mark.parametrize("stated", [True, False])
def test_too_much_is_refused(site: Site, options: ReadingOptions, stated: bool) -> None:
    fields = {"Content-Length": str(MAX_DOWNLOAD_BYTES + 1)} if stated else {}
    body = b"" if stated else b"x" * (MAX_DOWNLOAD_BYTES + 100_000)
    site.routes["/a"] = (200, {**HTML, **fields}, body)
    assert causes(read([f"{site.address}/a"], options=options)) == ["longer than 20,000,000 bytes"]


def test_what_unpacks_to_too_much_is_refused(site: Site, options: ReadingOptions) -> None:
    packed = gzip.compress(b"a" * 30_000_000)
    site.routes["/a"] = (200, {**HTML, "Content-Encoding": "gzip"}, packed)
    (cause,) = causes(read([f"{site.address}/a"], options=options))
    assert cause.startswith("grows past")


@pytest.mark.parametrize("in_head", [True, False])
def test_a_server_that_drips_is_left(site: Site, options: ReadingOptions, in_head: bool) -> None:
    def drip(handler: BaseHTTPRequestHandler) -> Answer:
        if not in_head:
            handler.wfile.write(b"HTTP/1.1 200 OK\r\n\r\n")
        try:
            for _ in range(100):
                handler.wfile.write(b"H")
                handler.wfile.flush()
                time.sleep(0.1)
        except OSError:
            pass
        return 0, {}, b""

    site.routes["/a"] = drip
    started = time.monotonic()
    hurried = replace(options, timeout=1.0)
    assert causes(read([f"{site.address}/a"], options=hurried)) == [
        "no whole answer within 1 seconds"
    ]
    assert time.monotonic() - started < 6


@pytest.mark.parametrize(
    "answer", [b"", b"nonsense\r\n\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nshort"]
)
def test_broken_answers(site: Site, options: ReadingOptions, answer: bytes) -> None:
    site.routes["/a"] = (0, {}, answer)
    (cause,) = causes(read([f"{site.address}/a"], options=options))
    assert cause.startswith("the connection failed: ")


# --- what is kept -----------------------------------------------------------------------------


def conditional(handler: BaseHTTPRequestHandler) -> Answer:
    if handler.headers["If-None-Match"] == '"1"':
        return 304, {"ETag": '"1"'}, b""
    return (
        200,
        {**HTML, "ETag": '"1"', "Last-Modified": "Tue, 06 Jun 2023 08:00:00 GMT"},
        (PAGE.encode()),
    )


def test_a_page_is_asked_for_only_if_it_changed(site: Site, options: ReadingOptions) -> None:
    site.routes["/"] = conditional
    first = read([f"{site.address}/"], options=options)
    second = read([f"{site.address}/"], options=options)
    assert first == second and len(first.articles) == 1
    assert site.fields[1].get("If-None-Match") is None
    assert site.fields[3]["If-None-Match"] == '"1"'
    assert site.fields[3]["If-Modified-Since"] == "Tue, 06 Jun 2023 08:00:00 GMT"


def test_a_run_is_repeated_offline(site: Site, options: ReadingOptions) -> None:
    site.routes["/to"] = (301, {"Location": "/"}, b"")
    online = read([f"{site.address}/to"], options=options)
    count = len(site.asked)
    offline = replace(options, offline=True, allow_private=False)
    again = read([f"{site.address}/to", f"{site.address}/new"], options=offline)
    assert again.articles == online.articles and len(again.articles) == 1
    assert [f.cause for f in again.failures] == ["not fetched before, and the run is offline"]
    assert [notice.kind for notice in again.notices] == ["web"]
    assert len(site.asked) == count


def test_the_copy_serves_while_a_site_is_down(site: Site, options: ReadingOptions) -> None:
    online = read([f"{site.address}/"], options=options)
    site.routes["/"] = (0, {}, b"")
    again = read([f"{site.address}/"], options=options)
    assert again.articles == online.articles
    assert "the connection failed" in again.notices[0].message


def test_a_damaged_copy_is_no_copy(site: Site, options: ReadingOptions) -> None:
    read([f"{site.address}/"], options=options)
    assert options.cache is not None
    with closing(sqlite3.connect(options.cache)) as kept, kept:
        kept.execute("UPDATE entries SET value = substr(value, 1, length(value) - 5)")
    offline = replace(options, offline=True)
    assert causes(read([f"{site.address}/"], options=offline)) == [
        "not fetched before, and the run is offline"
    ]


def test_nothing_need_be_kept(site: Site, options: ReadingOptions, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    told = []
    for cache in (None, tmp_path / "file" / "kept.sqlite"):
        result = read([f"{site.address}/"], options=replace(options, cache=cache))
        assert result.articles
        told += [notice.message for notice in result.notices]
    assert len(told) == 1 and told[0].startswith("nothing is cached: ")


def test_a_damaged_file_is_built_anew_and_told_once(site: Site, options: ReadingOptions) -> None:
    assert options.cache is not None
    options.cache.write_bytes(b"no database" * 1000)
    first, again = (read([f"{site.address}/"], options=options) for _ in range(2))
    assert first.articles == again.articles
    assert [("was damaged" in n.message) for n in first.notices] == [True]
    assert again.notices == ()


# --- when it came -----------------------------------------------------------------------------


def test_the_time_is_that_of_the_copy(
    site: Site, options: ReadingOptions, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It stays while the page stays the same, so that a run can be repeated to the letter."""
    times = iter(f"2023-06-0{day}T08:00:00+00:00" for day in range(1, 9))
    real = exchange.request
    monkeypatch.setattr(
        "compare.reading.fetch.request",
        lambda *given, **named: replace(real(*given, **named), fetched=next(times)),
    )
    page = site.routes["/"]
    for body, expected in ((PAGE, "2023-06-02"), (PAGE, "2023-06-02"), (PAGE + " ", "2023-06-06")):
        site.routes["/"] = (200, HTML, body.encode())
        (article,) = read([f"{site.address}/"], options=options).articles
        assert article.retrieved == f"{expected}T08:00:00+00:00"
    site.routes["/"] = page
    (article,) = read([f"{site.address}/"], options=replace(options, offline=True)).articles
    assert article.retrieved == "2023-06-06T08:00:00+00:00"


def test_what_is_not_kept_has_no_time(site: Site, options: ReadingOptions) -> None:
    (article,) = read([f"{site.address}/"], options=replace(options, cache=None)).articles
    assert article.retrieved is None


def test_members_of_what_was_fetched_have_its_time(site: Site, options: ReadingOptions) -> None:
    site.routes["/a.zip"] = (200, {}, samples.zipped({"a.txt": BRIDGE.encode()}))
    (article,) = read([f"{site.address}/a.zip"], options=options).articles
    assert article.retrieved is not None
    assert datetime.fromisoformat(article.retrieved).tzinfo is not None
