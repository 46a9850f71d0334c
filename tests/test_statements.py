"""Who says what and how sure it is, on texts that a linguist can read."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet
from hypothesis import given, settings
from hypothesis import strategies as st

from compare.data import words
from compare.facts import extract
from compare.facts.quotes import quotations
from compare.inspection import lines, to_dict
from compare.model import (
    Article,
    AttributionValue,
    DateValue,
    Fact,
    Facts,
    Sentence,
    Span,
    TimeValue,
)
from compare.sentences import split

FIXTURES = Path(__file__).parent / "facts"
FAILING = pytest.mark.xfail(strict=True, reason="known failure")
PIECES = [
    *"“”\"'‘’«»„\n:—",
    "''",
    "said",
    "he",
    "Ida Brook",
    "according to",
    "quoted",
    "as saying",
    "that",
    "not",
    "until",
    "the mill burned.",
    "never failed to",
]


def _facts(text: str) -> list[Facts]:
    return list(extract(text, split("a", text), None))


def _attributions(text: str) -> list[Fact]:
    return [fact for facts in _facts(text) for fact in facts.of_kind("attribution")]


def _lines(name: str) -> Iterator[str]:
    for line in (FIXTURES / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line


def _attributed() -> list[ParameterSet]:
    cases: list[tuple[str, list[str], bool]] = []
    for line in _lines("statements.txt"):
        if line.startswith((">", "!>")):
            text = line.lstrip("!> ").replace("¶", "\n\n")
            cases.append((text, [], line.startswith("!")))
        else:
            cases[-1][1].append(line)
    return [pytest.param(text, rows, marks=FAILING if fails else ()) for text, rows, fails in cases]


def _judged() -> list[ParameterSet]:
    cases = []
    for line in _lines("statements_modality.txt"):
        sentence, expected = line.lstrip("! ").split(" | ")
        marks = FAILING if line.startswith("!") else ()
        cases.append(pytest.param(sentence, expected.split(", "), marks=marks))
    return cases


def _row(text: str, fact: Fact) -> str:
    value = fact.value
    assert isinstance(value, AttributionValue)

    def said(span: Span | None) -> str:
        return text[slice(*span)] if span else "-"

    source = said(value.source)
    # A capital at the head of a sentence is no part of what is checked.
    common = source.split()[0] in {"The", "A", "Officials", "She", "He"}
    source = source[0].lower() + source[1:] if common else source
    content = " // ".join(said(span) for span in value.content)
    return " | ".join([source, said(value.cue), content, "direct" if value.direct else "indirect"])


@pytest.mark.parametrize(("text", "expected"), _attributed())
def test_who_says_what(text: str, expected: list[str]) -> None:
    assert [_row(text, fact) for fact in _attributions(text)] == expected


@pytest.mark.parametrize(("sentence", "expected"), _judged())
def test_polarity_and_modality(sentence: str, expected: list[str]) -> None:
    found = {}
    for clause in _facts(sentence)[0].clauses:
        word = sentence[slice(*clause.predicate)]
        modality = "" if clause.modality == "asserted" else f" {clause.modality}"
        found[word] = f"{'-' if clause.negated else '+'}{word}{modality}"
    assert [found.get(row[1:].split()[0]) for row in expected] == expected


@pytest.mark.parametrize(
    ("sentence", "verbs"),
    [
        (
            "The mill closed in May 2020, the mayor said in June 2021.",
            {"May 2020": "closed", "June 2021": "said"},
        ),
        (
            "The mayor said in June 2021 that the mill had closed in May 2020.",
            {"June 2021": "said", "May 2020": "closed"},
        ),
        (
            "The firm applied in March 2019 to build the plant in May 2022.",
            {"March 2019": "applied", "May 2022": "build"},
        ),
        (
            "The bridge, which burned in May 2018, was opened in June 2021.",
            {"May 2018": "burned", "June 2021": "opened"},
        ),
        (
            "The army took the town in March 2019 before it left the port in June 2020.",
            {"March 2019": "took", "June 2020": "left"},
        ),
    ],
)
def test_two_events_keep_their_dates_apart(sentence: str, verbs: dict[str, str]) -> None:
    found = {
        fact.text.removeprefix("in "): sentence[slice(*fact.predicate)]
        for fact in _facts(sentence)[0].of_kind("date")
        if fact.predicate
    }
    assert found == verbs


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The bridge did not open until March 2022.", ("2022-03-01", None)),
        ("The bridge did not open until June 6, 2022.", ("2022-06-06", None)),
        ("The bridge did not open until the end of March 2022.", ("2022-03-01", None)),
        ("The bridge was open until March 2022.", (None, "2022-04-01")),
    ],
)
def test_what_is_negated_up_to_a_date_happened_then(
    sentence: str, expected: tuple[str | None, str | None]
) -> None:
    (fact,) = _facts(sentence)[0].of_kind("date")
    value = fact.value
    assert isinstance(value, DateValue)
    found = tuple(day and day.isoformat() for day in (value.start, value.end))
    assert found == expected


def test_what_is_negated_up_to_an_hour_happened_then() -> None:
    (fact,) = _facts("The shop did not open until 9 a.m. that day.")[0].of_kind("time")
    assert isinstance(fact.value, TimeValue)
    assert (fact.value.opens, fact.value.closes) == (540, None)


def test_a_negated_predicate_and_a_planned_one_are_facts() -> None:
    (facts,) = _facts("The firm did not open the plant but plans to open a mill.")
    polarity = [(fact.text, fact.value.value) for fact in facts.of_kind("polarity")]  # type: ignore[union-attr]
    modality = [(fact.text, fact.value.value) for fact in facts.of_kind("modality")]  # type: ignore[union-attr]
    assert polarity == [("open", "negative")]
    assert modality == [("open", "planned")]


def test_a_quotation_over_two_sentences_has_one_speaker() -> None:
    text = "“The mill is old. It must be closed,” Ida Brook said."
    rows = [_row(text, fact) for fact in _attributions(text)]
    assert rows == [
        "Ida Brook | said | The mill is old. | direct",
        "Ida Brook | said | It must be closed, | direct",
    ]


def test_an_unclosed_quotation_ends_with_its_paragraph() -> None:
    text = "“The mill is old and must close.\n\nThe mayor left."
    assert [text[slice(*part)] for q in quotations(text) for part in q.parts] == [
        "The mill is old and must close."
    ]


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ('" The mill is old, " Ida Brook said.', ["The mill is old,"]),
        ('Brook wrote that " the mill must close " and left.', ["the mill must close"]),
        ('She left. " The mill was sold, " but " not to the firm. "', ["not to the firm."]),
        ('A pipe of 6 " and a wall of 8 " were found in it.', []),
        ('The mill must close by May. " Ida Brook said nothing else.', []),
    ],
)
def test_straight_marks_between_spaces(text: str, quoted: list[str]) -> None:
    parts = [text[slice(*part)] for q in quotations(text) for part in q.parts]
    assert parts[-len(quoted) :] == quoted if quoted else parts == []


def test_inspect_tells_polarity_and_modality_of_every_predicate() -> None:
    text = "The firm opened the mill but did not pay 3 workers."
    (sentence,) = split("a", text)
    facts = extract(text, [sentence], None)
    article = Article("a", None, None, None, None, None, "en", "", text)
    (row,) = to_dict(article, [sentence], facts)["sentences"]
    told = [(f["kind"], f["text"], f["value"]) for f in row["facts"]]
    assert [fact for fact in told if fact[0] in {"polarity", "modality"}] == [
        ("modality", "opened", {"value": "asserted"}),
        ("polarity", "opened", {"value": "positive"}),
        ("modality", "pay", {"value": "asserted"}),
        ("polarity", "pay", {"value": "negative"}),
    ]
    quantity = {"low": 3.0, "high": 3.0, "unit": None, "of": "worker"}
    assert ("quantity", "3", quantity) in told
    shown = "\n".join(line.plain for line in lines(article, [sentence], facts))
    assert "negative" in shown
    assert "positive" not in shown and "asserted" not in shown


@pytest.mark.parametrize("text", ["he said that " * 300, "failed to try to " * 230, "“a 'b " * 400])
def test_endless_nesting_is_read(text: str) -> None:
    (facts,) = extract(text, [Sentence("a", 0, 0, len(text), text)], None)
    assert all(0 <= start < end <= len(text) for c in facts.clauses for start, end in [c.predicate])


@given(st.one_of(st.text(max_size=300), st.lists(st.sampled_from(PIECES)).map(" ".join)))
@settings(max_examples=1000, deadline=None)
def test_quotations_of_any_text_lie_within_it(text: str) -> None:
    position = 0
    for quotation in quotations(text):
        start, end = quotation.outer
        assert position <= start < end <= len(text)
        assert all(start <= a <= b <= end for a, b in quotation.parts)
        position = end


# Words of every kind of fact, figures and marks; CLAIM_COMPARE_EXAMPLES tries that many texts.
EXAMPLES = int(os.environ.get("CLAIM_COMPARE_EXAMPLES", "100"))
LISTS = "date_cues date_units date_holidays months weekdays time_parts time_zones number_words "
LISTS += "magnitudes bounds units currencies ratio_words changes comparatives casualty_words "
LISTS += "name_titles name_honorifics name_countries hedges negators negation_exceptions"
WRITTEN = sorted({row.partition("\t")[0] for name in LISTS.split() for row in words(name)})
FIGURES = "0 1 6 31 12,000 1.2 2023 1990s ½ ① ٣ 1/2 11/20 3-1 9:30 0930 2023-06-06 $5bn 5% (2) +1"
MARKS = "-–,.'()[%€\u00a0\n\u200b\ud800İß\t…ﬁ🙂#/@*"
ANY_PIECES = st.one_of(
    st.sampled_from([*WRITTEN, *(word.title() for word in WRITTEN)]),
    st.sampled_from([*PIECES, *FIGURES.split(), *MARKS]),
)
ANY_TEXT = st.one_of(
    st.text(max_size=80),
    st.lists(ANY_PIECES, max_size=14).map(" ".join),
    st.lists(ANY_PIECES, max_size=14).map("".join),
    st.tuples(ANY_PIECES, st.integers(2, 30)).map(lambda pair: f"{pair[0]} " * pair[1]),
)
PUBLISHED = st.sampled_from([None, "2023-06-06", "2022-03", "0001-01-01", "9999-12-31", "x"])


def _spans(fact: Fact) -> Iterator[Span]:
    """All spans that a fact names."""
    yield fact.span
    if fact.predicate:
        yield fact.predicate
    if isinstance(fact.value, AttributionValue):
        yield from fact.value.content
        yield from (span for span in (fact.value.source, fact.value.cue) if span)


@given(ANY_TEXT, PUBLISHED)
@settings(max_examples=EXAMPLES, deadline=None)
def test_any_text_is_read_and_spans_lie_within_it(text: str, published: str | None) -> None:
    whole = [Sentence("a", 0, 0, len(text), text)]
    for sentences in (whole, split("a", text)):
        for facts in extract(text, sentences, published):
            for fact in facts.facts:
                assert text[fact.start : fact.end] == fact.text
                assert all(0 <= start < end <= len(text) for start, end in _spans(fact))
            for clause in facts.clauses:
                spans = (clause.predicate, clause.group, clause.span)
                assert all(0 <= start < end <= len(text) for start, end in spans)
