"""Dates in news text, as days on the calendar.

The words of a sentence become word classes (date_lexicon), classes that follow each other as in
date_forms.txt become a match (date_forms), and a match is read as days (date_readings).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from compare.facts.date_calendar import Period, parse_period
from compare.facts.date_forms import Match, scan
from compare.facts.date_lexicon import Token, tokens
from compare.facts.date_mentions import Mention
from compare.facts.date_nearest import Setting
from compare.facts.date_readings import read
from compare.facts.date_relative import offset_from
from compare.facts.date_tense import is_ahead
from compare.model import DateValue, Fact

# The word before a date, and which side of the interval it opens.
_BOUNDS = {
    "since": "from",
    "after": "beyond",
    "by": "to",
    "until": "to",
    "through": "to",
    "before": "short of",
}
# Readings of what comes before a date and counts from it.
_LEADING = frozenset(("offset", "week-of"))


def dates(
    text: str, start: int, end: int, published: str | None, anchor: DateValue | None = None
) -> Iterator[Fact]:
    """The dates in the sentence text[start:end], in order and without overlap.

    `published` is the article's date at its own granularity, `anchor` the last date mentioned
    before; offsets count in `text`. "Since", "after", "by", "until" and "before" leave one side of
    the interval open, None. Raises nothing.
    """
    sentence = list(tokens(text, start, end))
    setting = Setting(parse_period(published), _period(anchor))
    for first, found in _mentions(sentence, setting):
        value = _value(found, _bound(sentence, first))
        yield Fact("date", found.start, found.end, text[found.start : found.end], value)


def is_anchor(fact: Fact) -> bool:
    """Whether a later "the following day" can be relative to this date.

    It must be resolved on both sides and tell the story on, not look back like "a year earlier".
    """
    value = fact.value
    if not isinstance(value, DateValue) or value.start is None or value.end is None:
        return False
    return not _looks_back(value.granularity, fact.text)


def _looks_back(granularity: str, text: str) -> bool:
    """Whether a date only serves to compare a figure with."""
    return granularity != "day" and text.lower().endswith(("ago", "earlier"))


def _period(value: DateValue | None) -> Period | None:
    if value is None or value.start is None or value.end is None:
        return None
    return Period(value.start, value.end, value.granularity)


def _mentions(sentence: Sequence[Token], setting: Setting) -> Iterator[tuple[int, Mention]]:
    """Each date with the index of its first token; each becomes the anchor of the next."""
    matches = list(scan(sentence))
    position = 0
    while position < len(matches):
        match = matches[position]
        position += 1
        leading: Match | None = None
        if _leads(match, matches[position : position + 1]):
            leading, match = match, matches[position]
            position += 1
        if match.first and sentence[match.first - 1].kind == "every":
            continue
        for found in _read(sentence, match, leading, setting):
            if found.period and not _looks_back(found.granularity, sentence[match.last - 1].text):
                setting = replace(setting, anchor=found.period)
            yield (leading or match).first, found


def _leads(match: Match, following: Sequence[Match]) -> bool:
    """Whether the match is the "two days before" of "two days before June 6"."""
    return bool(match.reading in _LEADING and following and following[0].first == match.last)


def _read(
    sentence: Sequence[Token], match: Match, leading: Match | None, setting: Setting
) -> list[Mention]:
    after = sentence[match.last] if match.last < len(sentence) else None
    here = replace(setting, future=is_ahead(sentence, match.first, match.last))
    try:
        found = list(read(match.reading, sentence[match.first : match.last], after, here))
        if leading is None:
            return found
        return [_led(sentence[leading.first : leading.last], base) for base in found]
    except (ValueError, OverflowError):
        # June 31, or further back than the calendar goes: no date.
        return []


def _led(leading: Sequence[Token], base: Mention) -> Mention:
    moved = offset_from(base.period, leading)
    anchor = base.anchor if moved.period else "unresolved"
    return replace(moved, end=base.end, anchor=anchor)


def _bound(sentence: Sequence[Token], first: int) -> str | None:
    return _BOUNDS.get(sentence[first - 1].kind) if first else None


def _value(found: Mention, bound: str | None) -> DateValue:
    """The interval of a mention, one side of it opened by the word before."""
    if found.period is None:
        # "Since March" of an unknown year is no month that another could be compared with.
        return DateValue(None, None, "range" if bound else found.granularity, found.anchor)
    start, end = found.period.start, found.period.end
    sides = {
        "from": (start, None),
        "beyond": (end, None),
        "to": (None, end),
        "short of": (None, start),
    }
    opened = sides[bound] if bound else (start, end)
    return DateValue(*opened, found.granularity, found.anchor)
