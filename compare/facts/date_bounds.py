"""What the words around dates make of them: "since June", "from Friday to the end of May"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from compare.facts.date_calendar import Period
from compare.facts.date_lexicon import Token
from compare.facts.date_mentions import Located, Mention
from compare.model import DateValue

# The word before a date, and which side of the interval it opens.
_BOUNDS = {
    "since": "from",
    "starting": "from",
    "after": "beyond",
    "by": "to",
    "until": "to",
    "through": "to",
    "before": "short of",
}
# "June 6 or later", "2016 and earlier".
_TRAILING = {"later": "from", "earlier": "to"}
_JOINING = frozenset(("to", "through", "until", "dash"))


def bounded(sentence: Sequence[Token], found: Located) -> DateValue:
    """The interval of a date, one side of it opened by the words beside it."""
    mention, bound = found.mention, _bound(sentence, found)
    if mention.period is None:
        # "Since March" of an unknown year is no month that another could be compared with.
        return DateValue(None, None, "range" if bound else mention.granularity, mention.anchor)
    start, end = mention.period.start, mention.period.end
    sides = {
        "from": (start, None),
        "beyond": (end, None),
        "to": (None, end),
        "short of": (None, start),
    }
    opened = sides[bound] if bound else (start, end)
    return DateValue(*opened, mention.granularity, mention.anchor)


def _bound(sentence: Sequence[Token], found: Located) -> str | None:
    after = [token.kind for token in sentence[found.last : found.last + 2]]
    if len(after) == 2 and after[0] == "and" and after[1] in _TRAILING:
        return _TRAILING[after[1]]
    before = [token.kind for token in sentence[max(0, found.first - 3) : found.first]]
    # "Starting on Friday", "until at least 2021", "no later than June 6".
    if before[-2:] in (["starting", "on"], ["beginning", "on"], ["beginning"]):
        return "from"
    if before[-3:] == ["until", "at", "least"]:
        return "to"
    if before[-2:] == ["later", "weak"] and sentence[found.first - 1].text == "than":
        return "to"
    return _BOUNDS.get(before[-1]) if before else None


def joined(sentence: Sequence[Token], found: Sequence[Located]) -> Iterator[Located]:
    """The dates, those that are the two ends of a range made one."""
    position = 0
    while position < len(found):
        first = found[position]
        position += 1
        if position < len(found):
            whole = _range(sentence, first, found[position])
            if whole:
                yield whole
                position += 1
                continue
        yield first


def _range(sentence: Sequence[Token], first: Located, last: Located) -> Located | None:
    between = [token.kind for token in sentence[first.last : last.first]]
    before = sentence[first.first - 1].kind if first.first else ""
    opens = {"from": _JOINING, "between": _JOINING | {"and"}}.get(before, {"dash", "through"})
    if first.mention.anchor == "absolute":
        opens |= {"to"}
    if len(between) != 1 or between[0] not in opens:
        return None
    start, end = first.mention.period, last.mention.period
    if start is None or end is None or start.start >= end.start:
        return None
    whole = Period(start.start, end.end, "range")
    mention = Mention(first.mention.start, last.mention.end, whole, "range", last.mention.anchor)
    return Located(first.first, last.last, mention)
