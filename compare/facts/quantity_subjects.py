"""Finds what a percentage is the level of: "inflation rose to 5 percent"."""

from __future__ import annotations

from compare.data import table, words
from compare.facts.quantity_counted import Counted, Nouns
from compare.facts.quantity_tokens import Tokens, folded

# So many words may stand between a subject and its level.
_REACH = 6


def level_of(tokens: Tokens, first: int, nouns: Nouns) -> Counted | None:
    """The subject whose level is given at token `first`; None where it is unsure, or a change.

    `nouns` maps where a noun starts to its end and lemma; without it nothing is found.
    """
    # A verb may be the bound itself: "turnout | exceeded 60 percent".
    at = first if folded(tokens, first) in words("level_links") else first - 1
    link = folded(tokens, at)
    if not nouns or link not in words("level_links"):
        return None
    last = _last_noun(tokens, at - 1, nouns, 0 if link == "of" else _REACH)
    return None if last is None else _subject(tokens, last, nouns)


def _last_noun(tokens: Tokens, index: int, nouns: Nouns, reach: int) -> int | None:
    """The index of the nearest noun back from `index`, over at most `reach` other words."""
    for at in range(index, max(index - reach, -1) - 1, -1):
        if at < 0 or tokens[at].kind in ("number", "mark"):
            return None
        if tokens[at].start in nouns:
            return at
        if tokens[at].folded in words("count_stop_words") - words("casualty_links"):
            return None
    return None


def _subject(tokens: Tokens, last: int, nouns: Nouns) -> Counted | None:
    """What the noun run that ends at `last` names: "inflation rate", "rate of inflation" and
    "inflation in Freedonia" are all inflation."""
    start = last
    while start > 0 and tokens[start - 1].start in nouns:
        start -= 1
    if _is_number(tokens, start - 1):
        # "Rose by 2 points to 8 percent": the points are what it rose by.
        return None
    before = start - 1
    while before > 0 and _is_determiner(folded(tokens, before)):
        before -= 1
    links = before > 0 and folded(tokens, before) in words("subject_links")
    if links and tokens[before - 1].start in nouns:
        is_share = nouns[tokens[before - 1].start][1].lower() in words("share_nouns")
        if folded(tokens, before) != "of":
            return _subject(tokens, before - 1, nouns)
        return _named(tokens, start, last, nouns) if is_share else None
    return _named(tokens, start, last, nouns)


def _is_number(tokens: Tokens, index: int) -> bool:
    word = folded(tokens, index)
    return word in table("number_words") or word[:1].isdecimal()


def _is_determiner(word: str) -> bool:
    return word in words("determiners") or word in words("indefinite_articles")


def _named(tokens: Tokens, start: int, last: int, nouns: Nouns) -> Counted | None:
    """The last noun of the run that says more than "rate" or "level" does."""
    for at in range(last, start - 1, -1):
        lemma = nouns[tokens[at].start][1].lower()
        if lemma not in words("share_nouns"):
            return Counted(lemma, False, at + 1)
    return None
