"""Where something is, told from a place that both name: as far off, but the other way."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import product

from compare.data import table
from compare.judgement.measures import CONFLICT, FINER, SAME, outcome
from compare.judgement.passage import Passage
from compare.judgement.points import Comparison
from compare.judgement.setting import may_be_one
from compare.model import Fact, Span

# Between the words of a bearing and the name that it is told from: "of the village of".
MOST_BETWEEN = 3


@dataclass(frozen=True, slots=True)
class _Bearing:
    """A distance, the direction after it, and the place that it is from."""

    distance: Fact
    direction: str
    span: Span
    place: Fact


@cache
def _directions() -> re.Pattern[str]:
    found = sorted(table("judgement/directions"), key=lambda word: (-len(word), word))
    return re.compile(rf"\s+(?:to the )?({'|'.join(found)}) of ", re.IGNORECASE)


def _bearings(passage: Passage) -> Iterator[_Bearing]:
    text, start = passage.sentence.text, passage.sentence.start
    for distance in passage.facts.of_kind("quantity"):
        found = _directions().match(text, distance.end - start)
        if not found:
            continue
        after = [f for f in passage.facts.of_kind("name") if f.start >= start + found.end()]
        place = min(after, key=lambda fact: fact.start, default=None)
        between = passage.words((start + found.end(), place.start)).split() if place else []
        if place and len(between) <= MOST_BETWEEN:
            span = start + found.start(1), start + found.end(1)
            yield _Bearing(distance, found[1].lower(), span, place)


def compare_bearings(a: Passage, b: Passage) -> Iterator[Comparison]:
    """Opposite directions in which something lies equally far from a place that both name."""
    for x, y in product(_bearings(a), _bearings(b)):
        opposite = table("judgement/directions")[x.direction] == y.direction
        as_far = outcome(x.distance, y.distance, same_thing=True) in {SAME, FINER}
        if opposite and as_far and may_be_one(x.place, y.place):
            yield Comparison("antonym", CONFLICT, x.span, y.span, None)
