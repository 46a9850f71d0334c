"""Random strings of the words of dates and times: nothing may raise, no span lie outside."""

from __future__ import annotations

import random

from compare.data import table
from compare.facts.times import moments

_ODD = [
    "6",
    "31",
    "9:30",
    "0930",
    "2000",
    "1/2",
    "11/20",
    "5/5/89",
    "a.m.",
    "pm",
    "UTC+99",
    "-",
    "–",
]
_ODD += ["'", "(", "½", "٣", "①", "İ", "ß", "\u200b", "\ud800", "9999-12-31", "0001-01-01", "old"]
_GAPS = (" ", " ", " ", "", "-", "\u00a0", "\n", ", ")
_PUBLISHED = (None, "2023-06-06", "2022-03", "0001-01-01", "9999-12-31", "x")


def adversarial(count: int = 10_000) -> dict[str, int]:
    """How many of `count` random and odd strings raise, or give a span outside the text."""
    chance = random.Random(0)
    names = ("date_cues", "date_units", "date_holidays", "time_zones", "time_parts", "months")
    words = [word for name in names for word in table(name)] + _ODD
    raised = outside = 0
    for _ in range(count):
        text = "".join(
            chance.choice((str.lower, str.title))(chance.choice(words)) + chance.choice(_GAPS)
            for _ in range(chance.randrange(14))
        )
        try:
            found = list(moments(text, 0, len(text), chance.choice(_PUBLISHED)))
        except Exception:
            raised += 1
            continue
        outside += any(text[fact.start : fact.end] != fact.text or not fact.text for fact in found)
    return {"strings": count, "raised": raised, "outside": outside}
