"""Dates in news text, as days on the calendar.

The words of a sentence become word classes (date_lexicon), classes that follow each other as in
date_forms.txt become a match (date_forms), and a match is read as days (date_readings).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from compare.data import words
from compare.facts.date_bounds import bounded, joined, tells_move
from compare.facts.date_calendar import Period, parse_period
from compare.facts.date_forms import Match, scan
from compare.facts.date_led import LEADING, led_to
from compare.facts.date_lexicon import Token, tokens
from compare.facts.date_mentions import Located, Mention
from compare.facts.date_nearest import Setting
from compare.facts.date_readings import read
from compare.facts.date_tense import is_ahead
from compare.model import DateValue, Fact

# "Every other Tuesday", "every second Tuesday".
_TURNS = frozenset(("other-one", "ordinal"))


@dataclass(frozen=True, slots=True)
class DatedSentence:
    """The tokens of a sentence, and the dates in it, in order and without overlap."""

    words: Sequence[Token]
    dates: Sequence[Located]
    setting: Setting


def dates(
    text: str, start: int, end: int, published: str | None, anchor: DateValue | None = None
) -> Iterator[Fact]:
    """The dates in the sentence text[start:end], in order and without overlap.

    `published` is the article's date at its own granularity, `anchor` the last date mentioned
    before; offsets count in `text`. "Since", "after", "by", "until" and "before" leave one side of
    the interval open, None. Raises nothing.
    """
    yield from facts_of(text, dated(text, start, end, published, anchor))


def dated(
    text: str, start: int, end: int, published: str | None, anchor: DateValue | None = None
) -> DatedSentence:
    """The sentence text[start:end] with its dates; arguments as for `dates`."""
    row = list(tokens(text, start, end))
    setting = Setting(parse_period(published), _period(anchor))
    found = list(joined(row, list(_mentions(row, setting))))
    return DatedSentence(row, found, setting)


def facts_of(text: str, sentence: DatedSentence) -> Iterator[Fact]:
    """The dates of a sentence as facts."""
    for located in sentence.dates:
        found = located.mention
        value = bounded(sentence.words, located)
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


def _mentions(sentence: Sequence[Token], setting: Setting) -> Iterator[Located]:
    """Each date with its first and last token; each becomes the anchor of the next."""
    matches = list(scan(sentence))
    position = 0
    while position < len(matches):
        match = matches[position]
        position += 1
        leading: Match | None = None
        is_step = _is_step(sentence, match.first)
        if not is_step and _leads(match, matches[position : position + 1]):
            leading, match = match, matches[position]
            position += 1
        if is_step:
            continue
        for found in _read(sentence, match, leading, setting):
            if found.period and not _looks_back(found.granularity, sentence[match.last - 1].text):
                setting = replace(setting, anchor=found.period)
            yield _located(sentence, (leading or match).first, match.last, found)


def _located(sentence: Sequence[Token], first: int, last: int, found: Mention) -> Located:
    while sentence[first].start < found.start:
        first += 1
    while sentence[last - 1].end > found.end:
        last -= 1
    return Located(first, last, found)


def _is_step(sentence: Sequence[Token], first: int) -> bool:
    """Whether "every" or "every other" stands before, so that it comes again and again."""
    kinds = [token.kind for token in sentence[max(0, first - 2) : first]]
    return kinds[-1:] == ["every"] or (kinds[:1] == ["every"] and kinds[-1] in _TURNS)


def _leads(match: Match, following: Sequence[Match]) -> bool:
    """Whether the match is the "two days before" of "two days before June 6"."""
    return bool(match.reading in LEADING and following and following[0].first == match.last)


def _read(
    sentence: Sequence[Token], match: Match, leading: Match | None, setting: Setting
) -> list[Mention]:
    after = sentence[match.last] if match.last < len(sentence) else None
    here = replace(setting, future=is_ahead(sentence, match.first, match.last))
    try:
        reading = _reading(sentence, match, leading)
        found = list(read(reading, sentence[match.first : match.last], after, here))
        if _is_fiscal(sentence, match):
            found = [replace(one, period=None, anchor="unresolved") for one in found]
        if leading is None:
            return found
        return [_led(sentence, leading, base) for base in found]
    except (ValueError, OverflowError):
        # June 31, or further back than the calendar goes: no date.
        return []


def _is_fiscal(sentence: Sequence[Token], match: Match) -> bool:
    """Whether a year is one of somebody's books, which begins on a day that only they know.

    One that is named, "fiscal 2018", stays the year it is named after, so that two compare.
    """
    kinds = {word.kind for word in sentence[match.first : match.last]}
    return "fiscal" in kinds and "year" not in kinds


def _reading(sentence: Sequence[Token], match: Match, leading: Match | None) -> str:
    """The reading of a match, but for what the words before it make of it."""
    if match.reading == "range" and tells_move(sentence, match.first):
        return "moved"
    # "Two weeks before Christmas" counts from the day.
    return "holiday" if leading and match.reading == "feast" else match.reading


def _led(sentence: Sequence[Token], leading: Match, base: Mention) -> Mention:
    """The date that "two weeks before" and the date after it make together."""
    moved = led_to(leading.reading, base.period, sentence[leading.first : leading.last])
    anchor = base.anchor if moved.period else "unresolved"
    before = " ".join(token.text.lower() for token in sentence[: leading.first][-2:])
    if before in words("date_less") and base.period and moved.period:
        # "Less than two weeks after June 6" is all the days between.
        ends = (base.period.start, moved.period.start)
        between = Period(min(ends), max(ends), "range")
        return Mention(moved.start, base.end, between, "range", anchor)
    return replace(moved, end=base.end, anchor=anchor)
