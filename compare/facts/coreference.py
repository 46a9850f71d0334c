"""Whom a pronoun stands for, and what else a participant of a clause is called: only where one
person can be meant. Of pronouns for those who are quoted, pronouns.py knows more."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from compare.data import table, words
from compare.facts.complements import PASSIVE_SUBJECTS, SUBJECTS
from compare.facts.name_places import people as people_of
from compare.facts.name_titles import is_office
from compare.facts.name_words import words_of
from compare.facts.persons import is_person_noun
from compare.facts.syntax import Parse, Token
from compare.model import Clause, Fact, NameValue, Phrase, Sentence, Span

# What stands for a noun phrase of its own, unlike an owner or a part of a name.
_ACTING = SUBJECTS | PASSIVE_SUBJECTS | {"dobj", "dative"}
_PARTICIPANTS = _ACTING | {"pobj"}
_FRONTED = frozenset({"advcl", "pcomp"})
_UNSAID = frozenset({"compound", "appos", "attr", "amod"})
# Sentences that tell of nobody, after which a pronoun still reaches back.
REACH = 2
SOMEBODY = ""


@dataclass(frozen=True, slots=True)
class _Mention:
    """Somebody told of at a token: a canonical name, or SOMEBODY who is not named; `acts` where it
    is the subject or object of a verb."""

    index: int
    name: str
    acts: bool


@dataclass(slots=True)
class _Memory:
    """Who was told of last, and which pronoun each has."""

    sexes: dict[str, str] = field(default_factory=dict)
    in_office: frozenset[str] = frozenset()
    last: tuple[_Mention, ...] = ()
    silent: int = 0

    def known(self, name: str) -> str:
        """A name that surely is a person's: a full one, or one with a title or an office; else
        SOMEBODY."""
        told = name in self.sexes or name in self.in_office
        return name if len(words_of(name)) > 1 or told else SOMEBODY

    def fits(self, mention: _Mention, sex: str) -> bool:
        return self.sexes.get(mention.name, sex) == sex

    def meant(self, here: Sequence[_Mention], sex: str) -> str:
        """The one person that a pronoun can mean, of those told of before it in its sentence, else
        of those in the last that told of anybody; SOMEBODY where there are several or none."""
        fitting = [m for m in here if self.fits(m, sex)]
        if not fitting:
            fitting = [m for m in self.last if self.fits(m, sex)]
            if not any(m.acts for m in fitting):
                return SOMEBODY
        names = {m.name for m in fitting}
        return names.pop() if len(names) == 1 else SOMEBODY

    def end(self, here: Sequence[_Mention]) -> None:
        """A sentence is over."""
        self.silent = 0 if here else self.silent + 1
        if here or self.silent > REACH:
            self.last = tuple(here)


# The people named in a sentence: the index of each one's first token to the canonical name, and the
# token that heads it.
_People = Mapping[int, tuple[str, Token]]


def _people(sentence: Sentence, tree: Parse, names: Sequence[Fact]) -> _People:
    """The people named in a sentence, but for names of which no word can be read."""
    found = {}
    for fact in names:
        value = fact.value
        if not isinstance(value, NameValue) or value.type != "person":
            continue
        if not words_of(value.canonical):
            continue
        inside = [t for t in tree.tokens if fact.start <= sentence.start + t.start < fact.end]
        if inside:
            own = {t.index for t in inside}
            head = next((t for t in inside if t.head not in own or t.head == t.index), inside[-1])
            found[inside[0].index] = value.canonical, head
    return found


def _is_somebody(token: Token) -> bool:
    """Whether a token stands for one person who is not named: "the driver", "a German", "one"."""
    if token.dep in _UNSAID:
        return False
    known = is_person_noun(token.lemma) or is_office(token) or people_of(token.text) is not None
    indefinite = token.text.lower() in words("anyone_words") and token.dep in _ACTING
    return indefinite or (known and token.tag in {"NN", "NNP", "JJ"})


def _subject(tree: Parse, verb: Token) -> Token | None:
    relations = SUBJECTS | PASSIVE_SUBJECTS
    return next((c for c in tree.children[verb.index] if c.dep in relations), None)


def _verb(tree: Parse, token: Token) -> Token | None:
    return next((t for t in tree.ancestors(token) if t.pos in {"VERB", "AUX"}), None)


def _looks_ahead(tree: Parse, token: Token) -> bool:
    """Whether a pronoun stands in a clause before its main clause, whose subject it may mean:
    "when he arrived, Smith said"."""
    for verb in tree.ancestors(token):
        above = tree.tokens[verb.head]
        if verb.dep in _FRONTED and token.index < above.index:
            subject = _subject(tree, above)
            return subject is not None and subject.index > token.index
    return False


def _without_subject(tree: Parse, token: Token, here: Sequence[_Mention]) -> list[_Mention]:
    """Those told of, but for who acts on the one that an object stands for."""
    verb = _verb(tree, token)
    subject = _subject(tree, verb) if verb else None
    if token.dep in SUBJECTS | PASSIVE_SUBJECTS or subject is None:
        return list(here)
    acting = {t.index for t in tree.subtree(subject)}
    return [mention for mention in here if mention.index not in acting]


def _sexes(trees: Sequence[Parse], people: Sequence[_People]) -> dict[str, str]:
    """What the titles before the names of people tell of them, or else their given names; nothing
    of those with titles of both kinds."""
    titles, given = table("titles_by_sex"), table("given_names_by_sex")
    titled: dict[str, set[str]] = {}
    found = {}
    for tree, named in zip(trees, people, strict=True):
        for index, (name, _) in named.items():
            before = tree.tokens[index - 1].text.lower().removesuffix(".") if index else ""
            if before in titles:
                titled.setdefault(name, set()).add(titles[before])
            first, *rest = words_of(name)
            if rest and first in given:
                found[name] = given[first]
    return found | {name: sexes.pop() for name, sexes in titled.items() if len(sexes) == 1}


def _in_office(trees: Sequence[Parse], people: Sequence[_People]) -> frozenset[str]:
    """The names of people that anywhere follow an office: "Judge Tarrant"."""
    return frozenset(
        name
        for tree, named in zip(trees, people, strict=True)
        for index, (name, _) in named.items()
        if index and is_office(tree.tokens[index - 1])
    )


def _read(
    sentence: Sentence, tree: Parse, named: _People, quoted: Sequence[Span], memory: _Memory
) -> Iterator[tuple[Span, str]]:
    """The pronouns of a sentence that can mean one person only, quotations left out."""
    sexes = table("pronouns_by_sex")
    here: list[_Mention] = []
    for token in tree.tokens:
        start, end = sentence.start + token.start, sentence.start + token.end
        if any(a <= start < b for a, b in quoted):
            # Whoever is named by somebody quoted may be meant as well.
            if token.index in named:
                here.append(_Mention(token.index, SOMEBODY, False))
            continue
        sex = sexes.get(token.text.lower()) if token.dep in _PARTICIPANTS else None
        if token.index in named:
            name, head = named[token.index]
            here.append(_Mention(token.index, memory.known(name), head.dep in _ACTING))
        elif sex:
            told = _without_subject(tree, token, here)
            ahead = _looks_ahead(tree, token)
            name = SOMEBODY if ahead else memory.meant(told, sex)
            here.append(_Mention(token.index, name, token.dep in _ACTING))
            if name:
                memory.sexes[name] = sex
                yield (start, end), name
        elif _is_somebody(token):
            here.append(_Mention(token.index, SOMEBODY, token.dep in _ACTING))
    memory.end(here)


def pronouns(
    sentences: Sequence[Sentence],
    trees: Sequence[Parse],
    names: Sequence[Sequence[Fact]],
    quoted: Sequence[Span],
) -> Iterator[Mapping[Span, str]]:
    """For each sentence of one article, in its order: the spans of pronouns that stand for one
    participant of a clause, and the canonical name of the one person who can be meant.

    Of several people told of in the sentence before none is preferred; one person keeps one
    pronoun.
    """
    people = [_people(*row) for row in zip(sentences, trees, names, strict=True)]
    memory = _Memory(_sexes(trees, people), _in_office(trees, people))
    for sentence, tree, named in zip(sentences, trees, people, strict=True):
        yield dict(_read(sentence, tree, named, quoted, memory))


def _called(phrase: Phrase, names: Sequence[Fact], meant: Mapping[Span, str]) -> Phrase:
    """A participant with all words of the names that it bears or stands for."""
    name = meant.get(phrase.span)
    if name:
        own = frozenset(words_of(name))
        return replace(phrase, head=words_of(name)[-1], lemmas=own, names=own)
    found = set(phrase.names)
    for fact in names:
        value = fact.value
        inside = phrase.span[0] <= fact.start and fact.end <= phrase.span[1]
        if inside and isinstance(value, NameValue) and value.type in {"person", "organisation"}:
            stood = words_of(fact.text)
            if phrase.head in stood:
                found.update(words_of(value.canonical))
    return replace(phrase, names=frozenset(found))


def identified(
    clauses: Sequence[Clause], names: Sequence[Fact], meant: Mapping[Span, str]
) -> tuple[Clause, ...]:
    """The clauses of a sentence, each participant with the words of the name that it stands for:
    "United" with those of "Eastbrook United", "the minister" and "she" with those of whoever is
    meant."""

    def called(phrase: Phrase | None) -> Phrase | None:
        return _called(phrase, names, meant) if phrase else None

    return tuple(
        replace(
            clause,
            agent=called(clause.agent),
            patient=called(clause.patient),
            others=tuple(_called(phrase, names, meant) for phrase in clause.others),
        )
        for clause in clauses
    )
