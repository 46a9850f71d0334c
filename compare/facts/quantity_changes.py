"""Tells by how much something changed from how much there is: "fell by 3 percent", "fell to 3"."""

from __future__ import annotations

from compare.data import words
from compare.facts.quantity_bounds import Amount
from compare.facts.quantity_tokens import Tokens, folded, skip_hyphen, token_at

# So many words may stand between a word of change and "by", before a percentage, and after one.
_BEFORE_BY = 8
_FILLERS = 2
_BEFORE_NOUN = 2
_PERCENT = frozenset({"percent", "percentage point"})


def tells_change(tokens: Tokens, amount: Amount) -> bool:
    """Whether `amount` is a change or a difference, not a level or a count."""
    return _follows(tokens, amount) or _precedes(tokens, amount)


def _follows(tokens: Tokens, amount: Amount) -> bool:
    """As in "fell sharply by | 3 percent", "a fall of | 3 percent", "rose | 3 percent"."""
    at = amount.first - 1
    if folded(tokens, at) == "by":
        reach = range(at - 1 - _BEFORE_BY, at)
        return any(folded(tokens, place) in words("changes") for place in reach)
    if folded(tokens, at) == "of":
        return folded(tokens, at - 1) in words("changes")
    # Other things than percents are counted after such verbs too: "cut 500 trees".
    if amount.unit is None or amount.unit.name not in _PERCENT:
        return False
    while at > amount.first - 1 - _FILLERS and folded(tokens, at) in words("change_fillers"):
        at -= 1
    return folded(tokens, at) in words("changes")


def _precedes(tokens: Tokens, amount: Amount) -> bool:
    """As in "3 percent | annual growth", "20 percent | more"."""
    start = skip_hyphen(tokens, amount.end)
    if folded(tokens, start) in words("comparatives"):
        return True
    if amount.unit is None:
        return False
    for at in range(start, start + _BEFORE_NOUN):
        token = token_at(tokens, at)
        if token is None or token.kind != "word" or token.folded in words("count_stop_words"):
            return False
        if token.folded in words("change_nouns"):
            return True
    return False
