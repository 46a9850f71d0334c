"""The dates that the reports give for the event of each claim."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence

from compare.model import Claim, DateMention, DateValue, Facts, Finding, Sentence, Side, Span

FactsOf = Mapping[tuple[str, int], Facts]
# A date, and the act that it belongs to: the lemma of its verb, or None.
Dated = tuple[str | None, DateMention]


def date_mentions(
    claims: Sequence[Claim],
    findings: Sequence[Finding],
    sentences: Mapping[str, Sequence[Sentence]],
    facts: FactsOf,
) -> tuple[DateMention, ...]:
    """The dates of each claim's event, for claims to which two or more articles give one.

    `facts` are those of (article id, sentence index). A passage may date other events as well: a
    date counts if another article dates the same act, or names the same days. Dates without both
    ends are left out.
    """
    by_id = {finding.id: finding for finding in findings}
    found: list[DateMention] = []
    for claim in claims:
        sides = {
            (side.article, side.start): side
            for name in claim.findings
            if name in by_id
            for side in (by_id[name].a, by_id[name].b)
        }
        dated = {it for side in sides.values() for it in _dated(claim, side, sentences, facts)}
        own = set(_shared(dated))
        found += sorted(own, key=lambda mention: (mention.article, mention.span))
    return tuple(found)


def _shared(dated: set[Dated]) -> Iterator[DateMention]:
    """The dates of acts that two or more articles date, and those that two or more name alike."""
    alike: defaultdict[Hashable, list[DateMention]] = defaultdict(list)
    for act, mention in dated:
        alike[mention.start, mention.end].append(mention)
        if act is not None:
            alike[act].append(mention)
    for mentions in alike.values():
        if len({mention.article for mention in mentions}) > 1:
            yield from mentions


def _dated(
    claim: Claim, side: Side, sentences: Mapping[str, Sequence[Sentence]], facts: FactsOf
) -> Iterator[Dated]:
    for sentence in sentences.get(side.article, ()):
        if sentence.end <= side.start or sentence.start >= side.end:
            continue
        known = facts.get((side.article, sentence.index), Facts())
        for fact in known.of_kind("date"):
            value = fact.value
            if isinstance(value, DateValue) and value.start and value.end:
                yield (
                    _act(known, fact.predicate),
                    DateMention(
                        claim.id, side.article, fact.span, fact.text, value.start, value.end
                    ),
                )


def _act(facts: Facts, predicate: Span | None) -> str | None:
    return next((c.lemma for c in facts.clauses if c.predicate == predicate), None)
