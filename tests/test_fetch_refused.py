"""Web addresses that are never asked, and what a site may ask of its visitors."""

from __future__ import annotations

import io
import socket
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from local_site import HTML, Site, causes, running, visiting
from reading_samples import PAGE

from compare.errors import RefusedAddress, UnreadableSource
from compare.reading import ReadingOptions, read, robots
from compare.reading.addresses import is_public, resolve, target
from compare.reading.robots import parse


@pytest.fixture
def site() -> Iterator[Site]:
    with running() as here:
        yield here


@pytest.fixture
def options(tmp_path: Path) -> ReadingOptions:
    return visiting(tmp_path)


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


@pytest.mark.parametrize("number", ["169.254.169.254", "fe80::1%eth0", "::ffff:169.254.1.1"])
def test_link_local_addresses_are_refused_though_private_ones_are_allowed(
    monkeypatch: pytest.MonkeyPatch, number: str
) -> None:
    resolving(monkeypatch, {"inner.example": [[number]]})
    with pytest.raises(RefusedAddress, match="no site"):
        resolve(target("http://inner.example/"), allow_private=True)


@pytest.mark.parametrize("address", ["ftp://post.example/a", "file:///etc/hostname", "GOPHER://a/"])
def test_other_schemes_are_named(address: str) -> None:
    (failure,) = read([address]).failures
    assert failure.cause == "only http and https addresses are fetched"


def test_the_checked_address_is_connected_to(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that leads elsewhere the second time it is asked about gains nothing."""
    asked = resolving(monkeypatch, {"paper.example": [["8.8.8.8"], ["127.0.0.1"]]})
    tried = connecting(monkeypatch)
    (cause,) = causes(read(["https://paper.example/"], options=ReadingOptions(cache=None)))
    assert cause == "the connection failed: Connection refused"
    assert (asked, tried) == (["paper.example"], ["8.8.8.8"])


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("http://paper.example/a", "paper.example"),
        ("https://paper.example:443/a", "paper.example"),
        ("https://paper.example:8443/a", "paper.example:8443"),
        ("http://[2606:4700::1]:81/a", "[2606:4700::1]:81"),
    ],
)
def test_the_host_is_named_as_browsers_do(
    monkeypatch: pytest.MonkeyPatch, address: str, host: str
) -> None:
    sent: list[bytes] = []

    class Connection:
        def makefile(self, _: str) -> io.BytesIO:
            return io.BytesIO(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")

        def sendall(self, data: bytes) -> None:
            sent.append(data)

        def do_handshake(self) -> None:
            pass

        def close(self) -> None:
            pass

    place = "compare.reading.exchange"
    resolving(monkeypatch, {str(target(address).host): [["8.8.8.8"]] * 2})
    monkeypatch.setattr(f"{place}.socket.create_connection", lambda *_, **__: Connection())
    monkeypatch.setattr(f"{place}._secured", lambda plain, _: plain)
    read([address], options=ReadingOptions(cache=None, pause=0))
    assert len(sent) == 2
    assert all(f"\r\nHost: {host}\r\n".encode() in each for each in sent)


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


@pytest.mark.parametrize("answer", [(503, {}, b""), (0, {}, b"")])
def test_a_site_that_cannot_say_is_left_alone(
    site: Site, options: ReadingOptions, answer: tuple[int, dict[str, str], bytes]
) -> None:
    """It is asked once, is not told as having refused, and an earlier copy serves."""
    before = read([f"{site.address}/"], options=options)
    site.asked.clear()
    site.routes["/robots.txt"] = answer
    result = read([f"{site.address}{path}" for path in ("/", "/a", "/b")], options=options)
    assert site.asked == ["/robots.txt"]
    assert result.articles == before.articles
    assert len(result.failures) == 2
    for failure in result.failures:
        assert type(failure) is UnreadableSource
        assert failure.cause.startswith(
            "for its robots.txt the server answered 503" if answer[0] else "the connection failed"
        )
    (notice,) = result.notices
    assert "the copy of" in notice.message


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
