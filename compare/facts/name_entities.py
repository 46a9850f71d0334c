"""Who is who in one article: the forms of a name brought to one canonical form."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from compare.data import table
from compare.facts.name_compare import family_name, is_acronym_of, is_full_name, same_person
from compare.facts.name_places import country, places
from compare.facts.name_spans import Mention
from compare.facts.name_types import Typed, typed
from compare.facts.name_words import is_acronym, plain, words_of, words_of_person
from compare.facts.syntax import Parse
from compare.model import NameValue

# What the words around a name show outweighs what the parser guesses, again and again.
_SURE = 10


@dataclass(frozen=True, slots=True)
class Named:
    """A mention and the name, in its canonical form, that it is a form of."""

    mention: Mention
    value: NameValue


def _types(found: Sequence[tuple[Mention, Typed | None]]) -> Mapping[str, str]:
    """The type of each form of a name: what most mentions of it speak for."""
    votes: dict[str, Counter[str]] = {}
    for mention, kind in found:
        if kind is not None:
            weight = _SURE if kind.sure else 1
            votes.setdefault(plain(mention.words), Counter())[kind.type] += weight
    # Equal votes are settled by the name of the type, so that the order of text cannot matter.
    return {
        form: min(counts, key=lambda kind: (-counts[kind], kind)) for form, counts in votes.items()
    }


def _best_written(forms: Iterable[str]) -> str:
    """The form to show: the fullest, and of those one that is not all capitals."""
    return max(forms, key=lambda form: (len(words_of(form)), not form.isupper(), form))


def _people(full: Iterable[str]) -> Mapping[str, str]:
    """Full names of people, in plain words, to the fullest form of each; a name that fits two
    unlike bearers keeps its own."""
    forms = sorted(set(full))
    chosen = {}
    for form in forms:
        fitting = [f for f in forms if same_person(form.split(), f.split())]
        fullest = max(fitting, key=lambda f: (len(f.split()), f), default=form)
        united = all(same_person(fullest.split(), f.split()) for f in fitting)
        chosen[form] = fullest if united else form
    return chosen


class _Article:
    """What the mentions of one article show of the names in it."""

    def __init__(self, kinds: Mapping[str, str], mentions: Sequence[Mention]) -> None:
        self._kinds = kinds
        written: dict[str, list[str]] = {}
        for mention in mentions:
            written.setdefault(self._form(mention), []).append(mention.words)
        self._written = {form: _best_written(forms) for form, forms in written.items()}
        self._full = _people(
            self._form(m) for m in mentions if self._is_person(m) and is_full_name(m.words)
        )
        self._offices = self._all_offices(mentions)
        self._unnamed = self._borne_by_others(mentions)

    def _form(self, mention: Mention) -> str:
        if self._is_person(mention):
            return " ".join(words_of_person(mention.words))
        return plain(mention.words)

    def _is_person(self, mention: Mention) -> bool:
        return mention.addressed or self._kinds.get(plain(mention.words)) == "person"

    def _all_offices(self, mentions: Sequence[Mention]) -> Mapping[str, frozenset[str]]:
        """The offices that come with each full name."""
        offices: dict[str, frozenset[str]] = {}
        for mention in mentions:
            bearer = self._full.get(self._form(mention))
            if bearer:
                offices[bearer] = offices.get(bearer, frozenset()) | mention.title.offices
        return offices

    def _borne_by_others(self, mentions: Sequence[Mention]) -> frozenset[str]:
        """Words that stand for somebody not named in full: said with an office before any full
        name they belong to, and never so of its bearer ("President Hill", then "Ann Hill")."""
        introduced: set[str] = set()
        found = set()
        for mention in mentions:
            bearer = self._full.get(self._form(mention))
            if bearer:
                introduced |= _calls(bearer)
                continue
            word = plain(mention.words)
            if not mention.title.offices or word in introduced:
                continue
            theirs = [self._offices[full] for full in self._offices if word in _calls(full)]
            if not any(offices & mention.title.offices for offices in theirs):
                found.add(word)
        return frozenset(found)

    def _bearer(self, mention: Mention) -> str | None:
        """The one full name that a single word stands for."""
        word = plain(mention.words)
        if word in self._unnamed:
            return None
        bearers = {full for full in self._full.values() if word in _calls(full)}
        if len(bearers) > 1:
            bearers = {full for full in bearers if self._offices[full] & mention.title.offices}
        return bearers.pop() if len(bearers) == 1 else None

    def _may_be_bearer(self, mention: Mention) -> bool:
        """Whether a single word may be a person's name, by more than the parser's mark."""
        if len(words_of(mention.words)) != 1:
            return False
        if self._is_person(mention) or mention.label == "person":
            return True
        return not is_acronym(mention.words) and not places(mention.words)

    def _is_called(self, word: str) -> bool:
        """Whether somebody named in full may be called by a word."""
        return any(word in _calls(full) for full in self._full)

    def _spelt_out(self, mention: Mention, introduced: Mapping[str, str]) -> str | None:
        """What an acronym stands for: as introduced, as its letters show, as is well known."""
        if not is_acronym(mention.words):
            return None
        key = plain(mention.words)
        if key in introduced:
            return introduced[key]
        fitting = [form for form in self._written.values() if is_acronym_of(mention.words, form)]
        if len(fitting) == 1:
            return fitting[0]
        return table("name_acronyms").get(key.upper()) if not fitting else None

    def value(self, mention: Mention, introduced: Mapping[str, str]) -> NameValue | None:
        """The canonical name and type of a mention; None where nothing shows it to be a name."""
        if self._may_be_bearer(mention) and (bearer := self._bearer(mention)):
            return NameValue(self._written[bearer], "person")
        form = self._form(mention)
        kind = self._kinds.get(plain(mention.words))
        if self._is_person(mention) or (kind is None and self._is_called(form)):
            return NameValue(self._written[self._full.get(form, form)], "person")
        if kind == "place" and (land := country(mention.words)):
            return NameValue(land.removeprefix("The "), kind)
        full = self._spelt_out(mention, introduced)
        if full:
            return NameValue(full, self._kinds.get(plain(full), "organisation"))
        return NameValue(self._written[form], kind) if kind else None


def _calls(full: str) -> frozenset[str]:
    """The single words that a person may be called by."""
    parts = tuple(full.split())
    return frozenset({parts[0], family_name(parts)})


def _fits(letters: str, name: str) -> bool:
    """Whether letters occur in a name in their order, the first at its beginning."""
    rest = iter("".join(words_of(name)))
    return plain(name)[:1] == letters[:1] and all(letter in rest for letter in letters)


def _introduced(found: Sequence[Mention], trees: Sequence[Parse]) -> Mapping[str, str]:
    """Acronyms that the text gives in brackets after a name, to that name."""
    rows: dict[str, str] = {}
    for mention in found:
        following = trees[mention.sentence].tokens[mention.end : mention.end + 3]
        if len(following) == 3 and (following[0].text, following[2].text) == ("(", ")"):
            short = following[1].text
            if is_acronym(short) and _fits(plain(short), mention.words):
                rows.setdefault(plain(short), mention.words)
    return rows


def resolved(found: Sequence[Mention], trees: Sequence[Parse]) -> list[Named]:
    """The mentions of one article that are names, each with its canonical form."""
    kinds = _types([(mention, typed(mention, trees[mention.sentence])) for mention in found])
    article = _Article(kinds, found)
    value = partial(article.value, introduced=_introduced(found, trees))
    return [Named(mention, named) for mention in found if (named := value(mention)) is not None]
