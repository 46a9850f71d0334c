"""Web addresses to bytes, politely: robots.txt, redirects, what was fetched before, and offline."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping
from dataclasses import replace
from http import HTTPStatus

from compare.errors import RefusedAddress, UnreadableSource
from compare.reading import robots
from compare.reading.addresses import Target, redirected, target
from compare.reading.archives import uncompressed
from compare.reading.cache import Answer, Pages
from compare.reading.exchange import request
from compare.reading.inputs import Raw, ReadingOptions
from compare.reading.limits import MAX_DOWNLOAD_BYTES, MAX_REDIRECTS, MAX_ROBOTS_BYTES
from compare.reading.metadata import Given

AGENT = "claim-compare"
_ASKED = {
    "User-Agent": f"{AGENT} (compares reports that its user names)",
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.5",
    "Accept-Encoding": "gzip, deflate",
    "Accept-Language": "*",
    "Connection": "close",
}
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_NOT_MODIFIED = 304
# What a server may call a report, and what it never is; the bytes decide about the rest.
_REFUSED_TYPES = re.compile(
    r"(?:image|audio|video|font|model)/|(?:text|application)/(?:css|javascript|wasm)", re.I
)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?(?P<name>[\w.:-]{1,40})", re.I)


class Fetcher:
    """Fetches for one run: each site's robots.txt once, and its pages no faster than it likes."""

    def __init__(self, options: ReadingOptions) -> None:
        self._options = options
        self._told: list[str] = []
        self._pages = Pages(options.cache, self._told.append)
        self._rules: dict[str, robots.Rules | UnreadableSource] = {}
        self._last: dict[str, float] = {}

    def fetch(self, address: str) -> tuple[Raw, str | None]:
        """The page at an address, and a remark where it is an older copy or none can be kept.

        Raises RefusedAddress where it, or one that it redirects to, must not be visited, and
        UnreadableSource where nothing usable came.
        """
        try:
            raw, remark = self._followed(address)
        except UnreadableSource as failure:
            # Whatever address on the way was the cause, the user knows this one.
            raise type(failure)(address, failure.cause) from None
        remarks = [*filter(None, [remark]), *self._told]
        self._told.clear()
        return raw, "; ".join(remarks) or None

    def _followed(self, address: str) -> tuple[Raw, str | None]:
        goal = target(address.partition("#")[0])
        remark = None
        for _ in range(MAX_REDIRECTS + 1):
            answer, older = self._visited(goal)
            remark = remark or older
            if answer.status not in _REDIRECTS:
                raw = _page(answer, address)
                # Without the copy that has it, the time would be another one in each run.
                retrieved = answer.fetched if self._options.cache else None
                return replace(raw, retrieved=retrieved), remark
            goal = target(redirected(goal.url, answer.fields.get("location", "")))
        raise UnreadableSource(address, f"redirects more than {MAX_REDIRECTS} times")

    def _visited(self, goal: Target) -> tuple[Answer, str | None]:
        """The answer of one address, asked for anew unless it is the same as before."""
        kept = self._pages.get(goal.url)
        if self._options.offline:
            if kept is None:
                raise UnreadableSource(goal.url, "not fetched before, and the run is offline")
            return kept, f"the copy of {kept.fetched} was read (offline)"
        try:
            answer = self._asked(goal, _conditions(kept))
        except RefusedAddress:
            raise
        except UnreadableSource as failure:
            if kept is None:
                raise
            return kept, f"{failure.cause}; the copy of {kept.fetched} was read"
        if answer.status == _NOT_MODIFIED and kept:
            return kept, None
        if kept and answer.status == kept.status and answer.body == kept.body:
            answer = replace(answer, fetched=kept.fetched)
        if answer.status == HTTPStatus.OK or answer.status in _REDIRECTS:
            self._pages.put(answer)
        return answer, None

    def _asked(self, goal: Target, conditions: Mapping[str, str]) -> Answer:
        if not self._rules_of(goal).allow(goal.resource):
            raise RefusedAddress(goal.url, f"robots.txt of {goal.host} asks not to fetch it")
        self._wait(goal)
        return request(
            goal,
            {**_ASKED, **conditions},
            timeout=self._options.timeout,
            limit=MAX_DOWNLOAD_BYTES,
            allow_private=self._options.allow_private,
        )

    def _wait(self, goal: Target) -> None:
        """Let a host rest between two requests, as long as it asks for or the options say."""
        pause = max(self._options.pause, self._rules_of(goal).delay)
        since = time.monotonic() - self._last.get(goal.host, -pause)
        time.sleep(max(0.0, pause - since))
        self._last[goal.host] = time.monotonic()

    def _rules_of(self, goal: Target) -> robots.Rules:
        """What a site asks of us, found out once; raises UnreadableSource where it cannot say."""
        if goal.origin not in self._rules:
            try:
                self._rules[goal.origin] = self._asked_rules(goal)
            except UnreadableSource as failure:
                self._rules[goal.origin] = failure
        rules = self._rules[goal.origin]
        if isinstance(rules, UnreadableSource):
            raise type(rules)(goal.url, rules.cause)
        return rules

    def _asked_rules(self, goal: Target) -> robots.Rules:
        """What robots.txt says; none is no objection, a site that fails to say is left alone."""
        place = replace(goal, resource="/robots.txt")
        for _ in range(MAX_REDIRECTS + 1):
            answer = request(
                place,
                _ASKED,
                timeout=self._options.timeout,
                limit=MAX_ROBOTS_BYTES,
                allow_private=self._options.allow_private,
            )
            if answer.status not in _REDIRECTS:
                break
            place = target(redirected(place.url, answer.fields.get("location", "")))
        if answer.status == HTTPStatus.OK:
            raw = Raw(place.url, answer.body)
            text = uncompressed(raw.data, answer.fields.get("content-encoding"), raw)
            return robots.parse(text.decode("utf-8-sig", "replace"), AGENT)
        if answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            raise UnreadableSource(place.url, f"for its robots.txt {_refusal(answer)}")
        return robots.ALLOW_ALL


def _conditions(kept: Answer | None) -> dict[str, str]:
    """The fields that ask a server to answer only if the page is another one by now."""
    if kept is None:
        return {}
    asked = {"etag": "If-None-Match", "last-modified": "If-Modified-Since"}
    return {asked[name]: value for name, value in kept.fields.items() if name in asked}


def _page(answer: Answer, address: str) -> Raw:
    if answer.status != HTTPStatus.OK:
        raise UnreadableSource(address, _refusal(answer))
    media = answer.fields.get("content-type", "")
    if _REFUSED_TYPES.match(media.strip()):
        raise UnreadableSource(address, f"the server calls it {media.split(';')[0]}, not a report")
    charset = _CHARSET.search(media)
    raw = Raw(address, answer.body, Given(url=answer.url))
    body = uncompressed(raw.data, answer.fields.get("content-encoding"), raw)
    return replace(raw, data=body, charset=charset["name"] if charset else None)


def _refusal(answer: Answer) -> str:
    try:
        phrase = f"{answer.status} {HTTPStatus(answer.status).phrase}"
    except ValueError:
        phrase = str(answer.status)
    later = answer.fields.get("retry-after", "")
    return f"the server answered {phrase}" + (
        f", try again in {later} s" if later.isdigit() else ""
    )
