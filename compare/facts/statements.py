"""How a statement is made: affirmed or negated, as fact or with reserve."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from compare.model import Clause, Fact, ModalityValue, PolarityValue

_PLAIN = (PolarityValue("positive"), ModalityValue("asserted"))


def modalities(text: str, found: Sequence[Clause]) -> Iterator[Fact]:
    """Polarity and modality of each clause, at its predicate; see `is_telling`."""
    for clause in found:
        start, end = clause.predicate
        polarity = PolarityValue("negative" if clause.negated else "positive")
        modality = ModalityValue(clause.modality)
        words = text[start:end]
        yield Fact("polarity", start, end, words, polarity, clause.predicate)
        yield Fact("modality", start, end, words, modality, clause.predicate)


def is_telling(fact: Fact) -> bool:
    """Whether a fact says more than that something is plainly told."""
    return fact.value not in _PLAIN
