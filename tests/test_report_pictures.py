"""The report's pictures: nothing is drawn that is not so, and nothing is told by colour alone."""

from __future__ import annotations

import dataclasses
import datetime

import pytest
import sample_report
from hypothesis import given
from hypothesis import strategies as st
from report_cases import large_report

from compare.model import Cell, Factor, Relation, Report
from compare.report import axis, chart, heat, html, pictures
from compare.report.outline import Outline, speaking


@pytest.fixture(scope="module")
def report() -> Report:
    return sample_report.build()


@given(st.lists(st.floats(-9, 9), min_size=1, max_size=9))
def test_bars_lead_from_even_odds_to_the_sum_within_the_picture(logits: list[float]) -> None:
    account = chart.account([Factor("part", logit) for logit in logits])
    place = account.even
    for bar in account.bars:
        left, right = bar.x, bar.x + bar.width
        assert -0.2 <= left <= right <= chart.WIDTH + 0.2
        start, end = (left, right) if bar.logit >= 0 else (right, left)
        assert start == pytest.approx(place, abs=0.2)
        place = end
    total = account.total
    end = total.x + total.width if total.logit >= 0 else total.x
    assert end == pytest.approx(place, abs=0.4)


def test_a_stroke_stands_for_each_sentence_and_is_taller_the_more_it_matters() -> None:
    agree, conflict = Relation.AGREE, Relation.CONTRADICT
    drawn = pictures.strokes([agree, None, conflict, Relation.DIVERGE, agree])
    assert drawn == {
        agree: "M3 26v-8M27 26v-8",
        None: "M9 26v-2",
        conflict: "M15 26v-24",
        Relation.DIVERGE: "M21 26v-15",
    }


def test_the_matrix_has_a_glyph_for_each_cell_and_the_gravest_first(report: Report) -> None:
    drawn = pictures.matrix(report, Outline.of(report))
    assert [column.label for column in drawn.columns][:3] == ["✕1", "✕2", "✕3"]
    assert len(drawn.columns) == 7 and drawn.more == 0
    moves = {Cell.CONTRADICT: 1, Cell.SILENT: 1, Cell.DIFFER: 2, Cell.AGREE: 2}
    for column in drawn.columns:
        glyphs = [path.count("M") / moves[kind] for kind, path in column.glyphs.items()]
        assert sum(glyphs) == len(report.articles)


def test_no_more_points_are_drawn_than_an_eye_can_follow() -> None:
    made = large_report(6, 30, 60)
    drawn = pictures.matrix(made, Outline.of(made))
    assert len(drawn.columns) == pictures.MOST_POINTS
    shared = sum(speaking(claim) > 1 for claim in made.claims)
    assert drawn.more == shared - pictures.MOST_POINTS > 0
    assert f"{drawn.more} more points had no room here." in html.render(made)


def test_the_heat_map_counts_each_pair_of_reports_once(report: Report) -> None:
    drawn = heat.heat(report, Outline.of(report))
    assert sum(square.total for square in drawn.squares) == len(report.findings)
    assert len({square.numbers for square in drawn.squares}) == len(drawn.squares)
    (copies,) = [square for square in drawn.squares if square.one_origin]
    named = {report.articles[number - 1].source for number in copies.numbers}
    assert named == {"Brannock Herald", "Northern Wire"}
    for square in drawn.squares:
        assert square.shade == round(4 * square.found[Relation.AGREE] / square.total)
        assert square.edge == heat.CELL - 2
        assert square.numbers[0] < square.numbers[1]


def test_without_room_for_figures_size_tells_what_shade_tells() -> None:
    made = large_report(heat.ROOMY + 1, 10, 120)
    drawn = heat.heat(made, Outline.of(made))
    edges = {square.shade: square.edge for square in drawn.squares}
    assert len(edges) > 2
    assert sorted(edges.values()) == [edges[shade] for shade in sorted(edges)]
    assert len(set(edges.values())) == len(edges)
    counted = [drawn.filled(shade).count("M") for shade in range(heat.SHADES + 1)]
    assert sum(counted) == len(drawn.squares)
    clashes = [square for square in drawn.squares if square.found[Relation.CONTRADICT]]
    assert drawn.crosses.count("l8 8") == len(clashes) > 0


def test_disputed_dates_come_first_and_only_they_stand_out(report: Report) -> None:
    first, second = axis.timeline(report, Outline.of(report))
    assert first.conflict and not second.conflict
    assert {bar.mention.text for bar in first.bars if bar.conflict} == {
        "February 2021",
        "March 2021",
    }
    places = {bar.mention.text: bar for bar in first.bars}
    year, month = places["2021"], places["March 2021"]
    assert year.x < month.x and month.x + month.width < year.x + year.width
    assert [tick.text for tick in first.ticks] == ["2021", "2022"]


@pytest.mark.parametrize(
    ("start", "end", "ticks"),
    [
        ((2021, 3, 4), (2021, 3, 6), ["3 March 2021", "5 March 2021"]),
        ((2021, 3, 4), (2021, 6, 1), ["March 2021", "May 2021"]),
        ((1, 1, 1), (9999, 12, 31), ["0001", "3334", "6667"]),
    ],
)
def test_an_axis_names_a_few_days_months_or_years(
    report: Report, start: tuple[int, int, int], end: tuple[int, int, int], ticks: list[str]
) -> None:
    mention = dataclasses.replace(
        report.dates[0], start=datetime.date(*start), end=datetime.date(*end)
    )
    (event,) = axis.timeline(dataclasses.replace(report, dates=(mention,)), Outline.of(report))
    assert [tick.text for tick in event.ticks] == ticks
    assert all(0 <= tick.x <= 100 for tick in event.ticks)


def test_a_sentence_in_no_finding_is_listed_under_its_report(report: Report) -> None:
    page = html.render(report)
    alone = page.split('<section id="single"')[1].split("</section>")[0]
    assert "Shopkeepers on Quay Street" in alone and "Forty people" not in alone
    assert alone.count("<li>") == Outline.of(report).unmatched
