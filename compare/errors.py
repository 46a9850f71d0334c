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
