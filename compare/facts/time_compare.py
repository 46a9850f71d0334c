"""How two times of day, or two lengths of time, stand to each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from compare.facts.date_compare import DateRelation, Stretch
from compare.facts.date_lexicon import Token, tokens
from compare.facts.time_clock import DAY, NOON, Clock, clocks, zone_offset
from compare.facts.time_lengths import days_in
from compare.model import DurationValue, Fact, TimeValue

# How many minutes a reporter may be off who writes so; "morning" begins when one gets up.
_SLACK = {"minute": 5, "hour": 30, "range": 15, "part": 240}
# The closest of several readings of the same words counts.
_CLOSEST = (DateRelation.SAME, DateRelation.FINER, DateRelation.OVERLAP, DateRelation.DISJOINT)
# "More than", "over", "at least"; "less than", "under".
_BOUNDS = {"more": "above", "above": "above", "at": "above", "less": "below", "below": "below"}
# Months of 30 and years of 365 days make lengths in different units differ by this share.
_UNIT_SHARE = 0.035
_ABOUT_SHARE = 0.15


def relation(a: Fact, b: Fact) -> DateRelation:
    """How two facts of kind "time" stand to each other; symmetric.

    Hours are compared whatever the day, but unknown where both days are known and differ, or where
    the zones are not the same and cannot be converted. A clock time that leaves morning or
    afternoon open gets the benefit of the doubt, as parts of the day do. TypeError for other kinds.
    """
    first, second = _value(a), _value(b)
    shift = _shift(a, b)
    if shift is None or _days_differ(first, second):
        return DateRelation.UNKNOWN
    found = {
        one.relation(Stretch(other.start + turn, other.end + turn, other.slack))
        for one in _readings(a, first)
        for other in _readings(b, second)
        for turn in (shift - DAY, shift, shift + DAY)
    }
    return next(relation for relation in _CLOSEST if relation in found)


def _value(fact: Fact) -> TimeValue:
    if not isinstance(fact.value, TimeValue):
        raise TypeError(f"not a time: {fact.kind}")
    return fact.value


def _said(fact: Fact) -> list[Clock]:
    return list(clocks(fact.text, 0, len(fact.text)))


def _shift(a: Fact, b: Fact) -> int | None:
    """How many minutes the hours of `b` must move to be in the zone of `a`, None where unknown."""
    zones = [next((clock.zone for clock in _said(fact) if clock.zone), None) for fact in (a, b)]
    if zones[0] == zones[1]:
        return 0
    here, there = (zone_offset(zone) if zone else None for zone in zones)
    return None if here is None or there is None else here - there


def _days_differ(a: TimeValue, b: TimeValue) -> bool:
    days = [_day(a), _day(b)]
    return None not in days and days[0] != days[1]


def _day(value: TimeValue) -> object:
    """The day that minutes are counted from, None where it is unknown."""
    for moment, minute in ((value.start, value.opens), (value.end, value.closes)):
        if moment is not None and minute is not None:
            return (moment - timedelta(minutes=minute)).date()
    return None


def _readings(fact: Fact, value: TimeValue) -> Iterator[Stretch]:
    """The hours that the words may mean; half a day later where they leave that open."""
    opens = 0 if value.opens is None else value.opens
    closes = max(opens, DAY) if value.closes is None else value.closes
    slack = _SLACK[value.granularity]
    yield Stretch(opens, closes, slack)
    said = _said(fact)
    halves = value.granularity != "part" and all(clock.halves for clock in said)
    if halves and opens < NOON and not _names_part(fact):
        yield Stretch(opens + NOON, closes + NOON, slack)


def _names_part(fact: Fact) -> bool:
    kinds = {token.kind for token in tokens(fact.text, 0, len(fact.text))}
    return not kinds.isdisjoint(("day-part", "tonight", "overnight"))


def length_relation(a: Fact, b: Fact) -> DateRelation:
    """How two facts of kind "duration", or two of kind "age", stand to each other; symmetric.

    One is finer that is measured in a smaller unit and rounds to the other, or that lies within the
    bound of the other ("more than two hours"). TypeError for other kinds.
    """
    first, second = _Length(a), _Length(b)
    if first.bound or second.bound:
        return first.bounded(second)
    larger = max(first.days, second.days)
    apart = abs(first.days - second.days)
    if apart <= larger * max(first.share, second.share, _UNIT_SHARE * (first.unit != second.unit)):
        return DateRelation.SAME
    rounded = max(first.unit, second.unit) / 2 if first.unit != second.unit else 0
    return DateRelation.FINER if apart < rounded else DateRelation.DISJOINT


class _Length:
    """A length in days with what its words say of how exact it is."""

    def __init__(self, fact: Fact) -> None:
        if not isinstance(fact.value, DurationValue):
            raise TypeError(f"not a length of time: {fact.kind}")
        said = list(tokens(fact.text, 0, len(fact.text)))
        self.days = fact.value.days
        self.unit = _smallest(said)
        kinds = [token.kind for token in said]
        self.share = _ABOUT_SHARE if "approximate" in kinds else 0.0
        self.bound = _BOUNDS.get(kinds[0]) if kinds else None

    def bounded(self, other: _Length) -> DateRelation:
        """The relation where at least one of the two is a bound."""
        if (self.bound, self.days) == (other.bound, other.days):
            return DateRelation.SAME
        stretches = [length.stretch() for length in (self, other)]
        return stretches[0].relation(stretches[1])

    def stretch(self) -> Stretch:
        slack = self.days * max(self.share, _UNIT_SHARE)
        low = 0.0 if self.bound == "below" else self.days
        high = float("inf") if self.bound == "above" else self.days
        return Stretch(low - slack, high + slack, 0)


def _smallest(said: Sequence[Token]) -> float:
    """The smallest unit of a length, in days; ages without one count years."""
    units = [token.kind.removeprefix("unit-") for token in said if token.kind.startswith("unit-")]
    return min(days_in(unit) for unit in units or ["year"])
