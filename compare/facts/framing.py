"""Who says what, as far as the grammar of one sentence shows: verbs, nouns and phrases of saying.

Statements are given at offsets of the sentence; what a quotation adds is left to attribution.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from compare.data import table, words
from compare.facts.complements import (
    PASSIVE_SUBJECTS,
    SUBJECTS,
    is_infinitive,
    is_marked,
    is_passive,
)
from compare.facts.syntax import Parse, Token
from compare.model import Span

OBJECTS = frozenset({"pobj", "pcomp"})
# A verb without a subject of its own shares that of the verb it hangs on.
SHARING = frozenset({"conj", "xcomp", "advcl", "pcomp", "prep"})
QUOTATION_MARKS = "\"“”„«»‘’''``"


@dataclass(frozen=True, slots=True)
class Statement:
    """Who says what; `cue` is the token of saying, spans are offsets in the sentence."""

    source: Span | None
    cue: Token
    content: tuple[Span, ...]


def frames(parse: Parse, verb: Token) -> frozenset[str]:
    """The forms in which content may follow a verb, none where it attributes nothing."""
    particle = _first(parse, verb, {"prt"})
    lemma = f"{verb.lemma}_{particle.lemma}" if particle else verb.lemma
    return frozenset(table("attribution_verbs").get(lemma, "").split())


def _first(parse: Parse, token: Token, relations: Iterable[str]) -> Token | None:
    return next((c for c in parse.children[token.index] if c.dep in relations), None)


def spans(parse: Parse, tokens: Iterable[Token]) -> tuple[Span, ...]:
    """The stretches that the tokens fill, punctuation between them included, none at the ends."""
    members = sorted({t.index for t in tokens})
    stretches: list[list[int]] = []
    for index in members:
        gap = range(stretches[-1][-1] + 1, index) if stretches else ()
        if stretches and all(parse.tokens[i].pos in {"PUNCT", "SPACE"} for i in gap):
            stretches[-1] += [*gap, index]
        else:
            stretches.append([index])
    trimmed = (_trimmed([parse.tokens[i] for i in stretch]) for stretch in stretches)
    return tuple((row[0].start, row[-1].end) for row in trimmed if row)


def _is_edge(token: Token) -> bool:
    return token.pos == "SPACE" or (token.pos == "PUNCT" and token.text not in QUOTATION_MARKS)


def _trimmed(row: list[Token]) -> list[Token]:
    start, end = 0, len(row)
    while start < end and _is_edge(row[start]):
        start += 1
    while end > start and _is_edge(row[end - 1]):
        end -= 1
    return row[start:end] if any(t.pos not in {"PUNCT", "SPACE"} for t in row[start:end]) else []


def phrase(parse: Parse, head: Token, verb: Token | None = None) -> Span | None:
    """The one stretch of a noun phrase that holds its head, less a verb that describes it."""
    left_out = {t.index for t in parse.children[head.index] if t.dep == "case"}
    if verb and head in parse.ancestors(verb):
        left_out |= {t.index for t in parse.subtree(verb)}
    kept = (t for t in parse.subtree(head) if t.index not in left_out)
    return next((s for s in spans(parse, kept) if s[0] <= head.start < s[1]), None)


def speaker(parse: Parse, verb: Token) -> Token | None:
    """Who the verb says is speaking: its subject, the agent of a passive, the noun it describes."""
    if _is_reduced(parse, verb):
        # "Asked about it, he said no": he is not the one who asks.
        agent = _first(parse, verb, {"agent"})
        return _first(parse, agent, {"pobj"}) if agent else None
    for token in (verb, *parse.ancestors(verb)):
        if token is not verb and (quoted := _quoted(parse, verb, token)):
            return quoted
        passive = _first(parse, token, PASSIVE_SUBJECTS)
        if passive and token is verb:
            agent = _first(parse, token, {"agent"})
            return _first(parse, agent, {"pobj"}) if agent else None
        subject = passive or _first(parse, token, SUBJECTS)
        if subject:
            return subject
        if token.dep == "acl" and token.tag == "VBG":
            return parse.tokens[token.head]
        if token.dep not in SHARING:
            return None
    return None


def _is_reduced(parse: Parse, verb: Token) -> bool:
    """Whether a passive has lost its auxiliary: "asked about it", "the words quoted"."""
    bare = not any(c.dep in {"aux", "auxpass"} for c in parse.children[verb.index])
    return bare and verb.tag == "VBN" and verb.dep in {"advcl", "acl"}


def _quoted(parse: Parse, verb: Token, above: Token) -> Token | None:
    """Whom somebody else quotes: "TASS quoted the minister as saying"."""
    preposition = parse.tokens[verb.head]
    if verb.dep != "pcomp" or preposition.lemma != "as" or preposition.head != above.index:
        return None
    return _first(parse, above, {"dobj", *PASSIVE_SUBJECTS})


def _roots(parse: Parse, verb: Token, allowed: frozenset[str]) -> list[Token]:
    """The tokens below the verb under which its content stands."""
    below = parse.children[verb.index]
    clausal = [c for c in below if c.dep == "ccomp"]
    if clausal and allowed & {"clause", "to", "as"}:
        return clausal
    infinitive = [c for c in below if c.dep == "xcomp" and is_infinitive(parse, c)]
    if infinitive and "to" in allowed:
        return infinitive + [c for c in below if c.dep == "dobj" or c.dep in PASSIVE_SUBJECTS]
    prepositional = [c for c in below if c.dep == "prep" and c.lemma in allowed]
    objects = [c for c in below if c.dep == "dobj" or c.dep in PASSIVE_SUBJECTS]
    said_of = [c for c in below if c.dep in {"oprd", "xcomp"} and c not in infinitive]
    called = said_of or prepositional or len(objects) > 1
    if objects and ("object" in allowed or ("as" in allowed and called)):
        return objects + said_of + prepositional
    if "clause" in allowed and said_of:
        return said_of
    objects_after = [c for p in prepositional[:1] for c in parse.children[p.index]]
    return [c for c in objects_after if c.dep in OBJECTS]


def _around(parse: Parse, verb: Token) -> Iterator[Token]:
    """The sentence that a verb of saying is set into ("the mill, he said, burned")."""
    as_he_said = verb.dep == "advcl" and any(
        c.dep == "mark" and c.lemma == "as" for c in parse.children[verb.index]
    )
    if verb.dep == "parataxis" or as_he_said:
        own = {t.index for t in parse.subtree(verb)}
        head = parse.tokens[verb.head]
        yield from (t for t in parse.subtree(head) if t.index not in own)


def _of_verb(parse: Parse, verb: Token) -> Iterator[Statement]:
    allowed = frames(parse, verb)
    if not allowed:
        return
    roots = _roots(parse, verb, allowed)
    cited = {t.index for root in roots for t in _citations(parse, root)}
    tokens = [t for root in roots for t in parse.subtree(root) if t.index not in cited]
    if not tokens and "clause" in allowed:
        tokens = list(_around(parse, verb))
    head = speaker(parse, verb)
    content = spans(parse, tokens)
    quoted = any(c.dep == "pcomp" for root in roots for c in parse.children[root.index])
    if content and (head or (is_passive(parse, verb) and not quoted)):
        yield Statement(phrase(parse, head, verb) if head else None, verb, content)


def _cited(parse: Parse, verb: Token) -> Token | None:
    """Whom somebody reports after: "said, citing the ministry, that the mill had burned"."""
    if verb.lemma != "cite" or verb.tag != "VBG" or verb.dep not in {"advcl", "prep"}:
        return None
    named = _first(parse, verb, {"dobj", "pobj"})
    is_source = named and (named.pos == "PROPN" or named.lemma in words("cited_nouns"))
    return named if is_source else None


def _citations(parse: Parse, root: Token) -> Iterator[Token]:
    """The words below `root` that only say whom it is reported after."""
    for token in parse.subtree(root):
        if token != root and _cited(parse, token):
            yield from parse.subtree(token)


def _of_citation(parse: Parse, verb: Token, source: Token) -> Iterator[Statement]:
    """What is reported after a source: what the verb that "citing" hangs on says, or its clause."""
    own = {t.index for t in parse.subtree(verb)}
    above = parse.tokens[verb.head]
    roots = _roots(parse, above, frames(parse, above)) or [above]
    said = (t for root in roots for t in parse.subtree(root) if t.index not in own)
    content = spans(parse, said)
    if content:
        yield Statement(phrase(parse, source), verb, content)


def _is_content_of_noun(parse: Parse, token: Token) -> bool:
    """Whether a clause below a noun is what the noun names ("the claim that", "the call to")."""
    opened = is_marked(parse, token) or is_infinitive(parse, token)
    return opened and token.dep in {"acl", "ccomp"}


def _owner(parse: Parse, noun: Token) -> Token | None:
    """Whose claim it is: "the firm's claim", "a claim by the firm"."""
    below = parse.children[noun.index]
    by = [c for c in below if c.dep == "prep" and c.lemma in words("source_prepositions")]
    owner = _first(parse, noun, {"poss"})
    return owner or (_first(parse, by[0], {"pobj"}) if by else None)


def _of_noun(parse: Parse, noun: Token) -> Iterator[Statement]:
    below = parse.children[noun.index]
    roots = [c for c in below if _is_content_of_noun(parse, c)]
    if not roots:
        about = [c for c in below if c.dep == "prep" and c.lemma in words("topic_prepositions")]
        roots = [c for p in about[:1] for c in parse.children[p.index] if c.dep in OBJECTS]
    content = spans(parse, (t for root in roots for t in parse.subtree(root)))
    owner = _owner(parse, noun)
    if content and owner:
        yield Statement(phrase(parse, owner, noun), noun, content)


def _according(parse: Parse, token: Token) -> Iterator[Statement]:
    to = next((c for c in parse.children[token.index] if c.lemma == "to"), None)
    source = _first(parse, to, {"pobj"}) if to else None
    if source is None:
        return
    own = {t.index for t in parse.subtree(token)}
    above = next((t for t in parse.ancestors(token) if t.pos in {"VERB", "AUX"}), None)
    head = above or parse.tokens[token.head]
    content = spans(parse, (t for t in parse.subtree(head) if t.index not in own))
    if content:
        yield Statement(phrase(parse, source), token, content)


def statements(parse: Parse) -> Iterator[Statement]:
    """The statements of a sentence in the order of their cues; one may stand within another."""
    for token in parse.tokens:
        if token.lemma == "accord":
            yield from _according(parse, token)
        elif token.pos == "VERB":
            cited = _cited(parse, token)
            yield from _of_citation(parse, token, cited) if cited else _of_verb(parse, token)
        elif token.pos == "NOUN" and token.lemma in words("attribution_nouns"):
            yield from _of_noun(parse, token)
