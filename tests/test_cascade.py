"""Two entailment models in a row: who is asked what, and whose word stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from compare.caching.cache import Cache
from compare.caching.models import CachedEntailment
from compare.judgement.cascade import SUSPICION, Cascade
from compare.judgement.entailment import CrossEncoderModel, Entailment
from compare.models import ACCURATE, CASCADE, SMALL
from compare.progress import Unwatched

Pairs = Sequence[tuple[str, str]]


class Reader:
    """Sees in "a" and "b" a contradiction of the probability that the texts name; remembers."""

    def __init__(self, name: str, certain: float | None = None) -> None:
        self.name = name
        self.certain = certain
        self.loaded = 0
        self.asked: list[tuple[str, str]] = []

    def load(self) -> None:
        self.loaded += 1

    def judge(self, pairs: Pairs) -> list[Entailment]:
        self.asked += pairs
        return [Entailment(self._said(a), self._said(b)) for a, b in pairs]

    def _said(self, text: str) -> tuple[float, float, float]:
        contradiction = float(text) if self.certain is None else self.certain
        return (1 - contradiction, 0.0, contradiction)


CALM, FORWARD, BACKWARD, EDGE = ("0.1", "0.05"), ("0.9", "0.0"), ("0.0", "0.3"), ("0.2", "0.0")
PAIRS = [FORWARD, CALM, BACKWARD, EDGE, CALM]


def test_only_suspicious_pairs_get_a_second_opinion_and_the_order_stays() -> None:
    first, second = Reader(SMALL), Reader(ACCURATE, certain=0.75)
    found = Cascade(first, second).judge(PAIRS)
    assert first.asked == PAIRS
    assert second.asked == [FORWARD, BACKWARD, EDGE]
    assert found[1] == found[4] == first.judge([CALM])[0]
    assert SUSPICION == 0.2


def test_a_contradiction_has_to_convince_both() -> None:
    # 0.9 and 0.75 against 0.1 and 0.25: odds of 9 and 3 make the root of 27.
    (found,) = Cascade(Reader(SMALL), Reader(ACCURATE, certain=0.75)).judge([FORWARD])
    assert found.forward == pytest.approx((1 / (1 + 27**0.5), 0.0, 27**0.5 / (1 + 27**0.5)))
    # What one rules out stays out, however sure the other is.
    assert found.backward == (1.0, 0.0, 0.0)
    (denied,) = Cascade(Reader(SMALL), Reader(ACCURATE, certain=0.0)).judge([FORWARD])
    assert denied.forward == (1.0, 0.0, 0.0)


@pytest.mark.parametrize("certain", [0.0, 1.0])
def test_two_that_rule_out_everything_leave_the_first_to_say(certain: float) -> None:
    (found,) = Cascade(Reader(SMALL), Reader(ACCURATE, certain)).judge([(str(1 - certain), "1.0")])
    assert found.forward[2] == 1 - certain


def test_where_nothing_is_suspicious_the_larger_model_is_not_even_loaded() -> None:
    first, second = Reader(SMALL), Reader(ACCURATE)
    model = Cascade(first, second)
    assert model.judge([CALM, CALM]) and model.judge([]) == []
    assert not second.asked and not second.loaded and model.name == CASCADE
    model.load()
    assert (first.loaded, second.loaded) == (1, 1)


def test_each_model_keeps_its_answers_for_itself_and_for_the_cascade(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache.sqlite")

    def cached(name: str, certain: float | None = None) -> tuple[Reader, CachedEntailment]:
        reader = Reader(name, certain)
        return reader, CachedEntailment(reader, name, cache, Unwatched())

    _, small = cached(SMALL)
    assert small.judge(PAIRS)[0].forward[2] == 0.9
    accurate_reader, accurate = cached(ACCURATE, 0.75)
    assert accurate.judge([FORWARD])[0].forward[2] == 0.75
    assert accurate_reader.asked == [tuple(sorted(FORWARD))]
    first_reader, first = cached(SMALL)
    second_reader, second = cached(ACCURATE, 0.75)
    found = Cascade(first, second).judge(PAIRS)
    assert [round(each.forward[2], 2) for each in found] == [0.84, 0.1, 0.0, 0.46, 0.1]
    assert not first_reader.asked
    assert sorted(second_reader.asked) == sorted(tuple(sorted(p)) for p in (BACKWARD, EDGE))


@pytest.fixture(scope="module")
def accurate(installed_accurate: None) -> Iterator[CrossEncoderModel]:
    """The model itself, loaded."""
    model = CrossEncoderModel(ACCURATE)
    model.load()
    yield model


def test_the_real_model_tells_clear_cases_apart(accurate: CrossEncoderModel) -> None:
    pairs = [
        ("All 40 passengers were rescued by two boats.", "The passengers were saved."),
        ("All 40 passengers were rescued by two boats.", "None of the passengers survived."),
        ("The mayor resigned on Friday.", "The mayor had been in office since 2015."),
    ]
    told = [row.index(max(row)) for row in accurate.probabilities(pairs)]
    assert told == [0, 2, 1]


def test_company_does_not_change_what_the_real_model_says(accurate: CrossEncoderModel) -> None:
    pair = ("The ferry Alma sank in the bay of Norr.", "The ferry Alma reached the bay safely.")
    longer = (f"{pair[0]} It was found two days later.", "The owner spoke to the press.")
    (alone,), (along, _) = accurate.judge([pair]), accurate.judge([pair, longer])
    assert alone.forward == pytest.approx(along.forward, abs=0.02)
