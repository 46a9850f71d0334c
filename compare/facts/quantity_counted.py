"""Finds what a number counts: the noun phrase after it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from compare.data import table, words
from compare.facts.quantity_tokens import Tokens, folded, skip_hyphen, token_at

_LONGEST_PHRASE = 7
_SINGULAR_ENDINGS = ("ss", "us", "is", "'s", "’s")

Nouns = Mapping[int, tuple[int, str]]


@dataclass(frozen=True, slots=True)
class Counted:
    """The lemma of what is counted, whether it is a plural, and the index after its word."""

    lemma: str
    plural: bool
    end: int


def singular(word: str) -> str:
    """A crude singular of a lower-case plural, for use without a parser."""
    irregular = table("irregular_plurals").get(word)
    if irregular is not None:
        return irregular
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zes")):
        return word[:-2]
    return word[:-1] if is_plural(word) else word


def is_plural(word: str) -> bool:
    """Whether a lower-case word looks like a plural noun."""
    if word in table("irregular_plurals"):
        return True
    return len(word) > 2 and word.endswith("s") and not word.endswith(_SINGULAR_ENDINGS)


def counted_after(tokens: Tokens, index: int, nouns: Nouns) -> Counted | None:
    """What the amount that ends at `index` counts, by the words after it.

    `nouns` maps where a noun starts to its end and lemma; without it a plural is looked for.
    """
    start = skip_hyphen(tokens, index)
    compound = start > index
    if compound and folded(tokens, start) in words("dimension_words"):
        start, compound = start + 1, False
    elif folded(tokens, start) == "of":
        start += 1
    if not compound and folded(tokens, start) in words("determiners"):
        start += 1
    if compound:
        return _compound(tokens, start, nouns)
    return _head(tokens, start, nouns)


def _compound(tokens: Tokens, index: int, nouns: Nouns) -> Counted | None:
    """The word that a hyphen ties to the number: "12-member"."""
    token = token_at(tokens, index)
    if token is None or not token.text.islower() or token.folded in words("count_stop_words"):
        return None
    lemma = nouns[token.start][1] if token.start in nouns else singular(token.folded)
    return Counted(lemma, True, index + 1)


def _head(tokens: Tokens, index: int, nouns: Nouns) -> Counted | None:
    """The last noun of the first noun run within the phrase that starts at `index`."""
    head: Counted | None = None
    capital = False
    for at in range(index, min(index + _LONGEST_PHRASE, len(tokens))):
        token = tokens[at]
        if token.folded in ("-", "‑"):
            continue
        if token.kind != "word" or token.folded in words("count_stop_words"):
            break
        if head is not None and token.text[0].isupper() and not capital:
            break
        found = _noun(tokens, at, nouns)
        if found is not None:
            head, capital = found, token.text[0].isupper()
        elif head is not None:
            break
    return head


def _noun(tokens: Tokens, index: int, nouns: Nouns) -> Counted | None:
    """The noun at `index`; a casualty word is none ("12 dead"), whatever a parser takes it for."""
    token = tokens[index]
    if token.folded in table("casualty_words"):
        return None
    if nouns:
        found = nouns.get(token.start)
        if found is None:
            return None
        return Counted(found[1].lower(), is_plural(token.folded), index + 1)
    if is_plural(token.folded):
        return Counted(singular(token.folded), True, index + 1)
    is_person = token.folded in words("person_words")
    return Counted(token.folded, False, index + 1) if is_person else None
