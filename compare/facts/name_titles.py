"""Titles: the words before a name that say what its bearer is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from compare.data import words
from compare.facts.name_places import country, people
from compare.facts.name_words import plain
from compare.facts.syntax import Parse, Token

# "the acting deputy prime minister of the Republic of X" is about as long as titles get.
_LONGEST = 9


@dataclass(frozen=True, slots=True)
class Title:
    """What is said of a bearer: offices ("minister"), what qualifies them ("russian" as its
    country, "foreign"), and the indices of the tokens that name the offices."""

    offices: frozenset[str] = frozenset()
    qualifiers: frozenset[str] = frozenset()
    tokens: frozenset[int] = frozenset()


def is_office(token: Token) -> bool:
    """Whether a token names an office, rank or calling, in the singular or plural."""
    return _office(token) is not None


def _office(token: Token) -> str | None:
    offices = words("name_titles")
    return next((w for w in (token.text.lower(), token.lemma) if w in offices), None)


def is_honorific(token: Token) -> bool:
    """Whether a token is a form of address ("Mr.")."""
    return token.text.lower().removesuffix(".") in words("name_honorifics")


def qualifier(token: Token) -> str:
    """A word beside an office, in plain letters; countries and peoples as the country's name."""
    text = token.text.removesuffix("’s").removesuffix("'s")
    return plain(country(text) or people(text) or text)


def _joins(tokens: Sequence[Token], place: int) -> bool:
    """Whether a token may stand inside a title without being an office."""
    token = tokens[place]
    if token.text in {"-", "'s", "’s"}:
        return True
    after_of = place > 0 and tokens[place - 1].text.lower() == "of"
    is_country = country(token.text) is not None
    office_before = any(_office(t) for t in tokens[:place])
    if is_country and office_before and not after_of:
        return False
    known = is_country or people(token.text) is not None
    return known or token.text.lower().removesuffix(".") in words("name_title_parts")


def _extends(tokens: Sequence[Token], place: int) -> bool:
    """Whether a token after an office goes on with it ("chief of staff", "king of Spain")."""
    is_part = tokens[place].text.lower() in words("name_title_parts")
    return is_part or tokens[place - 1].text.lower() == "of"


def title_length(tokens: Sequence[Token]) -> int:
    """How many of the first tokens are a title, 0 for none."""
    length = 0
    for place, token in enumerate(tokens):
        if _office(token) or is_honorific(token):
            length = place + 1
        elif not _joins(tokens, place):
            break
        elif length == place > 0 and _extends(tokens, place):
            length = place + 1
    # What follows "of" is a name that the title governs, not its bearer ("head of Interpol").
    governs = length and tokens[length - 1].text.lower() in {"of", "the"}
    return 0 if governs else length


def titled_length(tokens: Sequence[Token]) -> int:
    """How many of the first tokens of a person's name are a title, whatever qualifies the office
    ("Fisheries Minister Anna Hale"), 0 for none."""
    homonyms = words("name_title_homonyms")
    ends = (
        place + title_length(tokens[place:])
        for place, token in enumerate(tokens[:-1])
        if (office := _office(token)) and office not in homonyms
    )
    return next(ends, 0)


def title_before(tree: Parse, index: int) -> int:
    """The index of the first token of the title that ends right before a token, or `index`."""
    for start in range(max(0, index - _LONGEST), index):
        before = tree.tokens[start:index]
        if before[0].pos != "DET" and title_length(before) == len(before):
            return start
    return index


def read_title(tokens: Sequence[Token]) -> Title:
    """The offices in some tokens and what qualifies them."""
    offices = {token.index: _office(token) for token in tokens}
    found = {index: office for index, office in offices.items() if office}
    rest = (qualifier(token) for token in tokens if token.index not in found)
    return Title(frozenset(found.values()), frozenset(rest), frozenset(found))


def title_beside(tree: Parse, start: int, end: int) -> Title:
    """The title in apposition to the name at tokens start..end ("X, the foreign minister")."""
    name = tree.tokens[start:end]
    inside = range(start, end)
    nouns = [c for t in name for c in tree.children[t.index] if c.dep == "appos"]
    nouns += [tree.tokens[t.head] for t in name if t.dep == "appos"]
    for noun in nouns:
        if noun.index not in inside and _office(noun):
            beside = (c for c in tree.children[noun.index] if c.index not in inside)
            return read_title([noun, *beside])
    return Title()
