"""How well two mentions of people compare as same or different, on NewsWCL50.

Protocol. The gold is every mention of an `_ACTOR` chain (all are people) that holds a proper name:
a capitalised word left over when titles, forms of address, and names of countries and peoples are
taken out. The sentences are half-tokenised; spaces before punctuation and around hyphens, and
literal "\\n", are taken out of sentences and mentions alike. A mention is looked for in its
sentence at the occurrence nearest to its token number. Names are extracted per article, as in a
run. What a mention is read as is the first name of type person inside it, or else its last name of
any type; a mention without a name in it is `unread`.

Compared are all pairs of read mentions of one news event: pairs of one chain should be `same`,
pairs of two chains `different`. Counted apart: pairs of one article and of two; and the names as
canonical in their article (`canonical`, what a run compares) and as they stand (`written`).
`harmful` is the rate of the wrong certainties: two people called same, one person called different.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path
from typing import Any

from compare.data import words
from compare.facts.name_compare import relation
from compare.facts.name_spans import is_home
from compare.facts.name_words import NameRelation
from compare.facts.names import names
from compare.facts.syntax import parse
from compare.model import Fact, NameValue, Sentence

CORPUS = Path("eval") / "newswcl50" / "docs.jsonl"
PEOPLE = "_ACTOR"
MISSES = 20
LONGEST_HOME = 3

_REPAIRS = (
    (re.compile(r"\\n|\s"), " "),
    (re.compile(r"(?<=\w) - (?=\w)"), "-"),
    (re.compile(r" +(?=[,.;:!?)\]’%]|'s\b|n't\b)"), ""),
    (re.compile(r"(?<=[(\[$]) +"), ""),
    (re.compile(r" {2,}"), " "),
)
_TOKEN = re.compile(r"\w+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Mention:
    """A gold mention: where it stands, its chain, and the name it was read as, None for none."""

    event: str
    article: str
    chain: str
    fact: Fact | None


def repaired(text: str) -> str:
    """A half-tokenised text of the corpus as it would be printed."""
    for pattern, new in _REPAIRS:
        text = pattern.sub(new, text)
    return text.strip()


def holds_a_name(mention: str) -> bool:
    """Whether capitalised words remain when titles, countries and peoples are taken out."""
    parts = [word.strip(".,;:\"'’") for word in re.sub(r"['’]s\b", "", mention).split()]
    for length in range(LONGEST_HOME, 0, -1):
        for start in range(len(parts) - length + 1):
            if is_home(" ".join(parts[start : start + length])):
                parts[start : start + length] = [""] * length
    said = words("name_titles") | words("name_title_parts") | words("name_honorifics")
    return any(part[:1].isupper() and part.lower() not in said for part in parts)


def _place(sentence: str, mention: str, token: int) -> tuple[int, int] | None:
    """The occurrence of a mention that is nearest to a token number."""
    found = re.finditer(rf"(?<!\w){re.escape(mention)}(?!\w)", sentence)
    spans = [match.span() for match in found]
    if not spans:
        return None
    return min(spans, key=lambda span: abs(len(_TOKEN.findall(sentence[: span[0]])) - token))


def _read(facts: Sequence[Fact], span: tuple[int, int] | None) -> Fact | None:
    if span is None:
        return None
    inside = [fact for fact in facts if span[0] <= fact.start and fact.end <= span[1]]
    people = [f for f in inside if isinstance(f.value, NameValue) and f.value.type == "person"]
    return people[0] if people else inside[-1] if inside else None


def _extracted(article: str, texts: Sequence[str]) -> list[tuple[Sentence, tuple[Fact, ...]]]:
    sentences, start = [], 0
    for index, text in enumerate(texts):
        sentences.append(Sentence(article, index, start, start + len(text), text))
        start += len(text) + 1
    return list(zip(sentences, names("\n".join(texts), sentences, parse(texts)), strict=True))


def mentions(folder: Path) -> Iterator[Mention]:
    """The gold mentions of people that hold a name, in the order of the corpus."""
    with (folder / CORPUS).open(encoding="utf-8") as lines:
        for line in lines:
            doc = json.loads(line)
            rows = _extracted(doc["doc"], [repaired(s["text"]) for s in doc["sentences"]])
            for row, (sentence, facts) in zip(doc["sentences"], rows, strict=True):
                for chain, first, _, text in row["chains"]:
                    mention = repaired(text)
                    if not chain.endswith(PEOPLE) or not holds_a_name(mention):
                        continue
                    span = _place(sentence.text, mention, first)
                    shifted = span and (sentence.start + span[0], sentence.start + span[1])
                    event = doc["doc"].split("/")[0]
                    yield Mention(event, doc["doc"], chain, _read(facts, shifted))


def _value(fact: Fact, canonical: bool) -> NameValue:
    assert isinstance(fact.value, NameValue)
    return fact.value if canonical else replace(fact.value, canonical=fact.text)


def _rates(counts: Mapping[NameRelation, int], right: NameRelation) -> dict[str, Any]:
    total = sum(counts.values())
    wrong = total - counts[right] - counts[NameRelation.UNKNOWN]
    rates = {
        right.value: counts[right] / total if total else None,
        "cannot_tell": counts[NameRelation.UNKNOWN] / total if total else None,
        "harmful": wrong / total if total else None,
    }
    return {"pairs": total} | {k: v if v is None else round(v, 4) for k, v in rates.items()}


def _compared(found: Sequence[Mention], canonical: bool) -> dict[str, Any]:
    """Outcomes of all pairs within an event, by chain and by article; and the worst chains."""
    counts: dict[tuple[str, str], Counter[NameRelation]] = {}
    misses: Counter[tuple[str, str, str]] = Counter()
    for a, b in combinations(found, 2):
        if a.event != b.event or a.fact is None or b.fact is None:
            continue
        outcome = relation(_value(a.fact, canonical), _value(b.fact, canonical))
        gold = NameRelation.SAME if a.chain == b.chain else NameRelation.DIFFERENT
        where = "one_article" if a.article == b.article else "two_articles"
        counts.setdefault((where, gold.value), Counter())[outcome] += 1
        if outcome is not gold:
            first, second = sorted((a.chain, b.chain))
            misses[first, second, outcome.value] += 1
    result: dict[str, Any] = {"one_article": {}, "two_articles": {}}
    for (where, gold_name), row in sorted(counts.items()):
        key = "one_entity" if gold_name == NameRelation.SAME else "two_entities"
        result[where][key] = _rates(row, NameRelation(gold_name))
    worst = sorted(misses.items(), key=lambda item: (-item[1], item[0]))[:MISSES]
    result["misses"] = [
        {"chains": [first, second], "outcome": outcome, "pairs": count}
        for (first, second, outcome), count in worst
    ]
    return result


def measure(data: Path) -> dict[str, object]:
    """The rates, as the module tells; `data` is the folder that holds eval/."""
    found = list(mentions(data))
    unread = Counter(mention.chain for mention in found if mention.fact is None)
    return {
        "mentions": len(found),
        "unread": sum(unread.values()),
        "unread_by_chain": dict(sorted(unread.items())),
        "canonical": _compared(found, canonical=True),
        "written": _compared(found, canonical=False),
    }
