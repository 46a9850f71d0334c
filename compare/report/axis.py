"""The timeline of the report: the dates given for an event, as bars on an axis of their own.

Places and lengths along an axis are in percent.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from compare.model import Claim, DateMention, Finding, Relation, Report
from compare.report import wording
from compare.report.outline import Outline

_DATES = frozenset({"date", "time"})
# A day must still be seen on an axis of years.
_LEAST_BAR = 0.9
_MOST_TICKS = 3
# So near an end, a name must not hang over it.
_EDGE = 10


@dataclass(frozen=True, slots=True)
class Bar:
    """One date on an axis, in percent of its length; `conflict` where it is disputed."""

    mention: DateMention
    number: int
    x: float
    width: float
    conflict: bool


@dataclass(frozen=True, slots=True)
class Tick:
    """A named place on an axis, in percent."""

    x: float
    text: str

    @property
    def anchor(self) -> str:
        """Which part of the text stands at the place: near an end it must not hang over."""
        return "start" if self.x < _EDGE else "end" if self.x > 100 - _EDGE else "middle"


@dataclass(frozen=True, slots=True)
class Event:
    """The dates that the reports give for one claim, on an axis of their own."""

    claim: Claim
    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    conflict: bool


def timeline(report: Report, outline: Outline) -> tuple[Event, ...]:
    """The events to which two or more reports give dates, disputed ones first."""
    mentions: defaultdict[str, list[DateMention]] = defaultdict(list)
    for mention in report.dates:
        if mention.article in outline.numbers:
            mentions[mention.claim].append(mention)
    events = [
        _event(claim, mentions[claim.id], outline) for claim in report.claims if mentions[claim.id]
    ]
    return tuple(sorted(events, key=lambda event: not event.conflict))


def _event(claim: Claim, mentions: Sequence[DateMention], outline: Outline) -> Event:
    first = min(mention.start for mention in mentions)
    last = max(mention.end for mention in mentions)
    margin = max((last - first).days // 12, 1)
    low = max(first.toordinal() - margin, 1)
    high = min(last.toordinal() + margin, datetime.date.max.toordinal())
    scale = 100 / (high - low)
    disputed = [outline.findings[name] for name in claim.findings if name in outline.findings]
    bars = tuple(
        Bar(
            mention=mention,
            number=outline.numbers[mention.article],
            x=round((mention.start.toordinal() - low) * scale, 2),
            width=round(max((mention.end - mention.start).days * scale, _LEAST_BAR), 2),
            conflict=any(_disputes(finding, mention) for finding in disputed),
        )
        for mention in sorted(mentions, key=lambda one: (outline.numbers[one.article], one.span))
    )
    ticks = tuple(Tick(round((day - low) * scale, 2), text) for day, text in _ticks(low, high))
    return Event(claim, bars, ticks, any(bar.conflict for bar in bars))


def _disputes(finding: Finding, mention: DateMention) -> bool:
    """Whether the words of a date are what a contradiction over dates rests on."""
    if finding.relation is not Relation.CONTRADICT or _DATES.isdisjoint(finding.reasons):
        return False
    return any(
        side.article == mention.article and start < mention.span[1] and mention.span[0] < end
        for side in (finding.a, finding.b)
        for start, end in side.evidence
    )


def _ticks(low: int, high: int) -> Iterator[tuple[int, str]]:
    """First days of years, of months, or single days: the widest step that has two or more."""
    first, last = (datetime.date.fromordinal(day) for day in (low, high))
    years = [datetime.date(year, 1, 1) for year in range(first.year, last.year + 1)]
    months = [year.replace(month=month) for year in years for month in range(1, 13)]
    for days, shown in ((years, len("2021")), (months, len("2021-03"))):
        inside = [day for day in days if low <= day.toordinal() < high]
        if len(inside) > 1:
            return _named(inside, shown)
    single = [datetime.date.fromordinal(day) for day in range(low, high)]
    return _named(single, len("2021-03-01"))


def _named(days: Sequence[datetime.date], shown: int) -> Iterator[tuple[int, str]]:
    step = -(-len(days) // _MOST_TICKS)
    return ((day.toordinal(), wording.date(day.isoformat()[:shown])) for day in days[::step])
