"""What the tool reads in an article, as plain data and as marked text."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import fields
from typing import Any

from rich.text import Text

from compare.facts.statements import is_telling, modalities
from compare.model import Article, Fact, Facts, FactValue, Sentence

STYLES = {
    "date": "bold green",
    "time": "green",
    "duration": "green",
    "age": "cyan",
    "recurrence": "green",
    "quantity": "bold cyan",
    "name": "bold",
    "polarity": "bold red",
}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime.date):
        return value.isoformat()
    return [_plain(item) for item in value] if isinstance(value, tuple) else value


def _said(value: FactValue) -> dict[str, Any]:
    """The fields of a value, but for those with a default that they do not differ from."""
    pairs = ((f, getattr(value, f.name)) for f in fields(value))
    return {f.name: _plain(said) for f, said in pairs if said != f.default}


def _fact(fact: Fact) -> dict[str, Any]:
    return {
        "kind": fact.kind,
        "start": fact.start,
        "end": fact.end,
        "text": fact.text,
        "value": _said(fact.value),
        "predicate": list(fact.predicate) if fact.predicate else None,
    }


def _with_all_predicates(text: str, row: Facts) -> list[Fact]:
    """The facts of a sentence, with polarity and modality of every predicate of it."""
    plain = [fact for fact in modalities(text, row.clauses) if not is_telling(fact)]
    return sorted([*row.facts, *plain], key=lambda fact: (fact.start, fact.end, fact.kind))


def to_dict(
    article: Article, sentences: Sequence[Sentence], facts: Sequence[Facts]
) -> dict[str, Any]:
    """One article as the contract of `inspect --json` has it; offsets count into its text.

    Every predicate has its polarity and its modality, however plain.
    """
    return {
        "id": article.id,
        "source": article.source,
        "title": article.title,
        "published": article.published,
        "language": article.language,
        "url": article.url,
        "origin_of": dict(sorted(article.origin_of.items())),
        "text": article.text,
        "sentences": [
            {
                "index": s.index,
                "start": s.start,
                "end": s.end,
                "text": s.text,
                "facts": [_fact(fact) for fact in _with_all_predicates(article.text, row)],
            }
            for s, row in zip(sentences, facts, strict=True)
        ],
    }


def _value(fact: Fact) -> str:
    return ", ".join(f"{name}={said}" for name, said in _said(fact.value).items())


def _known(article: Article) -> Iterator[tuple[str, str]]:
    """What is known of an article apart from its text, each with the place it was found in."""
    origin_of = dict(article.origin_of)
    values = {
        "outlet": (article.source, "source"),
        "title": (article.title, "title"),
        "published": (article.published or "date unknown", "published"),
    }
    for name, (value, field) in values.items():
        place = origin_of.pop(field, None)
        if value:
            yield name, f"{value} ({place})" if place else value
    yield from sorted(origin_of.items())


def lines(
    article: Article, sentences: Sequence[Sentence], facts: Sequence[Facts]
) -> Iterator[Text]:
    """The article for a terminal: each sentence with its facts marked and listed beneath; of
    polarity and modality only what is telling."""
    yield Text(article.label, style="bold underline")
    for name, value in _known(article):
        yield Text(f"{name}: {' '.join(value.split())}", style="dim")
    for sentence, row in zip(sentences, facts, strict=True):
        text = Text(sentence.text)
        for fact in row.facts:
            if fact.kind in STYLES:
                start, end = fact.start - sentence.start, fact.end - sentence.start
                text.stylize(STYLES[fact.kind], start, end)
        yield Text(f"\n{sentence.index + 1:>3}  ").append_text(text)
        for fact in row.facts:
            quote = " ".join(fact.text.split())
            yield Text(f"       {fact.kind:<12}“{quote}”  {_value(fact)}", style="dim")
