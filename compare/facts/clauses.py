"""Clauses of a parsed sentence: who did what to whom, with the voice undone."""

from __future__ import annotations

from collections.abc import Iterator

from compare.data import table, words
from compare.facts.complements import PASSIVE_SUBJECTS, SUBJECTS
from compare.facts.modality import modality, modality_of_noun
from compare.facts.polarity import is_negated, is_negated_noun
from compare.facts.syntax import Parse, Token
from compare.model import Clause, Phrase

CONTENT = frozenset({"NOUN", "PROPN", "ADJ", "VERB"})
NAME_ENTITIES = frozenset({"PERSON", "ORG", "GPE", "NORP", "LOC", "FAC", "EVENT", "PRODUCT"})
# A phrase ends where a clause of its own begins.
CLAUSAL = frozenset({"relcl", "acl", "advcl", "ccomp", "parataxis", "punct", "conj", "cc"})


def _is_date(token: Token) -> bool:
    return token.entity in {"DATE", "TIME"}


def _is_name(token: Token) -> bool:
    """A capital within the sentence marks the names that the parser does not know."""
    capital = token.index > 0 and token.text[0].isupper()
    return capital or token.pos == "PROPN" or token.entity in NAME_ENTITIES


def is_predicate(parse: Parse, token: Token) -> bool:
    """Whether a clause is built on this token: a full verb, or a copula with its complement."""
    if token.dep in {"aux", "auxpass", "amod", "compound", "case", "prep"}:
        return False
    if token.pos == "VERB":
        return True
    return token.pos == "AUX" and any(
        child.dep in {"attr", "acomp"} for child in parse.children[token.index]
    )


def _phrase(parse: Parse, head: Token, offset: int) -> Phrase:
    tokens = sorted(parse.subtree(head, CLAUSAL), key=lambda t: t.index)
    content = [
        t
        for t in tokens
        if t.pos in CONTENT and not _is_date(t) and t.lemma not in words("light_words")
    ]
    places = {inner.index for t in tokens if _says_where(t) for inner in parse.subtree(t)}
    names = [t for t in content if _is_name(t)]
    return Phrase(
        span=(offset + tokens[0].start, offset + tokens[-1].end),
        head="" if head.pos == "PRON" else head.lemma,
        lemmas=frozenset(t.lemma for t in content),
        names=frozenset(t.lemma for t in names),
        placed=frozenset(t.lemma for t in names if t.index in places),
    )


def _says_where(token: Token) -> bool:
    return token.dep == "prep" and token.lemma in words("place_prepositions")


def _first(parse: Parse, token: Token, relations: frozenset[str]) -> Token | None:
    return next((c for c in parse.children[token.index] if c.dep in relations), None)


def _antecedent(parse: Parse, verb: Token, found: Token) -> Token:
    """What a relative pronoun stands for: the noun that its clause describes."""
    if verb.dep == "relcl" and found.tag in {"WDT", "WP"}:
        return parse.tokens[verb.head]
    return found


def _subject(parse: Parse, verb: Token) -> tuple[Token | None, bool]:
    """The grammatical subject, looked for up the chain of verbs that share it; True if passive."""
    for token in (verb, *parse.ancestors(verb)):
        passive = _first(parse, token, PASSIVE_SUBJECTS)
        active = _first(parse, token, SUBJECTS)
        if passive:
            return _antecedent(parse, token, passive), token is verb
        if active:
            return _antecedent(parse, token, active), False
        if token.dep == "acl" and token.tag == "VBN":
            return parse.tokens[token.head], True
        if token.dep not in {"conj", "xcomp"} and not (token.dep == "advcl" and token.tag == "VBG"):
            break
    return None, False


def _agent_by(parse: Parse, verb: Token) -> Token | None:
    by = _first(parse, verb, frozenset({"agent"}))
    agent = _first(parse, by, frozenset({"pobj"})) if by else None
    # "Rescued by noon" tells when.
    return None if agent is None or _is_date(agent) else agent


def _others(parse: Parse, verb: Token) -> Iterator[Token]:
    for child in parse.children[verb.index]:
        if child.dep in {"attr", "acomp", "oprd", "dative"}:
            yield child
        elif child.dep == "prep":
            yield from (c for c in parse.children[child.index] if c.dep == "pobj")
        elif child.dep == "dobj":
            yield from _of_the_verb(parse, verb, child)


def _of_the_verb(parse: Parse, verb: Token, thing: Token) -> Iterator[Token]:
    """What a parser hangs on the object though it belongs to the verb: of what somebody was
    convicted, and all that stands beside "lost their lives"."""
    is_idiom, takes_of = _idiom(parse, verb) is not None, verb.lemma in words("of_verbs")
    for child in parse.children[thing.index]:
        if child.dep == "prep" and (is_idiom or (takes_of and child.lemma == "of")):
            yield from (c for c in parse.children[child.index] if c.dep == "pobj")


def _tense(parse: Parse, verb: Token) -> str | None:
    """past, present or future of the finite verb; a perfect is present: it speaks of a state."""
    below = [c for c in parse.children[verb.index] if c.dep in {"aux", "auxpass"}]
    if any(c.lemma in {"will", "shall"} for c in below):
        return "future"
    for token in (*below, verb):
        if token.tag == "VBD":
            return "past"
        if token.tag in {"VBZ", "VBP", "MD"}:
            return "present"
    return None


def _lemma(parse: Parse, verb: Token) -> str:
    """What is predicated: the verb with its particle, an idiom with its object, or for a copula its
    complement."""
    if verb.lemma == "be":
        complement = _first(parse, verb, frozenset({"acomp", "attr"}))
        return complement.lemma if complement else "be"
    particle = _first(parse, verb, frozenset({"prt"}))
    return _idiom(parse, verb) or (f"{verb.lemma}_{particle.lemma}" if particle else verb.lemma)


def _idiom(parse: Parse, verb: Token) -> str | None:
    """The one act that a verb makes with its object ("gave way"), where it makes one."""
    thing = _first(parse, verb, frozenset({"dobj"}))
    return table("verb_idioms").get(f"{verb.lemma} {thing.lemma}") if thing else None


def _group_start(parse: Parse, verb: Token) -> int:
    before = (c for c in parse.children[verb.index] if c.dep in {"aux", "auxpass", "neg"})
    return min((c.start for c in before if c.start < verb.start), default=verb.start)


def _clause(parse: Parse, verb: Token, offset: int) -> Clause:
    subject, passive = _subject(parse, verb)
    dobj = None if _idiom(parse, verb) else _first(parse, verb, frozenset({"dobj"}))
    agent, patient = (_agent_by(parse, verb), subject) if passive else (subject, dobj)
    tokens = sorted(parse.subtree(verb, frozenset({"ccomp", "parataxis"})), key=lambda t: t.index)
    return Clause(
        predicate=(offset + verb.start, offset + verb.end),
        group=(offset + _group_start(parse, verb), offset + verb.end),
        lemma=_lemma(parse, verb),
        agent=_phrase(parse, agent, offset) if agent else None,
        patient=_phrase(parse, patient, offset) if patient else None,
        others=tuple(_phrase(parse, t, offset) for t in _others(parse, verb) if not _is_date(t)),
        negated=is_negated(parse, verb),
        modality=modality(parse, verb),
        tense=_tense(parse, verb),
        reporting=verb.lemma in words("reporting_verbs"),
        span=(offset + tokens[0].start, offset + tokens[-1].end),
    )


def _nominal(parse: Parse, noun: Token, offset: int) -> Clause:
    """An event named by a noun ("the withdrawal of troops"), as the clause of its verb."""
    owner = _first(parse, noun, frozenset({"poss", "compound"}))
    of = next((c for c in parse.children[noun.index] if c.dep == "prep" and c.lemma == "of"), None)
    patient = _first(parse, of, frozenset({"pobj"})) if of else None
    whole = _phrase(parse, noun, offset)
    return Clause(
        predicate=(offset + noun.start, offset + noun.end),
        group=(offset + noun.start, offset + noun.end),
        lemma=table("event_nouns")[noun.lemma],
        agent=_phrase(parse, owner, offset) if owner else None,
        patient=_phrase(parse, patient, offset) if patient else None,
        others=(),
        negated=is_negated_noun(parse, noun),
        modality=modality_of_noun(parse, noun),
        tense=None,
        reporting=False,
        span=whole.span,
    )


def _stressed(parse: Parse, copula: Token) -> Token | None:
    """The verb of a cleft sentence: what is said of "was" in "it was in May that they met" is said
    of the meeting."""
    subject = _first(parse, copula, SUBJECTS)
    if copula.lemma != "be" or subject is None or subject.lemma != "it":
        return None
    for child in parse.children[copula.index]:
        opened = (t.lemma in words("cleft_openers") for t in parse.children[child.index])
        if child.pos == "VERB" and child.dep in {"ccomp", "advcl"} and any(opened):
            return child
    return None


def governor(parse: Parse, start: int, end: int) -> Token | None:
    """The token whose clause the words [start, end) of the sentence belong to.

    It is the nearest verb above them, or a noun on the way that itself names an event.
    """
    inside = [t for t in parse.tokens if t.start < end and t.end > start]
    tops = [t for t in inside if not start <= parse.tokens[t.head].start < end or t.head == t.index]
    if not tops:
        return None
    for token in (tops[0], *parse.ancestors(tops[0])):
        stressed = _stressed(parse, token)
        if stressed:
            return stressed
        if is_predicate(parse, token):
            return token
        # A modifier of the event noun belongs to it; the event noun itself belongs to its verb.
        if token not in inside and token.pos == "NOUN" and token.lemma in table("event_nouns"):
            return token
    return None


def clauses(parse: Parse, offset: int) -> tuple[Clause, ...]:
    """All clauses of a sentence that begins at `offset` in its article, in text order."""
    found = []
    for token in parse.tokens:
        if is_predicate(parse, token):
            found.append(_clause(parse, token, offset))
        elif token.pos == "NOUN" and token.lemma in table("event_nouns"):
            found.append(_nominal(parse, token, offset))
    return tuple(found)
