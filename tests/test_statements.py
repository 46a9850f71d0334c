"""Who says what and how sure it is, on texts that a linguist can read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet
from hypothesis import given, settings
from hypothesis import strategies as st

from compare.facts import extract
from compare.facts.quotes import quotations
from compare.model import AttributionValue, Fact, Facts, Sentence, Span
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

    def words(span: Span | None) -> str:
        return text[slice(*span)] if span else "-"

    source = words(value.source)
    # A capital at the head of a sentence is no part of what is checked.
    common = source.split()[0] in {"The", "A", "Officials", "She", "He"}
    source = source[0].lower() + source[1:] if common else source
    content = " // ".join(words(span) for span in value.content)
    return " | ".join([source, words(value.cue), content, "direct" if value.direct else "indirect"])


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


@given(st.one_of(st.text(max_size=80), st.lists(st.sampled_from(PIECES)).map(" ".join)))
@settings(max_examples=100, deadline=None)
def test_any_text_is_read_and_spans_lie_within_it(text: str) -> None:
    sentence = Sentence("a", 0, 0, len(text), text)
    for facts in (*extract(text, [sentence], None), *_facts(text)):
        for fact in facts.of_kind("attribution", "polarity", "modality"):
            assert 0 <= fact.start < fact.end <= len(text)
            assert text[fact.start : fact.end] == fact.text
            if isinstance(fact.value, AttributionValue):
                spans = [*fact.value.content, fact.value.source, fact.value.cue]
                assert all(0 <= s[0] < s[1] <= len(text) for s in spans if s)
