"""Verdicts taken elsewhere and brought in, agreement, ClaimReview, and the commands for them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import sample_report
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from review_cases import entry, pair, rule
from sklearn.metrics import cohen_kappa_score

from compare.commands.calibrate import calibrate
from compare.commands.verdicts import verdicts
from compare.errors import UnreadableSource
from compare.report import write
from compare.review.agreement import agreements, kappa
from compare.review.claimreview import claim_reviews
from compare.review.exchange import COLUMNS, read, rows, to_csv, to_jsonl
from compare.review.store import VerdictStore, default_path
from compare.review.verdict import Pair, Quoted, Role, Ruling

REPORT = sample_report.build()
FIRST, SECOND, THIRD, FOURTH = REPORT.findings[:4]
HARD = '=1+1, "quoted"\nline two\u2028'


@pytest.fixture(autouse=True)
def home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A user without verdicts or settings; the sample report is the run named bridge."""
    for name in ("DATA", "CONFIG"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    monkeypatch.chdir(tmp_path)
    write(REPORT, tmp_path / "reports" / "bridge")
    return tmp_path


@pytest.fixture
def store(home: Path) -> Iterator[VerdictStore]:
    """Two reviewers: one on three findings, one on four, of which they share three."""
    with closing(VerdictStore(default_path())) as opened:
        given = (
            (FIRST, Ruling.CONTRADICTION, "Ada"),
            (FIRST, Ruling.CONTRADICTION, "Ben"),
            (SECOND, Ruling.DIFFERENCE, "Ada"),
            (SECOND, Ruling.TOOL_ERROR, "Ben"),
            (THIRD, Ruling.NOT_INTERESTING, "Ada"),
            (THIRD, Ruling.NOT_COMPARABLE, "Ben"),
            (FOURTH, Ruling.AGREEMENT, "Ben"),
        )
        for finding, ruling, who in given:
            rule(opened, REPORT, finding, ruling, who)
        yield opened


def _run(*args: str) -> Result:
    return CliRunner().invoke(verdicts, args)


@pytest.mark.parametrize("form", ["jsonl", "csv"])
def test_an_export_is_read_as_it_was(store: VerdictStore, tmp_path: Path, form: str) -> None:
    store.add(Pair("hard", Quoted(HARD), Quoted("'+ text")), entry("hard", note=HARD))
    store.undo(("Ada", Role.REVIEWER), {FIRST.id}.__contains__)
    text = (to_csv if form == "csv" else to_jsonl)(rows(store))
    pairs, entries = read(text, "export")
    with closing(VerdictStore(tmp_path / "other.sqlite3")) as other:
        assert other.merge(pairs, entries) == len(entries) == 9
        assert list(rows(other)) == list(rows(store))
        assert other.merge(pairs, entries) == 0


def test_a_spreadsheet_finds_no_formula(store: VerdictStore) -> None:
    store.add(pair("hard", HARD), entry("hard", note=HARD, reviewer="@Ada"))
    table = list(csv.DictReader(io.StringIO(to_csv(rows(store)), newline="")))
    assert tuple(table[0]) == COLUMNS
    assert table[-1]["note"] == table[-1]["a_text"] == f"'{HARD}"
    assert not [cell for row in table for cell in row.values() if cell[:1] in ("=", "+", "-", "@")]


@pytest.mark.parametrize(
    "change",
    [
        {"role": "king"},
        {"ruling": "maybe"},
        {"at": "yesterday"},
        {"at": "2024-05-02T08:30:00"},
        {"confidence": float("nan")},
        {"reviewer": " "},
        {"a_text": None},
        {"b_source": 7},
        {"relation": None},
        {"note": ["x"]},
    ],
)
def test_rows_that_are_no_verdicts_are_named(
    store: VerdictStore, change: dict[str, object]
) -> None:
    first, second = list(rows(store))[:2]
    text = "\n".join(json.dumps(row) for row in (first, second | change))
    with pytest.raises(UnreadableSource, match="export:2"):
        read(text, "export")


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", "{broken", "[1]", '{"a":1}\n', "{}\n[]\n"])
def test_files_that_are_no_exports_are_named(text: str) -> None:
    with pytest.raises(UnreadableSource, match="export"):
        read(text, "export")


def test_times_of_other_zones_are_brought_into_order(store: VerdictStore) -> None:
    row = next(rows(store)) | {"at": "2024-05-02T10:30:00+02:00"}
    _, (said,) = read(json.dumps(row), "export")
    assert said.at == "2024-05-02T08:30:00.000000+00:00"


def test_verdicts_go_from_one_machine_to_another(
    store: VerdictStore, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert _run("export", "--out", "all.jsonl").exit_code == 0
    exported = _run("export", "bridge", "--format", "csv")
    assert exported.output.count(FIRST.id) == 2
    monkeypatch.setenv("XDG_DATA_HOME", str(home / "elsewhere"))
    told = [_run("import", "all.jsonl").output for _ in range(2)]
    assert "7 of 7 entries were new" in told[0] and "0 of 7 entries were new" in told[1]
    assert (_run("export").stdout) == (home / "all.jsonl").read_text(encoding="utf-8")


def test_agreement_lists_what_reviewers_differ_on_and_how_it_was_settled(
    store: VerdictStore,
) -> None:
    (found,) = agreements(store)
    assert (found.reviewers, found.findings) == (("Ada", "Ben"), 3)
    assert found.observed == pytest.approx(1 / 3)
    assert {one.fingerprint for one in found.disagreements} == {SECOND.id, THIRD.id}
    done = _run("adjudicate", SECOND.id, "difference", "--as", "Cleo", "--note", "both can be")
    assert done.exit_code == 0, done.output
    told = _run("agreement", "bridge").output
    assert "Ada and Ben: 3 findings, the same verdict on 33%, Cohen's kappa 0.25" in told
    assert "Ada: difference, Ben: tool error; adjudicated: difference" in told
    assert "Forty people spoke" in told
    assert json.loads(_run("agreement", "--json").output)["kappa"] == pytest.approx(0.25)


def test_only_a_dispute_can_be_adjudicated(store: VerdictStore) -> None:
    # The two dismiss the third for different reasons, and so are of one mind on it.
    for name in (FIRST.id, THIRD.id, "none"):
        assert _run("adjudicate", name, "difference").exit_code == 2
    assert _run("adjudicate", SECOND.id, "skip").exit_code == 2


def test_without_two_reviewers_there_is_no_agreement(home: Path) -> None:
    done = _run("agreement")
    assert done.exit_code == 2 and "no finding was judged by two" in done.output


answers = st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), min_size=1)


@given(answers)
def test_kappa_is_what_others_compute(given: list[tuple[str, str]]) -> None:
    first, second = zip(*given, strict=True)
    found = kappa(given)
    if len({*first, *second}) == 1:
        assert found is None
    else:
        assert found == pytest.approx(cohen_kappa_score(first, second))


def test_claim_review_tells_only_what_people_settled(store: VerdictStore) -> None:
    made = claim_reviews(store)
    reviews = made["@graph"]
    assert made["@context"] == "https://schema.org"
    assert {review["identifier"].rsplit(":", 1)[1] for review in reviews} == {FIRST.id, FOURTH.id}
    found = (one for one in reviews if one["identifier"].endswith(FIRST.id))
    review = next(one for one in found if one["claimReviewed"] == FIRST.a.text)
    assert review["itemReviewed"]["author"]["name"] == FIRST.a.source
    assert review["itemReviewed"]["datePublished"] == FIRST.a.published
    assert review["reviewRating"]["alternateName"] == (
        f"Cannot be true together with what {FIRST.b.source} reports"
    )
    assert review["isBasedOn"]["text"] == FIRST.b.text
    assert review["author"] == {"@type": "Person", "name": "Ben"}
    assert "ratingValue" not in review["reviewRating"]


def test_claim_review_of_a_run_without_verdicts_is_empty(home: Path) -> None:
    done = _run("export", "bridge", "--format", "claimreview")
    assert json.loads(done.output) == {"@context": "https://schema.org", "@graph": []}


def test_too_few_verdicts_are_nothing_to_learn_from(store: VerdictStore) -> None:
    done = CliRunner().invoke(calibrate, ["bridge", "--as", "Ben", "--save"])
    assert done.exit_code == 2
    assert "on 4 findings; it takes 50" in done.output
    assert not (Path.cwd() / "config").exists()
