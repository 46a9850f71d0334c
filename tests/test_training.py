"""The training command: what it learns from, and that an interruption changes nothing."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
import torch

from compare.models import ENCODER_BASE, delta, embedded
from training.entailment.ablation import mean
from training.entailment.artefact import fit_temperature
from training.entailment.corpora import (
    CONTRADICTION,
    ENTAILMENT,
    NEUTRAL,
    Pair,
    detokenised,
    family,
)
from training.entailment.learn import Learner, Recipe
from training.entailment.lessons import Lesson, exchangeable, prepared, read, write
from training.entailment.negatives import much_shared
from training.entailment.reading import logits
from training.entailment.steps import recordable
from training.entailment.surroundings import around_edits
from training.entailment.teaching import TEACHER, UNLABELLED, taught
from training.entailment.tiers import TIERS, factors, fresh_model, plain_weights
from training.entailment.tokens import LONGEST, Passages, batches


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
    for target in (ENTAILMENT, NEUTRAL, CONTRADICTION):
        (lesson,) = exchangeable([Pair("a long premise", "a claim", target, "mnli")])
        assert lesson.backward is not None and abs(sum(lesson.backward) - 1) < 1e-9
        assert (lesson.backward == CONTRADICTION) == (target == CONTRADICTION)
    # Made pairs stand both ways already.
    (made,) = exchangeable([Pair("a long premise", "a claim", ENTAILMENT, "edit_retold")])
    assert made.backward is None


def test_a_source_tells_the_family_of_its_pairs() -> None:
    assert family("edit_month") == "facts" and family("mnli") is None
    assert family("vitaminc_other") == "negatives"


def test_a_pair_among_other_sentences_keeps_its_label() -> None:
    edited = [
        Pair("Snow fell on the hills.", "Nobody saw any snow.", CONTRADICTION, "edit_negation"),
        Pair("The ferry sank near Kos.", "A ferry sank.", ENTAILMENT, "edit_shorter"),
        Pair("Voters chose him.", "Many voters chose him.", NEUTRAL, "edit_longer"),
    ]
    made = [pair for seed in range(9) for pair in around_edits(edited, random.Random(seed))]
    assert {family(pair.source) for pair in made} == {"surroundings"}
    for own in edited:
        among = [pair for pair in made if pair.target == own.target]
        assert among and all(own.premise in p.premise and p.premise != own.premise for p in among)
        assert all(own.hypothesis in pair.hypothesis for pair in among)
        # Two versions of one passage, or a passage and a claim.
        assert len({pair.hypothesis == own.hypothesis for pair in among}) == 2


@pytest.mark.parametrize(
    ("a", "b", "shared"),
    [
        ("The bridge was closed on Monday.", "The bridge was opened on Monday.", True),
        ("Snow fell on the hills.", "A ferry sank near the island of Kos.", False),
    ],
)
def test_revisions_of_one_sentence_share_their_words(a: str, b: str, shared: bool) -> None:
    assert much_shared(a, b) is shared


def test_a_figure_of_several_trainings_is_their_mean() -> None:
    assert mean([{"mnli": 0.5}, {"mnli": 0.7}]) == {"seeds": 2, "mnli": 0.6}


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

    return AutoTokenizer.from_pretrained(embedded(ENCODER_BASE))


PAIRS = [
    Pair(f"Ship {i} sank in the storm.", f"Ship {i} {verb}.", target, "made up")
    for i in range(12)
    for verb, target in (
        ("sank", ENTAILMENT),
        ("was new", NEUTRAL),
        ("did not sink", CONTRADICTION),
    )
]


LESSONS = [Lesson(pair, None) for pair in PAIRS]


def test_batches_cover_every_pair_and_have_few_shapes() -> None:
    drawn = torch.randint(3, 190, (4000,), generator=torch.Generator().manual_seed(1))
    lengths = torch.cat([drawn, torch.full((50,), 24), torch.full((100,), 32)])
    made = list(batches(lengths, 32, 8))
    assert sorted(int(i) for chosen, _ in made for i in chosen) == list(range(len(lengths)))
    for chosen, width in made:
        assert 0 <= width - int(lengths[chosen].max()) < 8 and width % 8 == 0
    whole = made[:-1]
    assert len({(len(chosen), width) for chosen, width in whole}) == len({w for _, w in whole})
    assert all(
        30 * 48 < len(chosen) * width <= 32 * 48 for chosen, width in whole if 24 <= width < 96
    )


def test_a_pair_is_laid_out_as_the_tokenizer_would(tokenizer: Any) -> None:
    texts = ["Ship 7 sank.", "It did not sink in the storm of Friday.", "word " * 300]
    passages = Passages(texts, tokenizer, "cpu")
    first, second = torch.tensor([0, 1, 2, 0]), torch.tensor([1, 0, 1, 2])
    ours = passages.laid_out(first, second, LONGEST)
    theirs = tokenizer(
        [texts[i] for i in first],
        [texts[i] for i in second],
        truncation=True,
        max_length=LONGEST,
        padding="max_length",
        return_tensors="pt",
    )
    tokens = passages.of_pairs(first.tolist(), second.tolist())
    assert torch.equal(tokens, theirs["attention_mask"].sum(1))
    for key, rows in theirs.items():
        assert torch.equal(ours[key], rows), key


def test_a_mask_that_can_be_recorded_hides_the_same() -> None:
    from transformers import MPNetConfig, MPNetForSequenceClassification

    sizes = {"hidden_size": 16, "num_attention_heads": 2, "intermediate_size": 32, "vocab_size": 99}
    config = MPNetConfig(num_hidden_layers=2, num_labels=3, initializer_range=0.5, **sizes)
    model = MPNetForSequenceClassification(config).eval()
    ids = torch.randint(2, 99, (3, 8), generator=torch.Generator().manual_seed(1))
    hidden = torch.arange(8)[None, :] >= torch.tensor([8, 5, 2])[:, None]
    batch = {"input_ids": ids.masked_fill(hidden, 1), "attention_mask": (~hidden).long()}
    assert recordable(_model(), batch) is batch
    made = recordable(model, batch)
    assert made["attention_mask"].shape == (3, 1, 1, 8)
    assert torch.allclose(model(**made).logits, model(**batch).logits, atol=1e-6)
    unmasked = {**batch, "attention_mask": torch.ones(3, 8, dtype=torch.long)}
    assert not torch.allclose(model(**unmasked).logits, model(**batch).logits, atol=1e-4)


def test_lessons_come_back_from_their_file(tmp_path: Path) -> None:
    given = [Lesson(PAIRS[0], (0.2, 0.5, 0.3)), Lesson(PAIRS[1], None)]
    write(tmp_path / "lessons.jsonl.gz", given)
    assert read(tmp_path / "lessons.jsonl.gz") == given


def test_an_interrupted_training_goes_on_as_if_it_had_not_been(
    tokenizer: Any, tmp_path: Path
) -> None:
    def recipe(epochs: float) -> Recipe:
        return Recipe(epochs=epochs, decay=0.0, rate=1e-3, size=4, warm_up=12)

    lines: list[str] = []
    lessons = prepared(LESSONS, tokenizer, "cpu")
    whole, broken = _model(), _model()
    for folder in ("whole", "broken"):
        (tmp_path / folder).mkdir()
    Learner(whole, recipe(3), tmp_path / "whole", lines.append).learn(lessons)
    Learner(broken, recipe(1), tmp_path / "broken", lines.append).learn(lessons)
    again = _model()
    Learner(again, recipe(3), tmp_path / "broken", lines.append).learn(lessons)
    for name, weights in whole.state_dict().items():
        assert torch.allclose(weights, again.state_dict()[name], atol=1e-6), name
    assert any("resumed after block 1 of 3" in line for line in lines)
    assert sum("pairs/s" in line for line in lines) == 6


def test_a_teacher_s_word_is_mixed_with_people_s_labels(tokenizer: Any) -> None:
    model = _model()
    given = [*LESSONS[:4], Lesson(Pair("A ship sank.", "A ship burned.", UNLABELLED, ""), None)]
    learned = taught(model, tokenizer, given)
    texts = [(x.pair.premise, x.pair.hypothesis) for x in given]
    said, turned = (
        torch.from_numpy(logits(model, tokenizer, way, exact=True)).softmax(dim=1).tolist()
        for way in (texts, [(b, a) for a, b in texts])
    )
    for lesson, before, chances, back in zip(learned, given, said, turned, strict=True):
        share = TEACHER if before.pair.target != UNLABELLED else 1.0
        mixed = [
            share * p + (1 - share) * t for p, t in zip(chances, before.pair.target, strict=True)
        ]
        assert lesson.pair.target == pytest.approx(mixed, abs=0.02)
        assert lesson.backward == pytest.approx(back, abs=0.02)


def test_only_thin_factors_of_accurate_s_matrices_learn(tmp_path: Path) -> None:
    from transformers import MPNetConfig, MPNetModel

    config = MPNetConfig(
        hidden_size=128, num_hidden_layers=1, num_attention_heads=2, intermediate_size=128
    )
    MPNetModel(config).save_pretrained(tmp_path)
    model = fresh_model(TIERS["accurate"], tmp_path)
    learned = {name for name, p in model.named_parameters() if p.requires_grad}
    assert not any("embeddings" in name or "original" in name for name in learned)
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            if name in learned:
                parameter.add_(0.01 * torch.randn_like(parameter))
    state = model.state_dict()
    plain, thin = plain_weights(state), factors(state)
    assert len(thin) == 6 and all(left.shape[1] == 64 for left, _ in thin.values())
    other = fresh_model(TIERS["small"], tmp_path)
    other.load_state_dict(plain)
    batch = {"input_ids": torch.arange(4, 20)[None, :]}
    model.eval(), other.eval()
    assert torch.allclose(model(**batch).logits, other(**batch).logits, atol=1e-5)
    stored = delta.packed(plain, plain, thin)
    base = {
        name: state.get(f"{name.removesuffix('.weight')}.parametrizations.weight.original", w)
        for name, w in plain.items()
    }
    restored = delta.applied(base, stored)
    for name, weights in plain.items():
        assert torch.allclose(restored[name], weights, atol=2e-3), name


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
