"""Whether two passages can be held against each other as whole statements.

Where typed facts conflict, it is they that exclude each other. Where none do, an entailment model
may still see that the statements cannot both be true; what is settled here is where its word
counts for nothing.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from itertools import product

from compare.data import words
from compare.judgement.acts import SURE
from compare.judgement.attributed import is_view
from compare.judgement.complements import denies_on_another_matter
from compare.judgement.disbelief import (
    denies_another_act,
    denies_opposite,
    denies_twice,
    disbelieves,
    one_disbelieves,
    one_negates,
)
from compare.judgement.events import Match, match, opposite
from compare.judgement.evidence import differing_kinds, own_content, own_words, shared_content
from compare.judgement.fitting import fitting
from compare.judgement.frames import WORD, touch
from compare.judgement.measures import (
    APART,
    FINER,
    MOMENTS,
    REASON_OF,
    SAME,
    all_matched,
    unmatched,
)
from compare.judgement.passage import Passage
from compare.judgement.points import REAL, Comparison, Comparisons, Obstacle
from compare.judgement.setting import Setting, acts, name_value
from compare.judgement.sides import (
    are_two_forecasts,
    asks_for_what_is_told,
    next_to_none,
    tell_how_few,
    tell_of_part_and_whole,
    tell_of_two,
    tell_of_two_firsts,
    tell_one_act,
    tell_opposites_of_two_things,
)
from compare.model import Fact, Likeness

# Passages of one wording that share so much of it in order are one text but for a few words.
ONE_TEXT = 0.8
# So many content words in one order are not written twice of two things: of SummEdits' sentences
# that share them, and that the rules for shorter ones would have kept apart, 103 of 120 exclude
# each other, and 95 of the 102 that the entailment model calls contradictions.
NEAR_COPY = 12
# Places where two passages of one wording differ that tell nothing else than the other.
UNTELLING = frozenset({"filler", "saying", "same"})
TURNED_BACK = UNTELLING | {"antonym", "added", "grammar"}
OPEN_IN_ONE_TEXT = frozenset({Obstacle.NOT_ASSERTED, Obstacle.SEVERAL_DIFFERENCES})
# A statement with so few content words that another lacks tells nothing else than that one.
MOST_OTHER_WORDS = 1
CONDITIONAL = "conditional"
# A word in small letters right after a name, and what ends the part of a sentence before one.
OTHER_WORD = re.compile(r"\s+([^\W\d_A-Z]+)")
PART_END = re.compile(r"[,;:()]")
# What somebody denies is, of course, not asserted.
OPEN_IN_DENIALS = frozenset({Obstacle.NOT_ASSERTED})


def _told(passage: Passage) -> list[str]:
    """The modalities of what a passage tells, but for that somebody says it."""
    return [c.modality for c in passage.facts.clauses if c.tense and not c.reporting]


def _is_asserted(passage: Passage) -> bool:
    """Whether anything in a passage is told as a fact; one without a verb is."""
    told = _told(passage)
    return not told or not REAL.isdisjoint(told)


def _is_conditional(passage: Passage) -> bool:
    """Whether a passage tells what would be so if something else were."""
    return CONDITIONAL in _told(passage)


def _is_fact(passage: Passage) -> bool:
    return _is_asserted(passage) and not is_view(passage)


def _is_open_end(c: Comparison, open_ends: Collection[Obstacle]) -> bool:
    """Whether what keeps a difference from being a conflict leaves the statements open; but of
    another day there always are two events."""
    return c.outcome == APART and c.why in open_ends and c.kind not in MOMENTS


def _negators(passage: Passage) -> int:
    text = passage.sentence.text.lower().replace("’", "'").replace("n't", " not")
    found = WORD.findall(text)
    return sum(word in words("negators") for word in found)


def _tell_two_things(a: Passage, b: Passage, given: Setting) -> bool:
    """Whether two passages tell one act from its two sides, two things of two who act or of a place
    and its country, opposites of two matters, the first of two kinds, how few and how many, what
    was asked for and what was done, or the forecasts of two."""
    if are_two_forecasts(a, b, given):
        return True
    if tell_of_two_firsts(a, b) or tell_opposites_of_two_things(a, b):
        return True
    if denies_on_another_matter(a, b) or tell_how_few(a, b):
        return True
    if asks_for_what_is_told(a, b):
        return True
    return tell_one_act(a, b) or tell_of_two(a, b) or tell_of_part_and_whole(given)


def _explained(a: Passage, b: Passage, comparisons: Comparisons, in_run: bool) -> bool:
    """Whether what differs in two passages explains itself, mostly places in one wording.

    A negation beside an opposite word turns back what that turned, as a second negation does, and
    so in other wordings where an act is denied and its opposite told of one thing; who is said to
    be quoted changes nothing of what is; an entailment model takes two spellings of one name for
    two people; and in a run two things are told of two people who act, or of two acts of which one
    is denied.
    """
    places, given = comparisons.places, comparisons.setting
    opposite = "antonym" in places
    if opposite and one_negates(a, b):
        return set(places) <= TURNED_BACK
    if one_negates(a, b) and denies_twice(a) != denies_twice(b):
        return True
    if in_run and denies_another_act(a, b):
        return True
    if _tell_two_things(a, b, given) or (not places and denies_opposite(a, b)):
        return True
    if opposite or _negators(a) != _negators(b):
        return "name" in places
    if places and set(places) <= UNTELLING:
        return True
    # "40 degrees Celsius", "104 degrees Fahrenheit".
    if set(places) == {"figure"} and all_matched(a.facts, b.facts):
        return True
    if "spelling" in places:
        return True
    two = any(acts(name, a) for name in given.own[0]) and any(acts(n, b) for n in given.own[1])
    return in_run and two and {"name", "words"} <= set(places)


def _of_two_moments(a: Passage, b: Passage) -> bool:
    """Whether each of two passages tells of a date or time that the other does not tell of."""
    sides = unmatched(a.facts, b.facts), unmatched(b.facts, a.facts)
    return all(any(fact.kind in MOMENTS for fact in side) for side in sides)


def _are_near_copies(a: Passage, b: Passage, comparisons: Comparisons) -> bool:
    """Whether two passages are one statement that was changed in places that tell something; with
    another day and other figures it may be the same report of the next day."""
    telling = not set(comparisons.places) <= UNTELLING | {"spelling"}
    if not comparisons.one_wording or not telling:
        return False
    kinds = differing_kinds(a.sentence, b.sentence, a.facts, b.facts)
    if "quantity" in kinds and _of_two_moments(a, b):
        return False
    shared = shared_content(a.sentence, b.sentence), shared_content(b.sentence, a.sentence)
    return min(shared) >= NEAR_COPY


def _differ_beside(a: Passage, b: Passage, comparisons: Comparisons) -> bool:
    """Whether either passage has words that the other lacks beside the facts of which one is more
    exact."""
    finer = [c for c in comparisons.found if c.outcome == FINER]
    one = own_words(a.sentence, b.sentence), [c.a for c in finer]
    other = own_words(b.sentence, a.sentence), [c.b for c in finer]
    return any(
        not any(touch(span, fact) for fact in facts) for own, facts in (one, other) for span in own
    )


def _one_text_may_exclude(a: Passage, b: Passage, comparisons: Comparisons) -> bool:
    """Whether two that somebody set side by side and that are one text but for a few words may
    exclude each other: there, what is planned or differs in several places is still the same
    statement, but not what would be so beside what is so, nor what is so of another day; and where
    one is more exact, the two may differ elsewhere."""
    kinds = differing_kinds(a.sentence, b.sentence, a.facts, b.facts)
    if not kinds.isdisjoint(MOMENTS):
        return False
    fits = fitting(a, b)
    comparable = fits["fitting_figures"] or fits["unfitting_figures"]
    if not kinds.isdisjoint(REASON_OF) and not comparable:
        return False
    beside = _differ_beside(a, b, comparisons)
    return _is_conditional(a) == _is_conditional(b) and all(
        c.outcome == SAME or _is_open_end(c, OPEN_IN_ONE_TEXT) or (c.outcome == FINER and beside)
        for c in comparisons.found
    )


def _tell_one_bygone_act(comparisons: Comparisons) -> bool:
    """Whether both passages tell, with a verb in the past, that the same did the same."""
    return any(
        x.tense == y.tense == "past"
        and {x.modality, y.modality} <= SURE
        and x.negated == y.negated
        and match(x.agent, y.agent, acting=True) is Match.SAME
        for x, y in comparisons.events
    )


def _figures_may_exclude(a: Passage, b: Passage) -> bool:
    """Whether two statements with other dates or figures may exclude each other: where one of them
    has a figure that none fits and beside it next to nothing that the other lacks, and no dates or
    times set the two apart."""
    fits = fitting(a, b)
    if fits["unfitting_dates"] or not fits["unfitting_figures"] or _of_two_moments(a, b):
        return False
    return min(len(own_content(a, b)), len(own_content(b, a))) <= MOST_OTHER_WORDS


def _tells_another_thing(a: Passage, b: Passage, comparisons: Comparisons) -> bool:
    """Whether two of one wording differ in more than wording: in an opposite word, a negation, or
    a name of one kind. Of 34 pairs of ECB+ that an entailment model took for contradictions and
    that differed in other words only, all were the same report, edited."""
    if "antonym" in comparisons.places or _negators(a) != _negators(b):
        return True
    verbs = [{clause.lemma for clause in passage.facts.clauses} for passage in (a, b)]
    if any(opposite(x, y) for x, y in product(verbs[0] - verbs[1], verbs[1] - verbs[0])):
        return True
    if any(next_to_none(a)) != any(next_to_none(b)):
        return True
    named = zip((a, b), comparisons.setting.own, strict=True)
    one, other = ({name_value(n).type for n in own if _is_whole(n, p)} for p, own in named)
    return "name" in comparisons.places and not one.isdisjoint(other)


def _is_whole(name: Fact, passage: Passage) -> bool:
    """Whether a name is what somebody or something is called, and not what describes another: "the
    Lima developer", but not "in Lima near the harbour"."""
    grammar, start = words("function_words"), passage.sentence.start
    following = OTHER_WORD.match(passage.words((name.end, passage.sentence.end)))
    if not following or following.group(1) in grammar:
        return True
    before = PART_END.split(passage.words((start, name.start)).lower())[-1]
    opener = next((word for word in reversed(WORD.findall(before)) if word in grammar), "")
    return opener not in words("determiners")


def may_exclude(
    a: Passage, b: Passage, likeness: Likeness, comparisons: Comparisons, in_run: bool
) -> bool:
    """Whether two statements may exclude each other where none of their typed facts do.

    Plans, conditions and views exclude nothing, unless somebody set one text with a few words
    changed beside it. Of two that somebody set side by side, one that calls something untrue speaks
    of the other. Whether dates and figures exclude each other is for the typed comparison to say,
    which has seen no conflict here, unless next to nothing else tells two that stand alone apart.
    Sentences that a run finds side by side must moreover be of one wording and differ in one
    kind of thing only, which is more than another word, or tell of one bygone act without any
    other name, date or figure: of the others that the entailment model called contradictions in
    real news, none was one. Two that somebody sets side by side are taken to be about one
    thing, and long ones of one wording to be one statement, changed.
    """
    if not in_run and _are_near_copies(a, b, comparisons):
        return True
    if _explained(a, b, comparisons, in_run):
        return False
    one_text = comparisons.one_wording and likeness.order >= ONE_TEXT
    if one_text and not in_run:
        return _one_text_may_exclude(a, b, comparisons)
    doubting = not in_run and one_disbelieves(a, b)
    open_ends = OPEN_IN_ONE_TEXT if one_text else OPEN_IN_DENIALS if doubting else frozenset()
    if any(c.outcome != SAME and not _is_open_end(c, open_ends) for c in comparisons.found):
        return False
    if not all((doubting and disbelieves(p)) or _is_fact(p) for p in (a, b)):
        return False
    kinds = differing_kinds(a.sentence, b.sentence, a.facts, b.facts)
    if in_run and not comparisons.one_wording:
        return not kinds and _tell_one_bygone_act(comparisons)
    if in_run:
        tells = _tells_another_thing(a, b, comparisons)
        return tells and kinds.isdisjoint(REASON_OF) and len(kinds) < 2
    return kinds.isdisjoint(REASON_OF) or _figures_may_exclude(a, b)
