"""The training command: what it learns from, and that an interruption changes nothing."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
import torch

from compare.models import ENCODER, delta, embedded
from training.entailment.artefact import fit_temperature
from training.entailment.batches import batches
from training.entailment.corpora import (
    CONTRADICTION,
    ENTAILMENT,
    NEUTRAL,
    Pair,
    detokenised,
    exchanged,
)
from training.entailment.learn import Learner, Recipe


@pytest.mark.parametrize(
    ("tokenised", "printed"),
    [
        ("Mr. Lee , 40 , ( a baker ) did n't pay $ 5 .", "Mr. Lee, 40, (a baker) didn't pay $5."),
        ("`` It 's over , '' she said .", '" It\'s over, " she said.'),
        ("Already  printed.", "Already printed."),
    ],
)
def test_tokenised_text_is_put_together(tokenised: str, printed: str) -> None:
    assert detokenised(tokenised) == printed


def test_exchanged_sides_keep_only_what_the_label_allows() -> None:
    generator = random.Random(3)
    for target in (ENTAILMENT, NEUTRAL, CONTRADICTION):
        pair = Pair("a long premise", "a claim", target, "made up")
        drawn = [exchanged(pair, generator) for _ in range(400)]
        turned = [p for p in drawn if p.premise == "a claim"]
        assert 20 < len(turned) < 120
        assert all(abs(sum(p.target) - 1) < 1e-9 for p in turned)
        assert all((p.target == CONTRADICTION) == (target == CONTRADICTION) for p in turned)


def _model() -> Any:
    from transformers import BertConfig, BertForSequenceClassification

    torch.manual_seed(0)
    config = BertConfig(
        hidden_size=32,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=32,
        num_labels=3,
        hidden_dropout_prob=0.0,
        attention_probs_dropout_prob=0.0,
    )
    return BertForSequenceClassification(config)


@pytest.fixture(scope="module")
def tokenizer() -> Any:
    from transformers import AutoTokenizer

    return AutoTokenizer.from_pretrained(embedded(ENCODER))


PAIRS = [
    Pair(f"Ship {i} sank in the storm.", f"Ship {i} {verb}.", target, "made up")
    for i in range(12)
    for verb, target in (
        ("sank", ENTAILMENT),
        ("was new", NEUTRAL),
        ("did not sink", CONTRADICTION),
    )
]


def test_batches_cover_the_block(tokenizer: Any) -> None:
    made = batches(PAIRS, tokenizer, 4, 16, random.Random(1))
    assert sum(len(batch["labels"]) for batch in made) == len(PAIRS)
    assert all(batch["input_ids"].shape[1] % 16 == 0 for batch in made)


def test_an_interrupted_training_goes_on_as_if_it_had_not_been(
    tokenizer: Any, tmp_path: Path
) -> None:
    def recipe(epochs: float) -> Recipe:
        return Recipe(epochs=epochs, decay=0.0, rate=1e-3, size=4, warm_up=3)

    lines: list[str] = []
    whole, broken = _model(), _model()
    for folder in ("whole", "broken"):
        (tmp_path / folder).mkdir()
    Learner(whole, tokenizer, recipe(3), tmp_path / "whole", lines.append).learn(PAIRS)
    Learner(broken, tokenizer, recipe(1), tmp_path / "broken", lines.append).learn(PAIRS)
    again = _model()
    Learner(again, tokenizer, recipe(3), tmp_path / "broken", lines.append).learn(PAIRS)
    for name, weights in whole.state_dict().items():
        assert torch.allclose(weights, again.state_dict()[name], atol=1e-6), name
    assert any("resumed after block 1 of 3" in line for line in lines)
    assert sum("pairs/s" in line for line in lines) == 6


def test_a_stored_change_restores_the_weights_within_its_step() -> None:
    torch.manual_seed(1)
    base = {
        "layer.weight": torch.randn(20, 30),
        "layer.bias": torch.randn(20),
        "same": torch.ones(3),
    }
    tuned = {
        "layer.weight": base["layer.weight"] + 0.05 * torch.randn(20, 30),
        "layer.bias": base["layer.bias"] + 0.01,
        "same": base["same"],
        "head.weight": torch.randn(3, 20),
    }
    stored = delta.packed(base, tuned)
    assert "same" not in stored and stored["layer.weight"].dtype == torch.int8
    restored = delta.applied(base, stored)
    assert restored.keys() == tuned.keys()
    for name, weights in tuned.items():
        step = stored.get(name + delta.STEP, torch.tensor(2e-3)).float()
        assert ((restored[name] - weights).abs() <= step * 0.51 + 1e-3).all(), name


def test_the_temperature_that_was_used_is_found_again() -> None:
    import numpy as np

    generator = np.random.default_rng(0)
    logits = generator.normal(size=(4000, 3)) * 2
    chances = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    wanted = np.array([generator.choice(3, p=row) for row in chances])
    assert abs(fit_temperature((logits * 1.7).astype(np.float32), wanted) - 1.7) < 0.1
