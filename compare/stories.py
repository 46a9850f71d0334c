"""Which articles tell one story: report the same events, and not just events of the same kind.

Articles are alike as far as their openings, which say what happened, share rare words, their first
sentences have others near in meaning, and they are on one subject as a whole. Stories are the
groups in which every two articles are alike enough (complete linkage); of a handful of articles,
those in which each is enough like another one (single linkage). Who would be left alone joins the
story of the article that is nearest, where that is near enough.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from compare.model import Sentence
from compare.similarity import Matrix, Rarity, stems

Story = tuple[str, ...]
# News says first what is new.
OPENING = 8
# So many sentences on other things stand behind the few of a run: in ten articles of one story the
# words that tell the story are in every second sentence, and yet not common.
BEHIND = 1000
# The first sentences, each of which the other article of a story mostly has in its own words.
LEAD = 4
# What these, and the whole articles, weigh beside the words of the openings.
OF_LEADS, OF_SUBJECTS = 0.4, 0.3
# The least likeness of two articles that report the same events; set on the articles of basil and
# ECB+, whole and in sets of a few that are drawn from them and NewsWCL50, see benchmarks/quality,
# and on invented reports, in whose names and words two outlets share less.
SAME_EVENTS = 0.496
# An article that is like no other so far is compared with nobody: for the story of the nearest less
# is enough, and of a handful, named by hand to be compared, still less.
PAIR, HANDFUL = 2, 6
ALONE, ALONE_OF_FEW = 0.42, 0.39


def _of_words(articles: Sequence[Sequence[str]]) -> Matrix:
    """The cosine of the words of each two openings, rare ones weighing more."""
    rarity = Rarity([sentence for sentences in articles for sentence in sentences], BEHIND)
    counts = [Counter(stem for text in own[:OPENING] for stem in stems(text)) for own in articles]
    column = {stem: i for i, stem in enumerate(sorted({stem for row in counts for stem in row}))}
    rows = np.zeros((len(articles), len(column)))
    for row, count in zip(rows, counts, strict=True):
        for stem, times in count.items():
            row[column[stem]] = (1.0 + math.log(times)) * rarity.weight(stem)
    return _cosines(rows)


def _cosines(rows: NDArray[Any]) -> Matrix:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    unit = rows / np.where(lengths > 0.0, lengths, 1.0)
    return np.asarray(unit @ unit.T, dtype=np.float32)


def _of_leads(vectors: Sequence[Matrix]) -> Matrix:
    """How near in meaning the first sentences of each two articles are, in the mean, to the nearest
    sentence of the other."""
    everything = np.concatenate(list(vectors))
    starts = np.cumsum([0, *(len(own) for own in vectors[:-1])])
    one_way = np.stack(
        [np.maximum.reduceat(own[:LEAD] @ everything.T, starts, axis=1).mean(0) for own in vectors]
    )
    return np.asarray((one_way + one_way.T) / 2.0, dtype=np.float32)


def likeness(articles: Sequence[Sequence[str]], vectors: Sequence[Matrix]) -> Matrix:
    """How surely each two articles report the same events, about 0 to 1.7; `articles` are their
    sentences in order, `vectors` those of the sentences, one row each, none without a sentence."""
    subjects = _cosines(np.stack([own.mean(axis=0) for own in vectors]))
    found = _of_words(articles) + OF_LEADS * _of_leads(vectors) + OF_SUBJECTS * subjects
    return np.asarray(found, dtype=np.float32)


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


def joined(alike: Matrix, groups: Sequence[Sequence[int]], least: float) -> list[list[int]]:
    """The groups, those of one place each with the group of the place that it is most alike, where
    it is at least so alike."""
    others = np.array(alike, dtype=np.float64)
    np.fill_diagonal(others, -1.0)
    group_of = {i: number for number, group in enumerate(groups) for i in group}
    for (i,) in (group for group in groups if len(group) == 1):
        nearest = int(others[i].argmax())
        if others[i, nearest] >= least:
            left, right = group_of[i], group_of[nearest]
            group_of = {k: right if number == left else number for k, number in group_of.items()}
    found: dict[int, list[int]] = {}
    for i, number in sorted(group_of.items()):
        found.setdefault(number, []).append(i)
    return sorted(found.values())


def stories(
    sentences: Mapping[str, Sequence[Sentence]],
    vectors: Mapping[str, Matrix],
    one_story: bool = False,
) -> tuple[Story, ...]:
    """The articles of each story by id, in order; stories by their first article. `vectors` has a
    row for each sentence of an article.

    Of a handful of articles it is enough that each is like one other; two always stay together, as
    there is nothing else to compare them with; with `one_story` all do.
    """
    ids = sorted(sentences)
    if one_story or len(ids) <= PAIR:
        return (tuple(ids),)
    told = [id for id in ids if sentences[id]]
    alone = [(id,) for id in ids if not sentences[id]]
    if not told:
        return tuple(alone)
    alike = likeness([[s.text for s in sentences[id]] for id in told], [vectors[id] for id in told])
    few = len(ids) <= HANDFUL
    groups = linked(alike, SAME_EVENTS, chains=few)
    groups = joined(alike, groups, ALONE_OF_FEW if few else ALONE)
    return tuple(sorted([*alone, *(tuple(told[i] for i in group) for group in groups)]))
