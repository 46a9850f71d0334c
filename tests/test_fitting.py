"""Whether dates and figures of two passages fit one another."""

from __future__ import annotations

import pytest
from single_sentences import passage_of

from compare.judgement.fitting import FITTING, fitting


@pytest.mark.parametrize(
    ("a", "b", "wanted"),
    [
        # (fitting dates, fitting figures, unfitting dates, unfitting figures), of both sides
        ("It has 95 reviews.", "It has 95 reviews.", (0, 2, 0, 0)),
        ("It has 95 reviews.", "It has less than 80 reviews.", (0, 0, 0, 2)),
        # What is counted differs.
        ("It has 95 reviews.", "It has 80 awards.", (0, 0, 0, 0)),
        # Money and a share are of two sorts.
        ("It cost 40 million dollars.", "It cost 40 percent more.", (0, 0, 0, 0)),
        # The one figure meets two: it fits the second, and neither of the two must meet it.
        (
            "It earned 47 million dollars.",
            "It earned 52 million dollars at home and 47 million dollars abroad.",
            (0, 1, 0, 0),
        ),
        (
            "It earned 60 million dollars.",
            "It earned 52 million dollars at home and 47 million dollars abroad.",
            (0, 0, 0, 1),
        ),
        # What several come to.
        (
            "It gave 5 million dollars.",
            "It gave 2 million dollars to schools and 3 million to clinics.",
            (0, 2, 0, 0),
        ),
        # Rounding is none of a conflict.
        ("About 5,000 people came.", "4,950 people came.", (0, 2, 0, 0)),
        ("It opened on 4 May 2019.", "It opened in May 2019.", (2, 0, 0, 0)),
        ("It opened on 4 May 2019.", "It opened before 2015.", (0, 0, 2, 0)),
        # What is demanded is not told.
        ("The union demands 40 jobs.", "The union won 30 jobs.", (0, 0, 0, 0)),
        ("It was cold.", "It was warm.", (0, 0, 0, 0)),
    ],
)
def test_what_fits(a: str, b: str, wanted: tuple[int, int, int, int]) -> None:
    one, other = passage_of(a), passage_of(b)
    assert tuple(fitting(one, other)[name] for name in FITTING) == wanted
    assert fitting(one, other) == fitting(other, one)
