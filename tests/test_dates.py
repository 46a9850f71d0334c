from __future__ import annotations

import datetime
import time

import pytest
from fact_rows import fact_rows
from hypothesis import given, settings
from hypothesis import strategies as st

from compare.data import table
from compare.facts.date_calendar import add_months, containing, parse_period, third
from compare.facts.date_compare import DateRelation, relation
from compare.facts.dates import dates, is_anchor
from compare.model import DateValue, Fact


def find(
    sentence: str, published: str | None = None, anchor: DateValue | None = None
) -> list[Fact]:
    return list(dates(sentence, 0, len(sentence), published, anchor))


def value(fact: Fact) -> DateValue:
    assert isinstance(fact.value, DateValue)
    return fact.value


def shown(fact: Fact) -> str:
    """A fact as the fixture writes it."""
    found = value(fact)
    if found.start is None and found.end is None:
        return f"{fact.text} = ?"
    if found.start and found.end == found.start + datetime.timedelta(days=1):
        return f"{fact.text} = {found.start}"
    return f"{fact.text} = {found.start or ''}..{found.end or ''}"


@pytest.mark.parametrize(("published", "sentence", "expected"), list(fact_rows("dates.txt")))
def test_fixture(published: str | None, sentence: str, expected: str) -> None:
    found = find(sentence, published)
    assert ("; ".join(shown(fact) for fact in found) or "-") == expected


def test_offsets_count_in_the_whole_text() -> None:
    text = "On June 6, 2023 it rained. On June 7, 2023 it did not."
    (fact,) = dates(text, 27, len(text), None)
    assert text[fact.start : fact.end] == fact.text == "June 7, 2023"
    assert (fact.kind, fact.predicate) == ("date", None)


def test_granularity_and_anchor() -> None:
    labels = {
        "in June 2023": ("month", "absolute"),
        "on June 6": ("day", "publication"),
        "last week": ("week", "publication"),
        "the following day": ("day", "unresolved"),
        "from June 5-8": ("range", "publication"),
        "since 2021": ("year", "absolute"),
        "in the third quarter of 2021": ("quarter", "absolute"),
    }
    for words, expected in labels.items():
        (fact,) = find(words, "2023-06-06")
        assert (value(fact).granularity, value(fact).anchor) == expected, words


def test_anchor_of_an_earlier_sentence() -> None:
    anchor = value(find("on June 6, 2023")[0])
    (fact,) = find("The following day he left.", None, anchor)
    assert value(fact) == DateValue(
        datetime.date(2023, 6, 7), datetime.date(2023, 6, 8), "day", "text"
    )


def test_anchor_too_wide_to_count_from() -> None:
    anchor = value(find("from June 5-8, 2023")[0])
    (fact,) = find("The following day he left.", None, anchor)
    assert value(fact) == DateValue(None, None, "day", "unresolved")


def test_what_a_later_sentence_may_count_from() -> None:
    assert is_anchor(find("on June 6, 2023")[0])
    assert not is_anchor(find("since June 6, 2023")[0])
    assert not is_anchor(find("a year ago", "2023-06-06")[0])
    assert not is_anchor(find("on Tuesday")[0])


TABLES = ["months", "weekdays", *(f"date_{name}" for name in ("cues", "units", "ordinals"))]
TABLES += ["date_numbers", "date_seasons", "date_decades", "date_codes"]
WRITTEN = [word for name in TABLES for word in table(name)]
NUMBERS = ["6", "06th", "29", "31", "99", "999", "1999", "2000", "2023", "1990s"]
NUMBERS += ["2023-06-06", "30.2.2021", "6/6/2023"]
WORDS = st.sampled_from(
    [*WRITTEN, *(word.title() for word in WRITTEN), *NUMBERS * 10, *("-–,.'" * 20), *(["s"] * 9)]
)
DAYS = st.sampled_from(
    [None, "", "2023-06-06", "2022-03", "2022", "0001-01-01", "9999-12-31", "0001", "9999-12", "x"]
)


def check_spans(text: str, start: int, end: int, published: str | None) -> None:
    position = start
    for fact in dates(text, start, end, published):
        assert position <= fact.start < fact.end <= end
        assert text[fact.start : fact.end] == fact.text
        found = value(fact)
        assert found.start is None or found.end is None or found.start < found.end
        assert relation(fact, fact) in {DateRelation.SAME, DateRelation.UNKNOWN}
        position = fact.end


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=80), DAYS, st.integers(0, 80), st.integers(0, 80))
def test_any_text(text: str, published: str | None, start: int, end: int) -> None:
    start, end = sorted((min(start, len(text)), min(end, len(text))))
    check_spans(text, start, end, published)


@settings(max_examples=500, deadline=None)
@given(st.lists(WORDS, max_size=14), DAYS)
def test_any_words_of_dates(words: list[str], published: str | None) -> None:
    text = " ".join(words)
    check_spans(text, 0, len(text), published)


@pytest.mark.parametrize(
    "piece", ["1", "-", " ", "1-", "1 ", "- ", "June ", "two ", "2019-", "1,", "a", "’", "of the "]
)
def test_long_runs_take_linear_time(piece: str) -> None:
    def seconds(length: int) -> float:
        text = piece * (length // len(piece))
        begun = time.process_time()
        assert find(text, "2023-06-06") is not None
        return time.process_time() - begun

    seconds(1000)
    assert seconds(100_000) < 20 * seconds(12_500) + 0.5


SAME, FINER, OVERLAP, DISJOINT, UNKNOWN = DateRelation


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("on June 6, 2023", "on 6 June 2023", SAME),
        ("in 2022", "in March 2022", FINER),
        ("from March to May 2022", "from April to July 2022", OVERLAP),
        ("in March 2022", "in February 2022", DISJOINT),
        ("on June 6, 2023", "on June 7, 2023", DISJOINT),
        ("since August 2021", "in August 2021", FINER),
        ("since August 2021", "in 2019", DISJOINT),
        ("since 2019", "by 2021", OVERLAP),
        ("after June 6, 2023", "on June 6, 2023", OVERLAP),
        ("in late 2020", "in August 2020", OVERLAP),
        ("in late 2020", "in January 2020", DISJOINT),
        # Without a publication date.
        ("on June 6", "on 6 June", SAME),
        ("in February", "in March", DISJOINT),
        ("in June", "on June 6", FINER),
        ("on June 6", "on June 6, 2023", SAME),
        ("on June 6", "on July 6, 2023", UNKNOWN),
        ("since February", "in March", UNKNOWN),
        ("on Tuesday", "on Tuesday", UNKNOWN),
        ("on Tuesday", "on June 6, 2023", UNKNOWN),
        ("last week", "in 2022", UNKNOWN),
    ],
)
def test_relation(a: str, b: str, expected: DateRelation) -> None:
    (first,), (second,) = find(a), find(b)
    assert relation(first, second) == expected
    assert relation(second, first) == expected


def test_relation_of_vague_spans_of_time() -> None:
    (ago,) = find("two years ago", "2023-06-06")
    assert relation(ago, find("in December 2020")[0]) == OVERLAP
    assert relation(ago, find("in 2017")[0]) == DISJOINT


def test_relation_needs_dates() -> None:
    (fact,) = find("in 2022")
    other = Fact("modality", 0, 2, "in", None)  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        relation(fact, other)


def test_months_are_cut_to_their_length() -> None:
    assert add_months(datetime.date(2023, 1, 31), 1) == datetime.date(2023, 2, 28)
    assert add_months(datetime.date(2023, 1, 31), -11) == datetime.date(2022, 2, 28)


def test_thirds_cover_a_period() -> None:
    for instant, unit in [
        (datetime.date(2023, 2, 3), "month"),
        (datetime.date(2024, 1, 1), "half"),
    ]:
        whole = containing(instant, unit)
        parts = [third(whole, part) for part in ("early", "mid", "late")]
        assert [whole.start, parts[0].end, parts[1].end] == [part.start for part in parts]
        assert parts[2].end == whole.end


def test_publication_dates_at_their_own_granularity() -> None:
    shown_as = {"2023-06-06": "day", "2023-06-06T10:00:00Z": "day", "2022-03": "month"}
    for text, granularity in shown_as.items():
        period = parse_period(text)
        assert period is not None
        assert period.granularity == granularity
    assert parse_period("June") is None
    assert parse_period(None) is None
