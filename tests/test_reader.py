"""The reader of two sentences: what it says, who asks it, and how it is taught."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
import torch
from training_sets import write_sets

from compare.alignment import read_together
from compare.caching.cache import Cache
from compare.caching.models import CachedReader
from compare.judgement.entailment import LABELS
from compare.models import READER, SMALL, delta
from compare.models.loading import own_entailment, own_reader
from compare.models.scoring import Scorer
from compare.options import Options
from compare.pairs import Pair, judge_pairs
from compare.pipeline import Models
from compare.progress import Unwatched
from compare.reader import ANSWERS, Answers, EventReader
from training import fit_reader
from training.fit_encoder import store
from training.unseen_encoder import HALVES, UnseenReader, half_of_score, reader_folder

SUNK = "The ferry Arda sank off Lesk on Monday, drowning twelve people."
AGAIN = "Twelve passengers drowned when the Arda went down near Lesk."
OTHER = "A bus overturned near Lesk on Monday, injuring twelve people."
RESIGNED = "The mayor of Lesk resigned on Friday."


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Made-up sentences of two topics, two stories each, and scored ones."""
    pairs: list[dict[str, object]] = [
        {
            "a_id": f"{topic}_1:0",
            "b_id": f"{topic}_2:{number}",
            "a": SUNK,
            "b": f"{other} {topic} {number}",
            "same_event_cluster": int(number % 2 == 0),
            "shared_events": 2 * int(number % 2 == 0),
            "shared_entities": 0,
        }
        for topic in (1, 2)
        for number, other in enumerate((AGAIN, OTHER) * 4)
    ]
    scored: list[dict[str, object]] = [
        {"genre": "main-news", "s1": f"{SUNK} {n}", "s2": AGAIN, "score": float(n)}
        for n in range(6)
    ]
    write_sets(tmp_path, pairs, scored)
    return tmp_path


class Counted:
    """Answers with the length of a pair, and notes what it was asked."""

    name = "counted"

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []

    def load(self) -> None:
        """There is nothing to load."""

    def read(self, pairs: Sequence[tuple[str, str]]) -> Answers:
        self.asked += pairs
        rows = [[len(a) + len(b)] * len(ANSWERS) for a, b in pairs]
        return np.array(rows, np.float32).reshape(len(pairs), len(ANSWERS))


def test_one_event_in_other_words_beats_another_event_in_the_same_words() -> None:
    reader = EventReader()
    same, other, unlike = reader.read([(SUNK, AGAIN), (SUNK, OTHER), (SUNK, RESIGNED)])
    assert reader.name == READER
    for answer in ("one_event", "two_events"):
        place = ANSWERS.index(answer)
        assert same[place] > other[place] > unlike[place]
    assert reader.read([]).shape == (0, len(ANSWERS))


def test_which_side_is_first_changes_nothing() -> None:
    reader = EventReader()
    assert np.array_equal(reader.read([(SUNK, AGAIN)]), reader.read([(AGAIN, SUNK)]))


def test_a_pair_is_read_in_both_orders() -> None:
    model = own_reader(ANSWERS)
    scorer = Scorer(model.model, model.tokenizer)
    there, back = (scorer.logits([pair])[0] for pair in ((SUNK, OTHER), (OTHER, SUNK)))
    assert np.abs(there - back).max() > 0.05
    assert EventReader().read([(SUNK, OTHER)])[0] == pytest.approx((there + back) / 2, abs=0.02)


def test_a_pair_is_read_once_and_kept(tmp_path: Path) -> None:
    inner = Counted()
    for pairs in ([(SUNK, AGAIN), (AGAIN, SUNK)], [(SUNK, AGAIN)]):
        cache = Cache(tmp_path / "cache")
        found = CachedReader(inner, cache, Unwatched()).read(pairs)
        assert np.array_equal(found, Counted().read(pairs))
        cache.close()
    assert len(inner.asked) == 1
    assert CachedReader(inner, Cache(), Unwatched()).read([]).shape == (0, len(ANSWERS))


def test_similarity_is_what_the_reader_makes_of_it(plain_models: Models) -> None:
    pairs = [Pair(1, SUNK, AGAIN), Pair(2, SUNK, OTHER)]
    alone = [v.similarity for v in judge_pairs(pairs, plain_models, Options())]
    reader = EventReader()
    models = Models(plain_models.encoder, reader=reader)
    read = [v.similarity for v in judge_pairs(pairs, models, Options())]
    expected = read_together(np.array(alone), reader.read([(p.a, p.b) for p in pairs]))
    assert read == pytest.approx(expected, abs=1e-3)
    assert read[0] - read[1] > max(0.2, alone[0] - alone[1])


def test_the_change_is_of_low_rank_and_makes_the_reader_that_learned(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fit_reader, "SIZE", 4)
    change = fit_reader.taught(data, None)
    factors = [tensor for name, tensor in change.items() if name.endswith(delta.LEFT)]
    assert factors and all(tensor.shape[1] == fit_reader.RANK for tensor in factors)
    store(change, tmp_path / "learned")
    before = own_entailment(SMALL, LABELS)[0].model.state_dict()
    after = own_reader(ANSWERS, tmp_path / "learned").model.state_dict()
    name = "bert.encoder.layer.0.attention.self.query.weight"
    assert not torch.equal(before[name], after[name])
    embeddings = "bert.embeddings.word_embeddings.weight"
    assert torch.equal(before[embeddings], after[embeddings])


def test_a_pair_that_was_taught_is_read_by_the_reader_taught_without_it(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Marked(Counted):
        def __init__(self, folder: Path) -> None:
            super().__init__()
            self._mark = int(folder.name[-1])

        def read(self, pairs: Sequence[tuple[str, str]]) -> Answers:
            return np.full((len(pairs), len(ANSWERS)), self._mark, np.float32)

    monkeypatch.setattr("training.unseen_encoder._StoredReader", Marked)
    reader = UnseenReader(data, tmp_path)
    assert {reader_folder(tmp_path, half).name[-1] for half in HALVES} == {"0", "1"}
    first, second = (SUNK, f"{AGAIN} 1 0"), (f"{AGAIN} 2 0", SUNK)
    assert reader.read([first, second])[:, 0].tolist() == [0.0, 1.0]
    scored = f"{SUNK} 3"
    assert reader.read([(AGAIN, scored)])[0, 0] == half_of_score(scored)
