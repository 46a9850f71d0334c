"""Quantities in news text: how many of what, how much in which unit, as intervals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from compare.data import words
from compare.facts.quantity_bounds import Amount
from compare.facts.quantity_casualties import casualties
from compare.facts.quantity_changes import tells_change
from compare.facts.quantity_context import is_quantity
from compare.facts.quantity_counted import Counted, Nouns, counted_after
from compare.facts.quantity_grammar import read_quantity
from compare.facts.quantity_ordinals import (
    ORDINAL_UNIT,
    counted_by_ordinal,
    is_ordinal,
    read_ordinal,
)
from compare.facts.quantity_subjects import level_of
from compare.facts.quantity_tokens import Tokens, folded, tokenize
from compare.facts.quantity_units import as_measure
from compare.model import Fact, QuantityValue, Span

_SHARE_UNIT = "percent"


def quantities(
    text: str,
    start: int,
    end: int,
    taken: Sequence[Span] = (),
    nouns: Sequence[tuple[int, int, str]] = (),
) -> Iterator[Fact]:
    """The quantities of the sentence text[start:end], in text order and without overlaps.

    `taken` are spans that other facts own, `nouns` the (start, end, lemma) of a parser's nouns;
    without them what is counted is guessed. Offsets are into `text`. Raises nothing.
    """
    tokens = tokenize(text, start, end, taken)
    by_start = {noun[0]: (noun[1], noun[2]) for noun in nouns}
    index = 0
    silenced = -1
    while index < len(tokens):
        ordinal = read_ordinal(tokens, index)
        if ordinal is not None:
            if is_ordinal(tokens, index, ordinal[1]):
                yield _ordinal(text, tokens, index, ordinal, by_start)
            index = ordinal[1]
            continue
        reading = read_quantity(tokens, index)
        if reading is None:
            index += 1
            continue
        for amount in (_weighed(tokens, amount) for amount in reading.amounts):
            counted = _counted(tokens, amount, by_start)
            in_list = _continues(tokens, amount, silenced) and counted is None
            if not in_list and is_quantity(tokens, amount, counted):
                yield _fact(text, tokens, amount, counted)
            else:
                silenced = amount.end
        if not reading.amounts:
            silenced = reading.end
        # In "a third blast" the fraction hides an ordinal.
        hides = silenced == reading.end and read_ordinal(tokens, reading.end - 1) is not None
        index = reading.end - 1 if hides else reading.end


def _ordinal(text: str, tokens: Tokens, index: int, ordinal: tuple[int, int], nouns: Nouns) -> Fact:
    """The fact of an ordinal, (number, index after it), that starts at `index`."""
    number, after = ordinal
    counted = counted_by_ordinal(tokens, after, nouns)
    value = float(number)
    of = counted.lemma if counted is not None else None
    start, end = tokens[index].start, tokens[after - 1].end
    return Fact(
        "quantity", start, end, text[start:end], QuantityValue(value, value, ORDINAL_UNIT, of)
    )


def _counted(tokens: Tokens, amount: Amount, nouns: Nouns) -> Counted | None:
    """What `amount` counts or measures; beside a unit only "of" says it ("5 tonnes of wheat").

    A percentage without it is that of the subject whose level it is.
    """
    if amount.unit is not None and folded(tokens, amount.end) != "of":
        hyphens = (folded(tokens, at) in ("-", "‑") for at in range(amount.core, amount.end + 1))
        if amount.range or not any(hyphens):
            is_share = amount.unit.name == _SHARE_UNIT
            return level_of(tokens, amount.first, nouns) if is_share else None
    after = counted_after(tokens, amount.end, nouns)
    if amount.unit is not None:
        return after
    return casualties(tokens, amount.first, amount.end, after)


def _weighed(tokens: Tokens, amount: Amount) -> Amount:
    """`amount` with pounds as weights where a verb says so: "weighs 7 pounds"."""
    if amount.unit is None or folded(tokens, amount.first - 1) not in words("weight_verbs"):
        return amount
    return replace(amount, unit=as_measure(amount.unit))


def _continues(tokens: Tokens, amount: Amount, silenced: int) -> bool:
    """Whether a bare number goes on a list whose last number was none: "Articles 5 and 6"."""
    if amount.unit is not None or not amount.numeral or not 0 <= silenced < amount.first:
        return False
    between = {folded(tokens, at) for at in range(silenced, min(amount.first, silenced + 3))}
    return amount.first <= silenced + 2 and between <= {",", "and", "or", "&", "to"}


def _fact(text: str, tokens: Tokens, amount: Amount, counted: Counted | None) -> Fact:
    start, end = tokens[amount.first].start, tokens[amount.end - 1].end
    unit = amount.unit.name if amount.unit is not None else None
    if amount.share:
        unit = _SHARE_UNIT
    value = QuantityValue(
        low=_canonical(amount, amount.low),
        high=_canonical(amount, amount.high),
        unit=unit,
        of=counted.lemma if counted is not None else None,
        change=tells_change(tokens, amount),
    )
    return Fact("quantity", start, end, text[start:end], value)


def _canonical(amount: Amount, bound: Fraction | None) -> float | None:
    """A bound in the canonical unit; a share of something in percent."""
    if bound is None:
        return None
    if amount.share:
        return float(bound * 100)
    return float(amount.unit.convert(bound) if amount.unit is not None else bound)
