"""A whole review in Debian's headless Chromium: by keyboard, by mouse, and from a hostile page."""

from __future__ import annotations

import http.server
import os
import re
import signal
import socket
import struct
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import published
import pytest
import sample_report
from report_cases import hostile_report

from compare.model import Report
from compare.report import write
from compare.review.store import VerdictStore
from compare.review.verdict import Role

ROOT = Path(__file__).resolve().parent.parent
REPORT = sample_report.build()
DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
ADA = ("Ada", Role.REVIEWER)


class Served:
    """`claim-compare review` at work on a report, and where its verdicts are kept."""

    def __init__(self, folder: Path, report: Report, *options: str) -> None:
        self.folder = folder
        self.path = folder / "data" / "claim-compare" / "verdicts.sqlite3"
        write(report, folder / "run")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "compare", "review", "run", "--no-browser", *options],
            cwd=folder,
            env=os.environ | {"PYTHONPATH": str(ROOT), "XDG_DATA_HOME": str(folder / "data")},
            stderr=subprocess.PIPE,
            text=True,
        )
        assert self.process.stderr
        told = self.process.stderr.readline()
        found = re.search(r"http://127\.0\.0\.1:\d+/", told)
        assert found, told + self.process.stderr.read()
        self.address = found[0]

    def end(self, how: int = signal.SIGINT) -> int:
        self.process.send_signal(how)
        return self.process.wait(timeout=30)

    def rulings(self) -> list[str | None]:
        """What Ada's verdicts are, in the order of the report."""
        with closing(VerdictStore(self.path)) as store:
            standing = [store.standing(finding.id).get(ADA) for finding in REPORT.findings]
        return [said.ruling if said else None for said in standing]

    def history(self) -> int:
        with closing(VerdictStore(self.path)) as store:
            return len(list(store.history()))


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Any]:
    served: list[Served] = []

    def start(report: Report = REPORT, *options: str) -> Served:
        served.append(Served(tmp_path, report, "--as", "Ada", *options))
        return served[-1]

    yield start
    for one in served:
        if one.process.poll() is None:
            one.end(signal.SIGKILL)
        assert one.process.stderr
        one.process.stderr.close()


class Shown:
    """A page in a browser, and all that it complained of."""

    def __init__(self, browser: Any, address: str, **options: Any) -> None:
        options.setdefault("viewport", DESKTOP)
        self.context = browser.new_context(**options)
        self.page = self.context.new_page()
        self.heard: list[str] = []
        self.page.on("console", lambda message: self.heard.append(message.text))
        self.page.on("pageerror", lambda error: self.heard.append(str(error)))
        self.page.on("dialog", lambda dialog: self.heard.append(dialog.message))
        self.page.goto(address)

    def id(self) -> str:
        return str(self.page.locator("#finding").get_attribute("data-id"))

    def press(self, key: str) -> None:
        """Press a key that leads to another page."""
        with self.page.expect_navigation():
            self.page.keyboard.press(key)

    def click(self, name: str) -> None:
        """Click what bears this name and leads to another page."""
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=name).or_(
                self.page.get_by_role("link", name=name)
            ).first.click()

    def count(self) -> str:
        return str(self.page.locator(".count").inner_text())


@pytest.fixture
def show(browser: Any) -> Iterator[Any]:
    opened: list[Shown] = []

    def open_page(address: str, **options: Any) -> Shown:
        opened.append(Shown(browser, address, **options))
        return opened[-1]

    yield open_page
    for shown in opened:
        shown.context.close()


def test_a_whole_review_by_keyboard(serve: Any, show: Any) -> None:
    served = serve()
    shown = show(served.address)
    page, ids = shown.page, [finding.id for finding in REPORT.findings]
    assert shown.id() == ids[0]
    page.keyboard.press("n")
    page.keyboard.type("1 by 1, u see")
    page.keyboard.press("Escape")
    shown.press("1")
    assert shown.id() == ids[1] and "Kept: ✕1 contradiction" in page.locator("#kept").inner_text()
    shown.press("2")
    shown.press("u")
    assert shown.id() == ids[1] and shown.count().startswith("1 of 11")
    shown.press("k")
    assert shown.id() == ids[0]
    assert page.locator("[name=note]").input_value() == "1 by 1, u see"
    assert page.locator("button[aria-pressed]").inner_text().endswith("contradiction")
    shown.press("j")
    for key in ("2", "s", "3", "4", "5", "6", "1", "1", "1", "1"):
        shown.press(key)
    assert page.locator("h1").inner_text() == "10 of 11 findings are decided, 1 skipped."
    shown.press("s")
    assert shown.id() == ids[2]
    shown.press("l")
    assert page.locator("#passage mark").count() == 1
    shown.press("Escape")
    page.keyboard.press("e")
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("Another Outlet")
    shown.press("Enter")
    assert page.locator("figcaption b").first.inner_text() == "Another Outlet"
    shown.press("3")
    assert page.locator("h1").inner_text() == "All 11 findings are decided."
    assert served.rulings() == [
        "contradiction",
        "difference",
        "agreement",
        "agreement",
        "not-comparable",
        "tool-error",
        "not-interesting",
        *["contradiction"] * 4,
    ]
    assert "Another Outlet" in (served.folder / "run" / "corrections.jsonl").read_text("utf-8")
    assert shown.heard == []


def test_a_whole_review_by_mouse_and_without_script(serve: Any, show: Any) -> None:
    served = serve()
    shown = show(served.address, java_script_enabled=False)
    page = shown.page
    page.locator("[name=note]").fill("seen")
    shown.click("contradiction")
    shown.click("Undo")
    assert shown.count().startswith("0 of 11")
    names = ["contradiction", "difference", "agreement", "not comparable", "tool error"]
    names += ["not interesting", "skip", "agreement", "agreement", "agreement", "agreement"]
    for name in names:
        shown.click(name)
    shown.click("Go through those skipped")
    page.get_by_text("Correct outlet, title or date").first.click()
    page.get_by_label("Published").first.fill("6 June 2021")
    shown.click("Save")
    assert page.locator("figcaption .when").first.inner_text() == "6 June 2021"
    page.locator(".filters summary").click()
    page.get_by_label("State").select_option("decided")
    shown.click("Show these")
    assert shown.id() == REPORT.findings[0].id and shown.count().startswith("10 of 11")
    shown.click("Show all")
    shown.click("Go through those skipped")
    shown.click("difference")
    assert page.locator("h1").inner_text() == "All 11 findings are decided."
    expected = [name.replace(" ", "-") for name in names]
    expected[6] = "difference"
    assert served.rulings() == expected


def test_blind_shows_the_judgement_after_the_verdict(serve: Any, show: Any) -> None:
    shown = show(serve(REPORT, "--blind").address)
    page, first = shown.page, shown.id()
    assert page.locator("mark, .factors, [name=relation]").count() == 0
    shown.press("1")
    assert shown.id() == first and page.locator(".sure").inner_text() != ""
    assert page.locator("h1").inner_text().startswith("No. 1")
    shown.press("g")
    assert shown.id() != first


def test_a_key_held_down_rules_once(serve: Any, show: Any) -> None:
    served = serve()
    shown = show(served.address)
    with shown.page.expect_navigation():
        shown.page.evaluate(
            """() => {
              for (const repeat of [false, true, true]) {
                document.dispatchEvent(new KeyboardEvent("keydown", {key: "1", repeat}));
                document.body.dispatchEvent(
                  new KeyboardEvent("keydown", {key: "1", repeat, bubbles: true}));
              }
            }"""
        )
    assert shown.id() == REPORT.findings[1].id
    assert served.history() == 1


def test_keys_count_by_their_place_where_the_layout_has_other_letters(
    serve: Any, show: Any
) -> None:
    served = serve()
    shown = show(served.address)
    for key, code in (("&", "Digit1"), ("ы", "KeyS")):
        with shown.page.expect_navigation():
            shown.page.evaluate(
                """([key, code]) => document.body.dispatchEvent(
                  new KeyboardEvent("keydown", {key, code, bubbles: true}))""",
                [key, code],
            )
    assert served.rulings()[:3] == ["contradiction", "skip", None]


def test_all_pages_fit_a_telephone(serve: Any, show: Any) -> None:
    shown = show(serve().address, viewport=PHONE)
    shown.press("1")
    shown.press("s")
    for key in ("l", "Escape", "d"):
        shown.press(key)
        assert shown.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    for cell in shown.page.locator(".tallies tbody th").all():
        assert cell.bounding_box()["height"] < 60


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE])
def test_hostile_text_stays_text_and_fits(serve: Any, show: Any, viewport: dict[str, int]) -> None:
    served = serve(hostile_report())
    shown = show(served.address, viewport=viewport)
    for address in (shown.page.url, f"{shown.page.url}/a", f"{served.address}done"):
        shown.page.goto(address)
        assert shown.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert shown.heard == []


ATTACK = """<!doctype html><title>x</title>
<form id="f" method="post" action="{address}finding/{id}"><input name="ruling" value="agreement">
<input name="token" value="guess"></form>
<script>
fetch("{address}finding/{id}").then((a) => a.text()).then((t) => (document.title = "read " + t),
  () => (document.title = "refused"));
fetch("{address}finding/{id}", {{method: "POST", mode: "no-cors",
  headers: {{"content-type": "application/x-www-form-urlencoded"}},
  body: "ruling=agreement&token=guess"}}).finally(() => document.getElementById("f").submit());
</script>"""


def test_a_page_of_another_origin_writes_and_reads_nothing(
    serve: Any, show: Any, tmp_path: Path
) -> None:
    served = serve()
    text = ATTACK.format(address=served.address, id=REPORT.findings[0].id)

    class Evil(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("content-type", "text/html")
            self.end_headers()
            self.wfile.write(text.encode())

        def log_message(self, *_: Any) -> None:
            pass

    with http.server.HTTPServer(("127.0.0.1", 0), Evil) as evil:
        threading.Thread(target=evil.serve_forever, daemon=True).start()
        shown = show(f"http://127.0.0.1:{evil.server_port}/")
        shown.page.wait_for_url(f"{served.address}**")
        assert "did not come from a page of the review" in shown.page.content()
        evil.shutdown()
    assert served.history() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_barrier(serve: Any, show: Any, scheme: str) -> None:
    program = published.axe()
    if program is None:
        pytest.skip("no axe-core: `python tests/published.py` fetches it with npm")
    served = serve()
    shown = show(served.address, color_scheme=scheme, bypass_csp=True)
    shown.press("1")
    for address in (shown.page.url, f"{shown.page.url}/a", f"{served.address}done"):
        shown.page.goto(address)
        shown.page.evaluate("document.querySelectorAll('details').forEach((it) => (it.open = 1))")
        shown.page.add_script_tag(path=program)
        found = shown.page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        assert found["passes"]
        assert [(v["id"], v["nodes"][0]["html"][:120]) for v in found["violations"]] == []


def test_verdicts_confirmed_on_screen_outlive_a_kill_and_the_review_goes_on(
    serve: Any, show: Any
) -> None:
    served = serve()
    shown = show(served.address)
    for key in ("1", "2", "5"):
        shown.press(key)
    assert shown.count().startswith("3 of 11")
    served.end(signal.SIGKILL)
    assert served.rulings()[:4] == ["contradiction", "difference", "tool-error", None]
    again = serve()
    resumed = show(again.address)
    assert resumed.id() == REPORT.findings[3].id and resumed.count().startswith("3 of 11")


def test_an_interrupt_ends_it_quietly(serve: Any) -> None:
    served = serve()
    with urllib.request.urlopen(served.address, timeout=30) as answer:
        assert answer.status == 200
    assert served.end() == 0
    assert served.process.stderr.read() == ""


def test_a_store_that_cannot_be_used_is_one_sentence(tmp_path: Path) -> None:
    write(REPORT, tmp_path / "run")
    (tmp_path / "data").write_text("a file where a folder should be")
    done = subprocess.run(
        [sys.executable, "-m", "compare", "review", "run", "--no-browser"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT), "XDG_DATA_HOME": str(tmp_path / "data")},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1 and "verdicts.sqlite3" in done.stderr


def test_a_browser_that_hangs_up_does_not_end_the_review(serve: Any) -> None:
    served = serve()
    host, port = served.address.removeprefix("http://").rstrip("/").split(":")
    for _ in range(20):
        with socket.create_connection((host, int(port))) as caller:
            # To leave at once, with the answer on its way.
            caller.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            caller.sendall(f"GET / HTTP/1.1\r\nHost: {host}:{port}\r\n\r\n".encode())
    with urllib.request.urlopen(served.address) as answer:
        assert answer.status == 200
