"""Sums of money that are the price of one act, which has but one."""

from __future__ import annotations

from functools import cache

from compare.data import table, words
from compare.judgement.told import Told
from compare.model import Fact, QuantityValue


@cache
def _currencies() -> frozenset[str]:
    """The codes of currencies, which are the units of sums of money."""
    return frozenset(row.split()[0] for row in table("currencies").values())


def _is_sum(fact: Fact) -> bool:
    return isinstance(fact.value, QuantityValue) and fact.value.unit in _currencies()


def is_price(told: Told, fact: Fact) -> bool:
    """Whether a fact is the one sum of a clause that tells of a purchase or a penalty: "bought
    for", "paid a fee of", but not "paid victims", which goes on."""
    if not _is_sum(fact) or sum(map(_is_sum, told.facts("quantity"))) != 1:
        return False
    clause = told.clause
    if clause.lemma in words("judgement/settled_acts"):
        return True
    patient = clause.patient.lemmas if clause.patient else frozenset[str]()
    return clause.lemma == "pay" and not patient.isdisjoint(words("judgement/price_nouns"))
