"""The file of this user's settings, below the XDG configuration folder: so far, thresholds."""

from __future__ import annotations

import re
import tomllib
from dataclasses import asdict, fields
from pathlib import Path

from platformdirs import user_config_path

from compare.errors import UnreadableSource
from compare.options import Thresholds

SECTION = "thresholds"
HEADER = re.compile(rf"\s*\[\s*{SECTION}\s*\]\s*(?:#.*)?$")


def settings_file() -> Path:
    """Where the settings are kept."""
    return user_config_path("claim-compare", appauthor=False) / "config.toml"


def load_thresholds(path: Path | None = None) -> Thresholds:
    """The thresholds of the settings file, the default ones where it has none.

    Raises UnreadableSource where the file is damaged, or a value is no probability.
    """
    path = path or settings_file()
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8")).get(SECTION, {})
    except FileNotFoundError:
        return Thresholds()
    except (OSError, ValueError) as error:
        raise UnreadableSource(str(path), "these settings cannot be read") from error
    if not isinstance(given, dict):
        raise UnreadableSource(str(path), f"{SECTION} is no section")
    known = {field.name for field in fields(Thresholds)}
    for name, value in given.items():
        number = isinstance(value, (int, float)) and not isinstance(value, bool)
        if name not in known or not number or not 0 <= value <= 1:
            raise UnreadableSource(str(path), f"{SECTION}.{name} is no threshold from 0 to 1")
    return Thresholds(**given)


def save_thresholds(thresholds: Thresholds, path: Path | None = None) -> Path:
    """Keep the thresholds; what else the file says stays. Returns where they are kept."""
    # Imported here, because who only reads the settings needs none of it.
    from compare.report import save

    path = path or settings_file()
    try:
        old = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        old = ""
    kept, inside = [], False
    for line in old.splitlines():
        if line.strip().startswith("["):
            inside = HEADER.match(line) is not None
        if not inside:
            kept.append(line)
    own = [f"[{SECTION}]", *(f"{name} = {value}" for name, value in asdict(thresholds).items())]
    text = "\n".join([*kept, *([""] if kept and kept[-1] else []), *own]) + "\n"
    try:
        tomllib.loads(text)
    except ValueError as error:
        # Thresholds may also be written without a section of their own, as "thresholds.related".
        message = f"{SECTION} stands in a form that is left alone; put it under [{SECTION}]"
        raise UnreadableSource(str(path), message) from error
    save({path.name: text.encode()}, path.parent)
    return path
