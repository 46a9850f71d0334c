"""Two entailment models for the price of little more than one: what the smaller takes for a
contradiction has to convince the larger as well."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import sqrt

from compare.judgement.entailment import Chances, CrossEncoderModel, Entailment, EntailmentModel
from compare.models import ACCURATE, ACCURATE_BASE, CASCADE, SMALL, embedded
from compare.models.installed import installed

# From this probability of a contradiction on, in one direction or the other, a second opinion is
# asked for. It lies well below what makes a finding, because a contradiction that the smaller model
# hardly sees should still be found; most pairs lie below it, and cost nothing more.
SUSPICION = 0.2

Wrap = Callable[[EntailmentModel, str], EntailmentModel]


class Cascade:
    """A model that judges all pairs, and one that is heard too where that one is suspicious."""

    name = CASCADE

    def __init__(self, first: EntailmentModel, second: EntailmentModel) -> None:
        self._first = first
        self._second = second

    def load(self) -> None:
        """Make both ready."""
        self._first.load()
        self._second.load()

    def judge(self, pairs: Sequence[tuple[str, str]]) -> list[Entailment]:
        """Both directions of each pair, in the order of the pairs."""
        found = list(self._first.judge(pairs))
        suspected = [index for index, each in enumerate(found) if _is_suspicious(each)]
        if suspected:
            opinions = self._second.judge([pairs[index] for index in suspected])
            for index, opinion in zip(suspected, opinions, strict=True):
                found[index] = _of_both(found[index], opinion)
        return found


def _of_both(one: Entailment, other: Entailment) -> Entailment:
    """What two opinions come to: what either rules out stays out."""
    return Entailment(_mean(one.forward, other.forward), _mean(one.backward, other.backward))


def _mean(one: Chances, other: Chances) -> Chances:
    """The geometric mean of two sets of probabilities, scaled to sum to 1; the first where each
    rules out all that the other leaves."""
    entailment, neutral, contradiction = (sqrt(x * y) for x, y in zip(one, other, strict=True))
    whole = entailment + neutral + contradiction
    if not whole:
        return one
    return entailment / whole, neutral / whole, contradiction / whole


def _is_suspicious(entailment: Entailment) -> bool:
    return max(entailment.forward[2], entailment.backward[2]) >= SUSPICION


def named(name: str, wrap: Wrap = lambda model, _: model) -> EntailmentModel:
    """The entailment model that `--nli` calls by a name; `wrap` is put around each single one.

    Raises ModelUnavailable where `accurate` takes part and is not installed; any other model is
    looked for when it is loaded.
    """
    if name in (ACCURATE, CASCADE):
        # Now, and not after minutes of work.
        embedded(ACCURATE)
        installed(ACCURATE_BASE)
    if name == CASCADE:
        return Cascade(named(SMALL, wrap), named(ACCURATE, wrap))
    return wrap(CrossEncoderModel(name), name)
