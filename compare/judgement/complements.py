"""Whether two acts are on different matters: what stands as the complement of their verbs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise, product

from compare.data import table, words
from compare.judgement.events import Match, match, same_predicate, same_sense
from compare.judgement.frames import Words, touch, words_in
from compare.judgement.measures import measured
from compare.judgement.naming import same_word
from compare.judgement.passage import Passage
from compare.model import Clause, Phrase, Span

THAT, TO = "that", "to"
# What ends the words that a clause takes for its complement.
BREAKS = frozenset(',;:”"')


@dataclass(frozen=True, slots=True)
class _Complement:
    """A clause that a verb takes: the word that opens it, and its content words."""

    opener: str
    content: frozenset[str]

    @property
    def is_question(self) -> bool:
        """Whether it leaves open what it speaks of."""
        return self.opener not in {THAT, TO}

    @property
    def is_yes_no(self) -> bool:
        return self.opener in words("judgement/yes_no_questions")


def _verbs(passage: Passage) -> Iterator[Clause]:
    """The clauses but for events that a noun names."""
    for clause in passage.facts.clauses:
        nominal = clause.tense is None and clause.group == clause.predicate
        if not (nominal and passage.words(clause.predicate).lower() in table("event_nouns")):
            yield clause


def _is_infinitive(passage: Passage, at: Span) -> bool:
    return any(clause.group[0] == at[0] for clause in passage.facts.clauses)


def _opens(passage: Passage, clause: Clause, word: str, at: Span, following: Span | None) -> bool:
    """Whether a word after a verb opens its complement; after a noun, most describe that noun."""
    if word == TO:
        return _is_infinitive(passage, at)
    if word in words("judgement/question_words_of_time"):
        return following is not None and _is_infinitive(passage, following)
    if word in words("judgement/yes_no_questions"):
        return True
    between = [p for p in phrases(clause) if clause.predicate[1] <= p.span[0] < at[0]]
    if word == THAT:
        return clause.patient not in between
    return word in words("judgement/question_words") and not between


def _complement(passage: Passage, clause: Clause) -> _Complement | None:
    """The clause that a verb takes, None where no word opens one before the next verb."""
    row = [(w, at) for w, at in words_in(passage) if at[0] >= clause.predicate[1]]
    later = [c.predicate[0] for c in _verbs(passage) if c.predicate[0] > clause.predicate[0]]
    next_verb = min(later, default=passage.sentence.end)
    for (word, at), following in pairwise([*row, ("", None)]):
        if at is None or at[0] >= next_verb:
            return None
        if _opens(passage, clause, word, at, following[1]):
            return _Complement(word, frozenset(_content(passage, row, at[1])))
    return None


def _content(passage: Passage, row: Words, start: int) -> Iterator[str]:
    """The content words from a place to the next break, but for dates and figures."""
    grammar = words("function_words")
    measures = [fact.span for fact in measured(passage.facts)]
    before = start
    for word, at in row:
        if at[0] < start:
            continue
        if BREAKS & set(passage.words((before, at[0]))):
            return
        before = at[1]
        if word not in grammar and not any(touch(at, m) for m in measures):
            yield word


def _own(a: _Complement, b: _Complement) -> bool:
    """Whether one complement speaks of something that the other does not."""
    return any(not any(same_sense(x, y) for y in b.content) for x in a.content)


def phrases(clause: Clause) -> list[Phrase]:
    """What takes part in a clause."""
    return [p for p in (clause.agent, clause.patient, *clause.others) if p]


def _before(passage: Passage, phrase: Phrase) -> list[str]:
    """The word that a participant follows: its preposition, where it has one."""
    return passage.words((passage.sentence.start, phrase.span[0])).lower().split()[-1:]


def other_words(one: Phrase, x: Clause, other: Phrase, y: Clause) -> bool:
    """Whether two phrases of one head each have a word that the other clause has nowhere."""
    return same_word(one.head, other.head) and told_apart(one, x, other, y)


def told_apart(one: Phrase, x: Clause, other: Phrase, y: Clause) -> bool:
    """Whether two phrases each have a word that is found nowhere in the other clause. Names and
    ranks are for others to compare."""
    said = [{word for phrase in phrases(clause) for word in phrase.lemmas} for clause in (x, y)]

    def own(phrase: Phrase, elsewhere: set[str]) -> bool:
        plain = phrase.lemmas - phrase.names - words("rank_words")
        return any(not any(same_word(word, w) for w in elsewhere) for word in plain)

    return own(one, said[1]) and own(other, said[0])


def _may_be_one(one: Phrase, other: Phrase) -> bool:
    """Whether two phrases may stand for one thing: "passenger trains", "passenger services", but
    not "Slovak motorways", "roads in Slovakia"."""
    found = match(one, other)
    own = one.lemmas - one.names, other.lemmas - other.names
    shared = any(same_word(x, y) for x, y in product(*own))
    return found is Match.SAME or (found is Match.UNKNOWN and shared)


def things_differ(a: Passage, x: Clause, b: Passage, y: Clause) -> bool:
    """Whether two clauses have different things after one preposition: "jailed for fraud",
    "jailed for perjury"; also where one noun is told apart: "on the school bill". What the other
    clause has among others, "for fraud and perjury", is no different thing."""
    return any(
        _on_something_else(*sides) or _meant_for_others(*sides)
        for sides in ((a, x, b, y), (b, y, a, x))
    )


def denies_on_another_matter(a: Passage, b: Passage) -> bool:
    """Whether the act that only one of two passages denies is told by the other on another matter:
    "testified about the rifles", "did not testify about the bills"."""
    told = [
        _meant_for_others(a, x, b, y) or _meant_for_others(b, y, a, x)
        for x, y in product(a.facts.clauses, b.facts.clauses)
        if x.negated != y.negated and same_predicate(x, y)
    ]
    return bool(told) and all(told)


def _on_something_else(a: Passage, x: Clause, b: Passage, y: Clause) -> bool:
    """Whether one clause has a thing after a preposition of which the other only has others."""
    others = [(_before(b, phrase), phrase) for phrase in y.others if not _is_told_in(a, x, phrase)]
    for phrase in x.others:
        beside = [other for word, other in others if word == _before(a, phrase)]
        if not beside or _is_told_in(b, y, phrase):
            continue
        if all(
            not _may_be_one(phrase, other)
            or (not _measure(a, phrase, b, other) and other_words(phrase, x, other, y))
            for other in beside
        ):
            return True
    return False


def _meant_for_others(a: Passage, x: Clause, b: Passage, y: Clause) -> bool:
    """Whether one clause has a thing after a preposition of scope, and the other, be it within
    another phrase, a thing with other words after the same: "a warning for the islands", "for the
    mainland a warning"."""
    for phrase in x.others:
        before = _before(a, phrase)
        if not before or before[0] not in words("judgement/scope_prepositions"):
            continue
        found = _following(b, y, before[0])
        shared = any(same_word(lemma, w) for lemma in phrase.lemmas for w in found)
        if found and not shared and not _is_told_in(b, y, phrase):
            return True
    return False


def _following(passage: Passage, clause: Clause, preposition: str) -> list[str]:
    """The content words of a clause between a preposition and the next word of grammar."""
    found: list[str] = []
    inside = False
    for word, at in words_in(passage):
        if not touch(at, clause.span):
            continue
        if word in words("function_words") and word not in words("determiners"):
            inside = word == preposition
        elif inside and not any(touch(at, fact.span) for fact in measured(passage.facts)):
            found.append(word)
    return found


def _is_told_in(passage: Passage, clause: Clause, phrase: Phrase) -> bool:
    """Whether a clause has all words of a phrase, be it as one thing of several: "of fraud and of
    perjury"."""
    found = words_in(passage)
    own = [word for word, at in found if touch(at, clause.span) and at[0] >= clause.predicate[1]]
    told = (any(same_word(lemma, word) for word in own) for lemma in phrase.lemmas)
    return bool(phrase.lemmas) and all(told)


def _measure(a: Passage, one: Phrase, b: Passage, other: Phrase) -> bool:
    """Whether both phrases have figures: how they stand to each other is for these to tell."""
    rows = ((measured(passage.facts), p.span) for passage, p in ((a, one), (b, other)))
    return all(any(touch(fact.span, span) for fact in facts) for facts, span in rows)


def complements_apart(a: Passage, x: Clause, b: Passage, y: Clause) -> bool:
    """Whether the verbs of two clauses take different clauses: "ruled that", "never ruled on
    whether". What is asked for in another way ("how", "when") is another matter even in the same
    words; a question beside no complement may be on a part of the same."""
    one, other = _complement(a, x), _complement(b, y)
    if one is None or other is None:
        lone = one or other
        return lone is not None and lone.is_question
    if one.opener != other.opener:
        asks = [c.is_question and not c.is_yes_no for c in (one, other)]
        if any(asks):
            return True
    return _own(one, other) and _own(other, one)
