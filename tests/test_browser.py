"""The page as Debian's headless Chromium shows it: no complaint, no request, filters and keys."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import published
import pytest
import sample_report
from pypdf import PdfReader
from report_cases import hostile_report, large_report

from compare.report import html

DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample report, the same reviewed, a hostile one and a large one as pages."""
    made = tmp_path_factory.mktemp("pages")
    reports = {
        "sample": sample_report.build(),
        "reviewed": sample_report.reviewed(),
        "hostile": hostile_report(),
        "large": large_report(),
    }
    for name, report in reports.items():
        (made / f"{name}.html").write_text(html.render(report), encoding="utf-8")
    return made


class Shown:
    """A page in a browser, and all that it complained of or asked for."""

    def __init__(self, browser: Any, path: Path, fragment: str = "", **options: Any) -> None:
        options.setdefault("viewport", DESKTOP)
        self.context = browser.new_context(**options)
        self.page = self.context.new_page()
        self.heard: list[str] = []
        self.asked: list[str] = []
        self.page.on("console", lambda message: self.heard.append(message.text))
        self.page.on("pageerror", lambda error: self.heard.append(str(error)))
        self.page.on("dialog", lambda dialog: self.heard.append(dialog.message))
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.address = path.as_uri()
        self.page.goto(self.address + fragment)

    def cards(self) -> list[str]:
        """The labels of the findings that can be seen, in order."""
        labels = self.page.locator(".card:visible h3 .label")
        return [str(text) for text in labels.all_text_contents()]

    def hash(self) -> str:
        return str(self.page.evaluate("location.hash"))


@pytest.fixture
def show(browser: Any, folder: Path) -> Iterator[Any]:
    opened: list[Shown] = []

    def open_page(name: str = "sample", fragment: str = "", **options: Any) -> Shown:
        opened.append(Shown(browser, folder / f"{name}.html", fragment, **options))
        return opened[-1]

    yield open_page
    for shown in opened:
        shown.context.close()


ALL = ["✕1", "✕2", "✕3", "≈1", "≈2", "≈3", "≈4", "=1", "=2", "=3", "=4"]


@pytest.mark.parametrize("name", ["sample", "reviewed", "hostile", "large"])
@pytest.mark.parametrize("viewport", [DESKTOP, PHONE])
def test_nothing_is_loaded_complained_of_or_wider_than_the_window(
    show: Any, name: str, viewport: dict[str, int]
) -> None:
    shown = show(name, viewport=viewport)
    assert shown.heard == []
    assert shown.asked == [shown.address]
    assert shown.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_without_script_all_is_there_but_the_controls(show: Any) -> None:
    shown = show(java_script_enabled=False)
    assert shown.cards() == ALL
    assert not shown.page.locator("#tools").is_visible()
    # Few sentences stand alone, so they are not folded away.
    assert shown.page.locator(".alone li:visible").count() == 8
    assert shown.page.locator("details.alone:not([open])").count() == 0
    folded = shown.page.locator("details:not([open]):visible > summary")
    assert folded.count() > 5
    for _ in range(folded.count()):
        folded.first.click()
    assert folded.count() == 0


def test_filters_narrow_the_findings_and_the_address_remembers_them(show: Any) -> None:
    shown = show()
    page = shown.page
    page.locator("#tools summary").click()
    page.get_by_label("differences").uncheck()
    page.get_by_label("Sure").select_option("85")
    assert shown.cards() == ["✕1", "✕2", "=1", "=2", "=3", "=4"]
    assert page.locator("#shown").text_content() == "6 of 11 findings shown"
    assert shown.hash() == "#&relation=contradict%2Cagree&sure=85"
    page.reload()
    assert len(shown.cards()) == 6
    page.get_by_role("button", name="Show all").click()
    assert shown.cards() == ALL and shown.hash() == ""


@pytest.mark.parametrize(
    ("fragment", "labels"),
    [
        ("#&reason=contradict-quantity", ["✕2", "✕3"]),
        ("#&q=MAYOR", ["=2"]),
        ("#&relation=", []),
        ("#&reason=no-such-reason&sure=x", ALL),
        ("#%", ALL),
        ("#no-such-place", ALL),
    ],
)
def test_an_address_leads_to_what_it_names(show: Any, fragment: str, labels: list[str]) -> None:
    shown = show(fragment=fragment)
    assert shown.cards() == labels
    assert shown.heard == []


def test_a_report_is_chosen_by_number_and_its_rows_stay(show: Any) -> None:
    shown = show()
    number = shown.page.locator(".sources tr", has_text="Ferrow Valley Courier").locator(".no")
    shown.page.goto(f"{shown.address}#&source={number.text_content()}")
    assert shown.cards() == ["≈3"]
    assert shown.page.locator("tr.row:visible").count() == 1


def test_a_search_narrows_the_reports_too(show: Any) -> None:
    page = show(fragment="#&q=quay street").page
    assert page.locator(".text li:visible").all_text_contents() == [
        "Shopkeepers on Quay Street fear two years of dust."
    ]
    assert page.locator(".alone li:visible").count() == 1


def test_a_link_to_a_hidden_finding_shows_it_and_other_links_keep_the_choice(show: Any) -> None:
    shown = show(fragment="#&relation=contradict")
    page = shown.page
    page.locator(".card:visible .place a").first.click()
    assert shown.hash().startswith("#s") and shown.hash().endswith("&relation=contradict")
    assert shown.cards() == ["✕1", "✕2", "✕3"]
    page.locator(".notes a", has_text="=2").first.click()
    assert shown.cards() == ALL
    assert page.locator(".card[aria-current]").locator(".label").text_content() == "=2"


def test_keys_lead_from_finding_to_finding_and_can_be_turned_off(show: Any) -> None:
    shown = show()
    page = shown.page
    focused = "document.activeElement.querySelector('.label')?.textContent"
    for key, label in (("j", "✕1"), ("j", "✕2"), ("k", "✕1"), ("1", "✕1"), ("j", "≈1")):
        page.keyboard.press(key)
        if key in "jk":
            assert page.evaluate(focused) == label
    assert shown.cards() == ALL[3:]
    page.keyboard.press("/")
    page.keyboard.type("joke 1")
    assert page.locator("[name=q]").input_value() == "joke 1" and shown.cards() == []
    page.keyboard.press("Escape")
    assert shown.cards() == ALL
    page.locator("#keys").uncheck()
    page.locator("body").press("1")
    assert shown.cards() == ALL


def test_every_sentence_of_a_map_leads_to_the_text(show: Any) -> None:
    shown = show()
    for link in shown.page.locator(".map a").all()[:3]:
        link.locator("path").click()
        place = shown.page.locator(link.get_attribute("href"))
        assert place.get_attribute("aria-current") == "location"


def test_a_large_report_filters_without_a_visible_wait(show: Any) -> None:
    page = show("large").page
    took = page.evaluate(
        """() => {
          const field = document.querySelector("[name=q]"), start = performance.now();
          field.value = "council";
          field.dispatchEvent(new Event("input", {bubbles: true}));
          document.body.offsetHeight;
          return performance.now() - start;
        }"""
    )
    # Several times what it takes, because other work may run beside the tests.
    assert took < 2000


def test_no_quote_is_cut_where_a_printed_page_ends(show: Any, tmp_path: Path) -> None:
    shown = show()
    out = tmp_path / "report.pdf"
    shown.page.pdf(path=str(out), prefer_css_page_size=True, format="A4")
    pages = ["".join((page.extract_text() or "").split()) for page in PdfReader(out).pages]
    assert len(pages) > 2
    for finding in sample_report.build().findings:
        for side in (finding.a, finding.b):
            assert any("".join(side.text.split()) in page for page in pages), side.text
    assert not any("Filterandsearch" in page for page in pages)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    ("name", "viewport"), [("reviewed", DESKTOP), ("reviewed", PHONE), ("large", DESKTOP)]
)
def test_axe_finds_no_barrier(show: Any, scheme: str, name: str, viewport: dict[str, int]) -> None:
    program = published.axe()
    if program is None:
        pytest.skip("no axe-core: `python tests/published.py` fetches it with npm")
    page = show(name, viewport=viewport, color_scheme=scheme, bypass_csp=True).page
    page.evaluate("document.querySelectorAll('details').forEach((part) => (part.open = true))")
    page.add_script_tag(path=program)
    # Three findings of a kind are as good as hundreds, which would take axe minutes.
    many = ".card:nth-of-type(n+4), .text:nth-of-type(n+4), .row:nth-of-type(n+4)"
    page.evaluate(f"document.querySelectorAll('{many}').forEach((part) => part.remove())")
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    assert len(found["passes"]) > 20
    told = [
        (violation["id"], [node["html"][:120] for node in violation["nodes"][:3]])
        for violation in found["violations"]
    ]
    assert told == []


def test_forced_colours_leave_every_sign_to_be_seen(show: Any) -> None:
    page = show(forced_colors="active").page
    drawn = """(selector) => [...document.querySelectorAll(selector)].map((node) => {
        const style = getComputedStyle(node);
        return [style.fill, style.stroke];
    })"""
    squares = page.evaluate(drawn, ".heat g rect")
    figures = page.evaluate(drawn, ".heat g text")
    assert squares and figures
    assert not {fill for fill, _ in squares} & {fill for fill, _ in figures}
    crosses = page.evaluate(drawn, ".matrix-picture .glyph.contradict")
    grounds = page.evaluate(drawn, ".matrix-picture a .ground.contradict")
    assert not {stroke for _, stroke in crosses} & {fill for fill, _ in grounds}


def test_a_dismissed_finding_is_found_by_its_address_and_no_key_leads_to_it(show: Any) -> None:
    shown = show("reviewed")
    assert shown.cards() == ["✕1", "✕2", *ALL[3:]]
    gone = shown.page.locator(".dismissal").get_attribute("id")
    shown.page.goto(f"{shown.address}#{gone}")
    assert shown.page.locator(".dismissal[aria-current]").is_visible()
    assert shown.cards() == ["✕1", "✕2", *ALL[3:]]


def test_findings_in_brief_are_filtered_and_searched_like_the_others(show: Any) -> None:
    shown = show("large")
    page = shown.page
    assert not page.locator(".briefs").first.evaluate("(part) => part.open")
    first = page.locator("#diverge .briefs li").first
    words = page.locator(first.locator("a.said").first.get_attribute("href")).locator(".said")
    page.goto(f"{shown.address}#&relation=diverge&q={words.text_content()}")
    assert first.is_visible()
    assert page.locator("#contradict .card:visible").count() == 0
    assert 0 < page.locator(".card:visible").count() < 10
