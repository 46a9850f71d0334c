"""The report in every format: data, a page to read and print, Markdown, a terminal summary."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path

from compare.model import Report
from compare.report import as_json, html, markdown
from compare.report.quoting import writable


def write(report: Report, folder: Path) -> None:
    """Write report.json, report.html and report.md into `folder`; raises as `save` does."""
    texts = {
        "report.html": html.render(report),
        "report.md": markdown.render(report),
        "report.json": as_json.dumps(report),
    }
    save({name: writable(text).encode() for name, text in texts.items()}, folder)


def save(files: Mapping[str, bytes], folder: Path) -> None:
    """Write files by name into `folder`, which is made where missing.

    Earlier files of these names are replaced only once all new ones are complete; other files in
    the folder are left alone. Raises OSError when the folder cannot be written to.
    """
    folder.mkdir(parents=True, exist_ok=True)
    # Within the folder, because a rename is atomic only on one and the same file system.
    with tempfile.TemporaryDirectory(prefix=".report-", dir=folder) as workshop:
        for name, content in files.items():
            Path(workshop, name).write_bytes(content)
        for name in files:
            Path(workshop, name).replace(folder / name)
