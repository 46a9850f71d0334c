"""How far two reviewers agree, beyond what chance would make them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from compare.review.store import VerdictStore
from compare.review.verdict import Entry, Role, Ruling


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A finding on which two reviewers differ, and what an adjudicator said, None where nobody."""

    fingerprint: str
    rulings: tuple[Ruling, Ruling]
    adjudicated: Ruling | None


@dataclass(frozen=True, slots=True)
class Agreement:
    """Two reviewers over the findings that both judged.

    `observed` is the share they agree on; `kappa` is None where chance alone would make them agree
    on all, as when both gave one and the same verdict throughout.
    """

    reviewers: tuple[str, str]
    findings: int
    observed: float
    kappa: float | None
    disagreements: tuple[Disagreement, ...]


def agreements(
    store: VerdictStore, fingerprints: Iterable[str] | None = None
) -> tuple[Agreement, ...]:
    """Every two reviewers with a finding that both judged, by name; of all findings or those
    named. What was skipped or taken back counts as not judged."""
    wanted = store.fingerprints() if fingerprints is None else set(fingerprints)
    judged: dict[str, dict[str, Entry]] = {}
    for name in sorted(wanted):
        for (reviewer, role), entry in store.standing(name).items():
            if role is Role.REVIEWER and entry.decides:
                judged.setdefault(reviewer, {})[name] = entry
    found = (_agreement(store, judged, pair) for pair in combinations(sorted(judged), 2))
    return tuple(agreement for agreement in found if agreement.findings)


def _agreement(
    store: VerdictStore, judged: Mapping[str, Mapping[str, Entry]], pair: tuple[str, str]
) -> Agreement:
    first, second = (judged[name] for name in pair)
    both = [name for name in first if name in second]
    rulings = [_rulings(first[name], second[name]) for name in both]
    return Agreement(
        reviewers=pair,
        findings=len(both),
        observed=sum(a == b for a, b in rulings) / len(both) if both else 0.0,
        kappa=kappa(rulings),
        disagreements=tuple(
            Disagreement(name, given, _adjudicated(store, name))
            for name, given in zip(both, rulings, strict=True)
            if given[0] != given[1]
        ),
    )


def kappa(rulings: Sequence[tuple[str, str]]) -> float | None:
    """Cohen's kappa of two people's answers to the same questions, None where it has no value."""
    if not rulings:
        return None
    total = len(rulings)
    observed = sum(a == b for a, b in rulings) / total
    first, second = (Counter(pair[side] for pair in rulings) for side in (0, 1))
    expected = sum(first[answer] * second[answer] for answer in first) / total**2
    return None if expected == 1 else (observed - expected) / (1 - expected)


def _rulings(a: Entry, b: Entry) -> tuple[Ruling, Ruling]:
    assert a.ruling is not None and b.ruling is not None
    return a.ruling, b.ruling


def _adjudicated(store: VerdictStore, name: str) -> Ruling | None:
    entry = store.settled(name)
    return entry.ruling if entry and entry.role is Role.ADJUDICATOR else None
