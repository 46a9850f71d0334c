"""What is judged: a sentence with all that was found in it."""

from __future__ import annotations

from dataclasses import dataclass

from compare.model import Clause, Facts, Sentence, Span


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence with its facts and the publication date of its article."""

    sentence: Sentence
    facts: Facts
    published: str | None = None

    def words(self, span: Span) -> str:
        """The words at a span of the article."""
        return self.sentence.text[span[0] - self.sentence.start : span[1] - self.sentence.start]

    def clause_at(self, span: Span) -> Clause | None:
        """The innermost clause around a span."""
        around = [c for c in self.facts.clauses if c.span[0] <= span[0] and span[1] <= c.span[1]]
        return min(around, key=lambda c: c.span[1] - c.span[0], default=None)
