"""What sentence-transformers needs to be told before it loads a model quietly and offline."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any


def prepare(name: str) -> None:
    """Keep transformers from printing, and for a model in a folder from asking a hub."""
    if Path(name).is_dir():
        os.environ.setdefault("HF_HUB_OFFLINE", "1")
    from transformers.utils import logging as untyped

    logging: Any = untyped
    logging.set_verbosity_error()
    logging.disable_progress_bar()
