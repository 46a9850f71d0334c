"""Random and adversarial strings through the whole of `extract`: nothing may raise.

`python -m benchmarks.facts.any_text` draws ten thousand with hypothesis - any characters, words of
the language files in any order, sentences of news with pieces cut out and put in - makes an article
of every ten, and checks that every span of a fact lies inside the text and says what stands there.
"""

from __future__ import annotations

import time
from collections.abc import Sequence

import click
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from compare.data import table, words
from compare.facts import extract
from compare.model import Facts
from compare.sentences import split

_TABLES = ("date_cues", "date_units", "months", "time_zones", "currencies", "units", "magnitudes")
_TABLES += ("number_words", "casualty_words", "bounds", "date_holidays", "time_parts")
_LISTS = ("attribution_verbs", "negators", "name_titles", "approximators", "hedges", "modal_nouns")
_ODD = ("6", "31", "9:30", "2000", "1/2", "11/20", "5/5/89", "1.2.3", "12,000", "½", "٣", "①", "İ")
_ODD += (
    "ß",
    "\u200b",
    "\u200f",
    "\ud800",
    "“",
    "”",
    '"',
    "'",
    "’s",
    "(",
    ")",
    "[",
    "—",
    "...",
    "$",
)
_ODD += ("€5bn", "-", "–", "%", "\n\n", "\t", "https://x.y/2016-11", "@who", "#tag", "𝟗", "e\u0301")
_NEWS = (
    "At least 12 people were killed on Tuesday, police said.",
    "“We did not sign it,” President Ann Lee told the BBC on June 6, 2023.",
    "The couple’s home in Kyiv was not hit until 9:30 p.m. local time, officials denied.",
    "Shares fell by 3 percent to $1.2bn in the third quarter, from $1.5bn a year ago.",
)
# Strings to an article: the parser is slow to begin.
_TOGETHER = 10
PUBLISHED = (None, "2023-06-06", "2022-03", "0001-01-01", "9999-12-31", "x", "")


def _vocabulary() -> list[str]:
    found = [word for name in _TABLES for word in table(name)]
    for name in _LISTS:
        found += sorted(words(name))
    return [*found, *_ODD * 8]


def texts() -> st.SearchStrategy[str]:
    """Strings of every sort."""
    word = st.sampled_from(_vocabulary())
    said = st.tuples(word, st.sampled_from((str, str.title, str.upper))).map(lambda w: w[1](w[0]))
    gaps = st.sampled_from((" ", " ", " ", " ", "", "-", ", ", ". ", "\u00a0", "\n"))
    row = st.lists(st.tuples(said, gaps).map("".join), max_size=16).map("".join)
    cut = st.tuples(st.sampled_from(_NEWS), st.integers(0, 80), st.integers(0, 12), row)
    mended = cut.map(lambda c: c[0][: c[1]] + c[3] + c[0][c[1] + c[2] :])
    return st.one_of(st.text(max_size=120), row, mended)


def check(text: str, published: str | None) -> None:
    """AssertionError where a span lies outside the text; nothing else may be raised."""
    sentences = split("", text)
    found = extract(text, sentences, published, "en")
    assert len(found) == len(sentences)
    for facts in found:
        _check_spans(text, facts)


def _check_spans(text: str, facts: Facts) -> None:
    for fact in facts.facts:
        assert 0 <= fact.start < fact.end <= len(text)
        assert text[fact.start : fact.end] == fact.text
        spans: Sequence[tuple[int, int] | None] = (fact.predicate,)
        assert all(0 <= s[0] < s[1] <= len(text) for s in spans if s)


@click.command()
@click.option("--count", default=10_000, show_default=True, help="How many strings.")
def main(count: int) -> None:
    """Draw COUNT strings and say how many were tried, in what time."""
    tried = 0

    @settings(
        max_examples=count // _TOGETHER,
        deadline=None,
        database=None,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
    )
    @given(st.lists(texts(), min_size=_TOGETHER, max_size=_TOGETHER), st.sampled_from(PUBLISHED))
    def run(pieces: list[str], published: str | None) -> None:
        nonlocal tried
        tried += len(pieces)
        check("\n\n".join(pieces), published)

    begun = time.perf_counter()
    run()
    click.echo(f"{tried:,} strings, none raised, {time.perf_counter() - begun:.0f} s")


if __name__ == "__main__":
    main()
