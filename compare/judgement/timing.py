"""Whether a difference between two reports may come from the time that passed between them."""

from __future__ import annotations

from datetime import date

from compare.data import words
from compare.judgement.frames import WORD
from compare.judgement.measures import FINER, SAME
from compare.judgement.passage import Passage
from compare.judgement.points import Comparison, Comparisons
from compare.judgement.prices import is_price
from compare.judgement.told import Told
from compare.model import Clause, DurationValue, Fact, Facts, Span

# What was so at one moment, and cannot be otherwise later.
AT_ONCE = frozenset({"date", "attribution"})
DAY = len("2022-03-31")
# In days: what is told so much later, and not of the same day, may well be something else.
LONG = 90
NEVER = "never"
PLANS = frozenset({"planned", "conditional"})


def published_apart(a: str | None, b: str | None) -> bool:
    """Whether both dates are known and one article surely appeared on an earlier day.

    ISO dates of any granularity: where one is the beginning of the other, it cannot be told.
    """
    if not a or not b:
        return False
    a, b = a[:DAY], b[:DAY]
    return not a.startswith(b) and not b.startswith(a)


def _over(clause: Clause, kind: str) -> bool:
    """Whether what a clause tells is over and done; a perfect tense speaks of a state, but the
    date it gives is that of an event."""
    if clause.modality in PLANS or clause.tense == "future":
        return False
    return kind == "date" or clause.tense in {"past", None}


def _is_long(a: str | None, b: str | None) -> bool:
    """Whether two articles surely appeared more than LONG days apart."""
    days = [date.fromisoformat(d[:DAY]) for d in (a, b) if d and len(d) >= DAY]
    return len(days) == 2 and abs((days[0] - days[1]).days) > LONG


def _length(passage: Passage, span: Span) -> Fact | None:
    """The length of time at a span."""
    lengths = passage.facts.of_kind("duration")
    return next((fact for fact in lengths if fact.span == span), None)


def _is_priced(told: Told, span: Span) -> bool:
    """Whether the figure at a span is the price of an act."""
    return any(fact.span == span and is_price(told, fact) for fact in told.facts("quantity"))


def _is_whole(passage: Passage, clause: Clause, length: Fact) -> bool:
    """Whether a length of time is that of the whole, or counts to a moment: "lasted", "freed
    after", "for a day before"."""
    before = passage.words((passage.sentence.start, length.start)).lower().split()
    following = WORD.findall(passage.words((length.end, passage.sentence.end)).lower())[:1]
    if clause.lemma in words("judgement/length_verbs"):
        return True
    if before and before[-1] in words("judgement/length_leads"):
        return True
    return not words("judgement/length_closers").isdisjoint(following)


def _grows(conflict: Comparison, sides: tuple[Passage, Passage], which: int) -> bool:
    """Whether the figure of the later report may be what the earlier one's has grown to: not what
    was paid, and a length of what is over only where it may have gone on and did not come out
    shorter. `which` is the later side."""
    spans = conflict.a, conflict.b
    if conflict.clauses and all(
        _is_priced(Told(clause, side), span)
        for clause, side, span in zip(conflict.clauses, sides, spans, strict=True)
    ):
        return False
    later, earlier = (_length(sides[i], spans[i]) for i in (which, 1 - which))
    if later is None or earlier is None or conflict.clauses is None:
        return True
    assert isinstance(later.value, DurationValue) and isinstance(earlier.value, DurationValue)
    if later.value.days < earlier.value.days:
        return False
    return not _is_whole(sides[1 - which], conflict.clauses[1 - which], earlier)


def _lasts(
    conflict: Comparison,
    sides: tuple[Passage, Passage],
    which: int,
    *,
    long_apart: bool,
    dated: bool,
) -> bool:
    """Whether the conflict stays one however much later the second report came: counts grow, but
    what never was had not been before either, and what is told long after may be of another
    occasion unless both tell of one date. `which` is the later side."""
    if conflict.clauses is None:
        return conflict.kind in AT_ONCE
    clause = conflict.clauses[which]
    if clause.negated and NEVER in sides[which].words(clause.group).lower().split():
        return True
    if long_apart and conflict.kind != "date" and not dated:
        return False
    if conflict.kind == "quantity" and _grows(conflict, sides, which):
        return False
    return all(_over(c, conflict.kind) for c in conflict.clauses)


def _told_as_past(facts: Facts) -> bool:
    finite = [c for c in facts.clauses if c.tense and not c.reporting]
    return bool(finite) and all(_over(c, "statement") for c in finite)


def may_have_changed(a: Passage, b: Passage, comparisons: Comparisons, other_figures: bool) -> bool:
    """Whether time alone may explain that two reports differ; `other_figures` where each has dates
    or figures in its own words.

    When something took place does not change, nor what is over and done; counts, states and
    plans do.
    """
    if not published_apart(a.published, b.published):
        return False
    conflicts = comparisons.conflicts()
    if conflicts:
        which = 1 if (a.published or "") < (b.published or "") else 0
        long_apart = _is_long(a.published, b.published)
        dated = any(c.kind == "date" and c.outcome in {SAME, FINER} for c in comparisons.found)
        return not any(
            _lasts(c, (a, b), which, long_apart=long_apart, dated=dated) for c in conflicts
        )
    return other_figures or not (_told_as_past(a.facts) and _told_as_past(b.facts))
