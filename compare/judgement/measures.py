"""Two facts of one kind held against each other, whatever the kind."""

from __future__ import annotations

from collections.abc import Iterator

from compare.data import table
from compare.facts import date_compare, quantity_compare, time_compare
from compare.facts.quantity_ordinals import ORDINAL_UNIT
from compare.model import DateValue, Fact, Facts, QuantityValue

# Two facts that are `apart` differ, but need not be about the same point.
SAME, FINER, APART, CONFLICT = "same", "finer", "apart", "conflict"
# How two dates or figures stand to each other, and what that makes of the two facts.
OUTCOME = {"same": SAME, "finer": FINER, "overlap": FINER, "disjoint": CONFLICT}
WEEK = 7
# The kinds of facts that tell when something is.
MOMENTS = frozenset({"date", "time"})
# The kinds of facts that measure, and the reason under which a conflict of theirs is reported.
REASON_OF = {
    "date": "date",
    "time": "time",
    "quantity": "quantity",
    "duration": "quantity",
    "age": "quantity",
}


def _weekday(fact: Fact) -> str | None:
    """The number of the weekday that a date is, where nothing tells of which week."""
    value = fact.value
    if getattr(value, "start", None) or getattr(value, "end", None):
        return None
    number = table("weekdays").get(fact.text.lower().removeprefix("on "))
    return number.split()[0] if number else None


def _dates(a: Fact, b: Fact) -> str | None:
    """Weekdays of an unknown week are taken to be of the same one."""
    days = _weekday(a), _weekday(b)
    if all(days):
        return SAME if days[0] == days[1] else CONFLICT
    return OUTCOME.get(date_compare.relation(a, b))


def successive(a: Fact, b: Fact) -> bool:
    """Whether two dates are a day and the next, be it weekdays of an unknown week."""
    days = _weekday(a), _weekday(b)
    if days[0] and days[1]:
        return (int(days[0]) - int(days[1])) % WEEK in {1, WEEK - 1}
    values = [f.value for f in (a, b)]
    starts = [v.start for v in values if isinstance(v, DateValue) and v.granularity == "day"]
    known = [start for start in starts if start]
    return len(known) == 2 and abs((known[0] - known[1]).days) == 1


def outcome(a: Fact, b: Fact, same_thing: bool = False) -> str | None:
    """How two facts of one kind stand to each other, None where they cannot be compared.

    `same_thing` tells of quantities that both surely count the same.
    """
    if a.kind == "date":
        return _dates(a, b)
    if a.kind == "time":
        return OUTCOME.get(time_compare.relation(a, b))
    if a.kind == "quantity":
        return OUTCOME.get(quantity_compare.relation(a, b, same_thing=same_thing))
    return OUTCOME.get(time_compare.length_relation(a, b))


def measured(facts: Facts) -> tuple[Fact, ...]:
    """The facts that measure; a place in an order ("the first bridge") only names a thing."""
    return tuple(
        fact
        for fact in facts.of_kind(*REASON_OF)
        if not (isinstance(fact.value, QuantityValue) and fact.value.unit == ORDINAL_UNIT)
    )


def _equal(a: Fact, b: Fact) -> bool:
    return a.kind == b.kind and (a.text == b.text or outcome(a, b) == SAME)


def unmatched(a: Facts, b: Facts) -> Iterator[Fact]:
    """The measuring facts of one side that have no equal anywhere on the other."""
    others = measured(b)
    return (x for x in measured(a) if not any(_equal(x, y) for y in others))


def all_matched(a: Facts, b: Facts) -> bool:
    """Whether every measuring fact of either side has its equal on the other."""
    return not any(unmatched(a, b)) and not any(unmatched(b, a))


def one_sided(fa: Facts, fb: Facts) -> bool:
    """Whether a date or figure of one side has no equal anywhere on the other, or only one side
    negates: then the two do not say the same."""
    if not all_matched(fa, fb):
        return True
    return any(c.negated for c in fa.clauses) != any(c.negated for c in fb.clauses)
