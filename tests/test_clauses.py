"""Clauses and the verbs that facts belong to, on sentences that a linguist can read."""

from __future__ import annotations

from pathlib import Path

import pytest

from compare.facts import extract
from compare.model import Clause, Facts, Sentence

FIXTURE = Path(__file__).parent / "facts" / "clauses.txt"


def _facts(text: str) -> Facts:
    return extract(text, [Sentence("a", 0, 0, len(text), text)], None)[0]


def _cases() -> list[tuple[str, list[str]]]:
    cases: list[tuple[str, list[str]]] = []
    for line in FIXTURE.read_text(encoding="utf-8").splitlines():
        if line.startswith(">"):
            cases.append((line[1:].strip(), []))
        elif line and not line.startswith("#"):
            cases[-1][1].append(line)
    return cases


def _row(clause: Clause) -> str:
    marks = ["not"] * clause.negated + ["said"] * clause.reporting
    marks += [clause.tense] if clause.tense else []
    marks += [clause.modality] if clause.modality != "asserted" else []
    roles = [p.head if p and p.head else "-" for p in (clause.agent, clause.patient)]
    return " | ".join([clause.lemma, *roles, " ".join(marks)]).strip()


@pytest.mark.parametrize(("sentence", "expected"), _cases())
def test_clauses(sentence: str, expected: list[str]) -> None:
    assert [_row(clause) for clause in _facts(sentence).clauses] == expected


@pytest.mark.parametrize(
    ("sentence", "verbs"),
    [
        ("The mill burned in May and was rebuilt in June.", {"May": "burned", "June": "rebuilt"}),
        (
            "After the election in March 2020, she resigned in July 2021.",
            {"March 2020": "election", "July 2021": "resigned"},
        ),
        ("Police, who held him in 2019, freed him in 2021.", {"2019": "held", "2021": "freed"}),
    ],
)
def test_each_date_has_its_own_verb(sentence: str, verbs: dict[str, str]) -> None:
    found = {
        fact.text: sentence[slice(*fact.predicate)]
        for fact in _facts(sentence).of_kind("date")
        if fact.predicate
    }
    assert found == verbs


def test_a_quotation_is_attributed_to_its_speaker() -> None:
    text = "“The mill will not open again,” Ida Brook said."
    (fact,) = _facts(text).of_kind("attribution")
    assert fact.text == "The mill will not open again,"
    assert text[slice(*fact.value.source)] == "Ida Brook"  # type: ignore[union-attr, misc]
    assert text[slice(*fact.value.cue)] == "said"  # type: ignore[union-attr, misc]


def test_an_overlong_sentence_costs_no_parse() -> None:
    assert _facts("word " * 2000).clauses == ()
