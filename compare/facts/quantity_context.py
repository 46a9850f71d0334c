"""Tells numbers that count or measure from those that name, date, rank or score."""

from __future__ import annotations

import re
from collections.abc import Callable

from compare.data import table, words
from compare.facts.quantity_bounds import Amount
from compare.facts.quantity_casualties import is_casualty
from compare.facts.quantity_counted import Counted
from compare.facts.quantity_tokens import (
    Tokens,
    folded,
    glued,
    is_article,
    is_free_standing,
    lexicon,
    phrases,
    skip_hyphen,
    token_at,
)

_CLOSERS = {"(": ")", "[": "]"}
_FIRST_YEAR, _LAST_YEAR, _RECENT_YEAR = 1000, 2100, 1900
# A number word this small says little without the word for what it counts ("the two met").
_SMALL = 20
_OLDEST = 120


def is_quantity(tokens: Tokens, amount: Amount, counted: Counted | None) -> bool:
    """Whether `amount`, which counts `counted` if anything, is a quantity at all."""
    if not is_free_standing(tokens, amount.core, amount.end):
        return False
    if counted is None and _written(tokens, amount.core) in words("quantity_never"):
        return False
    if amount.first == 0 and amount.end == len(tokens):
        return True
    if amount.unit is not None:
        letter = len(tokens[amount.end - 1].text) == 1 and tokens[amount.end - 1].kind == "word"
        is_unfinished = folded(tokens, amount.end) in table("magnitudes")
        return not (is_unfinished or (letter and _in_a_name(tokens, amount, counted)))
    if amount.share:
        return _is_share(tokens, amount, counted)
    return not any(rule(tokens, amount, counted) for rule in _SILENT)


def _written(tokens: Tokens, index: int) -> str:
    """All that is written close to the token at `index`, without the marks that end it."""
    end = index + 1
    while glued(tokens, end):
        end += 1
    return "".join(token.text for token in tokens[index:end]).rstrip(".,;:!?")


def _is_share(tokens: Tokens, amount: Amount, counted: Counted | None) -> bool:
    """Whether a fraction is part of something said: "half of voters", not "the second half"."""
    if amount.range == "ratio":
        return True
    before = folded(tokens, amount.core - 1)
    ends_longer = before == "and" and is_article(tokens, amount.core)
    if ends_longer or before in words("part_modifiers"):
        return False
    if folded(tokens, amount.end) == "of":
        return True
    if folded(tokens, amount.end) in words("determiners"):
        return True
    if folded(tokens, amount.end - 1).endswith("s"):
        return not amount.numeral
    following = token_at(tokens, amount.end)
    is_final = following is None or following.kind == "mark"
    if len(amount.numeral) == 1 and not amount.numeral.isdecimal():
        return is_final or folded(tokens, amount.end) in words("count_stop_words")
    if is_final and folded(tokens, amount.core) in table("number_words"):
        return True
    return counted is not None and amount.qualified


def _beside_number(tokens: Tokens, amount: Amount, counted: Counted | None) -> bool:
    """Numbers in a row are a telephone number, a year in words or a table."""
    before, after = folded(tokens, amount.core - 1), folded(tokens, amount.end)
    if before == "+" and after == "(":
        return True
    return any(word in table("number_words") or word[:1].isdigit() for word in (before, after))


def _names_a_thing(tokens: Tokens, amount: Amount, counted: Counted | None) -> bool:
    """As in "Flight 370", "No. 3", "# 5"."""
    at = amount.first - 1
    if folded(tokens, at) == "." and glued(tokens, at):
        at -= 1
    return phrases("identifier_words").match_before(tokens, at + 1) or folded(tokens, at) == "#"


def _in_a_name(tokens: Tokens, amount: Amount, counted: Counted | None) -> bool:
    """As in "Voyager 2", "Fantastic Four", "Group of 20": a capital, and no sign of counting."""
    if amount.scale > 1 or "," in amount.numeral or amount.first != amount.core:
        return False
    if not amount.numeral and amount.core > 0 and tokens[amount.core].text[0].isupper():
        return True
    before = amount.core - 1
    if folded(tokens, before) == "of" and counted is None:
        before -= 1
    token = token_at(tokens, before)
    if token is None or token.kind != "word" or not any(map(str.isupper, token.text)):
        return False
    if re.split("['’]", token.folded)[0] in words("count_stop_words"):
        return False
    is_casualty = token.folded in table("casualty_words")
    return not is_casualty and (before > 0 or counted is None)


def _is_in_a_name(tokens: Tokens, amount: Amount, counted: Counted | None) -> bool:
    """As in "221 Baker Street", "737 MAX": what would be counted is one thing with a name."""
    if counted is None or counted.plural or not amount.numeral:
        return False
    return tokens[counted.end - 1].text[0].isupper()


def _is_short_year(tokens: Tokens, amount: Amount, counted: Counted | None) -> bool:
    """As in "it was '69 all over"."""
    apostrophe = folded(tokens, amount.core - 1) in ("'", "’", "‘") and glued(tokens, amount.core)
    return (
        apostrophe and counted is None and len(amount.numeral) == 2 and amount.first == amount.core
    )


def _is_year(tokens: Tokens, amount: Amount, counted: Counted | None) -> bool:
    """Four digits without a separator, unless they clearly count."""
    if len(amount.numeral) != 4 or not amount.numeral.isdecimal() or amount.scale > 1:
        return False
    year = int(amount.numeral)
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return False
    if counted is None or amount.range == "joined":
        return True
    if folded(tokens, amount.core - 1) in words("determiners"):
        return True
    return year >= _RECENT_YEAR and year % 100 != 0 and not amount.qualified


def _is_code(tokens: Tokens, amount: Amount, counted: Counted | None) -> bool:
    """007 and 0900 are no counts."""
    return len(amount.numeral) > 1 and amount.numeral[0] == "0" and amount.numeral[1].isdecimal()


def _is_time(tokens: Tokens, amount: Amount, counted: Counted | None) -> bool:
    """Durations, ages, times of day and days of a month are other kinds of fact."""
    following = skip_hyphen(tokens, amount.end)
    if folded(tokens, following) in words("duration_words"):
        return True
    if phrases("not_counted_after").match(tokens, following) is not None:
        return True
    if counted is not None and folded(tokens, counted.end - 1) in words("duration_words"):
        return True
    before = amount.first - 1
    if folded(tokens, before) == ".":
        before -= 1
    return _is_month(tokens, following) or _is_month(tokens, before)


def _is_month(tokens: Tokens, index: int) -> bool:
    month = token_at(tokens, index)
    return month is not None and month.folded in table("months") and month.text[0].isupper()


def _is_marker(tokens: Tokens, amount: Amount, counted: Counted | None) -> bool:
    """As in "1." or "(2)" before an item, "[3]" after a claim."""
    if not amount.numeral:
        return False
    opened, closed = folded(tokens, amount.core - 1), folded(tokens, amount.end)
    if opened in _CLOSERS and closed == _CLOSERS[opened]:
        return True
    return amount.core == 0 and closed in (".", ")")


def _is_age(tokens: Tokens, amount: Amount, counted: Counted | None) -> bool:
    """As in "John Smith, 34, said"."""
    if not amount.numeral.isdecimal() or folded(tokens, amount.core - 1) != ",":
        return False
    name = token_at(tokens, amount.core - 2)
    named = name is not None and name.text[0].isupper()
    return named and folded(tokens, amount.end) in (",", ".", ")", ";", "")


def _says_little(tokens: Tokens, amount: Amount, counted: Counted | None) -> bool:
    """As in "one", small number words alone, "over 5" and "hundreds" with nothing to count."""
    if counted is None and amount.open:
        return True
    if counted is None and _weakly_qualified(tokens, amount) and not _is_level(tokens, amount):
        return True
    if amount.low == 1 and amount.high is None:
        return True
    if is_casualty(counted) and folded(tokens, amount.end) != "of":
        return False
    if amount.numeral or amount.scale > 1 or amount.high is None:
        return False
    is_whole = amount.high.denominator == 1
    return amount.high == 1 or (counted is None and is_whole and abs(amount.high) < _SMALL)


def _weakly_qualified(tokens: Tokens, amount: Amount) -> bool:
    """Whether the only word that qualifies `amount` may as well be a preposition ("over 5")."""
    found = phrases("weak_bounds").match(tokens, amount.first)
    bounded = lexicon("bounds_after").match_before(tokens, amount.end)
    return found is not None and found[1] == amount.core and not bounded


def _is_level(tokens: Tokens, amount: Amount) -> bool:
    """As in "is below 170" and "About 170 came", too large for an age, and not "flew over 170"."""
    bound = amount.low if amount.low is not None else amount.high
    is_large = bound is not None and bound > _OLDEST
    opens = amount.first == 0 and not amount.range
    return is_large and (opens or folded(tokens, amount.first - 1) in words("level_verbs"))


def _is_score(tokens: Tokens, amount: Amount, counted: Counted | None) -> bool:
    """Two numbers joined without a unit are a range only before a plural ("5-8 people") or where
    they are large ("some 1,000 to 5,000")."""
    joined = amount.range in ("joined", "spoken") and "," not in amount.numeral
    return joined and (counted is None or not counted.plural)


def _is_unknown_unit(tokens: Tokens, amount: Amount, counted: Counted | None) -> bool:
    """As in "1.7 eV" with a unit that is not known: only measures have decimals."""
    if counted is not None or amount.scale > 1 or amount.high is None:
        return False
    following = token_at(tokens, amount.end)
    has_word = following is not None and following.kind == "word"
    stops = has_word and folded(tokens, amount.end) in words("count_stop_words")
    return amount.high.denominator > 1 and "." in amount.numeral and has_word and not stops


def _is_idiom(tokens: Tokens, amount: Amount, counted: Counted | None) -> bool:
    """As in "one-on-one", "two-way": a hyphen ties the number to a word that is not counted."""
    following = skip_hyphen(tokens, amount.end)
    return following > amount.end and folded(tokens, following) in words("count_stop_words")


_SILENT: tuple[Callable[[Tokens, Amount, Counted | None], bool], ...] = (
    _beside_number,
    _names_a_thing,
    _in_a_name,
    _is_in_a_name,
    _is_short_year,
    _is_year,
    _is_code,
    _is_time,
    _is_marker,
    _is_age,
    _says_little,
    _is_score,
    _is_unknown_unit,
    _is_idiom,
)
