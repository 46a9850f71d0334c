"""Where names stand in a sentence: the parser's marks, repaired."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from compare.data import table, words
from compare.facts.name_places import country, is_likely_city, is_region, is_sure_city, people
from compare.facts.name_titles import (
    Title,
    is_honorific,
    read_title,
    title_before,
    title_beside,
    title_length,
    titled_length,
)
from compare.facts.name_words import plain
from compare.facts.syntax import Parse, Token

_GENITIVES = frozenset({"'s", "’s", "'", "’"})
_JOINED = frozenset({"person", "place"})
_HYPHENS = frozenset({"-", "–"})
_INNER = frozenset({".", "&", "/"}) | _GENITIVES | _HYPHENS
# "Moon Jae-in", "Mar-a-Lago", but not "U.S.-led".
_AFTER_HYPHEN = frozenset({"PROPN", "ADP", "DET", "X"})
_NEVER_FIRST = frozenset({"PUNCT", "SYM", "SPACE", "PRON", "CCONJ", "SCONJ"})
_UNMARKED = ""

Piece = tuple[Token, ...]


@dataclass(frozen=True, slots=True)
class Mention:
    """A name at tokens start..end of a sentence, title left out.

    `label` is the type that the parser gave, "" for none; `addressed` tells that a title or a form
    of address stands right before it.
    """

    sentence: int
    start: int
    end: int
    words: str
    label: str
    title: Title
    addressed: bool


def is_home(text: str) -> bool:
    """Whether words name a country, a region or a people."""
    return bool(country(text) or people(text) or is_region(text))


def _is_land_or_city(piece: Piece) -> bool:
    text = written(piece)
    return is_home(text) or is_sure_city(text)


def written(tokens: Sequence[Token]) -> str:
    """The words of some tokens as they stand, with single spaces."""
    parts = []
    for token, following in zip(tokens, (*tokens[1:], None), strict=True):
        space = " " if following is not None and following.start > token.end else ""
        parts.append(token.text + space)
    return " ".join("".join(parts).split())


def _label(token: Token, known: frozenset[str]) -> str | None:
    """The type a token is marked with, "" for an unmarked proper noun or known name, else None."""
    if token.entity:
        return table("entity_types").get(token.entity)
    if not token.text[:1].isupper():
        return _UNMARKED if token.text in known else None
    proper = token.pos == "PROPN" or token.text in known or is_likely_city(token.text)
    return _UNMARKED if proper else None


def _marked(tree: Parse, known: frozenset[str]) -> Iterator[tuple[str, Piece]]:
    """Stretches of tokens with one label; a hyphen inside a name does not end it."""
    labels: list[str | None] = []
    for token in tree.tokens:
        before = labels[-1] if labels else None
        joins = before is not None and _is_hyphenated(tree, token)
        labels.append(before if joins else _label(token, known))
    for label, run in groupby(tree.tokens, key=lambda token: labels[token.index]):
        if label is not None:
            yield label, tuple(run)


def _is_hyphenated(tree: Parse, token: Token) -> bool:
    """Whether a token is a hyphen inside a word, or a part of a name after one ("Jong-un")."""
    at = token.index
    hyphen = at if token.text in _HYPHENS else at - 1
    if not 0 < hyphen < len(tree.tokens) - 1 or tree.tokens[hyphen].text not in _HYPHENS:
        return False
    before, dash, after = tree.tokens[hyphen - 1 : hyphen + 2]
    family = plain(tree.tokens[hyphen - 2].text) if hyphen > 1 else ""
    family_first = family in words("name_families_first")
    touching = before.end == dash.start and dash.end == after.start
    return touching and (family_first or after.pos in _AFTER_HYPHEN)


def _breaks(label: str, before: Piece, token: Token, after: Piece, known: frozenset[str]) -> bool:
    """Whether a name ends before a token that the parser put into it."""
    if token.pos in {"PUNCT", "SYM"} and token.text not in _INNER:
        return True
    if token.text in {"and", "or"} and label in _JOINED:
        return not is_home(written((*before, token, *after)))
    # "Russia's Gazprom", "the Putin-Biden talks", "the Kyiv-Moscow line"
    if token.text in _GENITIVES:
        return _is_land_or_city(before) or before[-1].text in known
    if token.text in _HYPHENS:
        both = bool(after) and {before[-1].text, after[0].text} <= known
        return both or _is_land_or_city(before)
    # "Kyiv Mayor Ann Hill"
    return label == _UNMARKED and title_length((token,)) > 0 and is_sure_city(written(before))


def _split(label: str, piece: Piece, known: frozenset[str]) -> Iterator[Piece]:
    """A marked stretch, parted at commas, at "and" between people, after "Russia's"."""
    current: list[Token] = []
    for place, token in enumerate(piece):
        if current and _breaks(label, tuple(current), token, piece[place + 1 :], known):
            yield tuple(current)
            current = []
        elif current or token.pos not in _NEVER_FIRST:
            current.append(token)
    if current:
        yield tuple(current)


def _trimmed(piece: Piece) -> Piece:
    """A stretch without articles, genitives and small words at its ends."""
    start, end = 0, len(piece)

    def is_small(token: Token) -> bool:
        return token.text in _GENITIVES or not token.text[:1].isupper()

    while start < end and (
        piece[start].text.lower() == "the"
        or (is_small(piece[start]) and not _is_particle(piece, start))
    ):
        start += 1
    while start < end and is_small(piece[end - 1]) and not _continues(piece, end - 1):
        end -= 1
    return piece[start:end]


def _is_particle(piece: Piece, place: int) -> bool:
    return place + 1 < len(piece) and piece[place].text.lower() in table("name_particles")


def _continues(piece: Piece, place: int) -> bool:
    """Whether a small word ends a hyphenated name ("Jong-un"), or is a number ("Building 7")."""
    return piece[place].text.isdigit() or (place > 0 and piece[place - 1].text in _HYPHENS)


def _ends_in(piece: Piece, name: str) -> bool:
    return bool(piece) and piece[-1].text.lower().removesuffix(".") in words(name)


def _adjoins(left: Piece, right: Piece) -> bool:
    return bool(left) and left[-1].index + 1 == right[0].index


def _is_title(piece: Piece) -> bool:
    return title_length(piece) == len(piece)


def _belong(left: tuple[str, Piece], right: tuple[str, Piece]) -> bool:
    """Whether two stretches side by side, at most one of them marked, are one name."""
    (label, before), (other, after) = left, right
    if not _adjoins(before, after) or _is_title(before) or _is_title(after):
        return False
    if label in {"group", "place"} and other == _UNMARKED:
        return _ends_in(after, "name_org_words")
    if label == _UNMARKED:
        return other in {"person", "organisation"} and not title_length(before)
    return other == _UNMARKED and label in {"person", "organisation"}


def _joined(pieces: Sequence[tuple[str, Piece]]) -> list[tuple[str, Piece]]:
    found: list[tuple[str, Piece]] = []
    for label, piece in pieces:
        if found and _belong(found[-1], (label, piece)):
            before, first = found.pop()
            as_one = "organisation" if before in {"group", "place"} else before or label
            found.append((as_one, first + piece))
        else:
            found.append((label, piece))
    return found


def _strippable(label: str, piece: Piece) -> bool:
    """Whether the title-like words that a stretch begins with are a title."""
    if _ends_in(piece, "name_org_words") or _ends_in(piece, "name_place_words"):
        return label == "person" and is_honorific(piece[0])
    if label in {"person", _UNMARKED}:
        return True
    homonyms = words("name_title_homonyms")
    return not any(token.text.lower() in homonyms for token in piece)


def _follows_honorific(tree: Parse, piece: Piece) -> bool:
    """Whether words that could be a title are addressed as a name ("Mr. King")."""
    return piece[0].index > 0 and is_honorific(tree.tokens[piece[0].index - 1])


def _mention(sentence: int, tree: Parse, label: str, piece: Piece) -> Mention | None:
    length = title_length(piece) or (titled_length(piece) if label == "person" else 0)
    if length == len(piece) and not _follows_honorific(tree, piece):
        return None
    stripped = piece[0].index
    if 0 < length < len(piece) and _strippable(label, piece):
        piece = piece[length:]
    else:
        stripped = len(tree.tokens)
    text = written(piece)
    if not any(character.isalpha() for character in text) or _is_pair(text):
        return None
    start, end = piece[0].index, piece[-1].index + 1
    first = min(title_before(tree, start), stripped)
    before = tree.tokens[first:start]
    title = read_title(before) if before else title_beside(tree, start, end)
    addressed = bool(before) and not is_home(text)
    return Mention(sentence, start, end, text, label, title, addressed)


def _is_pair(text: str) -> bool:
    """Whether a word is two countries at once ("U.S.-Mexico"), a name of neither."""
    parts = text.split("-")
    return len(parts) > 1 and all(is_home(part) for part in parts) and not is_home(text)


def mentions(sentence: int, tree: Parse, known: frozenset[str] = frozenset()) -> Iterator[Mention]:
    """The candidates for names in one sentence, in its order.

    `known` are single words that the article shows to be names, which the parser may not see
    everywhere ("Trump warns").
    """
    marked = _marked(tree, known)
    split = ((label, part) for label, piece in marked for part in _split(label, piece, known))
    trimmed = [(label, piece) for label, part in split if (piece := _trimmed(part))]
    for label, piece in _joined(trimmed):
        found = _mention(sentence, tree, label, piece)
        if found is not None:
            yield found
