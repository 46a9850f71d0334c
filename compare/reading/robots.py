"""robots.txt as RFC 9309 has it: the longest rule that matches decides, `*` and `$` included."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from compare.reading.limits import MAX_CRAWL_DELAY

_LINE = re.compile(r"\s*(?P<name>[A-Za-z-]+)\s*:\s*(?P<value>[^#]*)")
_DELAY = "crawl-delay"
_MOST_RULES = 5_000


@dataclass(frozen=True, slots=True)
class Rules:
    """What one site asks of us: (path pattern, allowed) pairs, and seconds between requests."""

    rules: tuple[tuple[str, bool], ...] = ()
    delay: float = 0.0

    def allow(self, resource: str) -> bool:
        """Whether path and query may be fetched; a site that says nothing allows all."""
        plain = unquote(resource)
        found = [(len(rule), good) for rule, good in self.rules if _matches(rule, plain)]
        return max(found, default=(0, True))[1]


ALLOW_ALL = Rules()


def parse(text: str, agent: str) -> Rules:
    """The rules for `agent`, or those for everyone where it is not named."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for names, fields in _groups(text):
        for name in names:
            groups.setdefault(name, []).extend(fields)
    fields = groups.get(agent.lower(), groups.get("*", []))
    rules = [
        (unquote(value), name == "allow")
        for name, value in fields
        if name != "crawl-delay" and value
    ]
    delays = [_seconds(value) for name, value in fields if name == "crawl-delay"]
    return Rules(tuple(rules[:_MOST_RULES]), min(max(delays, default=0.0), MAX_CRAWL_DELAY))


def _groups(text: str) -> Iterator[tuple[list[str], list[tuple[str, str]]]]:
    """Agents and the fields meant for them; several agents in a row share what follows."""
    names: list[str] = []
    fields: list[tuple[str, str]] = []
    for line in text.splitlines():
        match = _LINE.match(line)
        if not match:
            continue
        name, value = match["name"].lower(), match["value"].strip()
        if name == "user-agent":
            if fields:
                yield names, fields
                names, fields = [], []
            names = [*names, value.lower().partition("/")[0]]
        elif name in ("allow", "disallow", _DELAY):
            fields.append((name, value))
    yield names, fields


def _matches(rule: str, resource: str) -> bool:
    """Whether a pattern fits the beginning of a resource, its end too where it ends in $."""
    whole = rule.endswith("$")
    first, *rest = rule.removesuffix("$").split("*")
    if not resource.startswith(first):
        return False
    at = len(first)
    for number, part in enumerate(rest, 1):
        last = whole and number == len(rest)
        found = resource.rfind(part) if last else resource.find(part, at)
        if found < at:
            return False
        at = found + len(part)
    return at == len(resource) if whole else True


def _seconds(value: str) -> float:
    try:
        return max(0.0, float(value))
    except ValueError:
        return 0.0
