"""How a statement is made: affirmed or negated, as fact or with reserve."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from compare.model import Clause, Fact, ModalityValue, PolarityValue


def modalities(text: str, found: Sequence[Clause]) -> Iterator[Fact]:
    """Polarity and modality of each clause whose predicate is negated or not plainly asserted."""
    for clause in found:
        start, end = clause.predicate
        if clause.negated:
            value = PolarityValue("negative")
            yield Fact("polarity", start, end, text[start:end], value, clause.predicate)
        if clause.modality != "asserted":
            yield Fact(
                "modality",
                start,
                end,
                text[start:end],
                ModalityValue(clause.modality),
                clause.predicate,
            )
