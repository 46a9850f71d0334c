"""Times up to which a predicate is negated: "did not open until March" says that it opened then."""

from __future__ import annotations

from dataclasses import replace

from compare.data import words
from compare.facts.date_calendar import DAYS_IN, MONTHS_IN, moved
from compare.facts.polarity import happens_later
from compare.facts.syntax import Parse, Token
from compare.model import DateValue, Fact, TimeValue

# "Until at least March" has two words between.
_REACH = 3


def turned(fact: Fact, tree: Parse, offset: int, verb: Token) -> Fact:
    """`fact`, open towards the other side where it limits the negation of `verb`, its predicate.

    `offset` is where the parsed sentence begins in the article.
    """
    value = fact.value
    if not _is_limited(fact, tree, offset) or not happens_later(tree, verb):
        return fact
    if isinstance(value, TimeValue) and value.opens is None:
        later = replace(value, start=value.end, end=None, opens=value.closes, closes=None)
        return replace(fact, value=later)
    if isinstance(value, DateValue) and value.start is None and value.end:
        # An end of unknown width may have begun a month before.
        width = value.granularity if value.granularity in {*DAYS_IN, *MONTHS_IN} else "month"
        return replace(fact, value=replace(value, start=moved(value.end, width, -1), end=None))
    return fact


def _is_limited(fact: Fact, tree: Parse, offset: int) -> bool:
    """Whether "until" stands before the fact."""
    before = [token for token in tree.tokens if offset + token.end <= fact.start][-_REACH:]
    return any(token.lemma in words("time_limits") for token in before)
