"""What kept values are written as and known by: exact forms, and versions of what computed them."""

from __future__ import annotations

import datetime
import re
from dataclasses import is_dataclass
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from compare import model
from compare.caching import codec, versions
from compare.model import Clause, Fact, Facts, Phrase, QuantityValue

# Texts with whatever a hostile file may hold, lone surrogates among it.
words = st.text(st.characters(), max_size=8)
offsets = st.integers(0, 10**6)
spans = st.tuples(offsets, offsets)
# Code that says 5 where 5.0 is meant gets 5 back.
numbers = st.floats(allow_nan=False) | st.integers(-(10**6), 10**6)
zones = st.builds(
    datetime.timezone, st.timedeltas(*(datetime.timedelta(hours=h) for h in (-14, 14)))
)
moments = st.datetimes(timezones=st.none() | zones)
days = st.dates()
maybe = st.none().__or__
values = st.one_of(
    st.builds(model.DateValue, maybe(days), maybe(days), words, words),
    st.builds(
        model.TimeValue,
        maybe(moments), maybe(moments), words, words, maybe(offsets), maybe(offsets),
    ),
    st.builds(model.DurationValue, numbers),
    st.builds(model.RecurrenceValue, words),
    st.builds(QuantityValue, maybe(numbers), maybe(numbers), maybe(words), maybe(words)),
    st.builds(model.NameValue, words, words),
    st.builds(
        model.AttributionValue,
        maybe(spans), maybe(spans), st.lists(spans).map(tuple), st.booleans(),
    ),
    st.builds(model.PolarityValue, words),
    st.builds(model.ModalityValue, words),
)  # fmt: skip
facts = st.builds(Fact, words, offsets, offsets, words, values, maybe(spans))
phrases = st.builds(Phrase, spans, words, st.frozensets(words), st.frozensets(words))
clauses = st.builds(
    Clause,
    spans, spans, words, maybe(phrases), maybe(phrases), st.lists(phrases, max_size=2).map(tuple),
    st.booleans(), words, maybe(words), st.booleans(), spans,
)  # fmt: skip
rows = st.builds(
    Facts, st.lists(facts, max_size=3).map(tuple), st.lists(clauses, max_size=2).map(tuple)
)


@given(rows)
@example(Facts((Fact("quantity", 0, 1, "5", QuantityValue(5, 5.0, None, None)),)))
@example(Facts((Fact("quantity", 0, 1, "5", QuantityValue(-0.0, float("inf"), "\ud800", "")),)))
def test_facts_come_back_exactly(row: Facts) -> None:
    again = codec.loads(codec.dumps((row, row)))
    assert again == (row, row)
    # What is equal may still differ: 5 and 5.0, and the zone of a moment.
    assert codec.dumps(again) == codec.dumps((row, row))


def test_the_form_knows_every_class_of_the_model() -> None:
    named = {name for name, kind in vars(model).items() if is_dataclass(kind)}
    assert named <= codec._makers().keys()


def test_what_has_no_form_is_refused_rather_than_changed() -> None:
    with pytest.raises(TypeError, match="complex"):
        codec.dumps((1j,))


def test_the_version_of_code_follows_its_sources(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(versions, "PACKAGE", tmp_path)

    def told() -> tuple[str, str]:
        versions.code.cache_clear()
        versions._hash.cache_clear()
        return versions.code("facts"), versions.code("vectors")

    (tmp_path / "facts").mkdir()
    (tmp_path / "model").mkdir()
    seen = [told()]
    for name in ("facts/dates.py", "similarity.py", "model/facts.py", "facts/notes.pyc"):
        (tmp_path / name).write_text(name, encoding="utf-8")
        seen.append(told())
    versions.code.cache_clear()
    facts, vectors = ([a != b for a, b in pairwise(row)] for row in zip(*seen, strict=True))
    assert facts == [True, False, True, True]
    assert vectors == [False, True, True, False]


def test_every_source_of_a_version_is_there() -> None:
    for sources, _ in versions.SOURCES.values():
        assert all((versions.PACKAGE / source).exists() for source in (*versions.FORM, *sources))


@pytest.mark.parametrize("kind", ["facts", "readings"])
def test_the_version_of_code_knows_all_that_its_sources_import(kind: str) -> None:
    sources, _ = versions.SOURCES[kind]
    apart = versions.APART | versions.OF_JUDGEMENT
    folders = [versions.PACKAGE / source for source in sources]
    files = [path for folder in folders for path in versions._files(folder, apart)]
    texts = [path.read_text("utf-8") for path in files if path.suffix == ".py"]
    imported = {
        name for text in texts for name in re.findall(r"^\s*from compare\.(\w+)", text, re.M)
    }
    known = {source.partition("/")[0].removesuffix(".py") for source in (*versions.FORM, *sources)}
    # Names of conditions and of folders, and where models lie, are in no value.
    assert imported <= known | {"errors", "options", "models"}


def test_weights_in_a_folder_are_told_by_their_files(tmp_path: Path) -> None:
    file = tmp_path / "model.safetensors"
    file.write_bytes(b"1234")
    before = versions.weights(str(tmp_path))
    assert before == versions.weights(str(tmp_path))
    file.write_bytes(b"12345")
    assert versions.weights(str(tmp_path)) != before


@pytest.mark.parametrize(
    ("name", "place"),
    [("someone/model", "someone--model"), ("a-model", "sentence-transformers--a-model")],
)
def test_weights_of_the_hub_are_told_by_the_commit_that_was_fetched(
    name: str, place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path))
    assert versions.weights(name) is None
    noted = tmp_path / f"models--{place}" / "refs" / "main"
    noted.parent.mkdir(parents=True)
    noted.write_text("c0ffee\n", encoding="utf-8")
    assert versions.weights(name) == "c0ffee"
