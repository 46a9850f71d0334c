"""What sentence-transformers needs to be told before it loads a model quietly and offline."""

from __future__ import annotations

from pathlib import Path
from typing import Any


def prepare(name: str) -> bool:
    """Keep transformers from printing; True for a model in a folder, which needs no network."""
    from transformers.utils import logging as untyped

    logging: Any = untyped
    logging.set_verbosity_error()
    logging.disable_progress_bar()
    return Path(name).is_dir()


def first_line(error: Exception) -> str:
    """What went wrong, in the one line that a person is shown."""
    return (str(error).strip() or type(error).__name__).splitlines()[0]
