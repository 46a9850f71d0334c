"""Verdicts on passages that have changed: what is carried over, and what never is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
import sample_report
from review_cases import rule

from compare.facts import extract
from compare.fingerprint import fingerprint
from compare.model import Facts, Relation, Report
from compare.review.carrying import carry_over, same_but_for_spelling
from compare.review.memory import recall
from compare.review.store import VerdictStore
from compare.review.verdict import Role, Ruling

HERALD = "The council of Brannock approved the new bridge over the river in February 2021."
GAZETTE = "Councillors in Brannock gave the bridge their approval in March 2021, after a debate."


def report(
    herald: str = HERALD,
    gazette: str = GAZETTE,
    relation: Relation = Relation.CONTRADICT,
    published: str = "2021-03-12",
    language: str = "en",
) -> Report:
    """Two articles of one sentence each, and the finding on them."""
    articles = tuple(
        sorted(
            (
                replace(sample_report.article(source, None, published, text), language=language)
                for source, text in (("Herald", herald), ("Gazette", gazette))
            ),
            key=lambda one: one.id,
        )
    )
    sides = (sample_report.side(article, 0) for article in articles)
    found = sample_report.finding(relation, ["date"], "", [("base", 1.0)], *sides)
    found = replace(found, id=fingerprint(found.a.text, found.b.text))
    split = {article.id: sample_report.sentences(article) for article in articles}
    whole = sample_report.build()
    return replace(whole, articles=articles, sentences=split, findings=(found,), claims=())


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "verdicts.sqlite3"


@pytest.fixture
def store(path: Path) -> Iterator[VerdictStore]:
    """A store in which the finding of the plain report is dismissed."""
    with closing(VerdictStore(path)) as opened:
        first = report()
        rule(opened, first, first.findings[0], Ruling.NOT_COMPARABLE, "Ada")
        yield opened


def test_a_repeated_run_keeps_the_verdict_under_its_fingerprint(
    store: VerdictStore, path: Path
) -> None:
    again = report(f"  {HERALD.upper()}", GAZETTE)
    verdict = recall(again, path)[again.findings[0].id]
    assert (verdict.verdict, verdict.reviewer, verdict.carried) == ("not-comparable", "Ada", False)
    assert verdict.dismisses


@pytest.mark.parametrize(
    ("herald", "gazette"),
    [
        (HERALD.replace("bridge", "brigde"), GAZETTE),
        (HERALD.replace("council", "concil"), GAZETTE.replace("approval", "aproval")),
        (HERALD.replace("The council", "Teh council"), GAZETTE),
        (HERALD.replace("the new bridge", "the the new bridge"), GAZETTE),
        (HERALD.replace("over the", "overthe"), GAZETTE),
    ],
)
def test_a_typo_more_or_less_carries_the_verdict_over(
    store: VerdictStore, path: Path, herald: str, gazette: str
) -> None:
    mended = report(herald, gazette)
    name = mended.findings[0].id
    verdict = recall(mended, path)[name]
    assert (verdict.verdict, verdict.reviewer, verdict.carried) == ("not-comparable", "Ada", True)
    (before,) = store.history(report().findings[0].id)
    store.refresh()
    ((after, _),) = store.history(name)
    assert (after.at, after.carried_from) == (before[0].at, before[0].fingerprint)
    assert recall(mended, path)[name] == verdict


@pytest.mark.parametrize(
    "herald",
    [
        HERALD.replace("February", "January"),
        HERALD.replace("February 2021", "February 2022"),
        HERALD.replace("approved", "rejected"),
        HERALD.replace("approved", "had not approved"),
        HERALD.replace("Brannock", "Brannick"),
        HERALD.replace("the new bridge", "the first new bridge"),
        "Nobody in the valley had heard of any such plan before the war was over.",
    ],
)
def test_another_statement_gets_no_verdict(store: VerdictStore, path: Path, herald: str) -> None:
    assert recall(report(herald), path) == {}


def test_a_relative_date_counts_from_the_day_of_publication(path: Path) -> None:
    herald = "The council of Brannock approved the new brige over the river yesterday."
    first = report(herald, published="2021-03-12")
    with closing(VerdictStore(path)) as store:
        rule(store, first, first.findings[0], Ruling.CONTRADICTION, "Ada")
    mended = herald.replace("brige", "bridge")
    assert recall(report(mended, published="2022-03-12"), path) == {}
    assert len(recall(report(mended, published="2021-03-12"), path)) == 1


def test_where_the_tool_says_otherwise_now_nothing_is_carried(
    store: VerdictStore, path: Path
) -> None:
    assert recall(report(HERALD.replace("bridge", "brigde"), relation=Relation.AGREE), path) == {}


def test_in_a_language_without_facts_nothing_is_carried(path: Path) -> None:
    first = report(language="xx")
    with closing(VerdictStore(path)) as store:
        rule(store, first, first.findings[0], Ruling.CONTRADICTION, "Ada")
    assert recall(report(HERALD.replace("bridge", "brigde"), language="xx"), path) == {}


def test_a_pair_that_is_still_there_lends_nothing(store: VerdictStore) -> None:
    first, mended = report(), report(HERALD.replace("bridge", "brigde"))
    both = replace(
        first,
        articles=(*first.articles, *mended.articles),
        findings=(*first.findings, *mended.findings),
    )
    assert carry_over(both, store) == 0


def test_what_was_taken_back_stays_so(store: VerdictStore, path: Path) -> None:
    mended = report(HERALD.replace("bridge", "brigde"))
    assert carry_over(mended, store) == 1
    name = mended.findings[0].id
    said = store.standing(name)["Ada", Role.REVIEWER]
    store.add(store.pairs([name])[name], replace(said, ruling=None, carried_from=None))
    assert carry_over(mended, store) == 0
    assert recall(mended, path) == {}


def test_facts_are_looked_for_only_where_words_have_changed(store: VerdictStore) -> None:
    asked: list[str] = []

    def watched(text: str, *rest: object) -> tuple[Facts, ...]:
        asked.append(text)
        return extract(text, *rest)  # type: ignore[arg-type]

    carry_over(report("Nobody had heard of it.", "Nor had anybody else."), store, watched)
    assert asked == []
    mended = HERALD.replace("bridge", "brigde")
    carry_over(report(mended), store, watched)
    assert sorted(asked) == sorted([HERALD, mended])


def test_without_a_store_nothing_is_known_and_none_is_made(tmp_path: Path) -> None:
    assert recall(report(), tmp_path / "none" / "v.sqlite3") == {}
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("the east bank", "the eastbank", True),
        ("a promise kept", "promise kept", True),
        ("hte vote was lost", "the vote was lost", True),
        ("the law is legal", "the law is illegal", False),
        ("it rose by 40", "it rose by 41", False),
        ("the men were hired", "the men were fired", False),
        ("he is in the city", "he is of the city", False),
        ("a visit to Iran", "a visit to Iraq", False),
        ("they can pay", "they cannot pay", False),
        ("", "word", False),
    ],
)
def test_same_but_for_spelling(a: str, b: str, same: bool) -> None:
    assert same_but_for_spelling(a, b) is same
    assert same_but_for_spelling(b, a) is same
