"""The sentence encoder of our own: what it is taught with, and what of it may be fitted on."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from safetensors.torch import load_file
from training_sets import write_sets

from compare.models import ENCODER, ENCODER_BASE
from compare.similarity import SentenceEncoder
from training import fit_encoder
from training.fit_encoder import Course, store, taught
from training.unseen_encoder import HALVES, Unseen, half_folder

TOPICS = {
    "1": ("The ferry sank off Lesk.", "Off Lesk a ferry went down.", "The mayor of Lesk resigned."),
    "2": ("A fire destroyed the mill.", "The mill burned down.", "Guests left the hotel early."),
}
SCORED = [
    ("The court freed two men.", "Two men were freed.", 4.0),
    ("Prices rose in May.", "A storm hit the coast.", 0.4),
    ("The team lost the final.", "The final was lost by the team.", 4.8),
    ("Voters went to the polls.", "The bank opened a branch.", 0.0),
    ("Snow fell in the hills.", "It snowed in the hills.", 4.5),
    ("A ship ran aground.", "The bank opened a branch.", 0.0),
]


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Made-up sentences in the form of the sets that the encoder learns from."""
    pairs: list[dict[str, object]] = [
        {
            "a_id": f"{topic}_1:{i}",
            "b_id": f"{topic}_2:{j}",
            "a": a,
            "b": b,
            "same_event_cluster": 1,
            "shared_events": 2 * int(i + j == 1),
            "shared_entities": 0,
        }
        for topic, sentences in TOPICS.items()
        for i, a in enumerate(sentences)
        for j, b in enumerate(sentences)
        if i < j
    ]
    scored: list[dict[str, object]] = [
        {"genre": "main-news", "s1": a, "s2": b, "score": score} for a, b, score in SCORED
    ]
    write_sets(tmp_path, pairs, scored)
    monkeypatch.setattr(fit_encoder, "LEAST_PAIRS", 1)
    monkeypatch.setattr(fit_encoder, "PASSES", 2)
    return tmp_path


@pytest.mark.parametrize("half", HALVES)
def test_a_half_that_is_left_out_is_not_learned_from(data: Path, half: int) -> None:
    left_out, learned = (TOPICS["1"], TOPICS["2"])[:: 1 - 2 * half]
    steps = list(Course(data, half).steps(np.random.default_rng(0)))
    texts = {text for told, _ in steps for text in told.texts}
    assert texts == set(learned) and texts.isdisjoint(left_out)


def test_events_are_counted_and_scores_are_shares_of_the_highest(data: Path) -> None:
    ((told, beside), _) = Course(data, None).steps(np.random.default_rng(0))
    assert sorted(told.told) == [0, 0, 2]
    assert {told.texts[told.a[told.told.index(2)]]} <= {
        "The ferry sank off Lesk.",
        "A fire destroyed the mill.",
    }
    assert set(beside.told) <= {0.8, 0.08, 0.96, 0.0, 0.9}


def test_only_the_upper_layers_learn_and_fitting_sees_the_other_half(data: Path) -> None:
    for half in HALVES:
        path = store(taught(data, half), half_folder(data, half))
        layers = {name.split(".")[2] for name in load_file(path)}
        assert layers == {"3", "4", "5"}
    unseen, whole = Unseen(data, data), SentenceEncoder()
    known, unknown = [TOPICS["1"][0], TOPICS["2"][0]], ["Rain fell on Tuesday."]
    ours, theirs = unseen.encode([*known, *unknown]), whole.encode([*known, *unknown])
    assert np.allclose(ours[2], theirs[2], atol=1e-5)
    assert not np.allclose(ours[:2], theirs[:2], atol=1e-3)


def test_our_own_encoder_is_the_default_and_its_base_has_a_name() -> None:
    texts = ["The ferry sank off Lesk.", "Off Lesk a ferry went down."]
    own, base = SentenceEncoder(), SentenceEncoder(ENCODER_BASE)
    assert (own.name, base.name) == (ENCODER, ENCODER_BASE)
    ours, theirs = own.encode(texts), base.encode(texts)
    assert np.allclose(np.linalg.norm(ours, axis=1), 1.0, atol=1e-5)
    assert not np.allclose(ours, theirs, atol=1e-3)


@pytest.mark.parametrize(("halved", "close"), [(False, 1e-4), (True, 1e-2)])
def test_company_and_order_do_not_change_a_vector(
    halved: bool, close: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("compare.similarity.multiplies_bfloat16", lambda: halved)
    texts = ["Rain.", "The ferry sank off Lesk. " * 30, *(f"Ferry {n} sank." for n in range(700))]
    encoder = SentenceEncoder()
    together = encoder.encode(texts)
    assert np.allclose(encoder.encode(texts[::-1])[::-1], together, atol=1e-6)
    assert np.allclose(encoder.encode(texts[:3]), together[:3], atol=close)
    assert encoder.encode([]).shape[0] == 0


def test_in_bfloat16_a_vector_is_nearly_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = ["The ferry sank off Lesk.", "Off Lesk a ferry went down.", "Rain fell."]
    monkeypatch.setattr("compare.similarity.multiplies_bfloat16", lambda: False)
    plain = SentenceEncoder().encode(texts)
    monkeypatch.setattr("compare.similarity.multiplies_bfloat16", lambda: True)
    found = SentenceEncoder().encode(texts)
    assert np.allclose(np.linalg.norm(found, axis=1), 1.0, atol=1e-5)
    assert np.abs(found @ found.T - plain @ plain.T).max() < 0.01
    # Half the digits, or it would not be the faster way.
    assert not np.array_equal(found, plain)
