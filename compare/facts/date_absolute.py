"""Dates that the calendar names: days, months, years and their parts, ranges and lists.

Impossible dates (June 31) raise ValueError.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from compare.data import table
from compare.facts import date_calendar as cal
from compare.facts import date_nearest as near
from compare.facts.date_calendar import Period
from compare.facts.date_lexicon import Token, is_counted, numeric_date
from compare.facts.date_mentions import (
    PARTS,
    SHIFTS,
    TEXT_SHIFTS,
    Fields,
    Mention,
    Reading,
    Words,
    beside,
    fields,
    find,
    mention,
    narrowed,
    unit_of,
)
from compare.facts.date_nearest import Setting
from compare.facts.date_phrases import coded_date, written_date

_INSIDE = frozenset(("between", "from"))
_CONNECTORS = frozenset(("to", "through", "until", "and"))
# Bare years before this one are as likely to be counts.
_MODERN = 1900
_CENTURY = 1900


def _calendar(words: Words, after: Token | None, setting: Setting) -> Iterator[Mention]:
    said = fields(words)
    if [word.kind for word in words[:2]] == ["day", "dash"] and words[2].kind == "year":
        # "11 - 2016", but no 32-2015.
        said = Fields(said.year, said.day, None)
    if said.year is None and (find(words, SHIFTS) or find(words, TEXT_SHIFTS)):
        period, anchor = _pointed_calendar(words, said, setting)
    else:
        period = said.period(setting)
        anchor = "absolute" if said.year is not None else "publication"
    yield mention(words, narrowed(words, period), said.granularity, anchor)


def _pointed_calendar(words: Words, said: Fields, setting: Setting) -> tuple[Period | None, str]:
    """ "Last March", "June 6 last year", "March of the same year"."""
    if shift := find(words, SHIFTS):
        if not unit_of(words):
            assert said.month is not None
            step = SHIFTS[shift.kind]
            return near.pointed_months(setting, said.month, "month", step), "publication"
        year, anchor = near.current(setting, "year", SHIFTS[shift.kind]), "publication"
    else:
        shift = find(words, TEXT_SHIFTS)
        assert shift is not None
        year, anchor = beside(setting.anchor, "year", TEXT_SHIFTS[shift.kind]), "text"
    if year is None or unit_of(words) != "year":
        return None, anchor
    return replace(said, year=year.start.year).period(setting), anchor


def _year(words: Words, after: Token | None, setting: Setting) -> Iterator[Mention]:
    """ "In 2022", but not "in 2022 people"."""
    if not is_counted(after, plurals=words[-1].value < _MODERN):
        yield from _calendar(words, after, setting)


def _weak_year(words: Words, after: Token | None, setting: Setting) -> Iterator[Mention]:
    """ "Of 2022", where counts are as common as years."""
    if words[-1].value >= _MODERN and not is_counted(after):
        yield from _calendar(words, after, setting)


def _unnamed_month(words: Words, after: Token | None, setting: Setting) -> Iterator[Mention]:
    """ "By June", but not "by June Miller"."""
    named = after is not None and after.text.istitle()
    if words[0].kind != "doubtful-month" or not named:
        yield from _calendar(words, after, setting)


def _iso(words: Words, after: Token | None, setting: Setting) -> Iterator[Mention]:
    yield mention(words, cal.day_of(date.fromisoformat(words[0].text)), "day", "absolute")


def _numeric(words: Words, after: Token | None, setting: Setting) -> Iterator[Mention]:
    if parts := numeric_date(words[0].text):
        yield mention(words, cal.day(*parts), "day", "absolute")


def _numeric_month(words: Words, after: Token | None, setting: Setting) -> Iterator[Mention]:
    """ "11/2016"."""
    first, second = sorted(map(int, words[0].text.split("/")))
    if first == (second + 1) % 100:
        # "The 2003/04 season" is no April.
        return
    yield mention(words, cal.months(second, first, "month"), "month", "absolute")


def _written(words: Words, after: Token | None, setting: Setting) -> Iterator[Mention]:
    """ "22/Jan/2019", "Oct-2"."""
    match = written_date().fullmatch(words[0].text)
    assert match is not None
    found = {name[:-1]: value for name, value in match.groupdict().items() if value}
    month = int(table("months")[found["month"].lower()].split()[0])
    year = int(found["year"]) if "year" in found else fields(words).year
    said = Fields(year, month, int(found["day"]) if "day" in found else None)
    yield mention(
        words, said.period(setting), said.granularity, "absolute" if year else "publication"
    )


def _slash(words: Words, after: Token | None, setting: Setting) -> Iterator[Mention]:
    """ "On 4/22": one of the two can only be the day."""
    month, number = sorted(map(int, words[-1].text.split("/")))
    yield mention(words, near.nearest_day(setting, month, number), "day", "publication")


def _range(words: Words, after: Token | None, setting: Setting) -> Iterator[Mention]:
    cut = _cut(words)
    first, last = _sides(words, cut)
    if find(words, _INSIDE) and is_counted(after):
        # "In June between 5 and 8 people."
        return
    if last.month is None and (is_counted(after) or (first.year or 0) < _MODERN):
        return
    end = narrowed(words[cut + 1 :], last.period(setting))
    if end and first.year is None:
        first = replace(first, year=end.start.year)
    start = narrowed(words[:cut], first.period(setting))
    if start and end and start.start > end.start:
        start = _turned_back(start, fields(words[:cut]))
    if start and end and start.start >= end.start:
        return
    whole = Period(start.start, end.end, "range") if start and end else None
    yield mention(words, whole, "range", "absolute" if last.year else "publication")


def _until_now(words: Words, after: Token | None, setting: Setting) -> Iterator[Mention]:
    """ "(From) 2015 to the present", but not "(from) 2015 to present a plan"."""
    cut = _cut(words)
    if words[cut + 1].text.lower() == "present" and after is not None and after.text.isalnum():
        yield from _calendar(words[:cut], words[cut], setting)
        return
    said, today = fields(words[:cut]), near.current(setting, "day")
    start = said.period(setting)
    if start and today and start.start >= today.end:
        start = _turned_back(start, said)
    known = start and today and start.start < today.end
    whole = Period(start.start, today.end, "range") if start and today and known else None
    yield mention(words, whole, "range", "publication")


def _sides(words: Words, cut: int) -> tuple[Fields, Fields]:
    """The two ends of a range, each with what only the other says of month and year."""
    first, last = fields(words[:cut]), fields(words[cut + 1 :])
    last = Fields(_last_year(first, last, words[-1]), last.month or first.month, last.day)
    # "From 2015 to May 2017" begins with the year.
    month = first.month or (last.month if first.day else None)
    return Fields(first.year or last.year, month, first.day), last


def _turned_back(start: Period, said: Fields) -> Period:
    """The start of "from December to May 2022", the year before; of "from 27 to 3 April", the month
    before."""
    if said.year:
        return start
    return cal.shifted(start, "year" if said.month else "month", -1)


def _months(words: Words, after: Token | None, setting: Setting) -> Iterator[Mention]:
    """ "The October to December quarter (of 2022)"."""
    said = [word for word in words if word.kind.endswith(("-month", "year")) or _joins(word)]
    yield from _range(said, None, setting)


def _joins(word: Token) -> bool:
    return word.kind in _CONNECTORS or word.kind == "dash"


def _moved(words: Words, after: Token | None, setting: Setting) -> Iterator[Mention]:
    """ "(Postponed from) June 5 to June 12": the old date and the new one."""
    cut = _cut(words)
    for part, said in zip((words[:cut], words[cut + 1 :]), _sides(words, cut), strict=True):
        anchor = "absolute" if said.year else "publication"
        yield mention(part, narrowed(part, said.period(setting)), said.granularity, anchor)


def _slashes(words: Words, after: Token | None, setting: Setting) -> Iterator[Mention]:
    """ "10/25 to 1/25"."""
    (first,) = _slash(words[:1], None, setting)
    (last,) = _slash(words[-1:], None, setting)
    start, end = first.period, last.period
    if start and end and start.start > end.start:
        start = cal.shifted(start, "year", -1)
    whole = Period(start.start, end.end, "range") if start and end else None
    yield mention(words, whole, "range", "publication")


def _slash_list(words: Words, after: Token | None, setting: Setting) -> Iterator[Mention]:
    """ "On 11/20, 11/22 or 11/25"."""
    for word in words:
        if word.kind == "slash":
            yield from _slash([word], after, setting)


def _cut(words: Words) -> int:
    """Where the word between the two ends of a range stands."""
    for index, word in enumerate(words):
        # In "mid-May" and "twenty-first" the dash joins.
        parted = index > 0 and words[index - 1].kind in PARTS | {"tens"}
        if _joins(word) and not (word.kind == "dash" and parted):
            return index
    raise ValueError("not a range")


def _last_year(first: Fields, last: Fields, word: Token) -> int | None:
    """The year a range ends in: as said, or as in 2019-21, or after "December 2021 to ..."."""
    if first.month is None and first.year and last.year is None:
        short = first.year // 100 * 100 + word.value
        # 2001-11 may be a month; 1990-80 is nothing.
        if len(word.text) != 2 or word.value <= 12 or short <= first.year:
            raise ValueError("not a range of years")
        return short
    if last.year is None and first.year and first.month and last.month:
        return first.year + (last.month < first.month)
    return last.year


def _list(words: Words, after: Token | None, setting: Setting) -> Iterator[Mention]:
    """ "In March and May 2022": each date takes from its neighbours what it does not say."""
    if words[-1].kind in ("day", "year") and is_counted(after):
        return
    whole, items = fields(words), _items(words)
    first_month = next((fields(item).month for item in items if fields(item).month), None)
    for item in items:
        said = fields(item)
        if said.month or said.day:
            month = said.month or first_month
            said = Fields(said.year or whole.year, month, said.day)
        anchor = "absolute" if said.year else "publication"
        yield mention(item, said.period(setting), said.granularity, anchor)


def _items(words: Words) -> list[Words]:
    """The dates of a list; a comma before the year belongs to the date."""
    items: list[list[Token]] = [[]]
    only_years = all(word.kind in ("year", ",", "and") for word in words)
    for index, word in enumerate(words):
        year_follows = index + 1 < len(words) and words[index + 1].kind == "year"
        if word.kind == "and" or (word.kind == "," and (only_years or not year_follows)):
            items.append([])
        else:
            items[-1].append(word)
    return [item for item in items if item]


def _quarter(words: Words, after: Token | None, setting: Setting) -> Iterator[Mention]:
    number = next(word.value for word in words if word.kind == "ordinal")
    year = next((word.value for word in words if word.kind == "year"), None)
    if not 1 <= number <= 4:
        return
    month, anchor = number * 3 - 2, "absolute" if year else "publication"
    pointer = find(words, SHIFTS)
    if pointer and "unit-year" in (word.kind for word in words):
        that = near.current(setting, "year", SHIFTS[pointer.kind])
        period = that and cal.months(that.start.year, month, "quarter")
    elif year:
        period = cal.months(year, month, "quarter")
    else:
        period = near.nearest_months(setting, month, "quarter", near.REPORTING)
    yield mention(words, narrowed(words, period), "quarter", anchor)


def _code(words: Words, after: Token | None, setting: Setting) -> Iterator[Mention]:
    """ "Q3 2021"."""
    code = next(word for word in words if word.kind.endswith("-code"))
    year = next(word.value for word in words if word.kind == "year")
    granularity = code.kind.removesuffix("-code")
    yield mention(words, cal.months(year, code.value, granularity), granularity, "absolute")


def _coded(words: Words, after: Token | None, setting: Setting) -> Iterator[Mention]:
    """ "2021Q3", "1H22"."""
    match = coded_date().fullmatch(words[0].text)
    assert match is not None
    found = {name.rstrip("0123456789"): said for name, said in match.groupdict().items() if said}
    month, granularity = table("date_codes")[
        "".join(sorted(found["code"].lower(), reverse=True))
    ].split()
    year = int(found["year"])
    period = cal.months(year if year > 99 else year + 2000, int(month), granularity)
    yield mention(words, period, granularity, "absolute")


def _half(words: Words, after: Token | None, setting: Setting) -> Iterator[Mention]:
    ordinal = next((word.value for word in words if word.kind == "ordinal"), 2)
    said, anchor = fields(words[-1:]).year, "absolute"
    if said is None:
        pointer = find(words[-2:], SHIFTS)
        if words[-1].kind != "unit-year":
            return
        that = near.current(setting, "year", SHIFTS[pointer.kind] if pointer else 0)
        said, anchor = that.start.year if that else None, "publication"
    if ordinal in (1, 2):
        period = cal.months(said, ordinal * 6 - 5, "half") if said else None
        yield mention(words, narrowed(words, period), "half", anchor)


def _season(words: Words, after: Token | None, setting: Setting) -> Iterator[Mention]:
    month = next(word.value for word in words if word.kind == "season")
    pointer = find(words, SHIFTS)
    if pointer:
        period = near.pointed_months(setting, month, "season", SHIFTS[pointer.kind])
    else:
        period = cal.months(words[-1].value, month, "season")
    anchor = "publication" if pointer else "absolute"
    yield mention(words, narrowed(words, period), "season", anchor)


def _decade(words: Words, after: Token | None, setting: Setting) -> Iterator[Mention]:
    named = next((word for word in words if word.kind in ("decade", "year", "number")), None)
    if named is None:
        # "The couple's", "the two's".
        return
    # "The 90's"; the 10's and 20's could be either century's.
    start = named.value
    start += _CENTURY if 30 <= start < 100 else 0
    if start % 10 or start < 1000:
        return
    period = cal.months(start, 1, "decade")
    yield mention(words, narrowed(words, period), "decade", "absolute")


def _century(words: Words, after: Token | None, setting: Setting) -> Iterator[Mention]:
    number = next(word.value for word in words if word.kind == "ordinal")
    # As ISO 8601 and common speech have it, the twentieth century begins with 1900.
    period = cal.months(max(1, number * 100 - 100), 1, "century")
    yield mention(words, narrowed(words, period), "century", "absolute")


READINGS: dict[str, Reading] = {
    "range": _range,
    "moved": _moved,
    "until-now": _until_now,
    "months": _months,
    "slashes": _slashes,
    "slash-list": _slash_list,
    "list": _list,
    "iso": _iso,
    "numeric": _numeric,
    "calendar": _calendar,
    "year": _year,
    "weak-year": _weak_year,
    "unnamed-month": _unnamed_month,
    "numeric-month": _numeric_month,
    "slash": _slash,
    "written": _written,
    "quarter": _quarter,
    "code": _code,
    "coded": _coded,
    "half": _half,
    "season": _season,
    "decade": _decade,
    "century": _century,
}
