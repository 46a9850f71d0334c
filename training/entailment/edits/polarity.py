"""Edits that turn a statement round: denied, opposite, or on the other side of a limit."""

from __future__ import annotations

import random
import re

from training.entailment.edits.common import (
    BE,
    MONTH,
    SUBJECT,
    WEEKDAYS,
    Edit,
    alternation,
    both_ways,
    entries,
    groups,
    one,
    replaced,
)

AUXILIARY = re.compile(
    rf"^(?:[^,]* )??(?P<aux>{BE}|(?:has|have|had)(?= (?:been|\w+(?:ed|en)) )"
    r"|will|would|can|could|should|must)\b"
    r"(?! not|n't| no\b| never| nothing| none| neither)"
)
# Of some it may hold while of others it does not.
PARTIAL = re.compile(r"(?:Some|Many|Most|Several|Few|A few|Other|Much|Half|Not|No|One)\b")
SUBORDINATE = re.compile(r"\b(?:who|which|that|whose|where|when|while|as|if|because|what|how)\b")
NEGATED = re.compile(
    rf"\b({BE}|has|have|had|will|would|could|should) not\b"
    r"(?! (?:just|only|merely|simply|necessarily|all|every|yet|until)\b)"
)
DID_NOT = re.compile(r"\bdid(?: not|n't) (?P<verb>[a-z]+)\b")
PAST = {group[0]: group[1] for group in groups("verbs")}
PLAIN = {plain: past for past, plain in PAST.items()}
FINITE = re.compile(
    f"(?P<subject>{SUBJECT})(?P<verb>{alternation(entries('verbs'))})(?! by| of)\\b"
)
COMPARED = {
    "more than": "fewer than",
    "fewer than": "more than",
    "less than": "more than",
    "at least": "fewer than",
    "at most": "more than",
    "over": "under",
    "under": "over",
    "above": "below",
    "below": "above",
}
COMPARISON = re.compile(
    rf"\b(?P<words>{alternation(list(COMPARED))})(?= [$€£]?\d)(?! 1 )"
    # "Over five years" may mean while they went by.
    r"(?! [\d.,]+ (?:year|month|week|day|hour|minute|season))"
)
ORDER = re.compile(
    rf"\b(?P<word>before|after|Before|After)(?= (?:{MONTH}|{'|'.join(WEEKDAYS)}|noon|midnight"
    r"|\d{4}\b|\d{1,2} [A-Z]|the (?:war|election|vote|match|game|trial|attack|storm|meeting"
    r"|release|season|death)\b))"
)
OTHER_SIDE = {"before": "after", "after": "before", "Before": "After", "After": "Before"}
ANTONYM = re.compile(rf"(?<!-)\b{alternation(list(both_ways('antonyms')))}\b(?![-'’])")


def negated(text: str, generator: random.Random) -> str | None:
    """The main verb denied, or no longer denied, where an auxiliary shows it."""
    found = NEGATED.search(text)
    if found:
        return replaced(text, found, found.group(1))
    match = None if PARTIAL.match(text) else AUXILIARY.search(text)
    if match is None or SUBORDINATE.search(text[: match.start("aux")]):
        return None
    return f"{text[: match.end()]} not{text[match.end() :]}"


def past_denied(text: str, generator: random.Random) -> str | None:
    """A past form denied with "did not", or such a denial taken back."""
    denied = DID_NOT.search(text)
    if denied:
        past = PLAIN.get(denied["verb"])
        return past and replaced(text, denied, past)
    match = FINITE.search(text)
    if match is None:
        return None
    if generator.random() < 0.2:
        return replaced(text, match, f"{match['subject']}never {match['verb']}")
    return replaced(text, match, f"{match['subject']}did not {PAST[match['verb']]}")


def opposite(text: str, generator: random.Random) -> str | None:
    """A word's antonym in its place."""
    match = one(ANTONYM, text, generator)
    return match and replaced(text, match, generator.choice(both_ways("antonyms")[match.group()]))


def other_side(text: str, generator: random.Random) -> str | None:
    """ "More than" a number turned to "fewer than" and the like."""
    match = one(COMPARISON, text, generator)
    return match and replaced(text, match, COMPARED[match["words"]])


def other_order(text: str, generator: random.Random) -> str | None:
    """ "Before" a time turned to "after"."""
    match = one(ORDER, text, generator)
    return match and replaced(text, match, OTHER_SIDE[match["word"]])


EDITS: dict[str, Edit] = {
    "comparison": other_side,
    "order": other_order,
    "antonym": opposite,
    "past_denied": past_denied,
    "negation": negated,
}
