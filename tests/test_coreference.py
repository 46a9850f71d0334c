"""Whom pronouns stand for, and what else the participants of clauses are called."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from compare.facts import extract
from compare.facts.coreference import pronouns
from compare.facts.names import names
from compare.facts.quotes import quotations
from compare.facts.syntax import parse
from compare.model import Clause
from compare.sentences import split

FIXTURE = Path(__file__).parent / "facts" / "coreference.txt"
MARKED = re.compile(r"\b(?P<pronoun>he|she|him|her)\[(?P<name>[^\]]+)\]", re.IGNORECASE)


def _rows() -> list[object]:
    lines = FIXTURE.read_text(encoding="utf-8").splitlines()
    lines = [line for line in lines if line and not line.startswith("#")]
    fails = pytest.mark.xfail(strict=True)
    return [
        pytest.param(line.lstrip("! "), marks=[fails] if line.startswith("!") else [], id=line[:40])
        for line in lines
    ]


def _unmarked(line: str) -> tuple[str, dict[int, str]]:
    """The text of a line, and the place of each marked pronoun to the name that is meant."""
    text, meant = "", {}
    at = 0
    for match in MARKED.finditer(line):
        text += line[at : match.start()]
        meant[len(text)] = match["name"]
        text += match["pronoun"]
        at = match.end()
    return text + line[at:], meant


def _found(text: str) -> dict[int, str]:
    sentences = split("a", text, "en")
    trees = parse([sentence.text for sentence in sentences])
    named = list(names(text, sentences, trees))
    quoted = [quotation.outer for quotation in quotations(text)]
    rows = pronouns(sentences, trees, named, quoted)
    return {span[0]: name for row in rows for span, name in row.items()}


@pytest.mark.parametrize("line", _rows())
def test_a_pronoun_stands_for_the_one_person_who_can_be_meant(line: str) -> None:
    text, meant = _unmarked(line)
    assert _found(text) == {place: name for place, name in meant.items() if name != "-"}


def _clauses(text: str) -> list[Clause]:
    sentences = split("a", text, "en")
    return [c for facts in extract(text, sentences, None, "en") for c in facts.clauses]


@pytest.mark.parametrize(
    ("text", "lemma", "called"),
    [
        ("Eastbrook United won. United paid Diego Moreno a bonus.", "pay", {"eastbrook", "united"}),
        ("Ann Kos, the prime minister, spoke. The prime minister left.", "leave", {"ann", "kos"}),
        ("Ann Kos spoke. She left.", "leave", {"ann", "kos"}),
        ("Ann Kos spoke. They left.", "leave", set()),
    ],
)
def test_a_participant_has_all_words_of_the_name_it_stands_for(
    text: str, lemma: str, called: set[str]
) -> None:
    (clause,) = (c for c in _clauses(text) if c.lemma == lemma)
    assert clause.agent is not None
    assert clause.agent.names == called
