"""Why two sentences of a run are not a finding, or what finding they are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from compare.alignment import Passages, alignments, passages
from compare.errors import UnknownSentence
from compare.fingerprint import fingerprint, normalised
from compare.judgement.judge import Judgement, Passage, ask, case_of, judge
from compare.model import Alignment, Facts, Finding, Relation, Report, Sentence
from compare.options import Options, Thresholds
from compare.pipeline import Models
from compare.reader import Reader
from compare.selection import Judged, select
from compare.similarity import Rarity
from compare.together import read_again
from compare.told_once import acts_told_once

FEW = 5


@dataclass(frozen=True, slots=True)
class Answer:
    """Where two sentences stopped on the way to a finding, and what was seen until then.

    `stage` is one-article, finding, stories, aligning, judging, selecting, reading together, or
    none where the options at hand make a finding of them. `judgement` is what these options give,
    None where it did not come to one; `finding` is that of the run, None where there is none.
    """

    a: Sentence
    b: Sentence
    stage: str
    message: str
    judgement: Judgement | None = None
    finding: Finding | None = None


def name_of(sentence: Sentence) -> str:
    """The id of a sentence, by which why-not knows it."""
    return f"{sentence.article}:{sentence.index}"


def find(report: Report, wanted: str) -> Sentence:
    """The sentence with this id, or the one that holds these words.

    Raises UnknownSentence where there is none, or more than one.
    """
    everything = [sentence for own in report.sentences.values() for sentence in own]
    found = [sentence for sentence in everything if name_of(sentence) == wanted]
    if not found:
        words = f" {normalised(wanted)} "
        found = [s for s in everything if words.strip() and words in f" {normalised(s.text)} "]
    if len(found) == 1:
        return found[0]
    if not found:
        raise UnknownSentence(f"no sentence of the run is, or holds: {wanted}")
    ids = ", ".join(name_of(sentence) for sentence in found[:FEW])
    raise UnknownSentence(f"{len(found)} sentences hold “{wanted}”, name one by its id: {ids}")


def _finding(report: Report, a: Sentence, b: Sentence) -> Finding | None:
    places = {(sentence.article, sentence.start) for sentence in (a, b)}
    for finding in report.findings:
        if {(side.article, side.start) for side in (finding.a, finding.b)} == places:
            return finding
    # Copies of the two hold the same words: their finding is shown once.
    words = fingerprint(a.text, b.text)
    return next((finding for finding in report.findings if finding.id == words), None)


def _story(report: Report, article: str) -> Sequence[str]:
    """The articles of the story that one belongs to: all of them where the run told no stories."""
    return next((s for s in report.coverage.stories if article in s), tuple(report.sentences))


def why_not(report: Report, a: Sentence, b: Sentence, models: Models, options: Options) -> Answer:
    """Follow two sentences of a run as far as they come with the models and options given.

    Raises ModelUnavailable when a model cannot be had.
    """
    a, b = sorted((a, b), key=lambda sentence: (sentence.article, sentence.index))
    if a.article == b.article:
        message = "both stand in one article; only sentences of different articles are compared"
        return Answer(a, b, "one-article", message)
    finding = _finding(report, a, b)
    if finding:
        told = f"{finding.relation} ({', '.join(finding.reasons)})"
        message = f"they are a finding: {told}, {finding.confidence:.3f}"
        # Of a difference it is of interest why it is no contradiction.
        judgement = _followed(report, a, b, models, options).judgement
        return Answer(a, b, "finding", message, judgement, finding)
    if b.article not in _story(report, a.article):
        message = "their articles tell different stories, and only articles of one are compared"
        return Answer(a, b, "stories", message)
    return _followed(report, a, b, models, options)


def _facts(report: Report, id: str, models: Models) -> tuple[Facts, ...]:
    article = next(article for article in report.articles if article.id == id)
    sentences = report.sentences[id]
    return models.extract(article.text, sentences, article.published, article.language)


def _ready(report: Report, article: str, models: Models, facts: Sequence[Facts]) -> Passages:
    sentences = report.sentences[article]
    vectors = models.encoder.encode([s.text for s in sentences])
    return passages(sentences, vectors, acts_told_once(sentences, facts))


def _followed(report: Report, a: Sentence, b: Sentence, models: Models, options: Options) -> Answer:
    around = [s.text for id in _story(report, a.article) for s in report.sentences[id]]
    facts = {id: _facts(report, id, models) for id in (a.article, b.article)}
    left, right = (_ready(report, id, models, facts[id]) for id in (a.article, b.article))
    least = options.thresholds.candidate
    candidates = list(alignments(left, right, least, Rarity(around)))
    own = next((al for al in candidates if (al.a, al.b) == (a, b)), None)
    if own is None:
        everything = alignments(left, right, 0.0, Rarity(around))
        own = next(al for al in everything if (al.a, al.b) == (a, b))
        like = own.likeness
        message = (
            f"too little alike to be judged: {own.probability:.3f} that both report the same thing "
            f"(words {like.lexical:.2f}, meaning {like.semantic:.2f}), judged from {least:g}"
        )
        return Answer(a, b, "aligning", message)
    judged = list(_judged(report, candidates, facts, models, options))
    judgement = next(j for al, j in judged if al is own)
    return _settled(own, judgement, judged, models.reader, options.thresholds)


def _judged(
    report: Report,
    aligned: Sequence[Alignment],
    facts: Mapping[str, Sequence[Facts]],
    models: Models,
    options: Options,
) -> Iterator[Judged]:
    """The judgement of each two aligned sentences of two articles."""
    published = {article.id: article.published for article in report.articles}

    def passage(sentence: Sentence) -> Passage:
        own = facts[sentence.article][sentence.index]
        return Passage(sentence, own, published[sentence.article])

    cases = [case_of(passage(al.a), passage(al.b), al.likeness) for al in aligned]
    answers = ask(cases, models.entailment, options.thresholds)
    for al, case, answer in zip(aligned, cases, answers, strict=True):
        yield al, judge(case, answer, options.thresholds)


def _settled(
    own: Alignment,
    judgement: Judgement,
    judged: Sequence[Judged],
    reader: Reader | None,
    thresholds: Thresholds,
) -> Answer:
    """What became of two sentences that were judged."""
    if judgement.relation is Relation.UNRELATED:
        told = "judged not to be about the same thing, or it cannot be told"
        return Answer(own.a, own.b, "judging", _too_little(told, judgement, thresholds), judgement)
    chosen = list(select(judged))
    if any(al is own for al, _ in chosen):
        (judgement,) = read_again([judgement], reader, thresholds) if reader else [judgement]
        if judgement.relation is Relation.UNRELATED:
            told = "read together, they are taken to be about two things"
            message = _too_little(told, judgement, thresholds)
            return Answer(own.a, own.b, "reading together", message, judgement)
        message = f"with these options they are a finding: {judgement.relation}"
        return Answer(own.a, own.b, "none", message, judgement)
    rivals = [(al, j) for al, j in chosen if al.a is own.a or al.b is own.b]
    better = min(rivals, key=lambda pair: pair[1].scores[Relation.UNRELATED], default=None)
    instead = f": {name_of(better[0].a)} with {name_of(better[0].b)}" if better else ""
    message = f"one of them has a better match in the other article{instead}"
    return Answer(own.a, own.b, "selecting", message, judgement)


def _too_little(told: str, judgement: Judgement, thresholds: Thresholds) -> str:
    related = 1.0 - judgement.scores[Relation.UNRELATED]
    return f"{told}: {related:.3f}, needed {thresholds.related:g}"
