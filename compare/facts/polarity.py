"""Whether a predicate is denied, as far as the scope of its negators shows."""

from __future__ import annotations

from compare.data import words
from compare.facts.complements import (
    PASSIVE_SUBJECTS,
    SUBJECTS,
    first_conjunct,
    governor_of,
    is_infinitive,
)
from compare.facts.syntax import Parse, Token

PARTICIPANTS = SUBJECTS | PASSIVE_SUBJECTS | {"dobj", "attr", "agent"}


def _next(parse: Parse, token: Token) -> str:
    following = token.index + 1
    return parse.tokens[following].lemma if following < len(parse.tokens) else ""


def _is_whole(parse: Parse, negator: Token) -> bool:
    """Whether a negator turns all of its predicate: "not only" and "not all" do not."""
    unturned = words("negation_of_focus") | words("negation_of_part")
    return _next(parse, negator) not in unturned


def _on_verb(parse: Parse, verb: Token) -> int:
    """How many negators hang on the verb itself or on an adverb of it ("no longer")."""
    negators = words("negators")
    below = parse.children[verb.index]
    turns = sum(
        (c.dep == "neg" or c.lemma in negators) and c.dep != "intj" and _is_whole(parse, c)
        for c in below
        # "Neither attacked nor destroyed": the "nor" turns the next verb, not this one again.
        if c.dep not in PARTICIPANTS and c.dep != "cc"
    )
    for child in below:
        if child.dep == "advmod":
            turns += any(c.lemma == "no" for c in parse.children[child.index])
        if child.dep == "prep":
            turns += _at_no_time(parse, child)
    return turns


def _at_no_time(parse: Parse, preposition: Token) -> bool:
    return any(
        c.lemma in words("negative_adverbials")
        and any(d.lemma == "no" for d in parse.children[c.index])
        for c in parse.children[preposition.index]
    )


def _on_participants(parse: Parse, verb: Token) -> bool:
    """Whether who acts or undergoes is nobody: all of them, but for "not all"."""
    negators = words("negators")
    for child in parse.children[verb.index]:
        if child.dep not in PARTICIPANTS:
            continue
        own = (child, *parse.children[child.index])
        if any(c.lemma in negators and _is_whole(parse, c) for c in own):
            return True
    return False


def _is_named(token: Token) -> bool:
    """Whether a word stands for a thing or a time: "small but costly" only describes one."""
    return token.pos in {"NOUN", "PROPN", "PRON", "NUM", "ADP"}


def _is_contrast(parse: Parse, verb: Token) -> bool:
    """Whether only a part of the clause is denied, against another: "not in May but in June"."""
    return any(
        token.dep == "cc" and token.lemma == "but" and _is_named(parse.tokens[token.head])
        for token in parse.subtree(verb)
        if token.index > verb.index and verb in parse.ancestors(token)
    ) and not any(c.dep == "cc" and c.lemma == "but" for c in parse.children[verb.index])


def _happens_later(parse: Parse, verb: Token) -> bool:
    """Whether the negation only holds up to a time: "did not open until March" opened in March."""
    below = parse.children[verb.index]
    limits = [c for c in below if c.lemma in words("time_limits")]
    clausal = [
        mark
        for c in below
        if c.dep == "advcl"
        for mark in parse.children[c.index]
        if mark.dep == "mark" and mark.lemma in words("time_limits")
    ]
    return bool(limits or clausal)


def _own_negation(parse: Parse, verb: Token) -> bool:
    turns = _on_verb(parse, verb)
    if turns and (_happens_later(parse, verb) or _is_contrast(parse, verb)):
        return False
    return (turns + _on_participants(parse, verb)) % 2 == 1


def _from_above(parse: Parse, verb: Token) -> bool:
    """Whether what the verb is a complement of turns it: "failed to pay", "without paying"."""
    if verb.dep == "pcomp" and parse.tokens[verb.head].lemma == "without":
        return True
    governor = governor_of(parse, verb)
    if governor is None or verb.dep == "advcl":
        return False
    negated = is_negated(parse, governor)
    if governor.lemma in words("negative_words"):
        return not negated
    raising = is_infinitive(parse, verb) or governor.lemma in words("negation_raising")
    return negated and raising and verb.dep in {"xcomp", "ccomp"}


def _joined(parse: Parse, verb: Token) -> bool:
    """Whether a verb stands after "nor", or after "or" under the negation of the first."""
    first = first_conjunct(parse, verb)
    above = parse.tokens[verb.head]
    joints = {c.lemma for c in parse.children[above.index] if c.dep == "cc"}
    return first is not verb and bool(joints & {"or", "nor"}) and is_negated(parse, first)


def is_negated(parse: Parse, verb: Token) -> bool:
    """Whether the predicate is said not to hold; two negations cancel out."""
    return (_own_negation(parse, verb) + _from_above(parse, verb) + _joined(parse, verb)) % 2 == 1


def is_partly_negated(parse: Parse, verb: Token) -> bool:
    """Whether a negator bears on a part of what is said: "not all", "hardly"."""
    below = parse.children[verb.index]
    if any(c.lemma in words("weak_negators") for c in below):
        return True
    within = (d for c in below if c.dep in PARTICIPANTS for d in parse.children[c.index])
    return any(
        c.lemma in words("negators") and _next(parse, c) in words("negation_of_part")
        for c in (*below, *within)
    )


def is_negated_noun(parse: Parse, noun: Token) -> bool:
    """Whether an event named by a noun is said not to have been ("no attack", "without a vote")."""
    above = parse.tokens[noun.head]
    lacking = noun.dep == "pobj" and above.lemma == "without"
    denied = any(c.dep == "det" and c.lemma == "no" for c in parse.children[noun.index])
    return lacking != denied
