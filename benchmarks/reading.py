"""How fast articles are read, against trafilatura alone: `python -m benchmarks.reading`."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import click

from compare.model import Article
from compare.reading.article import article_from_text, build
from compare.reading.html import document
from compare.reading.html_places import lines

RESULTS = Path(__file__).resolve().parent / "results" / "reading.json"
_WORDS = "the river rose mayor said on Monday that bridge ferry harbour was closed for repairs and"


def pages(count: int, seed: int = 7) -> list[str]:
    """Made-up pages of about 600 words each, with menus, a box, captions and a footer."""
    dice = random.Random(seed)
    return [_page(dice, number) for number in range(count)]


def _page(dice: random.Random, number: int) -> str:
    menu = "".join(f'<li><a href="/{at}">Section {at}</a></li>' for at in range(30))
    body = "".join(f"<p>{_sentence(dice)} {_sentence(dice)}</p>" for _ in range(20))
    return (
        f'<html lang="en"><head><title>Report {number}</title>'
        f'<meta property="article:published_time" content="2023-06-06T10:00:00Z">'
        f'<meta property="og:site_name" content="River Post"></head><body><ul>{menu}</ul>'
        f"<article><h1>Report {number}</h1>{body}</article>"
        f"<h3>Related articles</h3><ul>{menu}</ul><footer>© 2023 River Post</footer></body></html>"
    )


def _sentence(dice: random.Random) -> str:
    return " ".join(dice.choices(_WORDS.split(), k=15)).capitalize() + "."


def read_html(page: str) -> Article:
    """The article of a page, as it is read from a file."""
    return build(document(page.encode(), "page.html"), as_is=False)


def measure(count: int) -> dict[str, object]:
    """Articles a second of processor time: HTML and text with us, HTML with trafilatura alone.

    The works take turns on each article, so that what else the machine does slows them all alike.
    """
    from trafilatura import bare_extraction

    made = pages(count)
    texts = ["\n".join(line.text for line in lines(page)) for page in made]
    works: dict[str, tuple[Callable[[str], object], Sequence[str]]] = {
        "html": (read_html, made),
        "text": (article_from_text, texts),
        "trafilatura": (lambda page: bare_extraction(page, fast=True), made),
        "trafilatura_with_metadata": (
            lambda page: bare_extraction(page, fast=True, with_metadata=True),
            made,
        ),
    }
    seconds = dict.fromkeys(works, 0.0)
    for work, inputs in works.values():
        work(inputs[0])  # Imports and tables are no part of the rate.
    for number in range(count):
        for name, (work, inputs) in works.items():
            began = time.process_time()
            work(inputs[number])
            seconds[name] += time.process_time() - began
    rates = {name: round(count / taken, 1) for name, taken in seconds.items()}
    return {
        "articles": count,
        "words_per_article": round(sum(len(text.split()) for text in texts) / count),
        "per_second": rates,
        "html_to_trafilatura_with_metadata": round(
            rates["html"] / rates["trafilatura_with_metadata"], 2
        ),
    }


@click.command()
@click.option("--count", default=200, show_default=True, help="How many articles are read.")
def main(count: int) -> None:
    """Measure how many articles a second are read, print the figures and write the JSON."""
    text = json.dumps(measure(count), indent=1)
    RESULTS.write_text(text + "\n", encoding="utf-8")
    click.echo(text)


if __name__ == "__main__":
    main()
