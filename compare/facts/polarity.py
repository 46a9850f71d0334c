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
            turns += _has_no(parse, child)
        if child.dep == "prep":
            turns += _at_no_time(parse, child)
    return turns


def _at_no_time(parse: Parse, preposition: Token) -> bool:
    return any(
        c.lemma in words("negative_adverbials") and _has_no(parse, c)
        for c in parse.children[preposition.index]
    )


def _has_no(parse: Parse, token: Token) -> bool:
    return any(c.lemma in words("negative_determiners") for c in parse.children[token.index])


def _on_participants(parse: Parse, verb: Token) -> bool:
    """Whether who acts or undergoes is nobody: all of them, but for "not all"."""
    negators = words("negators")
    for child in parse.children[verb.index]:
        if child.dep not in PARTICIPANTS:
            continue
        own = (child, *parse.children[child.index])
        if any(c.lemma in negators and _is_whole(parse, c) for c in own):
            return not _has_exception(parse, child)
    return False


def _has_exception(parse: Parse, participant: Token) -> bool:
    """Whether somebody is taken out of nobody: "nobody but the driver"."""
    return _next(parse, participant) in words("negation_exceptions")


def _is_named(token: Token) -> bool:
    """Whether a word stands for a thing or a time: "small but costly" only describes one."""
    return token.pos in {"NOUN", "PROPN", "PRON", "NUM", "ADP"}


def _is_contrast(parse: Parse, verb: Token) -> bool:
    """Whether only a part of the clause is denied, against another: "not in May but in June"."""
    return any(
        _is_contrasting(token) and _is_named(parse.tokens[token.head])
        for token in parse.subtree(verb)
        if token.index > verb.index and verb in parse.ancestors(token)
    ) and not any(_is_contrasting(c) for c in parse.children[verb.index])


def _is_contrasting(token: Token) -> bool:
    return token.dep == "cc" and token.lemma in words("contrast_words")


def happens_later(parse: Parse, verb: Token) -> bool:
    """Whether a predicate is negated only up to a time: "did not open until March"."""
    return _on_verb(parse, verb) > 0 and _is_limited(parse, verb)


def _is_limited(parse: Parse, verb: Token) -> bool:
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
    if turns and (_is_limited(parse, verb) or _is_contrast(parse, verb)):
        return False
    return (turns + _on_participants(parse, verb)) % 2 == 1


def _from_above(parse: Parse, verb: Token) -> bool:
    """Whether what the verb is a complement of turns it: "failed to pay", "without paying"."""
    if verb.dep == "pcomp" and parse.tokens[verb.head].lemma in words("negative_prepositions"):
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
    carries_on = first is not verb and bool(joints & words("negative_joints"))
    return carries_on and is_negated(parse, first)


def is_negated(parse: Parse, verb: Token) -> bool:
    """Whether the predicate is said not to hold; two negations cancel out."""
    return (_own_negation(parse, verb) + _from_above(parse, verb) + _joined(parse, verb)) % 2 == 1


def is_partly_negated(parse: Parse, verb: Token) -> bool:
    """Whether a negator bears on a part of what is said, or may do so: "not all", "hardly",
    "nobody but", "did not resign because of"."""
    below = parse.children[verb.index]
    if any(c.lemma in words("weak_negators") for c in below):
        return True
    if _may_deny_reason(parse, verb) or any(_is_all_but(parse, c) for c in below):
        return True
    within = (d for c in below if c.dep in PARTICIPANTS for d in parse.children[c.index])
    return any(
        c.lemma in words("negators") and _next(parse, c) in words("negation_of_part")
        for c in (*below, *within)
    )


def _is_all_but(parse: Parse, token: Token) -> bool:
    """ "Nobody but the driver", "no minister except Brook"."""
    own = (token, *parse.children[token.index])
    nobody = token.dep in PARTICIPANTS and any(c.lemma in words("negators") for c in own)
    return nobody and _has_exception(parse, token)


def _may_deny_reason(parse: Parse, verb: Token) -> bool:
    """Whether only the reason may be denied: "did not resign because of it"; a comma before the
    reason rules that out."""
    if not _on_verb(parse, verb):
        return False
    reasons = (
        token
        for token in parse.subtree(verb)
        if token.lemma in words("negation_reasons") and token.index > verb.index
    )
    return any(parse.tokens[token.index - 1].text != "," for token in reasons)


def is_negated_noun(parse: Parse, noun: Token) -> bool:
    """Whether an event named by a noun is said not to have been ("no attack", "without a vote")."""
    above = parse.tokens[noun.head]
    lacking = noun.dep == "pobj" and above.lemma in words("negative_prepositions")
    return lacking != _has_no(parse, noun)
