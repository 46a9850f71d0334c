"""What a person sees of a run in progress: all of it, nothing of it, and never in a pipe."""

from __future__ import annotations

import io
from typing import Any

import pytest
from rich.console import Console

from compare.watching import Stopwatch


def watched(total: int | None, terminal: bool, **options: Any) -> tuple[str, Stopwatch]:
    """What two stages write, and the watch that saw them."""
    written = io.StringIO()
    watch = Stopwatch(Console(file=written, force_terminal=terminal, width=80), **options)
    for _ in range(2):
        with watch.stage("judging", total) as advance:
            advance(3)
    return written.getvalue(), watch


def test_a_terminal_sees_the_stage_how_far_it_is_and_the_time_left() -> None:
    told, _ = watched(4, terminal=True)
    assert "judging" in told and "3/4" in told and "-:--:--" in told


def test_a_stage_of_unknown_length_tells_the_time_since_it_began() -> None:
    told, _ = watched(None, terminal=True)
    assert "judging" in told and "0:00:00" in told and "/" not in told


@pytest.mark.parametrize("options", [{"terminal": False}, {"terminal": True, "quiet": True}])
def test_a_pipe_and_who_asked_for_quiet_see_nothing(options: dict[str, bool]) -> None:
    told, watch = watched(4, **options)
    assert told == ""
    assert list(watch.seconds) == ["judging"] and watch.seconds["judging"] > 0


def test_in_verbose_mode_each_stage_is_told_as_it_ends() -> None:
    told, watch = watched(4, terminal=False, verbose=True)
    assert told.count("judging: 0.") == 2
    written = io.StringIO()
    Console(file=written, width=80).print(watch.table())
    assert "100%" in written.getvalue()
