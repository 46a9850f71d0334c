"""Web addresses: what is asked of which server, what never is, and what is kept."""

from __future__ import annotations

import gzip
import socket
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading_samples import BRIDGE, PAGE, pdf

from compare.errors import RefusedAddress, UnreadableSource
from compare.reading import ReadingOptions, ReadingResult, read, robots
from compare.reading.addresses import is_public, target
from compare.reading.limits import MAX_DOWNLOAD_BYTES
from compare.reading.robots import parse

Answer = tuple[int, Mapping[str, str], bytes]
Route = Answer | Callable[[BaseHTTPRequestHandler], Answer]
HTML = {"Content-Type": "text/html; charset=utf-8"}


class Site:
    """A site on this machine: what it answers by path, and what it was asked."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.routes: dict[str, Route] = {"/": (200, HTML, PAGE.encode())}
        self.asked: list[str] = []
        self.fields: list[Mapping[str, str]] = []

    def pages_asked(self) -> list[str]:
        return [path for path in self.asked if path != "/robots.txt"]


@pytest.fixture
def site() -> Iterator[Site]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            here.asked.append(self.path)
            here.fields.append(dict(self.headers))
            route = here.routes.get(self.path, (404, {}, b""))
            status, fields, body = route(self) if callable(route) else route
            if status:
                self.send_response(status)
                for name, value in fields.items():
                    self.send_header(name, value)
                self.end_headers()
            try:
                self.wfile.write(body)
            except OSError:
                return

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    here = Site(f"http://127.0.0.1:{server.server_address[1]}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield here
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def options(tmp_path: Path) -> ReadingOptions:
    return ReadingOptions(allow_private=True, timeout=10, pause=0, cache=tmp_path / "kept")


def causes(result: ReadingResult) -> list[str]:
    assert result.articles == ()
    return [failure.cause for failure in result.failures]


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


# --- refused addresses ------------------------------------------------------------------------


def test_this_machine_is_refused(site: Site, options: ReadingOptions) -> None:
    port = site.address.rpartition(":")[2]
    refusing = replace(options, allow_private=False)
    names = [f"http://{host}:{port}/" for host in ("127.0.0.1", "localhost", "[::ffff:127.0.0.1]",
                                                   "0x7f000001", "127.1")]  # fmt: skip
    result = read(names, options=refusing)
    assert len(result.failures) == len(names)
    assert all(isinstance(failure, RefusedAddress) for failure in result.failures)
    assert site.asked == []


@pytest.mark.parametrize(
    "number",
    ["127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
     "0.0.0.0", "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1%eth0", "fc00::1", "ff02::1",
     "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "::7f00:1", "no number"],
)  # fmt: skip
def test_what_is_not_public(number: str) -> None:
    assert not is_public(number)


@pytest.mark.parametrize("number", ["8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8"])
def test_what_is_public(number: str) -> None:
    assert is_public(number)


def resolving(monkeypatch: pytest.MonkeyPatch, answers: dict[str, list[list[str]]]) -> list[str]:
    """Names that resolve to what is given, the first list at the first question and so on."""
    asked = []

    def getaddrinfo(host: str, port: int, **_: Any) -> list[Any]:
        asked.append(host)
        numbers = answers[host].pop(0)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (each, port)) for each in numbers]

    monkeypatch.setattr("compare.reading.addresses.socket.getaddrinfo", getaddrinfo)
    return asked


def connecting(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The numeric addresses that are connected to; no connection is made."""
    tried: list[str] = []

    def create_connection(place: tuple[str, int], **_: Any) -> socket.socket:
        tried.append(place[0])
        raise ConnectionRefusedError(111, "Connection refused")

    monkeypatch.setattr("compare.reading.exchange.socket.create_connection", create_connection)
    return tried


@pytest.mark.parametrize("numbers", [["10.0.0.7"], ["8.8.8.8", "10.0.0.7"]])
def test_names_that_resolve_inward_are_refused(
    monkeypatch: pytest.MonkeyPatch, numbers: list[str]
) -> None:
    resolving(monkeypatch, {"paper.example": [numbers]})
    tried = connecting(monkeypatch)
    (cause,) = causes(read(["http://paper.example/"], options=ReadingOptions(cache=None)))
    assert "10.0.0.7, which is no public address" in cause
    assert tried == []


def test_the_checked_address_is_connected_to(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that leads elsewhere the second time it is asked about gains nothing."""
    asked = resolving(monkeypatch, {"paper.example": [["8.8.8.8"], ["127.0.0.1"]]})
    tried = connecting(monkeypatch)
    (cause,) = causes(read(["https://paper.example/"], options=ReadingOptions(cache=None)))
    assert cause == "the connection failed: Connection refused"
    assert (asked, tried) == (["paper.example"], ["8.8.8.8"])


def test_redirects_inward_are_refused(
    site: Site, options: ReadingOptions, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.routes["/a"] = (302, {"Location": "http://169.254.169.254/secrets"}, b"")
    real, port = socket.create_connection, int(site.address.rpartition(":")[2])
    tried: list[str] = []

    def create_connection(place: tuple[str, int], **given: Any) -> socket.socket:
        tried.append(place[0])
        return real(("127.0.0.1", port), **given)

    # The site plays a public one: its name resolves to an address that is let through.
    resolver = socket.getaddrinfo

    def getaddrinfo(host: str, *rest: Any, **given: Any) -> Any:
        return resolver("8.8.8.8" if host == "paper.example" else host, *rest, **given)

    monkeypatch.setattr("compare.reading.addresses.socket.getaddrinfo", getaddrinfo)
    monkeypatch.setattr("compare.reading.exchange.socket.create_connection", create_connection)
    refusing = replace(options, allow_private=False)
    (failure,) = read([f"http://paper.example:{port}/a"], options=refusing).failures
    assert isinstance(failure, RefusedAddress)
    assert "169.254.169.254" in failure.cause
    assert set(tried) == {"8.8.8.8"}
    assert site.asked == ["/robots.txt", "/a"]


@pytest.mark.parametrize(
    "address", ["http://", "http://[", "http://a:99999999/", "http://a b/", "http://\u202e.x/"]
)
def test_addresses_that_are_none(address: str) -> None:
    (failure,) = read([address], options=ReadingOptions(cache=None)).failures
    assert (failure.path, failure.cause) == (address, "not a usable address")


@given(st.text(max_size=40))
def test_any_address_is_taken_apart_or_refused(rest: str) -> None:
    try:
        goal = target(f"http://paper.example/{rest}")
    except UnreadableSource:
        return
    assert goal.url.isascii() and not set(goal.resource) & set(" \r\n\0")


# --- manners ----------------------------------------------------------------------------------


def test_robots_txt_is_obeyed(site: Site, options: ReadingOptions) -> None:
    rules = b"User-agent: *\nDisallow: /private\nAllow: /private/a\n"
    site.routes["/robots.txt"] = (200, {}, rules)
    site.routes["/private/a"] = (200, HTML, PAGE.encode())
    site.routes["/to"] = (302, {"Location": "/private/b"}, b"")
    result = read([f"{site.address}{path}" for path in ("/private/a", "/private/b", "/to")],
                  options=options)  # fmt: skip
    assert [article.path for article in result.articles] == [f"{site.address}/private/a"]
    assert [f.cause for f in result.failures] == [
        "robots.txt of 127.0.0.1 asks not to fetch it"
    ] * 2
    assert site.pages_asked() == ["/private/a", "/to"]


@pytest.mark.parametrize(("status", "fetched"), [(404, True), (403, True), (500, False)])
def test_sites_without_robots_txt(
    site: Site, options: ReadingOptions, status: int, fetched: bool
) -> None:
    site.routes["/robots.txt"] = (status, {}, b"User-agent: *\nDisallow: /\n")
    assert bool(read([f"{site.address}/"], options=options).articles) is fetched


@pytest.mark.parametrize(
    ("rules", "resource", "allowed"),
    [
        ("User-agent: *\nDisallow: /a", "/ab", False),
        ("User-agent: *\nDisallow: /a", "/b", True),
        ("User-agent: *\nDisallow:", "/a", True),
        ("User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b/c", True),
        ("User-agent: *\nDisallow: /*?print", "/a?print=1", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/a.pdf", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/a.pdf?x", True),
        ("User-agent: *\nDisallow: /\n\nUser-agent: claim-compare\nDisallow: /x", "/a", True),
        ("User-agent: other\nUser-agent: claim-compare/1\nDisallow: /", "/a", False),
        ("User-agent: other\nDisallow: /", "/a", True),
        ("Disallow: /", "/a", True),
        ("User-agent: * # all\nDisallow: /caf%C3%A9 # none", "/café", False),
    ],
)
def test_rules_of_robots_txt(rules: str, resource: str, allowed: bool) -> None:
    assert parse(rules, "claim-compare").allow(resource) is allowed


@given(st.text(alphabet="UADuser-agent:*/$ \nallowdis", max_size=200), st.text(max_size=20))
def test_any_robots_txt_is_understood(rules: str, resource: str) -> None:
    assert parse(rules, "claim-compare").allow("/" + resource) in (True, False)


def test_a_site_may_ask_for_time(site: Site, options: ReadingOptions) -> None:
    site.routes["/robots.txt"] = (200, {}, b"User-agent: *\nCrawl-delay: 0.4\n")
    started = time.monotonic()
    read([f"{site.address}/{number}" for number in range(3)], options=options)
    assert time.monotonic() - started >= 0.8
    assert robots.parse("User-agent: *\nCrawl-delay: 9999", "x").delay == 10


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
    (kept,) = options.cache.iterdir()
    kept.write_bytes(kept.read_bytes()[:-5])
    offline = replace(options, offline=True)
    assert causes(read([f"{site.address}/"], options=offline)) == [
        "not fetched before, and the run is offline"
    ]


def test_nothing_need_be_kept(site: Site, options: ReadingOptions, tmp_path: Path) -> None:
    full = tmp_path / "file"
    full.write_text("no folder")
    for cache in (None, full):
        assert read([f"{site.address}/"], options=replace(options, cache=cache)).articles
