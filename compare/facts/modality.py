"""How sure a predicate is: asserted, hedged, conditional, planned, alleged, denied, confirmed."""

from __future__ import annotations

from compare.data import table, words
from compare.facts.complements import (
    first_conjunct,
    governor_of,
    is_infinitive,
    is_marked,
    is_passive,
)
from compare.facts.polarity import is_negated, is_partly_negated
from compare.facts.syntax import Parse, Token

ASSERTED, HEDGED, CONDITIONAL = "asserted", "hedged", "conditional"
PLANNED, ALLEGED, DENIED, CONFIRMED = "planned", "alleged", "denied", "confirmed"


def _is_past(parse: Parse, verb: Token) -> bool:
    return verb.tag == "VBD" or any(
        c.dep in {"aux", "auxpass"} and c.tag == "VBD" for c in parse.children[verb.index]
    )


def _is_condition(parse: Parse, verb: Token) -> bool:
    """Whether a clause states a condition; "until" and "once" do where they look ahead."""
    marks = {c.lemma for c in parse.children[verb.index] if c.dep == "mark"}
    if marks & words("conditional_markers"):
        return True
    return bool(marks & words("forward_markers")) and not _is_past(parse, verb)


def _own_cue(parse: Parse, verb: Token) -> str:
    """What an auxiliary or adverb of the verb makes of it."""
    cues = table("hedges")
    for child in parse.children[verb.index]:
        if child.dep in {"aux", "advmod"} and child.lemma in cues:
            governor = governor_of(parse, verb)
            reported = governor and governor.lemma in words("reporting_verbs")
            # "It said it would close": the future as seen from the past.
            return PLANNED if child.lemma == "would" and reported else cues[child.lemma]
    return ASSERTED


def _cue(parse: Parse, verb: Token) -> str | None:
    """The cue that a verb is; with a particle it is another verb ("called off")."""
    has_particle = any(c.dep == "prt" for c in parse.children[verb.index])
    return None if has_particle else table("hedges").get(verb.lemma)


def _of_infinitive(parse: Parse, verb: Token, governor: Token) -> str:
    """What has been begun or managed came about; what was planned, asked, allowed need not."""
    cue = _cue(parse, governor)
    if cue:
        return cue
    if governor.lemma in words("reporting_verbs") and is_passive(parse, governor):
        return ALLEGED
    if governor.lemma in words("actual_infinitives") | words("negative_words"):
        return modality(parse, governor)
    return PLANNED


def _of_noun(parse: Parse, verb: Token, noun: Token) -> str:
    """A clause that describes a noun: "the claim that it burned", "the plan to sell"."""
    if is_infinitive(parse, verb):
        ranked = any(c.lemma in words("rank_words") for c in parse.children[noun.index])
        if ranked or noun.lemma in words("rank_words"):
            return ASSERTED
        return ASSERTED if noun.lemma in words("negative_words") else PLANNED
    if not is_marked(parse, verb):
        return ASSERTED
    if _cue(parse, parse.tokens[noun.head]) == DENIED:
        return DENIED
    return table("modal_nouns").get(noun.lemma, ASSERTED)


def _of_clause(parse: Parse, verb: Token, governor: Token) -> str:
    """A clause that is said, thought or denied."""
    cue = _cue(parse, governor)
    said = governor.lemma in words("reporting_verbs")
    if (cue or said) and is_negated(parse, governor):
        return HEDGED
    above = modality(parse, governor)
    if cue:
        return above if cue == CONFIRMED and above != ASSERTED else cue
    inherits = above == CONDITIONAL or verb.dep in {"xcomp", "pcomp"}
    return above if inherits and not said else ASSERTED


def _from_above(parse: Parse, verb: Token) -> str:
    governor = governor_of(parse, verb)
    if governor is None:
        return ASSERTED
    if verb.dep == "acl":
        return _of_noun(parse, verb, governor)
    if verb.dep == "advcl":
        return PLANNED if is_infinitive(parse, verb) else ASSERTED
    if verb.dep == "pcomp":
        if parse.tokens[verb.head].lemma not in words("complement_prepositions"):
            return ASSERTED
    elif is_infinitive(parse, verb):
        return _of_infinitive(parse, verb, governor)
    return _of_clause(parse, verb, governor)


def _has_condition(parse: Parse, verb: Token) -> bool:
    """Whether a clause below the verb says what it depends on."""
    return any(
        mark.dep == "mark" and mark.lemma in words("conditional_markers")
        for clause in parse.children[verb.index]
        if clause.dep == "advcl"
        for mark in parse.children[clause.index]
    )


def _is_question(parse: Parse, verb: Token) -> bool:
    return verb.dep == "ROOT" and parse.tokens[-1].text == "?"


def modality(parse: Parse, verb: Token) -> str:
    """How a predicate is put forward, a value of ModalityValue; the nearest cue decides."""
    if _is_condition(parse, verb):
        return CONDITIONAL
    own = _own_cue(parse, verb)
    if own in {ASSERTED, PLANNED} and _has_condition(parse, verb):
        return CONDITIONAL
    value = own if own != ASSERTED else _from_above(parse, verb)
    if value != ASSERTED:
        return value
    if is_partly_negated(parse, verb) or _is_question(parse, verb):
        return HEDGED
    first = first_conjunct(parse, verb)
    return modality(parse, first) if first is not verb else ASSERTED


def modality_of_noun(parse: Parse, noun: Token) -> str:
    """How an event named by a noun is put forward: by its adjective, or by its verb."""
    cues = table("hedges")
    for child in parse.children[noun.index]:
        if child.dep == "amod" and (child.lemma in cues or child.text.lower() in cues):
            return cues.get(child.lemma) or cues[child.text.lower()]
    above = parse.tokens[noun.head]
    if noun.dep == "pobj":
        if above.lemma not in words("complement_prepositions"):
            return ASSERTED
        above = parse.tokens[above.head]
    elif noun.dep not in {"dobj", "nsubjpass", "attr"}:
        return ASSERTED
    if above.pos not in {"VERB", "AUX"}:
        return ASSERTED
    return _cue(parse, above) or modality(parse, above)
