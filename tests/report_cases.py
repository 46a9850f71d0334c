"""Reports that try the formats hard: hostile, large, and drawn by chance."""

from __future__ import annotations

import io
import random
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import sample_report
from markdown_it import MarkdownIt
from rich.console import Console

from compare.model import Cell, Claim, Coverage, Finding, Relation, Report, Side
from compare.report import wording
from compare.report.terminal import summary

FILES = ["report.html", "report.json", "report.md"]

HOSTILE = (
    "<script>alert(1)</script> </style><img src=x onerror=alert(2)> & \x00\x1b[31m "
    "\u202ereversed [bold red]not markup[/] # **not bold** | `code` www.example.org "
    + "W"
    * 100_000
)

REASONS = {
    Relation.AGREE: "same-facts near-verbatim same-quote",
    Relation.DIVERGE: (
        "precision detail scope hedge attribution wording changed-over-time framing"
    ),
    Relation.CONTRADICT: "date time quantity name place polarity antonym attribution statement",
}


class Page(HTMLParser):
    """What a browser would find in the page: its elements in order, and its text."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.styles: list[str] = []
        self.scripts: list[str] = []
        self._inside = ""
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self._inside = tag

    def handle_endtag(self, tag: str) -> None:
        self._inside = ""

    def handle_data(self, data: str) -> None:
        apart = {"style": self.styles, "script": self.scripts}
        apart.get(self._inside, self.texts).append(data)

    @property
    def text(self) -> str:
        return "".join(self.texts)

    def values(self, attribute: str) -> list[str]:
        return [attrs[attribute] or "" for _, attrs in self.elements if attribute in attrs]


def hostile_report() -> Report:
    """Two articles that try to break out of the page wherever text of theirs is shown."""
    sides = [
        sample_report.article(HOSTILE, HOSTILE, None, f"{name} {HOSTILE}", "javascript:alert(3)")
        for name in ("One", "Two")
    ]
    found = sample_report.finding(
        Relation.CONTRADICT,
        ["statement", "<b>unknown</b>"],
        HOSTILE,
        [(HOSTILE, 1.0)],
        *(
            Side(it.id, it.source, it.published, 0, len(it.text), it.text, ((0, 3), (4, 9)))
            for it in sides
        ),
    )
    ordered = tuple(sorted(sides, key=lambda one: one.id))
    return Report(
        name=HOSTILE,
        created="2024-05-02T08:30:00Z",
        articles=ordered,
        sentences={it.id: sample_report.sentences(it) for it in ordered},
        claims=(Claim("c", HOSTILE, (found.id,), {it.id: Cell.CONTRADICT for it in sides}, 2),),
        findings=(found,),
        notices=(),
        models={"encoder": HOSTILE},
        coverage=Coverage(2, 1, 1),
    )


def large_report(articles: int = 50, length: int = 40, findings: int = 600) -> Report:
    """As many articles as an editor may bring, with sentences of common length."""
    dice = random.Random(7)
    words = [
        "the",
        "council",
        "said",
        "Monday",
        "that",
        "work",
        "would",
        "begin",
        "before",
        "winter",
    ]
    texts = [
        " ".join(f"On {' '.join(dice.choices(words, k=22))} {a}.{s}." for s in range(length))
        for a in range(articles)
    ]
    made = [
        sample_report.article(f"Outlet {number}", "Title of an article", "2021-03-12", text)
        for number, text in enumerate(texts)
    ]
    split = {one.id: sample_report.sentences(one) for one in made}
    found = tuple(_drawn(dice, made, length) for _ in range(findings))
    claims = tuple(
        Claim(
            id=f"c{number}",
            text=one.a.text,
            findings=(one.id,),
            cells={it.id: dice.choice(list(Cell)) for it in made},
            origins=2,
        )
        for number, one in enumerate(found)
    )
    coverage = Coverage(articles * length, 10**6, findings)
    ordered = tuple(sorted(made, key=lambda one: one.id))
    return Report("large", "2024-05-02", ordered, split, claims, found, (), {}, coverage)


def _drawn(dice: random.Random, made: list[Any], length: int) -> Finding:
    first, second = dice.sample(made, 2)
    factors = [(f"factor number {number}", dice.uniform(-1, 2)) for number in range(6)]
    sides = (sample_report.side(it, dice.randrange(length), "On") for it in (first, second))
    relation = dice.choice(wording.SHOWN)
    return sample_report.finding(relation, ["wording"], "Told in other words.", factors, *sides)


def inline(source: str) -> Iterator[str]:
    """The kinds of inline parts that Markdown is read as; HTML as it stands."""
    for token in MarkdownIt("commonmark", {"html": True}).enable("table").parse(source):
        for child in token.children or ():
            yield child.type if child.type != "html_inline" else child.content


def terminal(made: Report, width: int = 80, **options: Any) -> str:
    """The summary as a console of the given width gets it; a pipe, unless told otherwise."""
    written = io.StringIO()
    summary(made, Console(file=written, width=width, **options))
    return written.getvalue()
