"""What `claim-compare models` lists: every pinned model, and whether it is as it should be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from compare.errors import ModelUnavailable
from compare.models import ACCURATE, ACCURATE_BASE, Pin, packaged, pins, problems
from compare.models.installed import flaw, place

WEIGHTS = ".safetensors"
INTACT, DAMAGED, NOT_INSTALLED = "intact", "damaged", "not installed"


@dataclass(frozen=True, slots=True)
class Record:
    """One model: what for, from which package, how large (bytes), what is wrong with it.

    `sha256` is that of its largest file, the weights; `state` is one of intact, damaged, not
    installed; `problem` is None unless it is damaged.
    """

    name: str
    role: str
    package: str
    version: str | None
    size: int
    sha256: str
    state: str
    problem: str | None


def inventory() -> Iterator[Record]:
    """The pinned models, checked anew, in the order of the pins; raises nothing."""
    for name, pin in pins().items():
        try:
            folder = place(name) if pin.parts else packaged(name)
        except ModelUnavailable as error:
            yield _record(name, pin, None, DAMAGED, str(error))
            continue
        if not _is_installed(name):
            yield _record(name, pin, folder, NOT_INSTALLED, None)
            continue
        checked = flaw(name, anew=True) if pin.parts else next(problems(folder, pin.sha256), None)
        yield _record(name, pin, folder, DAMAGED if checked else INTACT, checked)


def _is_installed(name: str) -> bool:
    """Whether a model was installed that does not travel along, or rests on one that does not."""
    return name not in (ACCURATE, ACCURATE_BASE) or place(ACCURATE_BASE).is_dir()


def _record(name: str, pin: Pin, folder: Path | None, state: str, problem: str | None) -> Record:
    paths = {file: folder / file for file in pin.sha256} if folder else {}
    sizes = {file: path.stat().st_size for file, path in paths.items() if path.is_file()}
    weights = max(pin.sha256, key=lambda file: (sizes.get(file, 0), file.endswith(WEIGHTS)))
    return Record(
        name=name,
        role=pin.role,
        package=pin.package,
        version=pin.version or (_version(pin.package) if folder else None),
        size=sum(sizes.values()),
        sha256=pin.sha256[weights],
        state=state,
        problem=problem,
    )


def _version(package: str) -> str | None:
    # Imported here, because it takes longer than all else in this module.
    from importlib import metadata

    owners = metadata.packages_distributions().get(package, [])
    return metadata.version(owners[0]) if owners else None
