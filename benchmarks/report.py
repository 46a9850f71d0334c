"""The page of a large report: how big it is, and how soon it opens and filters in Chromium.

`python -m benchmarks.report` measures and writes benchmarks/results/report.json.
"""

from __future__ import annotations

import json
import shutil
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.report_sample import build
from compare.model import Report
from compare.report import html

RESULTS = Path(__file__).parent / "results" / "report.json"
ARTICLES, SENTENCES = 50, 40
# As many findings as a run may well have, and as many as one of close retellings may have.
FINDINGS = (600, 2_500, 15_000)
REPEATS = 5

# From the change of a control until the browser has drawn the page anew.
_FILTER = """(choose) => new Promise((done) => {
  const [name, value] = choose;
  const field = document.querySelector(`[name=${name}]`);
  const began = performance.now();
  field.value = value;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - began)));
})"""
_OPENED = """() => {
  const [page] = performance.getEntriesByType("navigation");
  const [drawn] = performance.getEntriesByName("first-contentful-paint");
  return [drawn.startTime, page.loadEventEnd];
}"""
CHOICES = {
    "search": ("q", "harbour"),
    "reason": ("reason", "diverge-detail"),
    "source": ("source", "7"),
}


def measure(browser: Any, report: Report) -> dict[str, Any]:
    """Size in bytes, and medians in milliseconds, of the page of one report."""
    began = time.process_time()
    page = html.render(report)
    rendered = time.process_time() - began
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "report.html")
        path.write_text(page, encoding="utf-8")
        opened = [_open(browser, path) for _ in range(REPEATS)]
    return {
        "findings": len(report.findings),
        "bytes": len(page.encode()),
        "render_seconds": round(rendered, 2),
        "first_paint_ms": round(statistics.median(one["paint"] for one in opened)),
        "loaded_ms": round(statistics.median(one["loaded"] for one in opened)),
        "filter_ms": {
            name: round(statistics.median(one[name] for one in opened)) for name in CHOICES
        },
    }


def _open(browser: Any, path: Path) -> dict[str, float]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(path.as_uri(), wait_until="load")
    page.wait_for_function("performance.getEntriesByName('first-contentful-paint').length > 0")
    paint, loaded = page.evaluate(_OPENED)
    taken = {}
    for name, (field, value) in CHOICES.items():
        taken[name] = page.evaluate(_FILTER, [field, value])
        page.evaluate(_FILTER, [field, ""])
    context.close()
    return {"paint": paint, "loaded": loaded, **taken}


def main() -> None:
    """Measure and write the figures."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as started:
        browser = started.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        rows = [measure(browser, build(ARTICLES, SENTENCES, count)) for count in FINDINGS]
        version = browser.version
        browser.close()
    told = {"articles": ARTICLES, "sentences_an_article": SENTENCES, "chromium": version}
    RESULTS.write_text(json.dumps({**told, "pages": rows}, indent=1) + "\n", encoding="utf-8")
    print(RESULTS.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
