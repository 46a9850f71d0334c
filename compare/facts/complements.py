"""How predicates hang together: what a verb is a complement of, and what it shares with it."""

from __future__ import annotations

from compare.facts.syntax import Parse, Token

SUBJECTS = frozenset({"nsubj", "csubj"})
PASSIVE_SUBJECTS = frozenset({"nsubjpass", "csubjpass"})
# No sentence nests deeper; what does is junk.
MAX_DEPTH = 60
COMPLEMENT = frozenset({"xcomp", "ccomp", "pcomp", "acl", "advcl"})


def is_infinitive(parse: Parse, token: Token) -> bool:
    """Whether a verb stands with "to"."""
    return any(c.dep == "aux" and c.tag == "TO" for c in parse.children[token.index])


def is_marked(parse: Parse, token: Token) -> bool:
    """Whether a subordinator opens the clause of a verb ("that", "whether")."""
    return any(c.dep == "mark" or c.pos == "SCONJ" for c in parse.children[token.index])


def is_passive(parse: Parse, verb: Token) -> bool:
    """Whether what stands as subject undergoes the act."""
    return any(c.dep in {*PASSIVE_SUBJECTS, "auxpass"} for c in parse.children[verb.index])


def shares(parse: Parse, verb: Token) -> bool:
    """Whether a verb joined to another by "and" or "or" has neither subject nor auxiliary of its
    own, so that those of the first hold for both."""
    own = {*SUBJECTS, *PASSIVE_SUBJECTS, "aux", "auxpass", "neg", "mark"}
    return verb.dep == "conj" and not any(c.dep in own for c in parse.children[verb.index])


def first_conjunct(parse: Parse, verb: Token) -> Token:
    """The verb at the head of a row that shares subject and auxiliaries."""
    while shares(parse, verb):
        verb = parse.tokens[verb.head]
    return verb


def governor_of(parse: Parse, verb: Token) -> Token | None:
    """The word that a verb is a complement of; through a preposition ("accused of lying")."""
    depth = sum(1 for _ in parse.ancestors(verb))
    if verb.dep not in COMPLEMENT or not 0 < depth <= MAX_DEPTH:
        return None
    above = parse.tokens[verb.head]
    if verb.dep == "pcomp" and above.pos in {"ADP", "SCONJ"} and above.head != above.index:
        return parse.tokens[above.head]
    return above
