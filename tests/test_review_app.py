"""The review as a browser without script uses it: the queue, verdicts, corrections, strangers."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import sample_report
from report_cases import Page, hostile_report
from review_cases import HOST, Browser, entry, reviewing, rule

from compare.model import Article, Finding
from compare.reading.corrections import correct, parse
from compare.review.store import VerdictStore
from compare.review.verdict import Role, Ruling, pair_of

REPORT = sample_report.build()
FIRST, SECOND, THIRD = REPORT.findings[:3]


@pytest.fixture
def browser(tmp_path: Path) -> Iterator[Browser]:
    with reviewing(tmp_path) as opened:
        yield opened


def _address(finding: Finding) -> str:
    return f"/finding/{finding.id}"


def _at(answer: object, finding: Finding) -> bool:
    return f'data-id="{finding.id}"' in answer.text  # type: ignore[attr-defined, no-any-return]


def test_the_most_telling_comes_first_with_all_that_is_known_of_it(browser: Browser) -> None:
    page = browser.get()
    assert _at(page, FIRST)
    shown = Page(page.text).text
    for side in (FIRST.a, FIRST.b):
        assert side.source in shown
    for told in ("12 March 2021", "14 March 2021", "The dates conflict", "dates conflict", "95%"):
        assert told in shown
    assert "<mark>February 2021</mark>" in page.text and "<mark>March 2021</mark>" in page.text
    assert "Mayor Ilse Tarrant called the vote" in shown, "the context is missing"


def test_a_verdict_is_kept_before_the_next_page_says_so(browser: Browser) -> None:
    page = browser.rule(_address(FIRST), "difference", "half\r\nright")
    assert _at(page, SECOND)
    assert "Kept: ✕1" in Page(page.text).text and "1 of 11" in Page(page.text).text
    with closing(VerdictStore(browser.path)) as store:
        said = store.standing(FIRST.id)["Ada", Role.REVIEWER]
    assert (said.ruling, said.note, said.relation) == (
        Ruling.DIFFERENCE,
        "half\nright",
        FIRST.relation,
    )
    assert "half" in browser.get(_address(FIRST)).text


def test_undo_leads_back_to_what_was_undone(browser: Browser) -> None:
    browser.rule(_address(FIRST), "difference")
    page = browser.post("/undo", token=browser.token())
    assert _at(page, FIRST) and "0 of 11" in Page(page.text).text
    assert browser.standing(FIRST) == {"Ada": None}


def test_the_queue_ends_with_a_summary_and_skipped_ones_can_be_taken_up(browser: Browser) -> None:
    browser.rule(_address(FIRST), "skip")
    for finding in REPORT.findings[1:]:
        page = browser.rule(_address(finding), "agreement")
    text = Page(page.text).text
    assert "10 of 11 findings are decided, 1 skipped." in text
    assert "the tool had named the same in 4 of 10" in text
    page = browser.get("/?state=skipped")
    assert _at(page, FIRST)
    page = browser.rule(f"{_address(FIRST)}?state=skipped", "contradiction")
    assert "All 11 findings are decided." in Page(page.text).text


def test_to_skip_what_is_decided_leaves_it_decided(browser: Browser) -> None:
    browser.rule(_address(FIRST), "agreement")
    browser.rule(_address(FIRST), "skip")
    assert browser.standing(FIRST) == {"Ada": "agreement"}


def test_a_review_is_resumed_where_it_stopped(tmp_path: Path) -> None:
    with reviewing(tmp_path) as browser:
        browser.rule(_address(FIRST), "agreement")
        browser.rule(_address(SECOND), "skip")
    with reviewing(tmp_path) as browser:
        assert _at(browser.get(), THIRD)
        assert "1 of 11" in Page(browser.get().text).text


@pytest.mark.parametrize(
    ("query", "place"),
    [
        ("?relation=diverge", 3),
        ("?reason=contradict-quantity", 1),
        ("?relation=agree&sure=95", 7),
        (f"?source={REPORT.findings[5].b.article}&relation=diverge", 5),
        ("?relation=nonsense-from-elsewhere&sure=x", None),
    ],
)
def test_filters_choose_what_comes(browser: Browser, query: str, place: int | None) -> None:
    page = browser.get(f"/{query}")
    if place is None:
        assert "0 of 0" in Page(page.text).text
    else:
        assert _at(page, REPORT.findings[place])


def test_filters_stay_while_one_decides(browser: Browser) -> None:
    page = browser.rule(f"{_address(REPORT.findings[3])}?relation=diverge", "difference")
    assert _at(page, REPORT.findings[4]) and "1 of 4" in Page(page.text).text
    assert "relation=diverge" in str(page.url)


def test_carried_verdicts_can_be_looked_at_again(tmp_path: Path) -> None:
    with closing(VerdictStore(tmp_path / "verdicts.sqlite3")) as store:
        said = rule(store, REPORT, FIRST, Ruling.AGREEMENT, "Ada")
        names = store.pairs()
        carried = replace(said, fingerprint=SECOND.id, carried_from="of-old")
        pair = replace(names[FIRST.id], fingerprint=SECOND.id)
        store.merge([pair], [carried])
    with reviewing(tmp_path) as browser:
        page = browser.get("/?state=carried")
        assert _at(page, SECOND) and "carried over" in Page(page.text).text


def test_blind_shows_the_tools_judgement_after_the_verdict_only(tmp_path: Path) -> None:
    with reviewing(tmp_path, blind=True) as browser:
        page = browser.get(_address(FIRST))
        shown = Page(page.text)
        body = page.text.split("<main>")[1]
        for telling in ("<mark>", "✕", "conflict", "Cannot both", "95%", FIRST.explanation):
            assert telling not in body.split('<form class="rulings"')[0]
        assert 'name="relation"' not in page.text and "contradict" not in shown.values("data-id")
        assert [f.id for f in REPORT.findings] != _order(browser)
        page = browser.rule(_address(FIRST), "difference")
        assert _at(page, FIRST) and "The dates conflict" in page.text and "<mark>" in page.text


def _order(browser: Browser) -> list[str]:
    page, order = browser.get(), []
    while True:
        (name,) = Page(page.text).values("data-id")
        order.append(name)
        if 'rel="next"' not in page.text:
            return order
        page = browser.get(page.text.split('rel="next" href="')[1].split('"')[0])


def test_reviewers_do_not_see_each_other_before_they_decide(tmp_path: Path) -> None:
    with reviewing(tmp_path, who="Benedict") as browser:
        browser.rule(_address(FIRST), "not-comparable", "my reasons")
    with reviewing(tmp_path) as browser:
        assert "Benedict" not in browser.get(_address(FIRST)).text
        assert Page(browser.get("/?state=disputed").text).values("data-id") == []
        browser.rule(_address(FIRST), "contradiction")
        page = browser.get(_address(FIRST))
        assert "Benedict" in page.text and "my reasons" in page.text


def test_an_adjudicator_settles_what_reviewers_differ_on(tmp_path: Path) -> None:
    for who, ruling in (("Ben", "contradiction"), ("Cleo", "difference")):
        with reviewing(tmp_path, who=who) as browser:
            browser.rule(_address(SECOND), ruling, f"says {who}")
            browser.rule(_address(THIRD), "agreement")
    with reviewing(tmp_path, role=Role.ADJUDICATOR) as browser:
        page = browser.get()
        assert _at(page, SECOND) and "0 of 1" in Page(page.text).text
        assert "says Ben" in page.text and "says Cleo" in page.text
        page = browser.rule(_address(SECOND), "difference")
        assert "All 1 findings are decided." in Page(page.text).text
        with closing(VerdictStore(browser.path)) as store:
            said = store.settled(SECOND.id)
    assert said and (said.reviewer, said.role, said.ruling) == (
        "Ada",
        Role.ADJUDICATOR,
        Ruling.DIFFERENCE,
    )


def _corrected(browser: Browser) -> list[Article]:
    path = browser.folder / "corrections.jsonl"
    return correct(REPORT.articles, parse(path.read_bytes(), str(path)))[0]


def test_a_correction_is_kept_as_meta_reads_it_and_the_original_is_shown(browser: Browser) -> None:
    article = next(one for one in REPORT.articles if one.id == FIRST.a.article)
    browser.rule(_address(FIRST), "contradiction")
    given = {"source": "The <Herald>", "title": article.title or "", "published": "3 May 2021"}
    page = browser.post(f"{_address(FIRST)}/a", token=browser.token(), **given)
    assert _at(page, FIRST)
    assert "The &lt;Herald&gt;" in page.text and f"{article.source}" in page.text
    (row,) = map(json.loads, (browser.folder / "corrections.jsonl").read_text().splitlines())
    assert (row["path"], row["was_source"], row["by"]) == (article.path, article.source, "Ada")
    assert "title" not in row
    fixed = next(one for one in _corrected(browser) if one.text == article.text)
    assert (fixed.source, fixed.published) == ("The <Herald>", "2021-05-03")
    with closing(VerdictStore(browser.path)) as store:
        assert set(store.pairs()) == {FIRST.id}
        assert store.pairs()[FIRST.id].a.source == "The <Herald>"
    browser.post(f"{_address(FIRST)}/a", token=browser.token(), source="", title="", published="")
    assert (browser.folder / "corrections.jsonl").read_text() == ""
    assert "The &lt;Herald&gt;" not in browser.get(_address(FIRST)).text


def test_a_date_that_is_none_is_refused_and_nothing_is_written(browser: Browser) -> None:
    given = {"source": "Typed Herald", "published": "soon"}
    page = browser.post(f"{_address(FIRST)}/b", token=browser.token(), **given)
    assert page.status_code == 422 and "is no certain date" in page.text
    assert {"Typed Herald", "soon"} <= set(Page(page.text).values("value"))
    assert not (browser.folder / "corrections.jsonl").exists()


def test_hostile_text_stays_text(tmp_path: Path) -> None:
    report = hostile_report()
    (finding,) = report.findings
    with reviewing(tmp_path, report, who="<b>Ada</b>") as browser:
        browser.rule(_address(finding), "difference", "<script>alert(4)</script>")
        for address in ("/done", _address(finding), f"{_address(finding)}/a"):
            page = Page(browser.get(address).text)
            tags = [tag for tag, _ in page.elements]
            assert tags.count("script") == 1 and page.scripts == []
            assert "img" not in tags and page.styles == []
            assert all(not name.startswith("on") for _, attrs in page.elements for name in attrs)
            assert not any(link.startswith("javascript:") for link in page.values("href"))


STRANGERS = [
    {"origin": "http://evil.example"},
    {"origin": "null"},
    {"origin": "http://127.0.0.1:9999"},
    {"origin": f"https://{HOST}"},
    {"origin": None},
]


@pytest.mark.parametrize("stranger", STRANGERS)
def test_a_page_of_another_origin_cannot_write(
    browser: Browser, stranger: dict[str, str | None]
) -> None:
    token = browser.token()
    for address in (_address(FIRST), "/undo", f"{_address(FIRST)}/a"):
        answer = browser.post(address, stranger["origin"], token=token, ruling="agreement")
        assert answer.status_code == 403
    assert browser.standing(FIRST) == {}
    assert not (browser.folder / "corrections.jsonl").exists()


@pytest.mark.parametrize("token", ["", "guessed", "\u00e9"])
def test_without_the_token_of_the_session_nothing_is_written(browser: Browser, token: str) -> None:
    assert browser.post(_address(FIRST), token=token, ruling="agreement").status_code == 403
    assert browser.standing(FIRST) == {}


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "127.0.0.1:80", "[::1]:8765", ""])
def test_another_name_for_this_address_is_refused(browser: Browser, host: str) -> None:
    answer = browser.get(_address(FIRST), host=host)
    assert answer.status_code == 403 and FIRST.a.text not in answer.text


def test_forms_of_another_kind_are_refused(browser: Browser) -> None:
    origin = {"origin": f"http://{HOST}"}
    send = browser.client.post
    kinds = [
        (send(_address(FIRST), headers=origin, json={"token": browser.token()}), 415),
        (browser.post(_address(FIRST), token=browser.token(), note="x" * 300_000), 413),
        (browser.post(_address(FIRST), token=browser.token(), ruling="no such verdict"), 400),
        (browser.post("/finding/none", token=browser.token(), ruling="agreement"), 404),
        (browser.get("/finding/none"), 404),
        (browser.get(f"{_address(FIRST)}/c"), 404),
        (browser.get("/static/app.py"), 404),
        (send("/", headers=origin), 405),
    ]
    assert [answer.status_code for answer, _ in kinds] == [status for _, status in kinds]
    assert browser.standing(FIRST) == {}


@pytest.mark.parametrize("address", ["/done", "/static/review.js", "/none", "/finding/none"])
def test_every_answer_bears_the_policies(browser: Browser, address: str) -> None:
    headers = browser.get(address).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy and "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cache-control"] == "no-store"


def test_a_report_without_findings_has_an_end_at_once(tmp_path: Path) -> None:
    with reviewing(tmp_path, replace(REPORT, findings=(), claims=())) as browser:
        assert "nothing to review" in browser.get().text


def test_a_store_that_fails_is_told(browser: Browser) -> None:
    with closing(VerdictStore(browser.path)) as store:
        store._db.execute("DROP TABLE verdict")
    answer = browser.get("/done")
    assert answer.status_code == 500 and "no such table" in answer.text


def test_each_page_of_ten_thousand_findings_takes_under_a_tenth_of_a_second(
    tmp_path: Path,
) -> None:
    many = tuple(replace(REPORT.findings[n % 11], id=f"{n:05}") for n in range(10_000))
    report = replace(REPORT, findings=many, claims=())
    articles = {article.id: article for article in report.articles}
    with closing(VerdictStore(tmp_path / "verdicts.sqlite3")) as store:
        half = many[:5000]
        rulings = (Ruling.DIFFERENCE, Ruling.SKIP, Ruling.TOOL_ERROR)
        said = [
            entry(f.id, rulings[n % 3], relation=f.relation, at=f"2024-05-02T08:30:00.{n:06}+00:00")
            for n, f in enumerate(half)
        ]
        store.merge([pair_of(f, articles) for f in half], said)
    with reviewing(tmp_path, report) as browser:
        last = f"/finding/{many[-1].id}"
        for address in ("/", last, f"{last}?relation=agree&state=undecided", f"{last}/a", "/done"):
            assert _seconds(lambda at=address: browser.get(at)) < 0.1, address  # type: ignore[misc]
        token = browser.token()
        for fields in ({"ruling": "difference"}, {"ruling": "agreement", "note": "x" * 9000}):
            took = _seconds(lambda it=fields: browser.post(last, token=token, **it))  # type: ignore[misc]
            assert took < 0.2, "a verdict and the page that follows it"


def _seconds(request: Callable[[], Any]) -> float:
    """The processor's time for a request, because other work may run beside the tests; the least
    of three, because it may run within this process too."""
    took = []
    for _ in range(3):
        start = time.process_time()
        assert request().status_code == 200
        took.append(time.process_time() - start)
    return min(took)
