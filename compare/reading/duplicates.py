"""Copies and near-copies among articles: said in notices; exact copies of one report kept once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from zlib import crc32

from compare.errors import UnreadableSource
from compare.model import Article, Notice

# Runs of this many words are compared; every few of them, chosen by hash, find what is alike.
_RUN, _SAMPLE = 5, 4
# Share of the runs of the shorter text found in the longer from which it is told as a near-copy.
_NEAR = 0.7
# A text with fewer runs is too short to be called anyone's near-copy.
_FEWEST_RUNS = 30
# Runs that so many texts share are formulas, and comparing all these texts would take long.
_FORMULA = 200


def resolve(
    articles: Iterable[Article], *, as_is: bool
) -> tuple[list[Article], list[Notice], list[UnreadableSource]]:
    """The articles to keep, a notice for each copy, and a failure for each id that is taken.

    Copies have the same clean text. One stays beside the other where both name their outlets and
    these differ; the name of a file names no outlet. Else the one that tells more of itself stays:
    its outlet, then its date. As-is articles stay, each under its own id.
    Near-copies are all kept, each with a notice that names the text it is most like.
    """
    kept: list[Article] = []
    notices: list[Notice] = []
    failures: list[UnreadableSource] = []
    by_text: dict[str, list[Article]] = {}
    by_id: dict[str, Article] = {}
    in_order = sorted(articles, key=_place)
    for article in in_order if as_is else sorted(in_order, key=_untold):
        same_text = by_text.setdefault(article.text, [])
        taken = by_id.get(article.id)
        copied = taken if as_is else _copied(article, same_text)
        if taken and taken.text != article.text:
            failures.append(_id_taken(article, taken))
            continue
        if same_text:
            notices.append(_notice(article, copied, same_text[0]))
        if not copied:
            kept.append(article)
            same_text.append(article)
            by_id[article.id] = article
    kept.sort(key=_place)
    return kept, [*notices, *near_copies(kept)], failures


def _place(article: Article) -> tuple[str, str]:
    return article.path or "", article.id


def _untold(article: Article) -> tuple[bool, bool]:
    """Sorts last what tells neither its outlet nor its date."""
    return _outlet(article) is None, article.published is None


def near_copies(articles: Sequence[Article]) -> list[Notice]:
    """A notice for each article most of whose words stand in the same order in an earlier one.

    Articles are taken in their order; those with the same text are left to `resolve`.
    """
    holders: dict[int, list[int]] = {}
    notices = []
    for index, article in enumerate(articles):
        shared: Counter[int] = Counter()
        for run in (run for run in _runs(article.text) if run % _SAMPLE == 0):
            known = holders.setdefault(run, [])
            shared.update(known if len(known) < _FORMULA else ())
            known.append(index)
        # The earliest of those with most in common; its runs are then compared in full.
        best = min(shared, key=lambda other: (-shared[other], other), default=index)
        if article.text != articles[best].text:
            likeness = _likeness(article.text, articles[best].text)
            if likeness >= _NEAR:
                notices.append(_near(article, articles[best], likeness))
    return notices


def _likeness(one: str, other: str) -> float:
    """Share of the runs of the shorter text that are in the longer one; 0 for short texts."""
    first, second = _runs(one), _runs(other)
    fewest = min(len(first), len(second))
    return len(first & second) / fewest if fewest >= _FEWEST_RUNS else 0.0


def _runs(text: str) -> frozenset[int]:
    """Hashes of the runs of words."""
    words = re.findall(r"\w+", text.casefold())
    runs = (" ".join(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1))
    return frozenset(crc32(run.encode("utf-8", "replace")) for run in runs)


def _copied(article: Article, same_text: Iterable[Article]) -> Article | None:
    """The article of which this one is a mere copy."""
    outlet = _outlet(article)
    for other in same_text:
        if outlet is None or _outlet(other) in (None, outlet):
            return other
    return None


def _outlet(article: Article) -> str | None:
    return None if article.origin_of.get("source") == "file name" else article.source


def _notice(article: Article, copied: Article | None, first: Article) -> Notice:
    path = article.path or article.id
    other = (copied or first).path or (copied or first).id
    if copied:
        return Notice("duplicate", path, f"the same text as {other}; counted once")
    return Notice("duplicate", path, f"the same text as {other}, under another name; both kept")


def _near(article: Article, other: Article, likeness: float) -> Notice:
    told = f"shares {likeness:.0%} of the shorter text with {other.path or other.id}; both kept"
    return Notice("near-duplicate", article.path or article.id, told)


def _id_taken(article: Article, taken: Article) -> UnreadableSource:
    return UnreadableSource(
        article.path or article.id, f'the id "{article.id}" is taken by {taken.path or "another"}'
    )
