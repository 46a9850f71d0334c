"""Whether the words around a date set it ahead of the publication: "will meet on Tuesday"."""

from __future__ import annotations

from collections.abc import Sequence

from compare.data import words
from compare.facts.date_lexicon import Token

# How far before a date a "will" or "was" is looked for, and how far a regular past, in tokens.
_REACH = 14
_PAST_REACH = 3


def is_ahead(sentence: Sequence[Token], first: int, last: int) -> bool:
    """Whether the date sentence[first:last] lies ahead, by the nearest verb before it.

    Without one, a "will" right after the date decides; "Friday's vote" never lies ahead.
    """
    if [token.kind for token in sentence[last : last + 2]] == ["'", "s"]:
        return False
    # "May" is a month, "may" a verb.
    before = [
        "" if token.kind.endswith("-month") else token.text.lower()
        for token in sentence[max(0, first - _REACH) : first]
    ]
    if words("date_limits").intersection(before) and _was_not(before):
        return False
    for index in reversed(range(len(before))):
        if _is_future(before, index):
            return True
        if before[index] in words("date_past"):
            return False
        if len(before) - index <= _PAST_REACH and _is_regular_past(before, index):
            return False
    return any(token.text.lower() in words("date_future") for token in sentence[last : last + 2])


def _was_not(before: Sequence[str]) -> bool:
    """Something that "did not open until Monday" opened then."""
    told = {word.removesuffix("n't") for word in before}
    denied = told != set(before) or bool(told & words("negators"))
    return denied and bool(told & words("date_past"))


def _is_future(before: Sequence[str], index: int) -> bool:
    future = words("date_future")
    return before[index] in future or " ".join(before[index : index + 2]) in future


def _is_regular_past(before: Sequence[str], index: int) -> bool:
    """ "He vowed on Friday", but not "to be released on Friday"."""
    auxiliary = index > 0 and (before[index - 1] == "be" or _is_future(before, index - 1))
    return before[index].endswith("ed") and not auxiliary
