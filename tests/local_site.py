"""A site on this machine, and readers that may visit it: what the tests of fetching share."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from reading_samples import PAGE

from compare.reading import ReadingOptions, ReadingResult

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


@contextmanager
def running() -> Iterator[Site]:
    """A site that is there while the code inside runs."""

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


def visiting(folder: Path) -> ReadingOptions:
    """Options that let this machine be asked, at once, and keep what it answers in the folder."""
    return ReadingOptions(allow_private=True, timeout=10, pause=0, cache=folder / "kept.sqlite")


def causes(result: ReadingResult) -> list[str]:
    """Why nothing was read."""
    assert result.articles == ()
    return [failure.cause for failure in result.failures]
