"""What two passages can be compared on, and what keeps a difference from being a conflict."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from compare.judgement.measures import APART, CONFLICT
from compare.judgement.setting import Setting
from compare.model import Clause, Span

# What speaks of plans and conditions need not have come about, so it excludes nothing.
REAL = frozenset({"asserted", "confirmed", "alleged"})


class Obstacle(StrEnum):
    """Why two passages do not contradict each other, as far as it can be told."""

    NOT_ALIKE = "not-alike"  # too little in common to be about one thing
    NO_SHARED_EVENT = "no-shared-event"  # no act is found that both tell of
    OTHER_NAMES = "other-names"  # each names somebody or some place that the other does not
    OTHER_TIME = "other-time"  # they speak of different days, or of different spans
    OTHER_SCOPE = "other-scope"  # one speaks of a part or of another whole
    NOT_ASSERTED = "not-asserted"  # a plan, a condition, a demand or an opinion
    SEVERAL_DIFFERENCES = "several-differences"  # so much differs that there are two events
    CHANGED_OVER_TIME = "changed-over-time"  # the later report may tell of a later state
    PRECISION = "precision"  # one is more exact than the other
    NOTHING_EXCLUDES = "nothing-excludes"  # both can be true


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two facts on one point: the reason they would give, how they stand, the words on both sides.

    `clauses` are those that the facts stand in, None where the shared wording alone puts the two
    side by side; `why` tells why what differs is no conflict.
    """

    kind: str
    outcome: str
    a: Span
    b: Span
    clauses: tuple[Clause, Clause] | None
    why: Obstacle | None = None

    def taken_back(self, why: Obstacle) -> Comparison:
        """The same, as two facts that differ but need not be about the same point."""
        return replace(self, outcome=APART, why=why)


@dataclass(frozen=True, slots=True)
class Comparisons:
    """All that two passages can be compared on, and the events and names that they share.

    `one_wording` where the two are the same text but for some words; `places` are the sorts of
    words that stand where they differ then (see compare.judgement.wording.differing_places).
    """

    found: tuple[Comparison, ...]
    events: tuple[tuple[Clause, Clause], ...]
    setting: Setting
    one_wording: bool = False
    places: tuple[str, ...] = ()

    def outcome(self, kind: str, outcome: str) -> tuple[Comparison, ...]:
        """The comparisons of one kind that came out one way."""
        return tuple(c for c in self.found if c.kind == kind and c.outcome == outcome)

    def conflicts(self) -> tuple[Comparison, ...]:
        """The comparisons whose two facts exclude each other."""
        return tuple(c for c in self.found if c.outcome == CONFLICT)
