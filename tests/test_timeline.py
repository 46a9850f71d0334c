"""Dates gathered by claim: those of one act, or the same days, and told by two reports."""

from __future__ import annotations

import datetime

import pytest
import sample_report

from compare.model import Article, Clause, DateMention, DateValue, Fact, Facts, Report
from compare.timeline import date_mentions

# Of an outlet's first sentence: the words of a date, its month in 2021, and the verb's lemma.
Told = tuple[str, int | None, str | None]

HERALD: Told = ("February 2021", 2, "approve")
GAZETTE: Told = ("March 2021", 3, "approve")
DAYS = datetime.timedelta(days=28)


@pytest.fixture(scope="module")
def report() -> Report:
    return sample_report.build()


def _facts(article: Article, told: Told) -> Facts:
    words, month, lemma = told
    start = article.text.index(words)
    day = datetime.date(2021, month, 1) if month else None
    value = DateValue(day, day and day + DAYS, "month", "absolute" if day else "unresolved")
    clause = Clause(
        (4, 5), (4, 5), lemma or "", None, None, (), False, "asserted", "past", False, (0, 9)
    )
    fact = Fact("date", start, start + len(words), words, value, (4, 5) if lemma else None)
    return Facts((fact,), (clause,))


def _gathered(report: Report, herald: Told, gazette: Told) -> tuple[DateMention, ...]:
    told = {"Brannock Herald": herald, "Ostra Gazette": gazette}
    facts = {
        (article.id, 0): _facts(article, told[article.source])
        for article in report.articles
        if article.source in told
    }
    return date_mentions(report.claims, report.findings, report.sentences, facts)


def test_the_dates_of_one_act_are_gathered_under_their_claim(report: Report) -> None:
    found = _gathered(report, HERALD, GAZETTE)
    assert {(it.claim, it.text, it.start.month) for it in found} == {
        ("c1", "February 2021", 2),
        ("c1", "March 2021", 3),
    }
    texts = {article.id: article.text for article in report.articles}
    for mention in found:
        assert texts[mention.article][slice(*mention.span)] == mention.text
    assert [it.article for it in found] == sorted(it.article for it in found)


@pytest.mark.parametrize("lemma", ["debate", None])
def test_the_same_days_are_gathered_whatever_the_verb(report: Report, lemma: str | None) -> None:
    assert len(_gathered(report, HERALD, ("March 2021", 2, lemma))) == 2


@pytest.mark.parametrize(
    "gazette",
    [
        ("March 2021", 3, "debate"),
        ("March 2021", 3, None),
        ("March 2021", None, "approve"),
    ],
)
def test_dates_of_other_acts_and_open_dates_make_no_event(report: Report, gazette: Told) -> None:
    assert _gathered(report, HERALD, gazette) == ()
