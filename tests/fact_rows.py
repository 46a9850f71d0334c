"""The rows of the text files in tests/facts that give a publication date, a sentence and facts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet

FOLDER = Path(__file__).parent / "facts"


def fact_rows(name: str) -> Iterator[ParameterSet]:
    """Publication date or None, sentence and expected facts; a row with "!" is a known failure."""
    for number, line in enumerate((FOLDER / name).read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        published, sentence, expected = (part.strip() for part in line.lstrip("! ").split("|"))
        marks = [pytest.mark.xfail(strict=True)] if line.startswith("!") else []
        day = None if published == "-" else published
        yield pytest.param(day, sentence, expected, marks=marks, id=f"line {number}")
