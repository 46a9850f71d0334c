"""What is known of two passages, as numbers that the fitted models weigh."""

from __future__ import annotations

from collections.abc import Mapping
from math import log

from compare.judgement.disbelief import one_disbelieves, one_negates
from compare.judgement.entailment import Entailment
from compare.judgement.evidence import differing_kinds
from compare.judgement.fitting import FITTING, fitting
from compare.judgement.measures import CONFLICT, FINER, REASON_OF, SAME, measured
from compare.judgement.passage import Passage
from compare.judgement.points import Comparisons
from compare.model import Likeness

# Beyond this the entailment model's certainty is its habit, not its knowledge.
MAX_LOGIT = 5.0

# Typed facts that exclude each other, by kind.
KINDS = ("date", "time", "quantity", "name", "attribution", "polarity", "antonym")
# Those on which an entailment model is a witness; whether dates or figures differ is arithmetic.
OF_WORDS = ("polarity", "antonym")
CONFLICTS = tuple(f"{kind}_conflict" for kind in KINDS)
# What stands where two passages of one wording differ.
PLACES = ("figure", "name", "antonym", "words", "added")
# More differences than this are simply many.
MANY = 3

# Feature to the name under which an editor sees its part in the confidence.
FACTOR_OF = {
    "lexical": "shared words",
    "semantic": "similar meaning",
    "order": "same running text",
    "specific": "rare words shared",
    "told_once": "an act that neither report tells again",
    "given": "two statements set side by side",
    "date_conflict": "dates conflict",
    "time_conflict": "times of day conflict",
    "quantity_conflict": "figures conflict",
    "polarity_conflict": "one side negates",
    "antonym_conflict": "words that exclude each other",
    "name_conflict": "one act, two who did it",
    "attribution_conflict": "the same words in two mouths",
    "same_facts": "matching dates and figures",
    "same_event": "same act and participants",
    "extra_facts": "facts that only one side has",
    "other_figures": "other dates or figures",
    "other_names": "other names",
    "one_negates": "only one side negates",
    "one_disbelieves": "only one side calls something untrue",
    "figure_in_place": "same wording, another figure",
    "name_in_place": "same wording, another name",
    "antonym_in_place": "same wording, an opposite word",
    "words_in_place": "same wording, other words",
    "added_in_place": "same wording, words added",
    "fitting_dates": "dates and figures that fit",
    "fitting_figures": "dates and figures that fit",
    "unfitting_dates": "no date or figure that fits",
    "unfitting_figures": "no date or figure that fits",
    "contradiction_of_words": "entailment model: contradiction",
    "contradiction_most": "entailment model: contradiction",
    "contradiction_least": "entailment model: contradiction",
    "contradiction_close": "entailment model: contradiction",
    "entailment_most": "entailment model: one follows from the other",
    "entailment_least": "entailment model: one follows from the other",
}


def _logit(p: float) -> float:
    p = min(max(p, 1e-6), 1.0 - 1e-6)
    return min(max(log(p / (1.0 - p)), -MAX_LOGIT), MAX_LOGIT)


def _entailment(entailment: Entailment, order: float) -> dict[str, float]:
    contradiction = sorted(_logit(side[2]) for side in (entailment.forward, entailment.backward))
    follows = sorted(_logit(side[0]) for side in (entailment.forward, entailment.backward))
    return {
        "contradiction_least": contradiction[0],
        "contradiction_most": contradiction[1],
        # The model's word counts for more where the two differ in little else.
        "contradiction_close": contradiction[1] * order,
        "entailment_least": follows[0],
        "entailment_most": follows[1],
    }


def _differences(a: Passage, b: Passage, comparisons: Comparisons) -> dict[str, float]:
    """What else differs, which may tell two events apart as well as exclude one account."""
    kinds = differing_kinds(a.sentence, b.sentence, a.facts, b.facts)
    places = comparisons.places
    return {
        "other_figures": float(not kinds.isdisjoint(REASON_OF)),
        "other_names": float(comparisons.setting.differs),
        "one_negates": float(one_negates(a, b)),
        "one_disbelieves": float(one_disbelieves(a, b)),
        **{f"{kind}_in_place": float(min(places.count(kind), MANY)) for kind in PLACES},
    }


def features(
    a: Passage, b: Passage, likeness: Likeness, comparisons: Comparisons
) -> Mapping[str, float]:
    """The features of a pair by name, but for those that an entailment model gives.

    They do not depend on which passage is called a. Whether dates and figures fit is asked of
    passages that stand alone and have not one wording: else it is for the acts that they belong to,
    or for the places that they stand in.
    """
    found = comparisons.found
    counted = [len(measured(passage.facts)) for passage in (a, b)]
    values = {
        "lexical": likeness.lexical,
        "semantic": likeness.semantic,
        "order": likeness.order,
        "given": float(likeness.given),
        **{f"{kind}_conflict": float(bool(comparisons.outcome(kind, CONFLICT))) for kind in KINDS},
        "same_facts": float(any(c.outcome in {SAME, FINER} for c in found)),
        "same_event": float(bool(comparisons.events)),
        "extra_facts": float(min(abs(counted[0] - counted[1]), MANY)),
        **_differences(a, b, comparisons),
    }
    if likeness.specific is not None:
        once = float(bool(likeness.told_once))
        return values | {"specific": likeness.specific, "told_once": once}
    fits = fitting(a, b) if not comparisons.one_wording else {}
    return values | {name: float(min(fits.get(name, 0), MANY)) for name in FITTING}


def with_entailment(values: Mapping[str, float], entailment: Entailment) -> Mapping[str, float]:
    """The features of a pair with those that an entailment model gives."""
    found = {**values, **_entailment(entailment, values["order"])}
    arithmetic = any(values[f"{kind}_conflict"] for kind in KINDS if kind not in OF_WORDS)
    found["contradiction_of_words"] = 0.0 if arithmetic else found["contradiction_most"]
    return found
