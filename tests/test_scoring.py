"""Entailment in batches: the same figures as pair by pair, whatever the order and company."""

from __future__ import annotations

import time
from itertools import pairwise

import numpy as np
import pytest

from compare.judgement.entailment import CrossEncoderModel
from compare.models.batches import TOKENS_AT_ONCE, batches

SENTENCES = (
    "The ferry sank on Monday.",
    "The ferry reached the port on Monday with all its passengers, the harbour master said.",
    "Nobody was hurt.",
    "Twelve people were killed when the roof of the market hall in the old town came down.",
    "The council put the vote off until the spring, when the new members will have been sworn in.",
)


@pytest.fixture(scope="module")
def small() -> CrossEncoderModel:
    return CrossEncoderModel()


def test_batches_hold_every_pair_once_and_keep_to_the_budget() -> None:
    lengths = [3, 500, 40, 40, 41, 7, 512, 90] * 30
    found = list(batches(lengths, 16))
    assert sorted(i for batch in found for i in batch) == list(range(len(lengths)))
    for batch in found:
        padded = -(-max(lengths[i] for i in batch) // 16) * 16
        assert len(batch) == 1 or padded * len(batch) <= TOKENS_AT_ONCE
    longest = [max(lengths[i] for i in batch) for batch in found]
    assert all(a <= b for a, b in pairwise(longest))


def test_company_and_order_do_not_change_a_judgement(small: CrossEncoderModel) -> None:
    pairs = [(a, b) for a in SENTENCES for b in SENTENCES if a != b]
    together = small.judge(pairs)
    alone = [small.judge([pair])[0] for pair in pairs[:6]]
    backwards = small.judge([(b, a) for a, b in pairs])
    for one, other in zip(alone, together, strict=False):
        assert np.allclose(one.forward, other.forward, atol=0.02)
    for one, other in zip(together, backwards, strict=True):
        assert one.forward == other.backward and one.backward == other.forward


def test_two_endless_sentences_take_no_endless_time(small: CrossEncoderModel) -> None:
    # What a tokenizer sets aside of both grows with their product: gigabytes at this length.
    a, b = "the bridge was closed " * 6000, "a bridge has reopened " * 6000
    started = time.process_time()
    (found,) = small.judge([(a, b)])
    assert time.process_time() - started < 4
    assert abs(sum(found.forward) - 1) < 1e-5


def test_probabilities_sum_to_one_and_tell_clear_cases_apart(small: CrossEncoderModel) -> None:
    killed, hurt = "Twelve people were killed in the fire.", "Nobody was hurt in the fire."
    dead = "The fire killed twelve people."
    sank, built = "The ferry sank on Monday.", "The ferry was built in Norway."
    rows = small.probabilities([(killed, hurt), (killed, dead), (sank, built)])
    assert all(abs(sum(row) - 1) < 1e-5 for row in rows)
    assert [int(np.argmax(row)) for row in rows] == [2, 0, 1]


def test_what_follows_in_another_construction(small: CrossEncoderModel) -> None:
    killed, dead = "Twelve people were killed in the fire.", "The fire left twelve people dead."
    (row,) = small.probabilities([(killed, dead)])
    assert int(np.argmax(row)) == 0
