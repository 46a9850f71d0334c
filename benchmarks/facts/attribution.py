"""How exactly sources and contents of attributions are found in news, on PolNeAR's dev part.

polnear/dev: 84 articles of seven outlets; an attribution has a source, a cue and a content, each a
set of spans. Attributions are taken from the lists of spans they name; Discuss and Discard marks
and spans in no attribution are left out.

Tokens are runs of letters, digits and underscores (regular expression \\w+), each told by its place
in the article; punctuation does not count. Figures are micro-averaged over all articles.

- `source`, `content`: the tokens that stand in any source (content) found, against those that stand
  in any source (content) marked; a token counts once an article, however many attributions hold it.
- `source_named`, the same where a pronoun has given way to the name it surely stands for, as the
  program reports it; PolNeAR marks the pronoun.
- `paired`: stricter. What is found is put together by source and cue, as a quotation may run over
  sentences; then each marked attribution is paired with at most one found, the pairs that share
  most content tokens first. Only tokens shared within a pair are right, and every attribution's
  tokens count, also where attributions stand within one another.

Errors: each marked attribution of which less than half of the source's or the content's tokens are
found, and each one found of which less than half are marked, falls into the first class that fits.
"""

from __future__ import annotations

import json
import pathlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from compare.data import table, words
from compare.facts.attribution import attributions
from compare.facts.quotes import quotations
from compare.facts.syntax import Token, parse
from compare.model import AttributionValue, Span
from compare.sentences import split

_TOKEN = re.compile(r"\w+")
Tokens = frozenset[int]


@dataclass(frozen=True, slots=True)
class Said:
    """One attribution, its spans as sets of token places; `cue` is where the word of saying is."""

    source: Tokens
    content: Tokens
    cue: Tokens


@dataclass(frozen=True, slots=True)
class Document:
    """One article: what is marked, what is found, as written and with names for pronouns."""

    text: str
    marked: tuple[Said, ...]
    found: tuple[Said, ...]
    named: tuple[Said, ...]
    words: dict[int, Token]


def measure(data: pathlib.Path) -> dict[str, object]:
    """All figures and counts of errors on the public data in `data`, which holds eval/."""
    path = data / "eval" / "polnear" / "dev.jsonl"
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    documents = [_document(row) for row in rows]
    return {
        "articles": len(documents),
        "attributions": sum(len(d.marked) for d in documents),
        "source": _any_overlap(
            (_all(d.found, "source"), _all(d.marked, "source")) for d in documents
        ),
        "content": _any_overlap(
            (_all(d.found, "content"), _all(d.marked, "content")) for d in documents
        ),
        "source_named": _any_overlap(
            (_all(d.named, "source"), _all(d.marked, "source")) for d in documents
        ),
        "paired": _paired(documents),
        "missed": _counted(kind for d in documents for kind in _missed(d)),
        "false": _counted(kind for d in documents for kind in _false(d)),
    }


def _document(row: dict[str, Any]) -> Document:
    text = row["text"]
    sentences = split("", text)
    trees = parse([sentence.text for sentence in sentences])
    places = {
        s.start + t.start: t for s, tree in zip(sentences, trees, strict=True) for t in tree.tokens
    }

    def found(named: bool) -> tuple[Said, ...]:
        facts = (f for row in attributions(text, sentences, trees, named) for f in row)
        parts: dict[tuple[Span | None, Span | None, int], list[Span]] = defaultdict(list)
        for number, fact in enumerate(facts):
            value = fact.value
            assert isinstance(value, AttributionValue)
            # Quotations without any speaker stay apart.
            key = (value.source, value.cue, 0 if value.source or value.cue else number)
            parts[key] += value.content
        return tuple(
            Said(_tokens(text, [source]), _tokens(text, content), _tokens(text, [cue]))
            for (source, cue, _), content in parts.items()
        )

    return Document(text, tuple(_marked(row)), found(named=False), found(named=True), places)


def _tokens(text: str, spans: Iterable[Span | None]) -> Tokens:
    return frozenset(m.start() for span in spans if span for m in _TOKEN.finditer(text, *span))


def _offsets(text: str) -> list[Span]:
    """Spans written as "3 7;9 12"."""
    pairs = (part.split() for part in text.split(";"))
    return [(int(start), int(end)) for start, end in pairs]


def _marked(row: dict[str, Any]) -> Iterator[Said]:
    spans = {span["id"]: _offsets(span["offsets"]) for span in row["spans"]}
    for members in row["attributions"]:
        own: dict[str, list[Span]] = defaultdict(list)
        for kind, name in (member for member in members if len(member) == 2):
            own[kind] += spans.get(name, [])
        yield Said(*(_tokens(row["text"], own[kind]) for kind in ("Source", "Content", "Cue")))


def _all(rows: Sequence[Said], part: str) -> Tokens:
    return frozenset[int]().union(*(getattr(said, part) for said in rows))


def _scores(right: int, found: int, marked: int) -> dict[str, float]:
    precision = right / found if found else 0.0
    recall = right / marked if marked else 0.0
    f1 = 2 * right / (found + marked) if found + marked else 0.0
    return {"precision": round(precision, 4), "recall": round(recall, 4), "f1": round(f1, 4)}


def _any_overlap(rows: Iterable[tuple[Tokens, Tokens]]) -> dict[str, float]:
    counts = [(len(found & marked), len(found), len(marked)) for found, marked in rows]
    return _scores(*(sum(column) for column in zip(*counts, strict=True)))


def _pairs(document: Document) -> Iterator[tuple[Said, Said]]:
    """Found and marked attributions, one to one, those first that share most content."""
    shared = sorted(
        (
            (-len(f.content & m.content), i, k)
            for i, f in enumerate(document.found)
            for k, m in enumerate(document.marked)
            if f.content & m.content
        ),
    )
    used: set[tuple[str, int]] = set()
    for _, i, k in shared:
        if ("found", i) not in used and ("marked", k) not in used:
            used |= {("found", i), ("marked", k)}
            yield document.found[i], document.marked[k]


def _paired(documents: Sequence[Document]) -> dict[str, object]:
    pairs = [pair for document in documents for pair in _pairs(document)]
    result: dict[str, object] = {"pairs": len(pairs)}
    for part in ("source", "content"):
        right = sum(len(getattr(f, part) & getattr(m, part)) for f, m in pairs)
        found = sum(len(getattr(f, part)) for d in documents for f in d.found)
        marked = sum(len(getattr(m, part)) for d in documents for m in d.marked)
        result[part] = _scores(right, found, marked)
    return result


def _lacks(part: Tokens, others: Tokens) -> bool:
    return bool(part) and len(part & others) < len(part) / 2


def _is_cue(token: Token) -> bool:
    return token.lemma in table("attribution_verbs") or token.lemma in words("attribution_nouns")


def _missed(document: Document) -> Iterator[str]:
    sources, contents = _all(document.found, "source"), _all(document.found, "content")
    quotes = [quote.outer for quote in quotations(document.text)]
    for said in document.marked:
        if not _lacks(said.source, sources) and not _lacks(said.content, contents):
            continue
        cue = [document.words[place] for place in said.cue if place in document.words]
        known = any(_is_cue(token) for token in cue)
        quoted = any(start <= place < end for place in said.cue for start, end in quotes)
        if not _lacks(said.content, contents):
            yield "content found, source missed"
        elif not cue:
            yield "no cue is marked, or only punctuation"
        elif quoted:
            yield "within a quotation"
        elif not known:
            verbal = any(token.pos == "VERB" for token in cue)
            yield "unknown verb of saying" if verbal else "unknown noun or phrase of saying"
        elif _lacks(said.source, sources):
            yield "known cue, construction not understood"
        else:
            yield "source found, content missed"


def _false(document: Document) -> Iterator[str]:
    sources, contents = _all(document.marked, "source"), _all(document.marked, "content")
    for said in document.found:
        no_source, no_content = _lacks(said.source, sources), _lacks(said.content, contents)
        if no_source and no_content:
            yield "nothing is marked there"
        elif no_content:
            yield "source marked, content not" if said.source else "quotation nobody is marked for"
        elif no_source:
            yield "content marked, with another source or none"


def _counted(kinds: Iterable[str]) -> dict[str, int]:
    return dict(Counter(kinds).most_common())
