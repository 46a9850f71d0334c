"""The grammar of quantities: qualifiers, sign, currency, number, unit, and ranges of these."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from compare.data import table, words
from compare.facts.quantity_bounds import Amount, bounded, read_bound_after
from compare.facts.quantity_numbers import read_number
from compare.facts.quantity_scale import Number, read_scale
from compare.facts.quantity_tokens import (
    Tokens,
    folded,
    glued,
    is_article,
    lexicon,
    phrases,
    skip_hyphen,
    token_at,
)
from compare.facts.quantity_units import (
    Unit,
    read_ambiguous_unit,
    read_currency,
    read_prefix,
    read_rate,
    read_unit,
)

_MOST_QUALIFIERS = 3
# "One in 1,000" is odds; "one in 2016" is a count in a year.
_LARGEST_ODDS = 1000
# So many words before "from" are looked through for a word of change.
_CHANGE_REACH = 8
# Currencies have codes of three letters.
_LONGEST_CODE = 3
_FOOT, _INCH = Fraction("0.3048"), Fraction("0.0254")


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read from one place: no amount, one, or two that are told as a change."""

    amounts: tuple[Amount, ...]
    end: int


def read_quantity(tokens: Tokens, index: int) -> Reading | None:
    """The amounts that start at `index` and the index to go on from; None where no number starts.

    A reading without amounts is a number that was recognised and is no quantity (a score).
    """
    opened = lexicon("range_openers").match(tokens, index)
    if opened is not None:
        separator, meaning = opened[0].split()
        reading = _read_pair(tokens, index, opened[1], separator, meaning)
        if reading is not None:
            return reading
    kinds, start = _read_qualifiers(tokens, index)
    amount = _read_amount(tokens, start)
    if amount is None:
        return None
    joined = _read_ratio(tokens, amount) or _read_range(tokens, amount)
    if joined is not None:
        if not joined.amounts:
            return joined
        amount = joined.amounts[0]
    for kind in reversed(kinds):
        amount = bounded(amount, kind)
    amount = read_bound_after(tokens, replace(amount, first=index))
    amount = _read_second_bound(tokens, amount)
    return Reading((amount,), amount.end)


def _read_qualifiers(tokens: Tokens, index: int) -> tuple[list[str], int]:
    """The meanings of the qualifiers from `index` on ("at least", "about"), and the index after."""
    kinds: list[str] = []
    while len(kinds) < _MOST_QUALIFIERS:
        bound = lexicon("bounds").match(tokens, index)
        about = phrases("approximators").match(tokens, index)
        if about is not None and folded(tokens, index - 1) in words("approximator_never_after"):
            about = None
        if about is not None and (bound is None or about[1] >= bound[1]):
            bound = ("about", about[1])
        if bound is None:
            break
        kinds.append(bound[0])
        index = bound[1]
    return kinds, index


def _read_second_bound(tokens: Tokens, amount: Amount) -> Amount:
    """`amount` closed by a second bound: "more than 10 but fewer than 20"."""
    if amount.open or (amount.low is None) == (amount.high is None):
        return amount
    if folded(tokens, amount.end) not in ("but", "and"):
        return amount
    kinds, start = _read_qualifiers(tokens, amount.end + 1)
    other = _read_amount(tokens, start)
    if other is None or other.open or kinds not in (["from"], ["to"]):
        return amount
    if not _same_unit(amount, other):
        return amount
    low, high = (other.low, amount.high) if kinds == ["from"] else (amount.low, other.high)
    if low is None or high is None or low >= high:
        return amount
    unit = other.unit or amount.unit
    return replace(amount, end=other.end, low=low, high=high, unit=unit, range="bounds")


def _read_amount(tokens: Tokens, index: int) -> Amount | None:
    """Sign, currency, number and unit at `index`, without qualifiers."""
    signed = folded(tokens, index) in words("minus_words") and not glued(tokens, index)
    is_word = folded(tokens, index).isalpha()
    signed = signed and (is_word or glued(tokens, index + 1))
    signed = signed and (index == 0 or tokens[index - 1].kind != "number")
    start = index + 1 if signed else index
    before = read_currency(tokens, start) or read_prefix(tokens, start)
    number = read_number(tokens, before[1] if before else start, bool(before and before[0].money))
    if number is None and before is None:
        number = _read_article(tokens, start)
    if number is None:
        return None
    is_code = before is not None and tokens[before[1] - 1].kind == "word"
    unit, end = _unit_of(tokens, number, before[0] if before else None, is_code)
    if number.doubtful and unit is None:
        return None
    if unit is not None and before is None:
        number, end = _read_late_scale(tokens, number, unit, end)
    value = -number.value if signed else number.value
    if unit is not None and not signed:
        value, end = _read_smaller_units(tokens, value, unit, end, before is None)
    return Amount(
        first=index,
        core=index,
        end=end,
        low=value,
        high=None if number.open else value,
        unit=unit,
        scale=number.scale,
        numeral=number.numeral,
        open=number.open,
        share=number.share and unit is None,
        prefixed=before is not None,
    )


def _read_article(tokens: Tokens, index: int) -> Number | None:
    """The article of "a gallon of beer" as the one that it means."""
    if not is_article(tokens, index) or folded(tokens, index + 2) != "of":
        return None
    is_unit = folded(tokens, index + 1) in words("article_units")
    return Number(Fraction(1), index + 1) if is_unit else None


def _unit_of(
    tokens: Tokens, number: Number, before: Unit | None, is_code: bool
) -> tuple[Unit | None, int]:
    """The unit of `number`, before or after it, and the index after both.

    `is_code` tells that the unit before it is a currency's code, which no other one follows.
    """
    if before is None:
        after = read_unit(tokens, replace(number, end=_skip_to_unit(tokens, number)))
        after = after or _read_last_unit(tokens, number.end)
        return (None, number.end) if after is None else read_rate(tokens, *after)
    code = read_currency(tokens, number.end) if before.money and not is_code else None
    if code is not None and tokens[code[1] - 1].kind == "word":
        return read_rate(tokens, *code)
    return read_rate(tokens, before, number.end)


def _read_last_unit(tokens: Tokens, index: int) -> tuple[Unit, int] | None:
    """A unit spelled like a preposition, with nothing after it that it could govern: "is 2 in."."""
    found = read_ambiguous_unit(tokens, index)
    following = None if found is None else token_at(tokens, found[1])
    return found if following is None or following.text in ".;" else None


def _read_late_scale(tokens: Tokens, number: Number, unit: Unit, end: int) -> tuple[Number, int]:
    """`number` with the magnitude after its currency: "75 USD million"."""
    if not unit.money or number.scale > 1 or not tokens[end - 1].text.isupper():
        return number, end
    scale, after = read_scale(tokens, end)
    return replace(number, value=number.value * scale, scale=scale), after


def _skip_to_unit(tokens: Tokens, number: Number) -> int:
    """Where a unit would stand: after the "of" of "hundreds of", the "of a" of "half a mile"."""
    index = number.end
    if (number.open or number.share) and folded(tokens, index) == "of":
        index += 1
    if number.share and is_article(tokens, index):
        index += 1
    return index


def _read_smaller_units(
    tokens: Tokens, value: Fraction, unit: Unit, end: int, follows: bool
) -> tuple[Fraction, int]:
    """`value` with what follows in a smaller unit of the same kind: "6 feet 2 inches".

    `follows` tells that the larger unit stands after its number.
    """
    number = read_number(tokens, end + 1 if folded(tokens, end) == "and" else end)
    if number is None and (inches := _hyphened_inches(tokens, unit, end)) is not None:
        return value + inches.value * _INCH / unit.factor, inches.end
    if number is None or unit.offset or number.open or number.share:
        return value, end
    if follows and _are_cents(tokens, unit, number, end):
        return value + number.value / 100, number.end
    after = read_unit(tokens, number) or read_ambiguous_unit(tokens, number.end)
    if after is None or after[0].name != unit.name or after[0].factor >= unit.factor:
        return value, end
    return value + number.value * after[0].factor / unit.factor, after[1]


def _hyphened_inches(tokens: Tokens, unit: Unit, end: int) -> Number | None:
    """The inches of "5-foot-7", whose unit goes without saying."""
    start = skip_hyphen(tokens, end)
    number = read_number(tokens, start) if start > end and unit.factor == _FOOT else None
    fits = number is not None and not number.share and 0 < number.value < _FOOT / _INCH
    return number if fits else None


def _are_cents(tokens: Tokens, unit: Unit, number: Number, end: int) -> bool:
    """Whether two digits end a sum of money: "15 dollars 50", "15 dollars and 50"."""
    following = token_at(tokens, number.end)
    ends = following is None or following.kind == "mark"
    word = tokens[end - 1]
    # A code in small letters may belong to the next number: "rmb 10 usd 20".
    is_name = len(word.text) > _LONGEST_CODE or word.text.isupper()
    is_whole = unit.money and unit.factor == 1 and word.kind == "word" and is_name
    return is_whole and ends and len(number.numeral) == 2 and number.numeral.isdecimal()


def _same_unit(a: Amount, b: Amount) -> bool:
    """Whether one unit serves both; an amount without one takes the other's."""
    return a.unit is None or b.unit is None or a.unit.name == b.unit.name


def _aligned(a: Amount, b: Amount) -> tuple[Amount, Amount]:
    """The two with the unit and magnitude that were written only once given to both."""
    if a.scale == 1 < b.scale and a.low is not None and b.low is not None:
        spread = a.low * b.scale
        if abs(spread) < abs(b.low):
            a = replace(a, low=spread, high=spread, scale=b.scale)
    return replace(a, unit=a.unit or b.unit), replace(b, unit=b.unit or a.unit)


def _range_of(a: Amount, b: Amount, how: str) -> Amount | None:
    """The range from a to b, None where they cannot be its two ends."""
    if not _same_unit(a, b) or a.open or b.open or a.share != b.share:
        return None
    if a.unit is None and b.prefixed:
        return None
    a, b = _aligned(a, b)
    if a.low is None or b.high is None:
        return None
    low = a.low
    if a.unit is not None and b.unit is not None:
        low *= a.unit.factor / b.unit.factor
    if low >= b.high:
        return None
    return replace(b, first=a.first, core=a.core, low=low, numeral=a.numeral, range=how)


def _read_range(tokens: Tokens, first: Amount) -> Reading | None:
    """The range that `first` opens ("10-20 percent", "5 to 8"); None where it stands alone."""
    how = table("range_words").get(folded(tokens, first.end))
    if how is None:
        return None
    if how == "joined" and glued(tokens, first.end) != glued(tokens, first.end + 1):
        return None
    second = _read_amount(tokens, first.end + 1)
    if second is None:
        return None
    both = _range_of(first, second, how)
    if both is not None:
        return Reading((both,), both.end)
    unitless = first.unit is None and second.unit is None
    is_score = how == "joined" or (unitless and folded(tokens, first.end) == "to")
    return Reading((), second.end) if is_score else None


def _read_ratio(tokens: Tokens, first: Amount) -> Reading | None:
    """As in "one in five", "nine out of 10" as the share it is; None where it is no ratio."""
    found = lexicon("ratio_words").match(tokens, first.end)
    whole = read_number(tokens, found[1]) if found is not None else None
    if found is None or whole is None or first.low is None or first.unit is not None:
        return None
    if whole.share or whole.open or first.open or first.share or not 0 < first.low <= whole.value:
        return None
    if found[0] == "small" and whole.value > (_LARGEST_ODDS if first.low == 1 else 10):
        return None
    if found[0] == "alone" and not _stands_alone(tokens, first.first, whole.end):
        return None
    share = first.low / whole.value
    ratio = replace(first, end=whole.end, low=share, high=share, share=True, range="ratio")
    return Reading((ratio,), whole.end)


def _stands_alone(tokens: Tokens, start: int, end: int) -> bool:
    """Whether only marks, if anything, stand beside tokens [start, end)."""
    beside = (token_at(tokens, start - 1), token_at(tokens, end))
    return all(token is None or token.kind == "mark" for token in beside)


def _read_pair(
    tokens: Tokens, index: int, start: int, separator: str, meaning: str
) -> Reading | None:
    """As in "between 10 and 20" as one amount, "from 10 to 20" as two; None where it is neither."""
    kinds, at = _read_qualifiers(tokens, start)
    first = _read_amount(tokens, at)
    if first is None or folded(tokens, first.end) != separator:
        return None
    more, after = _read_qualifiers(tokens, first.end + 1)
    second = _read_amount(tokens, after)
    if second is None or not _same_unit(first, second) or (second.prefixed > first.prefixed):
        return None
    is_range = meaning == "range"
    if is_range or (second.unit is not None and not _tells_change(tokens, index)):
        both = _range_of(first, second, "range")
        if is_range or both is not None:
            return None if both is None else Reading((replace(both, first=index),), both.end)
    before, then = _aligned(first, second)
    for kind in reversed(kinds):
        before = bounded(before, kind)
    for kind in reversed(more):
        then = bounded(then, kind)
    amounts = (replace(before, first=start), replace(then, first=first.end + 1))
    return Reading(amounts, then.end)


def _tells_change(tokens: Tokens, index: int) -> bool:
    """Whether a word of change stands shortly before: "rose sharply from 5 to 6 percent"."""
    nearby = {folded(tokens, at) for at in range(index - _CHANGE_REACH, index)}
    return not nearby.isdisjoint(words("change_words"))
