"""The whole story: articles in, a report out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat

from compare.alignment import align
from compare.beside import FactsProcesses
from compare.caching.cache import Cache
from compare.caching.facts import CachedExtract
from compare.caching.models import CachedEncoder, CachedEntailment, CachedReader
from compare.data import table
from compare.errors import TooFewArticles
from compare.facts import extract, is_parsed
from compare.fingerprint import fingerprint
from compare.grouping import group, rank
from compare.judgement.cascade import named
from compare.judgement.entailment import EntailmentModel
from compare.judgement.judge import Case, Judgement, Passage, ask, case_of, judge
from compare.model import (
    Alignment,
    Article,
    Coverage,
    Extract,
    Facts,
    FactsRequest,
    Finding,
    Notice,
    Report,
    Sentence,
    Side,
    Span,
)
from compare.models import PARSER
from compare.options import Options
from compare.origins import origins
from compare.progress import Unwatched, Watch
from compare.reader import EventReader, Reader
from compare.selection import Judged
from compare.sentences import split
from compare.similarity import Encoder, Matrix, SentenceEncoder
from compare.stories import Story, stories
from compare.timeline import FactsOf, date_mentions
from compare.together import shown
from compare.told_once import acts_told_once

# Enough for the entailment model to sort by length, few enough to show progress.
JUDGED_AT_ONCE = 256
# Where a reason has words of its own for passages whose dates or figures differ.
OTHER_FIGURES = "figures"


def _nothing(requests: Sequence[FactsRequest]) -> None:
    """Facts are found when they are asked for."""


@dataclass(frozen=True, slots=True)
class Models:
    """The models at work: an encoder always, an entailment model where one was named.

    `extract` finds the facts of a text, as compare.facts.extract does, with the parser; `begin` is
    told beforehand what it will be asked for. `reader`, where there is one, reads two sentences
    together.
    """

    encoder: Encoder
    entailment: EntailmentModel | None = None
    extract: Extract = extract
    begin: Callable[[Sequence[FactsRequest]], None] = _nothing
    reader: Reader | None = None


def models_for(options: Options, cache: Cache | None = None, watch: Watch | None = None) -> Models:
    """The models that the options name, each loaded only for what is not in the cache.

    Raises ModelUnavailable when one is named that has to be installed first.
    """
    cache, watch = cache or Cache(), watch or Unwatched()

    def cached(model: EntailmentModel, name: str) -> EntailmentModel:
        return CachedEntailment(model, name, cache, watch)

    nli = named(options.nli, cached) if options.nli else None
    encoder = CachedEncoder(SentenceEncoder(options.encoder), options.encoder, cache, watch)
    found = CachedExtract(cache, watch, FactsProcesses())
    reader = CachedReader(EventReader(), cache, watch) if options.nli else None
    return Models(encoder, nli, found, found.begin, reader)


def compare(
    articles: Sequence[Article],
    options: Options | None = None,
    *,
    models: Models | None = None,
    name: str = "",
    created: str = "",
    notices: Sequence[Notice] = (),
    watch: Watch | None = None,
) -> Report:
    """Compare articles with one another.

    Raises TooFewArticles below two, ModelUnavailable when a model cannot be had. The order of
    the articles changes nothing.
    """
    if len(articles) < 2:
        raise TooFewArticles("there is nothing to compare: fewer than two articles are left")
    options, watch = options or Options(), watch or Unwatched()
    models = models or models_for(options, watch=watch)
    articles = sorted(articles, key=lambda article: article.id)
    with watch.stage("sentences"):
        sentences = {a.id: split(a.id, a.text, a.language) for a in articles}
    models.begin([(a.text, sentences[a.id], a.published, a.language) for a in articles])
    vectors = _vectors(sentences, models.encoder, watch)
    facts = _facts(articles, sentences, models.extract, watch)
    with watch.stage("aligning"):
        told = stories(sentences, vectors, options.one_story)
        acts = {
            id: acts_told_once(own, [facts[id, s.index] for s in own])
            for id, own in sentences.items()
        }
        aligned = align(sentences, vectors, options.thresholds.candidate, told, acts)
    published = {a.id: a.published for a in articles}
    cases = _cases(published, facts, aligned, watch)
    judged = _judged(cases, models.entailment, options, watch)
    with watch.stage("reading together"):
        chosen = shown(zip(aligned, judged, strict=True), models.reader, options.thresholds)
    with watch.stage("grouping"):
        findings = _findings(articles, chosen)
        shared = origins(articles)
        claims = group(articles, sentences, findings, shared)
    return Report(
        name=name,
        created=created,
        articles=tuple(articles),
        sentences=sentences,
        claims=claims,
        findings=_shown(findings),
        notices=(*notices, *_left_out(articles, models)),
        models={
            "encoder": models.encoder.name,
            "entailment": models.entailment.name if models.entailment else None,
            "parser": PARSER,
            "reader": models.reader.name if models.reader else None,
        },
        coverage=_coverage(sentences, aligned, told),
        origins=shared,
        dates=date_mentions(claims, findings, sentences, facts),
    )


def _facts(
    articles: Sequence[Article],
    sentences: Mapping[str, Sequence[Sentence]],
    extract: Extract,
    watch: Watch,
) -> FactsOf:
    """The facts of every sentence; none in languages that the parser does not know."""
    found: dict[tuple[str, int], Facts] = {}
    with watch.stage("facts", len(articles)) as advance:
        for article in articles:
            own = sentences[article.id]
            rows = extract(article.text, own, article.published, article.language)
            found |= {(article.id, s.index): row for s, row in zip(own, rows, strict=True)}
            advance(1)
    return found


def _vectors(
    sentences: Mapping[str, Sequence[Sentence]], encoder: Encoder, watch: Watch
) -> Mapping[str, Matrix]:
    with watch.stage("encoding"):
        rows = encoder.encode([s.text for own in sentences.values() for s in own])
    vectors, at = {}, 0
    for article, own in sentences.items():
        vectors[article] = rows[at : at + len(own)]
        at += len(own)
    return vectors


def _cases(
    published: Mapping[str, str | None],
    facts: FactsOf,
    aligned: Sequence[Alignment],
    watch: Watch,
) -> list[Case]:
    """The aligned sentences with their facts held against each other."""
    found = []
    with watch.stage("comparing", len(aligned)) as advance:
        for alignment in aligned:
            a, b = (
                Passage(s, facts[s.article, s.index], published[s.article])
                for s in (alignment.a, alignment.b)
            )
            found.append(case_of(a, b, alignment.likeness))
            advance(1)
    return found


def _judged(
    cases: Sequence[Case], model: EntailmentModel | None, options: Options, watch: Watch
) -> list[Judgement]:
    found: list[Judgement] = []
    with watch.stage("judging", len(cases)) as advance:
        for start in range(0, len(cases), JUDGED_AT_ONCE):
            own = cases[start : start + JUDGED_AT_ONCE]
            answers = ask(own, model, options.thresholds)
            found += map(judge, own, answers, repeat(options.thresholds))
            advance(len(own))
    return found


def _findings(articles: Sequence[Article], chosen: Sequence[Judged]) -> tuple[Finding, ...]:
    """The findings, most telling first."""
    by_id = {article.id: article for article in articles}
    found = [_finding(judgement, alignment, by_id) for alignment, judgement in chosen]
    return tuple(sorted(found, key=rank))


def _shown(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Each finding once: the same two passages recur where articles are copies of one another."""
    once: dict[str, Finding] = {}
    for finding in findings:
        once.setdefault(finding.id, finding)
    return tuple(once.values())


def _finding(
    judgement: Judgement, alignment: Alignment, articles: Mapping[str, Article]
) -> Finding:
    def side(sentence: Sentence, evidence: tuple[Span, ...]) -> Side:
        article = articles[sentence.article]
        return Side(
            article=article.id,
            source=article.source,
            published=article.published,
            start=sentence.start,
            end=sentence.end,
            text=sentence.text,
            evidence=evidence,
        )

    a, b = (side(s, e) for s, e in zip((alignment.a, alignment.b), judgement.evidence, strict=True))
    return Finding(
        id=fingerprint(a.text, b.text),
        relation=judgement.relation,
        reasons=judgement.reasons,
        confidence=judgement.confidence,
        scores={relation.value: score for relation, score in judgement.scores.items()},
        factors=judgement.factors,
        explanation=_explanation(judgement, a, b),
        a=a,
        b=b,
    )


def _explanation(judgement: Judgement, a: Side, b: Side) -> str:
    def quoted(side: Side) -> str:
        return " … ".join(side.text[s - side.start : e - side.start] for s, e in side.evidence)

    templates = table("explanations")
    key = f"{judgement.relation} {judgement.reasons[0]}"
    with_figures = f"{key} {OTHER_FIGURES}"
    if judgement.values["other_figures"] and with_figures in templates:
        key = with_figures
    return templates[key].format(a=quoted(a), b=quoted(b))


def _left_out(articles: Sequence[Article], models: Models) -> Iterator[Notice]:
    """What the comparison had to do without."""
    for article in articles:
        if not is_parsed(article.language):
            text = f"the language is {article.language}: only similarity was compared, no facts"
            yield Notice("language", article.label, text)
    if models.entailment is None:
        text = "no entailment model (--nli none): only facts and similarity were compared"
        yield Notice("model", "entailment", text)


def _coverage(
    sentences: Mapping[str, Sequence[Sentence]],
    aligned: Sequence[Alignment],
    told: tuple[Story, ...],
) -> Coverage:
    counts = [len(own) for own in sentences.values()]
    total = sum(counts)
    pairs = (total * total - sum(n * n for n in counts)) // 2
    return Coverage(sentences=total, pairs=pairs, aligned=len(aligned), stories=told)
