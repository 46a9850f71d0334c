"""What a person decides on a finding, and what several people's decisions come to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from compare.model import Article, Finding, Relation, Side, Verdict


class Ruling(StrEnum):
    """What a finding is found to be; skip puts the decision off."""

    CONTRADICTION = "contradiction"
    DIFFERENCE = "difference"
    AGREEMENT = "agreement"
    NOT_COMPARABLE = "not-comparable"
    TOOL_ERROR = "tool-error"
    NOT_INTERESTING = "not-interesting"
    SKIP = "skip"


class Role(StrEnum):
    """As what a person rules: one reviewer of several, or the one who settles their differences."""

    REVIEWER = "reviewer"
    ADJUDICATOR = "adjudicator"


# A finding with such a ruling is no lead any more.
DISMISSING = frozenset({Ruling.NOT_COMPARABLE, Ruling.TOOL_ERROR, Ruling.NOT_INTERESTING})
RELATION_OF = {
    Ruling.CONTRADICTION: Relation.CONTRADICT,
    Ruling.DIFFERENCE: Relation.DIVERGE,
    Ruling.AGREEMENT: Relation.AGREE,
}


@dataclass(frozen=True, slots=True)
class Quoted:
    """A passage that was judged, with what was known of its article."""

    text: str
    source: str | None = None
    published: str | None = None
    url: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Pair:
    """The two passages of a finding; `fingerprint` is the finding's id."""

    fingerprint: str
    a: Quoted
    b: Quoted


def pair_of(finding: Finding, articles: Mapping[str, Article]) -> Pair:
    """The passages of a finding; `articles` are those of its report by id, perhaps corrected."""

    def quoted(side: Side) -> Quoted:
        known = articles.get(side.article)
        if known is None:
            return Quoted(side.text, side.source, side.published)
        return Quoted(side.text, known.source, known.published, known.url, known.language)

    return Pair(finding.id, quoted(finding.a), quoted(finding.b))


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the history: who ruled what on which pair, and when.

    A `ruling` of None takes back what stood before. `at` is ISO 8601 in UTC, with microseconds;
    `relation` and `confidence` are what the tool said then. `carried_from` is the fingerprint of
    the pair that was ruled on, where the words have changed since; `undoes` is the `at` of the
    entry that this one takes back.
    """

    fingerprint: str
    reviewer: str
    role: Role
    ruling: Ruling | None
    note: str
    at: str
    relation: Relation
    confidence: float
    carried_from: str | None = None
    undoes: str | None = None

    @property
    def decides(self) -> bool:
        """Whether it says anything of the finding."""
        return self.ruling not in (None, Ruling.SKIP)

    @property
    def verdict(self) -> Verdict:
        """What a report shows of it; of an entry that decides."""
        told = self.ruling.value if self.ruling else ""
        return Verdict(told, self.reviewer, self.at, self.note, self.carried_from is not None)


def settled(standing: Iterable[Entry]) -> Entry | None:
    """What people's latest words on one finding come to, None where they leave it open.

    An adjudicator's word holds; else reviewers must be of one mind: on the ruling, or on that the
    finding is to be dismissed, for whatever reason. The latest of them speaks for all.
    """
    deciding = sorted((entry for entry in standing if entry.decides), key=lambda entry: entry.at)
    adjudicated = [entry for entry in deciding if entry.role is Role.ADJUDICATOR]
    if adjudicated:
        return adjudicated[-1]
    if deciding and not disputed(deciding):
        return deciding[-1]
    return None


def disputed(standing: Iterable[Entry]) -> bool:
    """Whether reviewers differ on a finding in more than why it is to be dismissed."""
    rulings = {entry.ruling for entry in standing if entry.decides and entry.role is Role.REVIEWER}
    return len(rulings) > 1 and not rulings <= DISMISSING
