"""Who may talk to the review: this machine's browser, from pages of the review itself."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from urllib.parse import parse_qsl

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# A note and a few fields; more is no form of ours.
LARGEST_FORM = 1 << 18
MOST_FIELDS = 20
HEADERS = {
    "content-security-policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src data:; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    # With "no-referrer" a browser would send forms with an origin of "null".
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}


class Guard:
    """Turns away requests for other hosts and writes from other origins; sets the policies.

    A name that leads here from outside (DNS rebinding) is another host; a form on a page from
    elsewhere has another origin, and so has a write that names none.
    """

    def __init__(self, app: ASGIApp, port: int) -> None:
        self._app = app
        self._hosts = {f"127.0.0.1:{port}", f"localhost:{port}"}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return

        async def send_with_policies(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        refused = self._refused(scope)
        app = PlainTextResponse(refused, status_code=403) if refused else self._app
        await app(scope, receive, send_with_policies)

    def _refused(self, scope: Scope) -> str | None:
        if scope["type"] != "http":
            return "only plain requests are answered"
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if host not in self._hosts:
            return "this address is not the review's own"
        if scope["method"] not in ("GET", "HEAD") and headers.get("origin") != f"http://{host}":
            return "this did not come from a page of the review"
        return None


async def form(request: Request, token: str) -> Mapping[str, str]:
    """The fields of a form of ours; refuses what does not hold the token of this session."""
    kind = request.headers.get("content-type", "").split(";")[0].strip()
    if kind != "application/x-www-form-urlencoded":
        raise HTTPException(415, "this is no form of the review")
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST_FORM:
            raise HTTPException(413, "this is too long")
    try:
        rows = parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError as error:
        raise HTTPException(400, "this is no form of the review") from error
    fields = dict(rows)
    if not _same(fields.get("token", ""), token):
        raise HTTPException(403, "this page is from an earlier session: load it again")
    return fields


def _same(given: str, token: str) -> bool:
    return hmac.compare_digest(given.encode(), token.encode())
