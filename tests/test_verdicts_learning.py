"""Thresholds learnt from verdicts: found where there is one to find, left alone where not."""

from __future__ import annotations

import random
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
import sample_report
from click.testing import CliRunner
from review_cases import entry, rule

from compare.commands.calibrate import calibrate as command
from compare.errors import TooFewVerdicts, UnreadableSource
from compare.model import Finding, Relation
from compare.options import Thresholds
from compare.report import write
from compare.review.learning import calibrate
from compare.review.store import VerdictStore, default_path
from compare.review.verdict import Entry, Ruling
from compare.settings import load_thresholds, save_thresholds, settings_file

PRESENT = Thresholds()
DRAWN = Thresholds(contradict=0.5)


def _finding(number: int, contradict: float, related: float = 0.9) -> Finding:
    """A finding with the given probabilities: of a contradiction, if related, and of that."""
    scores = {
        "contradict": contradict * related,
        "diverge": (1 - contradict) * related,
        "agree": 0.0,
        "unrelated": 1 - related,
    }
    relation = Relation.CONTRADICT if contradict >= 0.5 else Relation.DIVERGE
    found = sample_report.build().findings[0]
    return replace(found, id=f"{number:04}", relation=relation, scores=scores)


def _judged(rows: list[tuple[Finding, Ruling]]) -> tuple[list[Finding], dict[str, Entry]]:
    return [f for f, _ in rows], {f.id: entry(f.id, ruling) for f, ruling in rows}


def _drawn(count: int, cut: float) -> list[tuple[Finding, Ruling]]:
    """Findings of which those above a cut are contradictions, for this reviewer."""
    dice = random.Random(5)
    drawn = (round(dice.uniform(0.2, 0.99), 3) for _ in range(count))
    return [
        (_finding(n, p), Ruling.CONTRADICTION if p > cut else Ruling.DIFFERENCE)
        for n, p in enumerate(drawn)
    ]


def test_a_threshold_moves_to_where_the_reviewer_draws_the_line() -> None:
    found = calibrate(*_judged(_drawn(120, 0.8)), PRESENT)
    contradict, related = found.fits
    assert found.thresholds.contradict == pytest.approx(0.8, abs=0.03)
    assert (contradict.verdicts, contradict.positive) == (
        120,
        sum(ruling is Ruling.CONTRADICTION for _, ruling in _drawn(120, 0.8)),
    )
    assert contradict.before and contradict.error and contradict.after is not None
    assert contradict.before - contradict.after > 5 * contradict.error
    assert related.found is None and found.thresholds.related == PRESENT.related


def test_pairs_that_are_not_comparable_raise_the_other_threshold() -> None:
    rows = [
        (_finding(n, 0.1, 0.5 + n / 300), Ruling.DIFFERENCE if n > 60 else Ruling.NOT_COMPARABLE)
        for n in range(120)
    ]
    found = calibrate(*_judged(rows), PRESENT)
    assert found.thresholds.related == pytest.approx(0.7, abs=0.02)
    assert found.thresholds.contradict == PRESENT.contradict
    assert found.fits[0].found is None


def test_verdicts_without_a_pattern_never_lower_a_threshold() -> None:
    dice = random.Random(11)
    rows = [
        (finding, dice.choice((Ruling.CONTRADICTION, Ruling.DIFFERENCE)))
        for finding, _ in _drawn(100, 0.5)
    ]
    found = calibrate(*_judged(rows), PRESENT)
    (fit, _) = found.fits
    # The more the tool cries wolf, the higher the threshold; but never lower out of noise.
    assert fit.found is None or fit.found > PRESENT.contradict


def test_where_the_present_threshold_is_right_it_stays() -> None:
    found = calibrate(*_judged(_drawn(120, 0.5)), DRAWN)
    assert found.thresholds == DRAWN and found.fits[0].before == 0.0


def test_errors_of_the_tool_count_against_what_it_said() -> None:
    rows = [
        (finding, Ruling.TOOL_ERROR if ruling is Ruling.DIFFERENCE else ruling)
        for finding, ruling in _drawn(120, 0.8)
    ]
    found = calibrate(*_judged(rows), PRESENT)
    assert found.thresholds.contradict == pytest.approx(0.8, abs=0.03)
    assert found.fits[0].verdicts < 120
    assert found.fits[1].positive == found.fits[1].verdicts


def test_what_is_not_interesting_teaches_nothing() -> None:
    rows = [(finding, Ruling.NOT_INTERESTING) for finding, _ in _drawn(200, 0.5)]
    with pytest.raises(TooFewVerdicts, match="on 0 findings"):
        calibrate(*_judged(rows), PRESENT)


def test_settings_keep_what_else_they_say(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    assert load_thresholds(path) == PRESENT
    mine = '[other]\nname = "value" # mine\n'
    path.write_text(f"{mine}\n[thresholds]\nrelated = 0.6\n\n[last]\nx = 1\n")
    assert load_thresholds(path) == Thresholds(related=0.6)
    save_thresholds(Thresholds(0.7, 0.6, 0.3), path)
    assert load_thresholds(path) == Thresholds(0.7, 0.6, 0.3)
    text = path.read_text()
    assert mine in text and "[last]\nx = 1" in text
    assert text.count("[thresholds]") == 1


@pytest.mark.parametrize(
    "text",
    [
        "[thresholds]\nrelated = 2\n",
        "[thresholds]\nrelated = true\n",
        '[thresholds]\nrelated = "much"\n',
        "[thresholds]\nno_such = 0.5\n",
        "[thresholds\n",
        "thresholds = 3\n",
    ],
)
def test_damaged_settings_are_named(tmp_path: Path, text: str) -> None:
    path = tmp_path / "config.toml"
    path.write_text(text)
    with pytest.raises(UnreadableSource, match=r"config\.toml"):
        load_thresholds(path)


def test_the_command_changes_nothing_unless_asked(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in ("DATA", "CONFIG"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    monkeypatch.chdir(tmp_path)
    rows = _drawn(80, 0.8)
    report = replace(sample_report.build(), findings=tuple(f for f, _ in rows), claims=())
    write(report, tmp_path / "reports" / "many")
    with closing(VerdictStore(default_path())) as store:
        for finding, ruling in rows:
            rule(store, report, finding, ruling, "Ada")
    told = CliRunner().invoke(command, ["many"])
    assert told.exit_code == 0, told.output
    assert "80 verdicts to learn from" in told.output and "--save" in told.output
    assert not settings_file().exists()
    told = CliRunner().invoke(command, ["many", "--as", "Ada", "--save"])
    assert str(settings_file()) in told.output
    assert load_thresholds().contradict == pytest.approx(0.8, abs=0.05)
    nobody = CliRunner().invoke(command, ["many", "--as", "Nobody"])
    assert nobody.exit_code == 2 and "on 0 findings" in nobody.output


@pytest.mark.parametrize("head", ["[thresholds]  # mine", "[ thresholds ]"])
def test_a_section_however_it_is_written_is_replaced(tmp_path: Path, head: str) -> None:
    path = tmp_path / "config.toml"
    path.write_text(f"[other]\nkept = 1\n{head}\nrelated = 0.4\n")
    save_thresholds(Thresholds(0.7, 0.6, 0.3), path)
    assert load_thresholds(path) == Thresholds(0.7, 0.6, 0.3)
    assert "kept = 1" in path.read_text()


def test_a_form_that_cannot_be_replaced_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text("thresholds.related = 0.4\n")
    with pytest.raises(UnreadableSource, match="left alone"):
        save_thresholds(Thresholds(0.7, 0.6, 0.3), path)
    assert path.read_text() == "thresholds.related = 0.4\n"
