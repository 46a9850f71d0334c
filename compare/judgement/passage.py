"""What is judged: a sentence with all that was found in it."""

from __future__ import annotations

from dataclasses import dataclass

from compare.model import Facts, Sentence, Span


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence with its facts and the publication date of its article."""

    sentence: Sentence
    facts: Facts
    published: str | None = None

    def words(self, span: Span) -> str:
        """The words at a span of the article."""
        return self.sentence.text[span[0] - self.sentence.start : span[1] - self.sentence.start]
