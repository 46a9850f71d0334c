"""Every form of date_forms.txt and time_forms.txt, said with any words of its classes."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compare.data import table
from compare.facts import date_forms, date_lexicon
from compare.facts.times import moments

# What the classes hold that no table lists.
WRITTEN = {
    "iso": "2023-06-06 0001-01-01 9999-12-31",
    "numeric": "25/12/2023 12.12.2023 13/13/1999 4/5/67",
    "numeric-month": "11/2016 2003/04",
    "slash": "4/22 30/2",
    "year": "1000 1850 2000 2016 2199",
    "day": "1 6 29 31",
    "number": "0 32 99 365 1990",
    "decimal": "3.5 12,000",
    "fraction": "½ 1/2",
    "written": "22/Jan/2019 Oct-2 Dec31 30-Feb-2019",
    "coded": "2021Q3 1H22",
    "clock": "9 a.m.|noon|24:00 GMT|half past nine|0930 GMT",
    "bare-clock": "9:30 24:00 0:00",
    "small-hours": "the early hours",
    "unit-second": "-second",
    "dash": "- – ~",
    ",": ",",
    ".": ".",
    "'": "' ’",
}
PUBLISHED = (None, "2023-06-06", "2022-03", "2020", "0001-01-01", "9999-12-31", "x")
FORMS = [
    form.split("<")[-1]
    for name in ("date_forms", "time_forms")
    for form in table(name)
    if "date" not in re.findall(r"[\w-]+", form)
]


@cache
def words_of() -> dict[str, tuple[str, ...]]:
    """Words of each class, by the character that stands for it."""
    found: dict[str, list[str]] = defaultdict(list)
    for word, (kind, _) in date_lexicon._lexicon().items():
        found[kind].append(word)
    found["holiday"] = list(table("date_holidays"))
    for kind, said in WRITTEN.items():
        found[kind] += said.split("|" if "|" in said else None)
    return {date_forms._CHARS[kind]: tuple(said) for kind, said in found.items() if said}


@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=12, deadline=None)
@given(data=st.data())
def test_a_form_raises_nothing(form: str, data: st.DataObject) -> None:
    classes = data.draw(st.from_regex(date_forms._pattern(form), fullmatch=True))
    said = [data.draw(st.sampled_from(words_of().get(char, ("x",)))) for char in classes]
    case = data.draw(st.sampled_from((str.lower, str.title)))
    lead = data.draw(st.sampled_from(("", "in ", "from ", "it will open on ", "it opened by ")))
    tail = data.draw(st.sampled_from(("", ".", " people", " Street", " to 5")))
    text = lead + case(" ".join(said)) + tail
    for fact in moments(text, 0, len(text), data.draw(st.sampled_from(PUBLISHED))):
        assert text[fact.start : fact.end] == fact.text != ""
