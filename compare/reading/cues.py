"""What single lines look like: features that need no knowledge of the page around them."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cache

from compare.data import languages, table, words
from compare.reading.lines import ENDS_SENTENCE

_SEPARATOR = re.compile(r"\s*[|•·,/»>›]\s*|\s{2,}|\s[-–—]\s|\t")
_BAR = re.compile(r"\s*[|•·»›]\s*|\s{2,}|\t")
_FEWEST_BAR_ITEMS, _LONGEST_BAR_ITEM = 3, 3
_FULL_STOP = re.compile(r"[.…。।۔։።][\"'”’»›)\]]*$")
_NO_WORD_SPACES = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
_NO_WORD = re.compile(r"[\W_]+")
_SECTION = re.compile(r"\d{1,3}(?:\.\d{1,3})+\.?\s+\D")
_FIGURES = re.compile(r"\b\d+(?: \d+)*[km]?\b")
_SYMBOLS = str.maketrans({"©": " copyright ", "’": " ", "'": " "})
# Lines longer than this are never cues: page furniture is short.
_LONGEST_CUE, _LONGEST_CUE_SENTENCE = 30, 15
_SCRIPT_SAMPLE = 2_000
# What is said by somebody is not said by the page.
_QUOTES = '"“«„‘'
# Share of capitalised words from which a line is set like a headline.
_TITLE_CASE = 0.75


def word_count(text: str) -> int:
    """Words, where scripts without word spaces count three characters for one."""
    return len(text.split()) + len(_NO_WORD_SPACES.findall(text)) // 3


def normalised(line: str) -> str:
    """The line in lower case, punctuation as spaces, every figure as 0."""
    plain = _NO_WORD.sub(" ", line.translate(_SYMBOLS)).strip().casefold()
    return _FIGURES.sub("0", plain)


def cue(line: str) -> str | None:
    """The kind of page furniture a line is by its words alone, None where it is none."""
    count = word_count(line)
    if count > _LONGEST_CUE:
        return None
    sentence = ends_in_full_stop(line)
    plain = normalised(line)
    if not plain:
        return "interface"
    if sentence and (count == 1 or line[0] in _QUOTES):
        return None
    kind = "interface" if _is_call(line, plain) else _exact_cues().get(plain)
    if kind is None and not (sentence and count > _LONGEST_CUE_SENTENCE):
        kind = _open_cue(plain, sentence)
    return kind or _listed_cue(line)


def _is_call(line: str, plain: str) -> bool:
    """Whether the page asks its reader to take what the house offers: "Sign up to our e-mail"."""
    called = line[:1].isalpha() and plain.startswith(_calls())
    return called and not words("clutter_offers").isdisjoint(plain.split())


@cache
def _calls() -> tuple[str, ...]:
    return tuple(f"{call} " for call in sorted(words("clutter_calls")))


def _open_cue(plain: str, sentence: bool) -> str | None:
    """The kind by a pattern with `*`; a full sentence needs one that fixes its first two words."""
    for kind, (strict, loose) in _open_cues().items():
        if strict.fullmatch(plain) or (not sentence and loose.fullmatch(plain)):
            return kind
    return None


def _listed_cue(line: str) -> str | None:
    """`menu` for a list of furniture (Share Tweet Print), or of short items with bars between."""
    bar = _BAR.split(line)
    short = all(word_count(item) <= _LONGEST_BAR_ITEM for item in bar)
    if short and len(bar) >= _FEWEST_BAR_ITEMS and not ends_sentence(line):
        return "menu"
    for items in (_SEPARATOR.split(line), line.split()):
        if len(items) > 1 and all(_is_menu_item(normalised(item)) for item in items):
            return "menu"
    return None


def _is_menu_item(plain: str) -> bool:
    return plain in ("", "0") or plain in _exact_cues()


@cache
def _exact_cues() -> dict[str, str]:
    return {cue: kind for cue, kind in table("clutter_cues").items() if "*" not in cue}


@cache
def _open_cues() -> dict[str, tuple[re.Pattern[str], re.Pattern[str]]]:
    """By kind, the patterns that may hold for a full sentence, and those that may not."""
    rows: dict[str, tuple[list[str], list[str]]] = {}
    for entry, kind in table("clutter_cues").items():
        if "*" in entry:
            telling = kind != "related" and " " in entry.split("*")[0].strip()
            pattern = re.escape(entry).replace(r"\*", ".+")
            rows.setdefault(kind, ([], []))[0 if telling else 1].append(pattern)
    return {
        kind: (re.compile("|".join(strict) or "(?!)"), re.compile("|".join(loose) or "(?!)"))
        for kind, (strict, loose) in rows.items()
    }


def ends_sentence(line: str) -> bool:
    """Whether the line closes like a sentence, or announces what follows with a colon."""
    return ENDS_SENTENCE.search(line[-8:]) is not None


def ends_in_full_stop(line: str) -> bool:
    """Whether the line closes like a statement (a headline may end in ? or !)."""
    return _FULL_STOP.search(line[-8:]) is not None


def is_headline_case(line: str) -> bool:
    """Whether the line is set in capitals or Title Case, as far as its script has cases."""
    cased = [word for word in re.findall(r"[^\W\d_]+", line) if word.lower() != word.upper()]
    capital = sum(word[0].isupper() for word in cased)
    return len(cased) > 1 and capital >= _TITLE_CASE * len(cased)


def is_section_heading(line: str) -> bool:
    """Whether the line is numbered as a section (3.1.12. What happens next?), not a sentence."""
    return _SECTION.match(line) is not None and not ends_in_full_stop(line)


def has_finite_verb(line: str, *, past: bool = False) -> bool:
    """Whether a word of the line is a finite verb of a full sentence; `past`: or ends in -ed."""
    found = re.findall(r"[a-z]+", line.replace("’", "'"))
    return any(word in words("clutter_finite") or (past and word.endswith("ed")) for word in found)


def is_caption(line: str) -> bool:
    """Whether the line is a picture's credit, text under a picture that ends in one, or Fig. 1."""
    return word_count(line) <= 70 and any(form.search(line) for form in _caption_forms())


@cache
def _caption_forms() -> tuple[re.Pattern[str], ...]:
    names = "|".join(sorted(words("clutter_caption"), key=len, reverse=True))
    name, inner = rf"\b(?:{names})", r"[^()\[\]]{0,60}"
    numbered = "|".join(sorted(words("clutter_numbered")))
    return (
        re.compile(rf"^(?:{numbered})\.?\s?\d{{1,3}}(?:\.\d{{1,3}})*[a-z]?\s?[.:|–—-]\s*\D", re.I),
        re.compile(rf"^[(\[]?(?:{name}\s?)+(?:/|:|©)\s*\S", re.I),
        re.compile(rf"^[(\[]?{name} (?:by|courtesy of|via|from)\s[^.]{{2,60}}$", re.I),
        re.compile(rf"[(\[](?:{inner}\s)?{name}\s?(?:by|[:/©]){inner}[)\]]\.?$", re.I),
        re.compile(rf"[(\[](?:(?-i:[A-Z]){inner}[\s/])?{name}[)\]]\.?$", re.I),
        re.compile(rf"[.!?\"”]\s+{name}(?: by)?\s*[:©]\s*[^.]{{2,60}}\.?$", re.I),
        re.compile(r"[.!?\"”]\s+[(\[]?[A-Z]{2,}/[A-Z][\w’'-]+ [A-Z][\w’'-]+[)\]]?\.?$"),
    )


def is_disclaimer(line: str) -> bool:
    """Whether a page speaks about itself here: terms, translation by machine, cookies."""
    if word_count(line) > 80 or line[:1] in _QUOTES:
        return False
    plain = f" {normalised(line)} "
    spoken = set(plain.split())
    return any(
        len(spoken & words("clutter_disclaimer", language)) >= 3
        and any(f" {self} " in plain for self in words("clutter_self", language))
        for language in languages("clutter_disclaimer")
    )


def script(text: str) -> str | None:
    """The script of most letters (LATIN, CYRILLIC, ...), None where there are no letters."""
    sample = text[:_SCRIPT_SAMPLE]
    if sample.isascii():
        return "LATIN" if any(map(str.isalpha, sample)) else None
    counts = Counter(map(_script_of, filter(str.isalpha, sample)))
    return max(counts, key=lambda name: (counts[name], name), default=None)


@cache
def _script_of(letter: str) -> str:
    return unicodedata.name(letter, "UNKNOWN").split()[0]
