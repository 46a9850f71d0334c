"""Which reports have one origin: wire copy, rewritten copy, and two reports of one outlet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from compare.model import Article, Origin

# Nobody writes so many words in the same order by chance; titles and names are shorter.
_LONG_RUN = 12
# Runs short enough to survive an editor's hand, used only where they cover most of a text.
_SHORT_RUN = 5
# The part of the shorter text that has to stand in the other one.
_OVERLAP, _SHARED = 0.5, 0.2
# A shorter text, or a smaller stretch of one, shows nothing.
_LEAST_WORDS = 30

_WORD = re.compile(r"\w+")
# Two reporters at one press conference quote the same words and are two origins all the same.
_QUOTED = re.compile(r"“[^“”]{0,2000}”|„[^„“]{0,2000}“|«[^«»]{0,2000}»|\"[^\"\n]{0,2000}\"")

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Text:
    """An article's words outside quotations, and the runs of words in them."""

    article: Article
    words: Words
    long_runs: frozenset[Words]
    short_runs: frozenset[Words]

    @classmethod
    def of(cls, article: Article) -> _Text:
        # A word that no text has stands for a quotation, so that no run leads across it.
        told = _QUOTED.sub(f" {article.id}x ", article.text).casefold()
        words = tuple(_WORD.findall(told))
        return cls(article, words, *(frozenset(_runs(words, n)) for n in (_LONG_RUN, _SHORT_RUN)))


@dataclass(frozen=True, slots=True)
class _Link:
    """Why two articles have one origin."""

    articles: frozenset[str]
    reason: str
    share: float = 0.0
    agency: str | None = None


def origins(articles: Iterable[Article]) -> tuple[Origin, ...]:
    """The groups of two or more articles that have one origin, each with the reasons.

    Articles are linked by long runs of shared words outside quotations, by text most of which
    stands in the other one, by crediting one news agency, or by being of one outlet. The order
    of the articles changes nothing; articles that stand alone are left out.
    """
    texts = [_Text.of(one) for one in sorted(articles, key=lambda article: article.id)]
    links = [link for a, b in combinations(texts, 2) for link in _links(a, b)]
    return tuple(_origin(group, links) for group in merged(link.articles for link in links))


def merged(groups: Iterable[Iterable[str]]) -> tuple[tuple[str, ...], ...]:
    """The groups with those that have a member in common made one, all in order."""
    apart: list[set[str]] = []
    for group in map(set, groups):
        touching = [other for other in apart if other & group]
        apart = [other for other in apart if not other & group]
        apart.append(group.union(*touching))
    return tuple(sorted(tuple(sorted(group)) for group in apart))


def _runs(words: Sequence[str], length: int) -> Iterator[Words]:
    return (tuple(words[at : at + length]) for at in range(len(words) - length + 1))


def _links(a: _Text, b: _Text) -> Iterator[_Link]:
    both = frozenset((a.article.id, b.article.id))
    if agency := _common_agency(a.article, b.article):
        yield _Link(both, "agency", agency=agency)
    outlets = [(text.article.source or "").casefold().strip() for text in (a, b)]
    if outlets[0] and outlets[0] == outlets[1]:
        yield _Link(both, "same-outlet")
    shorter, longer = sorted((a, b), key=lambda text: (len(text.words), text.article.id))
    if len(shorter.words) < _LEAST_WORDS:
        return
    alike = _covered(shorter.words, longer.short_runs, _SHORT_RUN) / len(shorter.words)
    copied = _covered(shorter.words, longer.long_runs, _LONG_RUN)
    if alike >= _OVERLAP:
        yield _Link(both, "overlap", round(alike, 3))
    elif copied >= max(_LEAST_WORDS, _SHARED * len(shorter.words)):
        yield _Link(both, "shared-text", round(copied / len(shorter.words), 3))


def _covered(words: Words, runs: frozenset[Words], length: int) -> int:
    """How many of the words stand in a run of the given length that is among `runs`."""
    covered = reached = 0
    for at, run in enumerate(_runs(words, length)):
        if run in runs:
            covered += at + length - max(at, reached)
            reached = at + length
    return covered


def _common_agency(a: Article, b: Article) -> str | None:
    """The agency that both credit, or that one credits and the other is."""
    credits = [{one.origin_of.get("agency"), one.source} - {None} for one in (a, b)]
    credited = {one.origin_of.get("agency") for one in (a, b)}
    return next(iter(sorted(str(name) for name in credits[0] & credits[1] & credited)), None)


def _origin(articles: tuple[str, ...], links: Sequence[_Link]) -> Origin:
    inside = [link for link in links if link.articles.issubset(articles)]
    agencies = {link.agency for link in inside if link.agency}
    return Origin(
        articles=articles,
        reasons=tuple(sorted({link.reason for link in inside})),
        agency=agencies.pop() if len(agencies) == 1 else None,
        share=max(link.share for link in inside),
    )
