"""Verdicts that outlive the words they were given on: a typo was mended, a page fetched again."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from functools import cache

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from compare.data import pairs as opposites
from compare.data import words
from compare.fingerprint import normalised
from compare.model import Extract, FactValue, Finding, QuantityValue, Report, Sentence
from compare.review.store import VerdictStore
from compare.review.verdict import Entry, Pair, Quoted, pair_of

# Both passages must be at least this much like the stored ones, in percent.
ALIKE = 90.0
# So many words at one end of one passage must stand as they did for the pair to be looked at.
END = 3
# What must be equal of the facts in both passages; values of names depend on the parse too much.
TYPED = frozenset({"date", "time", "duration", "age", "recurrence", "quantity", "polarity"})
_WORD = re.compile(r"[^\W_]+")
Digest = tuple[tuple[str, str], ...]
# What facts depend on: the passage, when it was published, its language.
_Asked = tuple[str, str | None, str | None]


def carry_over(report: Report, store: VerdictStore, extract: Extract | None = None) -> int:
    """Give findings on which nothing was said the verdicts on the nearest stored pair.

    Only a pair that is not in the report itself lends its verdicts, only where nothing but the
    spelling differs, and only where typed facts, polarity and the tool's relation are equal. They
    are stored, marked as carried. `extract` finds facts, as compare.facts.extract does by default.
    Returns how many findings got one.
    """
    known = store.fingerprints()
    new = [finding for finding in report.findings if finding.id not in known]
    gone = known.difference(finding.id for finding in report.findings)
    if not new or not gone:
        return 0
    stored = _Stored(store.pairs(gone).values(), _Facts(extract))
    articles = {article.id: article for article in report.articles}
    pairs: list[Pair] = []
    entries: list[Entry] = []
    for finding in new:
        pair = pair_of(finding, articles)
        nearest = stored.nearest(pair)
        carried = list(_carried(finding, nearest, store)) if nearest else []
        if carried:
            pairs.append(pair)
            entries += carried
    if entries:
        store.merge(pairs, entries)
    return len(pairs)


def _carried(finding: Finding, nearest: Pair, store: VerdictStore) -> Iterator[Entry]:
    for entry in store.standing(nearest.fingerprint).values():
        if entry.decides and entry.relation is finding.relation:
            origin = entry.carried_from or nearest.fingerprint
            yield replace(entry, fingerprint=finding.id, carried_from=origin, undoes=None)


class _Stored:
    """Stored pairs, found by the words that open or close one of their passages."""

    def __init__(self, pairs: Iterable[Pair], facts: _Facts) -> None:
        self._facts = facts
        self._by_end: defaultdict[tuple[str, str], dict[str, Pair]] = defaultdict(dict)
        for pair in pairs:
            for end in _ends(pair):
                self._by_end[end][pair.fingerprint] = pair

    def nearest(self, pair: Pair) -> Pair | None:
        """The stored pair most like this one, of those that say the same thing."""
        near = {
            name: stored
            for end in _ends(pair)
            for name, stored in self._by_end.get(end, {}).items()
        }
        ranked = sorted(
            ((alike, name) for name, stored in near.items() if (alike := _alike(pair, stored))),
            reverse=True,
        )
        return next(
            (near[name] for _, name in ranked if self._says_the_same(pair, near[name])), None
        )

    def _says_the_same(self, a: Pair, b: Pair) -> bool:
        ways = _turned(a, b)
        # Words first: they cost nothing, facts may cost the loading of the parser.
        return all(same_but_for_spelling(old.text, new.text) for old, new in ways) and all(
            self._facts.equal(old, new) for old, new in ways
        )


def _ends(pair: Pair) -> Iterator[tuple[str, str]]:
    for side in (pair.a, pair.b):
        said = _normalised(side.text).split()
        yield "opens", " ".join(said[:END])
        yield "closes", " ".join(said[-END:])


def _turned(a: Pair, b: Pair) -> Sequence[tuple[Quoted, Quoted]]:
    """The passages of two pairs, each with its counterpart: sides go by article ids, which change
    with the text."""
    straight, crossed = ((a.a, b.a), (a.b, b.b)), ((a.a, b.b), (a.b, b.a))
    return max(straight, crossed, key=lambda way: sum(_ratio(*both) for both in way))


def _alike(a: Pair, b: Pair) -> float:
    """How alike two pairs are, 0 where either passage is not enough so."""
    ratios = [_ratio(*both) for both in _turned(a, b)]
    return sum(ratios) if min(ratios) >= ALIKE else 0.0


@cache
def _normalised(text: str) -> str:
    return normalised(text)


def _ratio(a: Quoted, b: Quoted) -> float:
    return fuzz.ratio(_normalised(a.text), _normalised(b.text), score_cutoff=ALIKE)


def same_but_for_spelling(a: str, b: str) -> bool:
    """Whether two passages are one in two spellings: slips of the pen, joined words, articles.

    A capitalised word within a passage may be a name, and another name is another thing.
    """
    left, right = _WORD.findall(a), _WORD.findall(b)
    old, new = ([word.casefold() for word in side] for side in (left, right))
    changes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return all(
        kind == "equal"
        or (not _names(left, i, j) and not _names(right, k, m) and _respelt(old[i:j], new[k:m]))
        for kind, i, j, k, m in changes
    )


def _names(said: Sequence[str], start: int, end: int) -> bool:
    """Whether a name may stand there; at the head of a passage every word has a capital."""
    return any(word[0].isupper() for word in said[max(start, 1) : end])


def _respelt(old: Sequence[str], new: Sequence[str]) -> bool:
    """Whether the words, gaps aside and with or without articles, differ by a slip of the pen."""
    bare = ([word for word in side if word not in words("carry_words")] for side in (old, new))
    return _slip("".join(old), "".join(new)) or _slip(*map("".join, bare))


def _slip(a: str, b: str) -> bool:
    """Whether two words differ by no more than one slip of the pen, not at their first letter."""
    if a == b:
        return True
    known = {a, b} <= words("function_words") or frozenset((a, b)) in opposites("antonyms")
    if known or any(letter.isdigit() for letter in a + b):
        return False
    # The last is "hte" for "the": two letters in the wrong order.
    return OSA.distance(a, b) == 1 and (a[:1] == b[:1] or a[:2] == b[1::-1])


class _Facts:
    """The values of the typed facts in passages, looked for once in each."""

    def __init__(self, extract: Extract | None) -> None:
        self._extract = extract
        self._known: dict[_Asked, Digest | None] = {}

    def equal(self, a: Quoted, b: Quoted) -> bool:
        """Whether the facts are known of both and equal."""
        first, second = ((side.text, side.published, side.language) for side in (a, b))
        if first == second:
            return True
        digest = self._digest(first)
        return digest is not None and digest == self._digest(second)

    def _digest(self, asked: _Asked) -> Digest | None:
        """The values in order, None where the language cannot be parsed."""
        if asked not in self._known:
            self._known[asked] = self._computed(*asked)
        return self._known[asked]

    def _computed(self, text: str, published: str | None, language: str | None) -> Digest | None:
        # Imported here, because it takes a while and is seldom needed.
        from compare import facts

        if not facts.is_parsed(language):
            return None
        whole = Sentence("", 0, 0, len(text), text)
        (found,) = (self._extract or facts.extract)(text, [whole], published, language)
        typed = (fact for fact in found.facts if fact.kind in TYPED)
        return tuple(sorted((fact.kind, repr(_bare(fact.value))) for fact in typed))


def _bare(value: FactValue) -> FactValue:
    """The value without the counted noun, which a slip of the pen may be in."""
    return replace(value, of=None) if isinstance(value, QuantityValue) else value
