"""Counts people by what became of them, so that killed, injured and arrested are kept apart."""

from __future__ import annotations

from dataclasses import replace

from compare.data import table, words
from compare.facts.quantity_counted import Counted
from compare.facts.quantity_tokens import Tokens, folded, is_article, lexicon, token_at

_LONGEST_LINK = 3
# So many words before a total are looked through for what it is the total of.
_TOTAL_REACH = 12


def casualties(tokens: Tokens, first: int, end: int, counted: Counted | None) -> Counted | None:
    """`counted`, or what became of those counted at tokens [first, end), where a word tells.

    People come under the lemma of it ("12 people were killed", "12 dead", "killed 12"); of others
    ("12 soldiers") the noun says more.
    """
    if counted is None:
        after = _at(tokens, end) or _after_people(tokens, end)
        return after or _at(tokens, first - 1) or _total(tokens, first)
    lemma = table("casualty_nouns").get(counted.lemma)
    if lemma is not None:
        return replace(counted, lemma=lemma)
    if counted.lemma not in words("person_words"):
        return counted
    fate = _after_people(tokens, counted.end) or _at(tokens, first - 1)
    return counted if fate is None else replace(counted, lemma=fate.lemma)


def is_casualty(counted: Counted | None) -> bool:
    """Whether people are counted by what became of them."""
    return counted is not None and counted.lemma in table("casualty_words").values()


def _at(tokens: Tokens, index: int) -> Counted | None:
    lemma = table("casualty_words").get(folded(tokens, index))
    return None if lemma is None else Counted(lemma, True, index + 1)


def _after_people(tokens: Tokens, index: int) -> Counted | None:
    """As in "12 people | have been killed", but not "12 people | killed a guard"."""
    at = index
    while at < index + _LONGEST_LINK and folded(tokens, at) in words("casualty_links"):
        at += 1
    following = token_at(tokens, at + 1)
    ends = following is None or following.kind == "mark"
    ends = ends or folded(tokens, at + 1) in words("count_stop_words") - words("determiners")
    return _at(tokens, at) if at > index or (ends and not is_article(tokens, at + 1)) else None


def _total(tokens: Tokens, first: int) -> Counted | None:
    """As in "the death toll from the fire rose to | 12"."""
    if folded(tokens, first - 1) not in words("level_links"):
        return None
    for at in range(first - 2, max(first - 2 - _TOTAL_REACH, -1), -1):
        if tokens[at].kind in ("number", "mark"):
            return None
        found = lexicon("casualty_totals").match(tokens, at)
        if found is not None:
            return Counted(found[0], True, found[1])
    return None
