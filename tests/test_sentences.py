from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compare.sentences import split


def sentences(text: str, language: str | None = "en") -> list[str]:
    return [sentence.text for sentence in split("a", text, language)]


@pytest.mark.parametrize(
    "expected",
    [
        ["The mill burned.", "Nobody was hurt.", "Why?"],
        ["Mr. Holm met Dr. Brook at 6 p.m. on Friday.", "They spoke of the U.S. embassy."],
        ["His name is Alfred E. Sloan.", "J. K. Finch is his aunt."],
        ["“The mill burned.”", "She said so twice."],
        ["“Was the mill insured?” he asked.", "“It was.”"],
        ['"It burned!" cried Ida Brook.', "Then she left."],
        ["The insurgents bombed the bank.", "The mayor kept his code.", "It works.", "Fine."],
        ["It cost 1.2 million crowns.", "The repairs took 3.5 weeks."],
        ["He hesitated ... and then agreed.", "It rained..."],
        ["It was told by a witness.[3]", "Another denied it. [12]", "So it goes."],
        ["Some tools (e.g. The Hammer) were lost.", "Others (see Fig. 3) were not."],
        ["The company, Kestrel Inc., closed on Sept. 3.", "It had 40 workers."],
        ["1. The mill burned.", "2. Nobody was hurt."],
        ["(The mill is old.)", "It was built in 1901."],
    ],
)
def test_english(expected: list[str]) -> None:
    assert sentences(" ".join(expected)) == expected


def test_lines_are_cut_apart_unless_a_sentence_runs_on() -> None:
    assert sentences("Mayor opens bridge\nThe bridge is new.") == [
        "Mayor opens bridge",
        "The bridge is new.",
    ]
    wrapped = "The mayor opened the new bridge\nand went home. He was\r\nhappy that day.\n\nthe end"
    assert sentences(wrapped) == [
        "The mayor opened the new bridge\nand went home.",
        "He was\r\nhappy that day.",
        "the end",
    ]


def test_menus_do_not_run_on() -> None:
    assert sentences("home\nnews\nsign in") == ["home", "news", "sign in"]


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("zh", ["大桥周一关闭。", "五月重新开放。"]),
        ("ja", ["橋は月曜日に閉鎖された。", "「五月に開く。」"]),
    ],
)
def test_stops_without_a_space(language: str, expected: list[str]) -> None:
    assert sentences("".join(expected), language) == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("de", ["Die Brücke wurde gesperrt.", "„Warum?“", "Niemand weiß es."]),
        ("ru", ["Мост закрыли в понедельник.", "А. Петров это подтвердил."]),
        ("ar", ["هل أغلق الجسر؟", "نعم، أغلق يوم الاثنين."]),
    ],
)
def test_other_languages_are_cut_at_full_stops(language: str, expected: list[str]) -> None:
    assert sentences(" ".join(expected), language) == expected


def test_unknown_language_counts_as_english() -> None:
    assert sentences("Mr. Holm left. So did I.", None) == ["Mr. Holm left.", "So did I."]


def test_nothing_is_no_sentence() -> None:
    assert split("a", "") == split("a", " \n\t\u2028 ") == ()


def test_indices_count_up() -> None:
    found = split("id7", "One fell. Two stood. Three ran.")
    assert [(s.article, s.index) for s in found] == [("id7", 0), ("id7", 1), ("id7", 2)]


PIECES = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        ["The mill burned.", "Mr. Holm", "“Why?” he", "e.g.", "[3]", "...", "!", "\r\n", "\n", "  ",
         "\u202e", "\0", "。", "works. The", ".)", "U.S."]
    ),
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=15).map(" ".join), st.sampled_from(["en", None, "de", "zh"]))
def test_sentences_are_exact_slices_that_lose_nothing(text: str, language: str | None) -> None:
    found = split("a", text, language)
    assert all(text[s.start : s.end] == s.text == s.text.strip() != "" for s in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert "".join("".join(s.text.split()) for s in found) == "".join(text.split())


@pytest.mark.parametrize(
    "text",
    ["a" * 100_000, "The mill burned. " * 60_000, "the mill\n" * 50_000, "[1] " * 50_000],
    ids=["word", "line", "lines", "marks"],
)
def test_long_inputs_lose_nothing(text: str) -> None:
    found = sentences(text)
    assert sum(len("".join(s.split())) for s in found) == len("".join(text.split()))
