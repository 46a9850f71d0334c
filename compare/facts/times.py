"""What a sentence says of time: dates, clock times, lengths, ages and recurrences.

Once the dates are found, each is one token; the forms of time_forms.txt then find the rest.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from compare.data import words as entries
from compare.facts import date_nearest as near
from compare.facts.date_bounds import bound_words, side, tells_move
from compare.facts.date_calendar import Period
from compare.facts.date_forms import Match, scan
from compare.facts.date_lexicon import Token
from compare.facts.date_mentions import TEXT_SHIFTS, Words, beside, find
from compare.facts.dates import DatedSentence, dated, facts_of, is_anchor
from compare.facts.time_lengths import days_in, days_of, step_of
from compare.facts.time_readings import Day, hours_of, time_value
from compare.model import (
    DateValue,
    DurationValue,
    Fact,
    FactValue,
    RecurrenceValue,
    Sentence,
    TimeValue,
)

# What may stand between a time and its day: "9 a.m. on Tuesday", "Tuesday, around 9 a.m."
_AFTER_TIME = frozenset((",", "on", "of", "in", "the", "dash"))
_BEFORE_TIME = frozenset(
    (",", "at", "for", "weak", "about", "from", "between", "by", "before", "after")
)
_BEFORE_TIME |= {"until", "since", "in", "the", "dash", "starting", "on"}
_REACH = 3
_CLOCKS = frozenset(("clock", "bare-clock"))
_HOURS = _CLOCKS | {"day-part"}
# How a noun for several things ends.
PLURAL = "s"
_PARTS = frozenset(("day-part", "tonight"))
# So many words before bare hours are looked through for a word of change.
_CHANGE_REACH = 8
_EXACT_UNITS = frozenset(("unit-hour", "unit-minute"))
_OLDEST = 120
_POINTERS = {"tonight": 0, "this": 0, "last": -1}
_TEXT_POINTERS = TEXT_SHIFTS | {"next": 1}
_DAYS = frozenset(("date", *_POINTERS, *_TEXT_POINTERS))


def timeline(
    text: str, sentences: Sequence[Sentence], published: str | None
) -> Iterator[tuple[Fact, ...]]:
    """What each sentence of an article says of time, in the order of the text.

    The last date resolved is what the next sentence may be relative to. `published` is the
    article's date at its own granularity, or None. Raises nothing.
    """
    anchor: DateValue | None = None
    for sentence in sentences:
        found = tuple(moments(text, sentence.start, sentence.end, published, anchor))
        for fact in found:
            if isinstance(fact.value, DateValue) and is_anchor(fact):
                anchor = fact.value
        yield found


def moments(
    text: str, start: int, end: int, published: str | None, anchor: DateValue | None = None
) -> Iterator[Fact]:
    """The facts of kind date, time, duration, age and recurrence in the sentence text[start:end].

    Arguments as for `dates`. A time that stands beside its day covers the words of both; nothing
    else overlaps. Raises nothing.
    """
    sentence = dated(text, start, end, published, anchor)
    found = [*facts_of(text, sentence), *_others(text, sentence)]
    yield from sorted(found, key=lambda fact: (fact.start, -fact.end, fact.kind))


def _others(text: str, sentence: DatedSentence) -> Iterator[Fact]:
    yield from _inside_dates(text, sentence)
    row = _with_dates(sentence)
    position = 0
    for match in _hours_told(row):
        if match.reading == "none":
            continue
        words = row[match.first : match.last]
        before = row[match.first - 1] if match.first else None
        after = row[match.last] if match.last < len(row) else None
        if match.reading == "aside":
            if _is_person(row[: match.first]) and 0 < words[1].value <= _OLDEST:
                yield _fact(
                    text, "age", words[1:2], DurationValue(days_in("year") * words[1].value)
                )
        elif match.reading == "bare-age":
            days = days_of(words, "age", before, after)
            if days and days <= _OLDEST * days_in("year") and _is_told_of(row, match):
                yield _fact(text, "age", words, DurationValue(days))
        elif match.reading == "recurrence":
            if step := step_of(words):
                yield _fact(text, "recurrence", words, RecurrenceValue(step))
        elif match.reading in ("duration", "age"):
            days = days_of(words, match.reading, before, after)
            if days:
                yield _fact(text, match.reading, words, DurationValue(days))
        elif match.first >= position and not _moves(row, match) and _is_time(row, match):
            first, last = _with_day(sentence, row, match, position)
            bound = side(row[: match.first], row[match.last :])
            value = _time(sentence, row[first:last], match.reading, bound)
            if value:
                position = last
                yield _fact(text, "time", row[first:last], value)


def _inside_dates(text: str, sentence: DatedSentence) -> Iterator[Fact]:
    """The hours that stand inside a date: "the first Monday evening of July"."""
    for located in sentence.dates:
        said = sentence.words[located.first : located.last]
        hours = [word for word in said if word.kind in _HOURS]
        day = located.mention.period
        if day and day.granularity == "day" and len(hours) == 1:
            named = hours_of("part" if hours[0].kind == "day-part" else "clock", hours, None)
            if named:
                value = time_value(named, Day(day.start, located.mention.anchor))
                yield _fact(text, "time", said, value)


def _is_person(said: Sequence[Token]) -> bool:
    """Whether a number behind these words and a comma is an age: "John Smith, 34, said"."""
    kinds, texts = [word.kind for word in said[-2:]], [word.text for word in said[-1:]]
    is_place = kinds[:1] in (["in"], ["at"])
    is_name = kinds[-1:] == ["other"] and texts[0].istitle() and not is_place
    return is_name or bool(entries("aged_persons").intersection(map(str.lower, texts)))


def _is_told_of(row: Sequence[Token], match: Match) -> bool:
    """Whether a bare number is all that is told of a person: "she was 47 when", not "he was 2
    up"."""
    said = [word.text.lower() for word in row[max(0, match.first - 2) : match.first]]
    told = len(said) == 2 and said[0] in entries("personal_pronouns")
    ends = match.last == len(row) or row[match.last].text.lower() in entries("age_ends")
    return told and said[1] in entries("age_verbs") and ends


def _is_time(row: Sequence[Token], match: Match) -> bool:
    """Whether the doubtful ones among the forms are times: "in morning" is, "in evening dress" is
    none; "from 9 for two hours" is, "from 9 for two years" is none; "rose from 5 to 12 on Tuesday"
    is none either."""
    words, after = row[match.first : match.last], next(iter(row[match.last :]), None)
    if match.reading == "bare-part":
        return after is None or after.kind != "other" or not after.text[0].isalnum()
    if match.reading == "hours-for":
        return words[-1].kind in _EXACT_UNITS
    if match.reading == "clocks" and _CLOCKS.isdisjoint(word.kind for word in words):
        before = row[max(0, match.first - _CHANGE_REACH) : match.first]
        return entries("change_words").isdisjoint(word.text.lower() for word in before)
    return True


def _hours_told(row: Sequence[Token]) -> Iterator[Match]:
    """What is told of time in a row, without numbers that are one of things: "Monday at two banks"
    tells no hour, "Monday night at a bank" the night."""
    for match in scan(row, "time_forms"):
        words, after = row[match.first : match.last], next(iter(row[match.last :]), None)
        bare = match.reading == "clock" and _CLOCKS.isdisjoint(word.kind for word in words)
        if not bare or not _counts(words[-1], after):
            yield match
            continue
        ends = [i for i, word in enumerate(words, match.first + 1) if word.kind in _PARTS]
        if ends:
            yield replace(match, last=ends[-1], reading="part")


def _counts(number: Token, after: Token | None) -> bool:
    """Whether a number is one of things: "a bank", "two banks"."""
    if number.text.lower() in entries("indefinite_articles"):
        return True
    return after is not None and after.kind == "other" and after.text.endswith(PLURAL)


def _moves(row: Sequence[Token], match: Match) -> bool:
    """Whether two hours are an old one and a new one: "moved from 9 a.m. to 10 a.m."."""
    return match.reading == "clocks" and tells_move(row, match.first)


def _with_day(
    sentence: DatedSentence, row: Sequence[Token], match: Match, position: int
) -> tuple[int, int]:
    """Where a time begins and ends in the row when the day that stands beside it is taken in.

    Nothing before `position` is.
    """
    first, last = match.first, match.last
    if any(word.kind in _DAYS for word in row[first:last]):
        return first, last
    last_bound = last + bound_words(row[last:])
    for end in range(last_bound, min(last_bound + _REACH, len(row))):
        if _is_day(sentence, row[end]):
            return first, end + 1
        if row[end].kind not in _AFTER_TIME:
            break
    for begin in reversed(range(max(position, first - _REACH), first)):
        if _is_day(sentence, row[begin]):
            return begin, last
        if row[begin].kind not in _BEFORE_TIME:
            break
    return first, last


def _is_day(sentence: DatedSentence, word: Token) -> bool:
    return word.kind == "date" and sentence.dates[word.value].mention.granularity == "day"


def _time(
    sentence: DatedSentence, words: Words, reading: str, bound: str | None
) -> TimeValue | None:
    hours = hours_of(reading, words, bound)
    if hours is None:
        return None
    try:
        return time_value(hours, _day(sentence, words))
    except (ValueError, OverflowError):
        return None


def _day(sentence: DatedSentence, words: Words) -> Day:
    """The day of a time: said beside it, or pointed at ("this morning", "the next evening")."""
    setting = sentence.setting
    for word in words:
        if word.kind == "date":
            said = sentence.dates[word.value].mention
            if said.granularity == "day":
                return Day(said.period.start if said.period else None, said.anchor)
    shift = find(words, _POINTERS)
    if shift:
        period, anchor = near.current(setting, "day", _POINTERS[shift.kind]), "publication"
    elif shift := find(words, _TEXT_POINTERS):
        period, anchor = (
            beside(_last_date(sentence, words[0].start), "day", _TEXT_POINTERS[shift.kind]),
            "text",
        )
    else:
        period = None
    return Day(period.start, anchor) if period else Day(None, "unresolved")


def _last_date(sentence: DatedSentence, before: int) -> Period | None:
    """The date that "the next morning" counts from."""
    said = [date.mention for date in sentence.dates if date.mention.end <= before]
    known = [mention.period for mention in said if mention.period]
    return known[-1] if known else sentence.setting.anchor


def _fact(text: str, kind: str, words: Sequence[Token], value: FactValue) -> Fact:
    start, end = words[0].start, words[-1].end
    return Fact(kind, start, end, text[start:end], value)


def _with_dates(sentence: DatedSentence) -> list[Token]:
    """The tokens, each date made one whose value is its place among the dates."""
    row: list[Token] = []
    position = 0
    for index, located in enumerate(sentence.dates):
        row += sentence.words[position : located.first]
        mention = located.mention
        row.append(Token("date", "", mention.start, mention.end, index))
        position = located.last
    return row + list(sentence.words[position:])
