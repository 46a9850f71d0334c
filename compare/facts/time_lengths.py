"""Lengths of time and steps of recurrence: "two and a half years", "every other Tuesday"."""

from __future__ import annotations

from unicodedata import numeric

from compare.data import table, words
from compare.facts.date_lexicon import Token
from compare.facts.date_mentions import Words

_SECONDS_IN_DAY = 86400


def days_in(unit: str) -> float:
    """How many days a unit of time has."""
    return _seconds(unit) / _SECONDS_IN_DAY


def _seconds(unit: str) -> int:
    return int(table("time_lengths")[unit])


def days_of(said: Words, kind: str, before: Token | None, after: Token | None) -> float | None:
    """The length that the words name, in days; None where they name none here.

    `kind` is duration or age, whose unit may be left out ("aged 47").
    """
    units = [index for index, word in enumerate(said) if word.kind.startswith("unit-")]
    spans = [index for index in units if said[index].kind not in ("unit-half",)]
    if not spans and kind == "age":
        return _amount(said) * days_in("year")
    if kind == "duration" and _is_adverbial(said, before, after):
        return None
    total, position = 0.0, 0
    unit = ""
    for index in spans:
        part = said[position:index]
        if _is_fraction(said, index, unit):
            break
        larger, unit = unit, said[index].kind.removeprefix("unit-")
        # "Five years and three years" are two lengths.
        if larger and _seconds(unit) >= _seconds(larger):
            return None
        total += _amount(part) * _seconds(unit)
        position = index + 1
    if not unit:
        return None
    total += _share(said[position:]) * _seconds(unit)
    return total / _SECONDS_IN_DAY


def _is_fraction(said: Words, index: int, unit: str) -> bool:
    """ "A year and a quarter": the quarter is one of a year."""
    return bool(unit) and said[index].text.lower() in table("time_fractions")


def _is_adverbial(said: Words, before: Token | None, after: Token | None) -> bool:
    """ "One day he left", "$5 a year", "three quarters of them"."""
    if said[-1].kind == "unit-quarter" and (_ends_number(said) or _is_share(said, before, after)):
        return True
    text = " ".join(word.text.lower() for word in said)
    indefinite = len(said) == 2 and said[0].text.lower() in words("indefinite_articles")
    return (indefinite or text in words("adverbial_lengths")) and (
        before is None or before.kind not in words("time_openers")
    )


def _ends_number(said: Words) -> bool:
    """ "One hundred and three quarters" is 100.75."""
    units = [word for word in said if word.kind.startswith("unit-")]
    return len(units) == 1 and len(said) > 2 and said[-3].kind == "and"


def _is_share(said: Words, before: Token | None, after: Token | None) -> bool:
    """ "Three quarters of them", "nearly three quarters voted", but not "for three quarters"."""
    if after is not None and after.kind == "of":
        return True
    counted = any(word.kind == "filler" for word in said) or _amount(said[:-1]) not in (1, 3)
    return not counted and (before is None or before.kind not in words("quarter_openers"))


def _share(said: Words) -> float:
    """What "and a half" adds."""
    fractions = table("time_fractions")
    return sum(float(fractions.get(word.text.lower(), 0)) for word in said)


def _amount(said: Words) -> float:
    """The number that the words before a unit name; one where they name none."""
    total, current, named = 0.0, 0.0, False
    for word in said:
        if word.kind == "magnitude":
            current = max(current, 1) * int(table("magnitudes")[word.text.lower()])
        elif word.kind in ("count", "tens", "day", "number", "year"):
            current += word.value
        elif word.kind == "decimal":
            current += float(word.text.replace(",", ""))
        elif word.kind == "fraction":
            above, _, below = word.text.partition("/")
            current += int(above) / int(below) if below else numeric(above)
        else:
            continue
        named = True
    total = current + _share(said)
    if any(w.kind == "fraction" or w.text.lower() in table("time_fractions") for w in said):
        articles = [word for word in said if word.text.lower() in words("indefinite_articles")]
        total -= len(articles)
    return total if named or total else 1


def step_of(said: Words) -> str | None:
    """What comes between two turns: day, monday, 2 weeks; None where the words are a name."""
    last = said[-1]
    name = last.text.lower()
    if said[0].text.lower() == "per":
        return None
    if last.kind == "recurring":
        return None if last.text.istitle() else table("time_recurring")[name]
    if last.kind == "weekday-plural":
        return name.removesuffix("s")
    if last.kind.startswith("unit-"):
        name = last.kind.removeprefix("unit-")
    count = 2 if any(word.kind == "other-one" for word in said) else 1
    if any(word.kind in ("count", "tens", "day", "number", "ordinal") for word in said):
        count = sum(word.value for word in said if word.kind not in ("dash",) and word is not last)
    return name if count == 1 else f"{count} {name}s"
