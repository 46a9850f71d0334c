"""One request to one checked address: bounded in time and size, and nothing followed."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from http.client import HTTPConnection, HTTPException, HTTPResponse

from compare.errors import UnreadableSource
from compare.reading.addresses import Target, resolve
from compare.reading.cache import Answer

_CHUNK = 65_536
# The fields of an answer that are used, and kept.
_FIELDS = ("content-type", "content-encoding", "etag", "last-modified", "location", "retry-after")


def request(
    goal: Target, fields: Mapping[str, str], *, timeout: float, limit: int, allow_private: bool
) -> Answer:
    """The answer to GET, redirects and errors of the server included.

    `timeout` in seconds is for the whole, `limit` in bytes for the body as sent. Raises
    RefusedAddress before anything is sent, UnreadableSource where no whole answer came.
    """
    ends = time.monotonic() + timeout
    numbers = resolve(goal, allow_private=allow_private)
    try:
        with _connected(goal, numbers, ends) as connection:
            # By itself the connection would name the port of https, which some servers refuse.
            headers = {"Host": goal.authority, **fields}
            connection.request("GET", goal.resource, headers=headers)
            response = connection.getresponse()
            body = _body(response, goal, limit)
    except TimeoutError:
        raise _too_slow(goal, timeout) from None
    except (OSError, HTTPException, ValueError) as error:
        if time.monotonic() >= ends:
            raise _too_slow(goal, timeout) from None
        raise UnreadableSource(goal.url, f"the connection failed: {_cause(error)}") from None
    if time.monotonic() >= ends:
        raise _too_slow(goal, timeout)
    kept = {name: response.headers[name] for name in _FIELDS if response.headers[name]}
    now = datetime.now(UTC).isoformat(timespec="seconds")
    return Answer(goal.url, response.status, kept, now, body)


@contextmanager
def _connected(goal: Target, numbers: list[str], ends: float) -> Iterator[HTTPConnection]:
    """A connection to the first of the checked addresses that answers, cut off when time is up.

    The name is not looked up a second time: it could lead somewhere else by then.
    """
    live: list[socket.socket | ssl.SSLSocket] = [_socket(goal, numbers, ends)]
    # Waiting is bounded for one read only; a server that drips would never be left without this.
    watchdog = threading.Timer(max(0.0, ends - time.monotonic()), _cut, [live])
    watchdog.daemon = True
    watchdog.start()
    try:
        if goal.scheme == "https":
            secured = _secured(live[0], goal)
            live.append(secured)
            secured.do_handshake()
        connection = HTTPConnection(goal.host, goal.port)
        connection.sock = live[-1]
        yield connection
    finally:
        watchdog.cancel()
        for each in live:
            each.close()


def _socket(goal: Target, numbers: list[str], ends: float) -> socket.socket:
    failure: OSError = OSError("no address")
    for number in numbers:
        left = ends - time.monotonic()
        if left <= 0:
            raise TimeoutError
        try:
            return socket.create_connection((number, goal.port), timeout=left)
        except OSError as error:
            failure = error
    raise failure


def _secured(plain: socket.socket, goal: Target) -> ssl.SSLSocket:
    """The socket with TLS; shaking hands waits until the watchdog knows of it."""
    return ssl.create_default_context().wrap_socket(
        plain, server_hostname=goal.host, do_handshake_on_connect=False
    )


def _cut(live: list[socket.socket | ssl.SSLSocket]) -> None:
    for each in live:
        with suppress(OSError):
            # That of TLS would also take its state away under the reading thread.
            socket.socket.shutdown(each, socket.SHUT_RDWR)


def _body(response: HTTPResponse, goal: Target, limit: int) -> bytes:
    stated = response.headers.get("Content-Length", "")
    if stated.isascii() and stated.isdigit() and int(stated[:20]) > limit:
        raise UnreadableSource(goal.url, f"longer than {limit:,} bytes")
    pieces, size = [], 0
    while piece := response.read(_CHUNK):
        pieces.append(piece)
        size += len(piece)
        if size > limit:
            raise UnreadableSource(goal.url, f"longer than {limit:,} bytes")
    if response.length:
        raise UnreadableSource(goal.url, "the connection failed: it ended too early")
    return b"".join(pieces)


def _too_slow(goal: Target, timeout: float) -> UnreadableSource:
    return UnreadableSource(goal.url, f"no whole answer within {timeout:g} seconds")


def _cause(error: Exception) -> str:
    text = (
        getattr(error, "reason", None) or getattr(error, "strerror", None) or type(error).__name__
    )
    return " ".join(str(text).split())
