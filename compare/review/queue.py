"""The order in which findings are reviewed, and which of them a reviewer wants to see."""

from __future__ import annotations

import hashlib
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from functools import lru_cache
from itertools import chain
from typing import Self
from urllib.parse import urlencode

from compare.model import Finding, Report
from compare.review.store import VerdictStore, Who
from compare.review.verdict import Entry, Role, disputed


class State(StrEnum):
    """How far a finding has come, from where one reviewer stands."""

    ALL = ""
    UNDECIDED = "undecided"
    DECIDED = "decided"
    SKIPPED = "skipped"
    CARRIED = "carried"
    DISPUTED = "disputed"


# In these states decided findings are wanted, so that the next is not the next undecided one.
_STEPWISE = frozenset({State.DECIDED, State.SKIPPED, State.CARRIED, State.DISPUTED})


@dataclass(frozen=True, slots=True)
class Filters:
    """What a reviewer wants to see; empty values want everything.

    `reason` names its relation too (contradict-date); `source` is an article's id; `sure` is the
    least confidence, in percent.
    """

    relation: str = ""
    reason: str = ""
    source: str = ""
    sure: int = 0
    state: State = State.ALL

    @classmethod
    def parse(cls, query: Mapping[str, str]) -> Self:
        """The filters that an address names; what makes no sense there is left out."""
        sure, state = query.get("sure", ""), query.get("state", "")
        return cls(
            relation=query.get("relation", ""),
            reason=query.get("reason", ""),
            source=query.get("source", ""),
            sure=min(int(sure), 100) if sure.isascii() and sure.isdecimal() else 0,
            state=State(state) if state in set(State) else State.ALL,
        )

    @property
    def query(self) -> str:
        """The filters as part of an address, question mark included, empty without any."""
        named = {name: value for name, value in asdict(self).items() if value}
        return f"?{urlencode(named)}" if named else ""

    def fit(self, finding: Finding) -> bool:
        """Whether the finding itself, verdicts aside, is wanted."""
        return (
            (not self.relation or finding.relation == self.relation)
            and (not self.reason or self.reason in _reasons(finding))
            and (not self.source or self.source in (finding.a.article, finding.b.article))
            and 100 * finding.confidence >= self.sure
        )


@dataclass(frozen=True, slots=True)
class Progress:
    """How many findings the filters leave, and how far they have come."""

    total: int
    decided: int
    skipped: int

    @property
    def undecided(self) -> int:
        """Those without a verdict, the skipped ones included."""
        return self.total - self.decided


class Queue:
    """The findings of a report as one person goes through them.

    The most telling come first; in blind mode, where that would give the tool's judgement away,
    the order is one that tells nothing. An adjudicator sees only what reviewers differ on.
    """

    def __init__(self, report: Report, store: VerdictStore, who: Who, blind: bool = False) -> None:
        found = report.findings
        self.findings = tuple(sorted(found, key=_drawn)) if blind else found
        self.places = {finding.id: at for at, finding in enumerate(self.findings)}
        self.who = who
        self.blind = blind
        self._store = store
        self._seen = 0
        self._stages = [State.UNDECIDED] * len(self.findings)
        self._carried: set[int] = set()
        self._disputed: set[int] = set()
        self._fitting = lru_cache(maxsize=32)(self._fit)

    def allowed(self, filters: Filters) -> Filters:
        """The filters without those that would give away what is hidden."""
        return Filters(source=filters.source, state=filters.state) if self.blind else filters

    def own(self, finding: Finding) -> Entry | None:
        """What this person last said of the finding."""
        return self._store.standing(finding.id).get(self.who)

    def others(self, finding: Finding) -> tuple[Entry, ...]:
        """What everybody else decided, adjudicators first, by name."""
        standing = self._store.standing(finding.id)
        decided = (entry for who, entry in standing.items() if who != self.who and entry.decides)
        return tuple(sorted(decided, key=lambda entry: (entry.role, entry.reviewer)))

    def is_decided(self, finding: Finding) -> bool:
        own = self.own(finding)
        return own is not None and own.decides

    def progress(self, filters: Filters) -> Progress:
        """How far the findings have come that the filters, but for the state, leave."""
        shown = self._shown(replace(filters, state=State.ALL))
        counted = Counter(self._stages[at] for at in shown)
        return Progress(len(shown), counted[State.DECIDED], counted[State.SKIPPED])

    def next(self, filters: Filters, after: int = -1) -> Finding | None:
        """The next finding to decide on, after a place or else from the start.

        Skipped ones do not come back by themselves; a state that they or decided ones are chosen
        by is gone through once.
        """
        if filters.state in _STEPWISE:
            return self.step(filters, after, 1)
        shown = self._shown(filters)
        start = bisect_right(shown, after)
        turned = (
            self.findings[at]
            for at in chain(shown[start:], shown[:start])
            if self._stages[at] is State.UNDECIDED
        )
        return next(turned, None)

    def step(self, filters: Filters, place: int, by: int) -> Finding | None:
        """The finding before (-1) or after (1) a place, decided or not; None at either end."""
        shown = self._shown(filters)
        at = bisect_right(shown, place) if by > 0 else bisect_left(shown, place) - 1
        return self.findings[shown[at]] if 0 <= at < len(shown) else None

    def chosen(self, state: State) -> tuple[Finding, ...]:
        """All findings in a state."""
        return tuple(self.findings[at] for at in self._shown(Filters(state=state)))

    def _shown(self, filters: Filters) -> list[int]:
        """The places of the findings that the filters leave, in order."""
        self._catch_up()
        fitting = self._fitting(replace(filters, state=State.ALL))
        is_in = self._membership(filters.state)
        if self.who[1] is Role.ADJUDICATOR:
            return [at for at in fitting if is_in(at) and self._is_for_adjudication(at)]
        return [at for at in fitting if is_in(at)]

    def _fit(self, filters: Filters) -> list[int]:
        return [at for at, finding in enumerate(self.findings) if filters.fit(finding)]

    def _catch_up(self) -> None:
        """Note what was decided since the last time; all of it would take too long each time."""
        changed, self._seen = self._store.changed_since(self._seen)
        for name in changed:
            at = self.places.get(name)
            if at is not None:
                self._note(at)

    def _note(self, at: int) -> None:
        standing = self._store.standing(self.findings[at].id)
        own = standing.get(self.who)
        said = own is not None and own.ruling is not None
        decided = own is not None and own.decides
        self._stages[at] = State.DECIDED if decided else State.SKIPPED if said else State.UNDECIDED
        for places, holds in (
            (self._carried, own is not None and decided and own.carried_from is not None),
            (self._disputed, disputed(standing.values())),
        ):
            (places.add if holds else places.discard)(at)

    def _membership(self, state: State) -> Callable[[int], bool]:
        stages = self._stages
        if state is State.UNDECIDED:
            return lambda at: stages[at] is not State.DECIDED
        if state in (State.DECIDED, State.SKIPPED):
            return lambda at: stages[at] is state
        if state is State.CARRIED:
            return self._carried.__contains__
        if state is State.DISPUTED:
            # Who has not ruled yet is not told what others think.
            knows = self.who[1] is Role.ADJUDICATOR
            return lambda at: at in self._disputed and (knows or stages[at] is State.DECIDED)
        return lambda at: True

    def _is_for_adjudication(self, at: int) -> bool:
        return at in self._disputed or self._stages[at] is not State.UNDECIDED


def _reasons(finding: Finding) -> list[str]:
    return [f"{finding.relation}-{reason}" for reason in finding.reasons]


def _drawn(finding: Finding) -> str:
    return hashlib.sha256(finding.id.encode()).hexdigest()
