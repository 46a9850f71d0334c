"""How fast articles are read, against trafilatura alone on the same pages."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence

from compare.reading.article import article_from_text
from compare.reading.html import read_html
from compare.reading.html_places import lines

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


def _rate(work: Callable[[str], object], inputs: Sequence[str]) -> float:
    work(inputs[0])
    began = time.process_time()
    for each in inputs:
        work(each)
    return round(len(inputs) / (time.process_time() - began), 1)


def measure(count: int = 60) -> dict[str, object]:
    """Articles a second of processor time: HTML and text with us, HTML with trafilatura alone."""
    from trafilatura import bare_extraction

    made = pages(count)
    texts = ["\n".join(line.text for line in lines(page)) for page in made]
    return {
        "articles": count,
        "html_per_second": _rate(lambda page: read_html(page.encode(), "page.html"), made),
        "text_per_second": _rate(article_from_text, texts),
        "trafilatura_per_second": _rate(lambda page: bare_extraction(page, fast=True), made),
        "trafilatura_with_metadata_per_second": _rate(
            lambda page: bare_extraction(page, fast=True, with_metadata=True), made
        ),
    }


if __name__ == "__main__":
    print(measure())
