"""Named conditions that the library raises; the command line turns them into exit codes."""

from __future__ import annotations


class CompareError(Exception):
    """Anything that claim-compare itself reports; the message is one sentence for a person."""


class UnreadableSource(CompareError):
    """A named input cannot be used; `path` names it and `cause` says why."""

    def __init__(self, path: str, cause: str) -> None:
        super().__init__(f"{path}: {cause}")
        self.path = path
        self.cause = cause


class TooFewArticles(CompareError):
    """Fewer than two articles remain, so there is nothing to compare."""


class ModelUnavailable(CompareError):
    """A model that was asked for is missing, or its files are not the ones that were pinned."""


class BadLine(CompareError):
    """A line of JSONL input cannot be used; the message says why."""


class UnknownFormat(UnreadableSource):
    """A named input is of a kind that is not read at all: a picture, a program, a spreadsheet."""


class RefusedAddress(UnreadableSource):
    """A web address leads to where the tool must not go: a private network, or past robots.txt."""


class UnknownExport(CompareError):
    """There is no such format; `known` are those that there are."""

    def __init__(self, form: str, known: tuple[str, ...]) -> None:
        super().__init__(f"{form}: a report can be had as {', '.join(known)}")
        self.known = known


class UnknownTable(CompareError):
    """A report has no such table; `known` are those that it has."""

    def __init__(self, table: str, known: tuple[str, ...]) -> None:
        super().__init__(f"{table}: the tables of a report are {', '.join(known)}")
        self.known = known


class LibraryUnavailable(CompareError):
    """A library that only some uses need cannot be had."""

    def __init__(self, library: str, cause: str) -> None:
        super().__init__(f"{library}: {cause}")
        self.library = library


class StoreUnavailable(CompareError):
    """A database file cannot be opened or written; `path` names it and `cause` says why."""

    def __init__(self, path: str, cause: str) -> None:
        super().__init__(f"{path}: {cause}")
        self.path = path
        self.cause = cause


class StoreDamaged(StoreUnavailable):
    """A database file holds something else than it should: bytes changed, or pages lost."""


class PortTaken(CompareError):
    """The review cannot listen where it was told to."""

    def __init__(self, port: int, cause: str) -> None:
        super().__init__(f"port {port}: {cause}; --port 0 takes any that is free")
        self.port = port


class ReviewFailed(CompareError):
    """The review could not begin."""

    def __init__(self) -> None:
        super().__init__("the review could not start")


class TooFewVerdicts(CompareError):
    """There is too little to learn from; the message says how much there is and what it takes."""


class UnknownSentence(CompareError):
    """No sentence of a run fits what was named, or several do."""
