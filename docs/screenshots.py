"""The pictures of README: `python docs/screenshots.py` takes them of reports/seeds/report.html."""

from __future__ import annotations

import shutil
from pathlib import Path

from playwright.sync_api import sync_playwright

HERE = Path(__file__).resolve().parent
REPORT = HERE.parent / "reports" / "seeds" / "report.html"
PICTURES = {
    "report.png": {"viewport": {"width": 1280, "height": 1500}},
    "report-dark.png": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "dark"},
    "report-phone.png": {"viewport": {"width": 390, "height": 900}, "device_scale_factor": 2},
}


def main() -> None:
    """Show the report in Debian's Chromium and write one picture for each kind of screen."""
    with sync_playwright() as started:
        browser = started.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        for name, options in PICTURES.items():
            page = browser.new_context(**options).new_page()
            page.goto(REPORT.as_uri())
            page.screenshot(path=HERE / name)
        browser.close()


if __name__ == "__main__":
    main()
