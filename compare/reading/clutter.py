"""Which paragraphs of a saved page are the report: each is given a role, only `body` is kept.

The rules know how pages are built, not what they are about. What a paragraph is follows from its
own looks (compare.reading.cues) and from where it stands to the block of prose.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from compare.data import words
from compare.reading import agencies, cues, headers
from compare.reading.lines import BULLET, Paragraph


class Role(StrEnum):
    """What a paragraph is on its page; `furniture` is what no rule could place outside the body."""

    BODY = "body"
    TITLE = "title"
    HEADER = "header"
    CAPTION = "caption"
    SUBHEADING = "subheading"
    CREDIT = "credit"
    INTERFACE = "interface"
    MENU = "menu"
    RELATED = "related"
    COMMENT = "comment"
    LEGAL = "legal"
    DUPLICATE = "duplicate"


# Prose ends like a sentence and has this many words, or is this long without ending like one.
_PROSE_WORDS, _LONG_WORDS = 4, 25
# An unpunctuated line with a finite verb is a sentence, not a headline, from this length.
_SENTENCE_WORDS, _INNER_SENTENCE_WORDS = 8, 12
_FOREIGN_INTERFACE_WORDS = 12
_CREDIT_WORDS = 4
_ITEM_WORDS = 3
_TITLE_WORDS = (3, 40)
_TITLE_CANDIDATES = 20
_HEADER_DEPTH = 12
# What the headline of another article is known as, before its place tells.
_HEADLINES = (None, Role.DUPLICATE)


def classify(parts: Sequence[Paragraph]) -> list[Role]:
    """The role of each paragraph of one page, in their order."""
    return _Page([part.text for part in parts]).roles()


def own_role(line: str, index: int) -> Role | None:
    """What a line is by its own words, `index` lines below the top of its page; None for prose."""
    if index < _HEADER_DEPTH and headers.fields(line):
        return Role.HEADER
    if headers.publication_line(line) is not None:
        return Role.HEADER
    if headers.owner(line):
        return Role.LEGAL if headers.is_dated(line) else Role.CAPTION
    kind = cues.cue(line)
    if kind:
        return Role(kind)
    if cues.is_caption(line):
        return Role.CAPTION
    return Role.CREDIT if agencies.is_credit(line) else None


class _Page:
    """One pass over a page: known roles first, then the body block, then what surrounds it."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.words = [cues.word_count(line) for line in lines]
        self.plain = [cues.normalised(line) for line in lines]
        self.known: list[Role | None] = [own_role(line, index) for index, line in enumerate(lines)]
        self._mark_repeated()
        self.prose = [index for index in range(len(lines)) if self._is_prose(index)]
        self._mark_foreign()
        self.prose = self._with_short([at for at in self.prose if self.known[at] is None])
        self.is_prose = set(self.prose or self._best_guess())

    def roles(self) -> list[Role]:
        if self.is_prose:
            first, last = self._block(sorted(self.is_prose))
            self._mark_before(first)
            self._mark_inside(first, last)
            self._mark_after(last)
        return [role or Role.MENU for role in self.known]

    def _mark_repeated(self) -> None:
        seen: set[str] = set()
        for index, line in enumerate(self.lines):
            folded = line.casefold()
            if self.known[index] is None and folded in seen:
                self.known[index] = Role.DUPLICATE
            seen.add(folded)

    def _mark_foreign(self) -> None:
        """Short lines in another script than the prose are the page's own interface."""
        main = cues.script("".join(self.lines[index] for index in self.prose))
        for index, line in enumerate(self.lines):
            if main and self.known[index] is None and self.words[index] <= _FOREIGN_INTERFACE_WORDS:
                own = cues.script(line)
                if own and own != main:
                    self.known[index] = Role.INTERFACE

    def _is_prose(self, index: int) -> bool:
        line, count = self.lines[index], self.words[index]
        if self.known[index] is not None or cues.is_section_heading(line):
            return False
        if not cues.ends_sentence(line):
            return count >= _LONG_WORDS
        if cues.ends_in_full_stop(line) or line.endswith(":"):
            return count >= _PROSE_WORDS
        return count >= _PROSE_WORDS and not cues.is_headline_case(line)

    def _with_short(self, prose: list[int]) -> list[int]:
        """The prose with the short sentences ("Nobody answered.") beside it."""
        taken = set(prose)
        lines = range(len(self.lines))
        for step, order in ((-1, lines), (1, reversed(lines))):
            for index in order:
                short = self.known[index] is None and cues.ends_in_full_stop(self.lines[index])
                if short and index + step in taken:
                    taken.add(index)
        return sorted(taken)

    def _block(self, prose: list[int]) -> tuple[int, int]:
        """First and last paragraph of the body."""
        end = self._closing_line(prose)
        kept = [index for index in prose if index < end]
        while len(kept) > 1 and cues.is_disclaimer(self.lines[kept[0]]):
            self.known[kept.pop(0)] = Role.LEGAL
        while len(kept) > 1 and cues.is_disclaimer(self.lines[kept[-1]]):
            self.known[kept.pop()] = Role.LEGAL
        kept = kept[self._asked_apart(kept) :]
        below = self._asked_apart(kept[::-1])
        for index in kept[len(kept) - below :]:
            self.known[index] = Role.RELATED
        return kept[0], kept[len(kept) - below - 1]

    def _asked_apart(self, kept: Sequence[int]) -> int:
        """How many questions or cries at the edge are set apart: headlines above, teasers below."""
        asked = next((n for n, index in enumerate(kept) if not self._asks(index)), 0)
        return max((n + 1 for n in range(asked) if abs(kept[n + 1] - kept[n]) > 1), default=0)

    def _asks(self, index: int) -> bool:
        return self.lines[index].endswith(("?", "!")) and self.words[index] <= _LONG_WORDS

    def _closing_line(self, prose: list[int]) -> int:
        """The first line that ends the article: comments, ownership or a list of other articles."""
        end = self._end_of_page(prose)
        teasers_from = self._teasers_from(end)
        closing, below = end, 0
        for index in range(end - 1, max(prose[0], teasers_from - 1), -1):
            if self.known[index] is Role.RELATED:
                # A sole paragraph below the heading is more likely report than teaser.
                closing = closing if below == 1 else index
                below = 0
            below += index in self.is_prose
        return closing

    def _end_of_page(self, prose: list[int]) -> int:
        """The first line of comments or ownership that has most of the prose above it."""
        above, left = 0, sum(self.words[index] for index in prose)
        for index in range(prose[0], len(self.lines)):
            if index in self.is_prose:
                above += self.words[index]
                left -= self.words[index]
            elif self.known[index] in (Role.COMMENT, Role.LEGAL) and above >= left:
                return index
        return len(self.lines)

    def _teasers_from(self, end: int) -> int:
        """The place below which all prose is teasers: each paragraph under its own headline."""
        for index in range(end - 1, 0, -1):
            headline = index - 1
            under = headline not in self.is_prose and self.known[headline] in _HEADLINES
            if index in self.is_prose and not under:
                return index
        return 0

    def _mark_before(self, first: int) -> None:
        title = self._title(first)
        for index in range(first):
            if index == title:
                self.known[index] = Role.TITLE
            elif self.known[index] is None:
                self.known[index] = Role.LEGAL if self._is_legal(index) else Role.MENU

    def _title(self, first: int) -> int | None:
        """The line above the body that is repeated on the page, else the first of the last run."""
        candidates = [index for index in range(first) if self._may_be_title(index)]
        candidates = candidates[-_TITLE_CANDIDATES:]
        # Ownership lines repeat the name of the outlet, prose any words.
        elsewhere = "\n".join(
            plain
            for index, plain in enumerate(self.plain)
            if index not in self.is_prose and self.known[index] is not Role.LEGAL
        )
        for index in reversed(candidates):
            if elsewhere.count(self.plain[index]) > 1:
                return index
        while len(candidates) > 1 and candidates[-2] == candidates[-1] - 1:
            candidates.pop()
        return candidates[-1] if candidates else None

    def _may_be_title(self, index: int) -> bool:
        low, high = _TITLE_WORDS
        known = self.known[index]
        fits = known is None and low <= self.words[index] <= high
        # One word among figures is a month, in whatever language.
        said = self.plain[index].split()
        is_date = "0" in said and len(said) - said.count("0") < 2
        return fits and not is_date and not self._is_legal(index)

    def _is_legal(self, index: int) -> bool:
        return len(words("clutter_disclaimer").intersection(self.plain[index].split())) >= 3

    def _mark_inside(self, first: int, last: int) -> None:
        listing = boxed = False
        for index in range(first, last + 1):
            role = self.known[index]
            if role is None and index in self.is_prose:
                self.known[index] = Role.BODY
                listing, boxed = self.lines[index].endswith(":"), False
            elif role is Role.RELATED:
                boxed = True
            elif self._is_item(index, listing and not boxed):
                self.known[index] = Role.BODY
            elif role is None:
                self.known[index] = Role.RELATED if boxed else self._inside(index)

    def _is_item(self, index: int, listing: bool) -> bool:
        """Whether a line is an item of a list in the body (which may read like a menu's)."""
        if self.known[index] not in (None, Role.MENU):
            return False
        return listing or BULLET.match(self.lines[index]) is not None

    def _inside(self, index: int) -> Role:
        """What a line that is neither prose nor a list item is, within the body."""
        if cues.is_section_heading(self.lines[index]):
            return Role.SUBHEADING
        # One that ends in a comma is an item among others of a sentence.
        if self.lines[index].endswith((",", ";")) and self.words[index] >= _ITEM_WORDS:
            return Role.BODY
        if cues.ends_sentence(self.lines[index]):
            return Role.BODY
        if self._reads_as_sentence(index, _INNER_SENTENCE_WORDS):
            return Role.BODY
        return Role.SUBHEADING

    def _reads_as_sentence(self, index: int, least: int) -> bool:
        line = self.lines[index]
        return (
            self.words[index] >= least
            and cues.has_finite_verb(line)
            and not cues.is_headline_case(line)
        )

    def _mark_after(self, last: int) -> None:
        """List items still belong to the body, and one sentence that lost its full stop."""
        index = last + 1
        listing = self.lines[last].endswith(":")
        if index < len(self.lines) and self._is_credited(index):
            self.known[index] = Role.BODY
            index += 1
        while index < len(self.lines) and self._is_item(index, listing):
            self.known[index] = Role.BODY
            index += 1
        rest = [at for at in range(index, len(self.lines)) if self.known[at] is None]
        # Text without any page furniture is no page; its last lines are hardly headlines.
        plain_text = set(self.known) <= {None, Role.BODY, Role.TITLE, Role.HEADER}
        for at in rest:
            if (plain_text or rest == [index]) and self._reads_as_sentence(at, _SENTENCE_WORDS):
                self.known[at] = Role.BODY
            elif at == index and self.words[at] <= _CREDIT_WORDS:
                self.known[at] = Role.CREDIT
            else:
                self.known[at] = Role.RELATED

    def _is_credited(self, index: int) -> bool:
        """Whether a line is a sentence behind which the agency is named: "It rained. (AP)"."""
        line = agencies.without_credit(self.lines[index])
        free = self.known[index] is None and line != self.lines[index]
        return free and cues.ends_in_full_stop(line) and cues.word_count(line) >= _PROSE_WORDS

    def _best_guess(self) -> list[int]:
        """On a page without prose: a sole line, or lines that close or have a verb as prose has."""
        free = [index for index, role in enumerate(self.known) if role is None]
        if len(free) == 1:
            return [index for index in free if self.words[index] > 1]
        return [
            index
            for index in free
            if cues.ends_sentence(self.lines[index])
            or (self.words[index] > 3 and cues.has_finite_verb(self.lines[index], past=True))
        ]
