"""Web addresses that lead to exact words: https://site/page#:~:text=the%20words."""

from __future__ import annotations

from urllib.parse import quote

# Longer passages are told by their first and last words, which may stand in different blocks.
_LONGEST_WHOLE = 200
_END_WORDS = 5
_MOST_CONTEXT = 6


def text_fragment(url: str, words: str, text: str = "", start: int = 0) -> str:
    """The address of the page with a text fragment that makes a browser scroll to `words`.

    `text` is the article they stand in, at `start`; where they stand in it more than once, the
    fragment names as many words before and behind as tell their place apart. Without words, the
    address is returned as it is.
    """
    shown = words.split()
    if not shown:
        return url
    page, _, anchor = url.partition("#")
    anchor = anchor.partition(":~:")[0]
    before, after = _context(words, text, start)
    parts = [f"{_encoded(before)}-"] if before else []
    parts += map(_encoded, _target(words))
    parts += [f"-{_encoded(after)}"] if after else []
    return f"{page}#{anchor}:~:text={','.join(parts)}"


def _target(words: str) -> list[str]:
    """The words as a whole, or the first and last of them."""
    shown = words.split()
    if ("\n" not in words.strip() and len(words) <= _LONGEST_WHOLE) or len(shown) < 2 * _END_WORDS:
        return [" ".join(shown)]
    return [" ".join(shown[:_END_WORDS]), " ".join(shown[-_END_WORDS:])]


def _context(words: str, text: str, start: int) -> tuple[str, str]:
    """The fewest words before and behind that make the words unique in the text."""
    whole = " ".join(text.casefold().split())
    target = " ".join(words.casefold().split())
    if whole.count(target) < 2:
        return "", ""
    end = start + len(words)
    before = _last_line(text[:start]).split()[-_MOST_CONTEXT:]
    after = _first_line(text[end:]).split()[:_MOST_CONTEXT]
    for count in range(1, _MOST_CONTEXT + 1):
        prefix, suffix = " ".join(before[-count:]), " ".join(after[:count])
        if whole.count(f"{prefix.casefold()} {target} {suffix.casefold()}".strip()) == 1:
            return prefix, suffix
    return " ".join(before), " ".join(after)


def _last_line(text: str) -> str:
    return text.rstrip().rpartition("\n")[2]


def _first_line(text: str) -> str:
    return text.lstrip().partition("\n")[0]


def _encoded(text: str) -> str:
    # A dash, a comma and an ampersand mean something in a fragment; `quote` leaves the dash alone.
    return quote(text, safe="", errors="replace").replace("-", "%2D")
