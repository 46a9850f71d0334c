"""How a statement is made: affirmed or negated, as fact or with reserve, and by whom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from compare.model import (
    AttributionValue,
    Clause,
    Fact,
    ModalityValue,
    PolarityValue,
    Span,
)


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


def _speech(found: Sequence[Clause], quotes: Sequence[Span]) -> Clause | None:
    """The verb of saying that frames the sentence: outside the quotation, outermost first."""
    framing = [
        clause
        for clause in found
        if clause.reporting
        and clause.agent
        and not any(start <= clause.predicate[0] < end for start, end in quotes)
    ]
    return framing[0] if framing else None


def attributions(text: str, found: Sequence[Clause], quotes: Sequence[Span]) -> Iterator[Fact]:
    """Who says what: a quotation with its speaker, or the clauses that a verb of saying frames."""
    speech = _speech(found, quotes)
    if quotes:
        value = AttributionValue(
            source=speech.agent.span if speech and speech.agent else None,
            cue=speech.predicate if speech else None,
            content=tuple(quotes),
            direct=True,
        )
        start, end = quotes[0][0], quotes[-1][1]
        yield Fact("attribution", start, end, text[start:end], value)
    elif speech and speech.agent:
        content = [c.span for c in found if c.predicate[0] > speech.predicate[0] and c.tense]
        if content:
            value = AttributionValue(speech.agent.span, speech.predicate, (content[0],), False)
            start, end = content[0]
            yield Fact("attribution", start, end, text[start:end], value, speech.predicate)
