"""Which articles tell one story: report the same events, and not just events of the same kind.

Articles are alike as far as their openings, which say what happened, share rare words. Stories are
the groups in which every two articles are alike enough (complete linkage); of a handful of
articles, those in which each is enough like another one (single linkage).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np

from compare.model import Sentence
from compare.similarity import Matrix, Rarity, stems

Story = tuple[str, ...]
# News says first what is new.
OPENING = 8
# So many sentences on other things stand behind the few of a run: in ten articles of one story the
# words that tell the story are in every second sentence, and yet not common.
BEHIND = 1000
# The least likeness of two articles that report the same events; set on the articles of basil and
# ECB+, whole and in sets of a few that are drawn from them and NewsWCL50, see benchmarks/quality.
SAME_EVENTS = 0.12
# Who names a handful of articles by hand means them to be compared: it is enough that each is like
# one other.
PAIR, HANDFUL = 2, 6
LIKE_ONE = 0.13


def likeness(articles: Sequence[Sequence[str]]) -> Matrix:
    """The cosine of each two articles' words, rare ones weighing more; sentences in order."""
    rarity = Rarity([sentence for sentences in articles for sentence in sentences], BEHIND)
    counts = [Counter(stem for text in own[:OPENING] for stem in stems(text)) for own in articles]
    column = {stem: i for i, stem in enumerate(sorted({stem for row in counts for stem in row}))}
    rows = np.zeros((len(articles), len(column)))
    for row, count in zip(rows, counts, strict=True):
        for stem, times in count.items():
            row[column[stem]] = (1.0 + math.log(times)) * rarity.weight(stem)
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    rows /= np.where(lengths > 0.0, lengths, 1.0)
    return np.asarray(rows @ rows.T, dtype=np.float32)


def linked(alike: Matrix, least: float, chains: bool = False) -> list[list[int]]:
    """Groups of places in which every two are at least so alike, the closest joined first; with
    `chains`, each is so alike to some other one."""
    groups = [[i] for i in range(len(alike))]
    of_two = np.maximum if chains else np.minimum
    between = np.array(alike, dtype=np.float64)
    np.fill_diagonal(between, -1.0)
    while len(groups) > 1:
        i, j = sorted(divmod(int(between.argmax()), len(between)))
        if between[i, j] < least:
            break
        groups[i] = sorted(groups[i] + groups[j])
        between[i] = between[:, i] = of_two(between[i], between[j])
        between[j] = between[:, j] = between[i, i] = -1.0
        groups[j] = []
    return [group for group in groups if group]


def stories(
    sentences: Mapping[str, Sequence[Sentence]], one_story: bool = False
) -> tuple[Story, ...]:
    """The articles of each story by id, in order; stories by their first article.

    Of a handful of articles it is enough that each is like one other; two always stay together, as
    there is nothing else to compare them with; with `one_story` all do.
    """
    ids = sorted(sentences)
    if one_story or len(ids) <= PAIR:
        return (tuple(ids),)
    alike = likeness([[sentence.text for sentence in sentences[id]] for id in ids])
    few = len(ids) <= HANDFUL
    groups = linked(alike, LIKE_ONE if few else SAME_EVENTS, chains=few)
    return tuple(sorted(tuple(ids[i] for i in group) for group in groups))
