"""How well clutter is told from text in pages copied as text: `python -m benchmarks.clutter`.

Pages of Debian's documentation packages and of our own are shown in Chromium and copied; what
each line is, is known from the page's structure. Both ways are scored: body lines that are kept,
and clutter lines that are dropped. Rules were mended after looking at the sets that are marked
`tuned`; the others were only scored.
"""

from __future__ import annotations

import json
import random
import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click

from benchmarks.page_text import (
    BODY,
    CAPTION,
    CLUTTER,
    HEADING,
    Copies,
    by_browser,
    gold,
    marked,
    plainly,
    unmarked,
)
from compare.reading.clutter import Role, classify
from compare.reading.lines import paragraphs

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "benchmarks" / "results" / "clutter.json"
OWN = ROOT / "tests" / "reading" / "pages"
# Pages of less text, or of lines too short and too many for a report, are left out.
_FEWEST_BODY_LINES, _FEWEST_BODY_WORDS, _FEWEST_WORDS_A_LINE, _MOST_LINES = 3, 40, 10, 400
_SEED = 6
_DOC = "usr/share/doc"


@dataclass(frozen=True, slots=True)
class PageSet:
    """Pages of one making: package, where it keeps them, and whether rules were mended on them."""

    name: str
    pattern: str
    tuned: bool = False


SETS = (
    PageSet("debian-faq", f"{_DOC}/debian/FAQ/*.html", tuned=True),
    PageSet("apache2-doc", f"{_DOC}/apache2-doc/manual/en/**/*.html", tuned=True),
    PageSet("debian-handbook", f"{_DOC}/debian-handbook/html/en-US/*.html", tuned=True),
    PageSet("python3.11-doc", f"{_DOC}/python3.11/html/[w-z,f,t,i]*/*.html", tuned=True),
    PageSet("git-doc", f"{_DOC}/git-doc/**/*.html", tuned=True),
    PageSet("exim4-doc-html", f"{_DOC}/exim4-doc-html/spec_html/*.html", tuned=True),
    PageSet("debian-history", f"{_DOC}/debian-history/docs/*.en.html"),
    PageSet("developers-reference", "usr/share/developers-reference/*.html"),
    PageSet("sqlite3-doc", f"{_DOC}/sqlite3/*.html"),
    PageSet("harden-doc", f"{_DOC}/harden-doc/html/en-US/*.html"),
    PageSet("installation-guide-amd64", f"{_DOC}/installation-guide-amd64/en/*.html"),
    PageSet("ntpsec-doc", f"{_DOC}/ntpsec-doc/html/*.html"),
    PageSet("privoxy", f"{_DOC}/privoxy/user-manual/*.html"),
    PageSet("maint-guide", f"{_DOC}/maint-guide/html/*.en.html"),
    PageSet("gimp-help-en", "usr/share/gimp/2.0/help/en/*.html"),
)


@dataclass
class Score:
    """Lines of pages by what they are and whether they were kept as body; in words as well."""

    pages: int = 0
    clean: int = 0
    lines: Counter[tuple[str, bool]] = field(default_factory=Counter)
    words: Counter[tuple[str, bool]] = field(default_factory=Counter)
    captions_marked: int = 0
    misses: list[str] = field(default_factory=list)

    def add(self, text: str) -> bool:
        """Score one copied page with its marks; False where it holds too little to score."""
        plain, kinds = unmarked(text)
        parts = paragraphs(plain)
        golds = [gold(part, kinds) for part in parts]
        body = [part for part, kind in zip(parts, golds, strict=True) if kind == BODY]
        words = sum(len(part.text.split()) for part in body)
        too_little = len(body) < _FEWEST_BODY_LINES or words < _FEWEST_BODY_WORDS
        no_prose = words < _FEWEST_WORDS_A_LINE * len(body) or len(parts) > _MOST_LINES
        if too_little or no_prose or CLUTTER not in golds:
            return False
        clean = True
        for part, kind, role in zip(parts, golds, classify(parts), strict=True):
            kept = role is Role.BODY
            self.lines[kind, kept] += 1
            self.words[kind, kept] += len(part.text.split())
            self.captions_marked += kind == CAPTION and role is Role.CAPTION
            wrong = (kind == BODY and not kept) or (kind == CLUTTER and kept)
            clean = clean and not (kind == CLUTTER and kept)
            if wrong:
                self.misses.append(f"{kind} taken for {role}: {part.text}")
        self.pages += 1
        self.clean += clean
        return True

    def __iadd__(self, other: Score) -> Score:
        self.pages += other.pages
        self.clean += other.clean
        self.lines += other.lines
        self.words += other.words
        self.captions_marked += other.captions_marked
        return self

    def share(self, kind: str, *, kept: bool) -> float | None:
        """The share of the lines of a kind that were kept, or that were not; None without any."""
        return _share(self.lines, kind, kept)

    def figures(self) -> dict[str, Any]:
        """What is told of the score, shares with three places."""
        captions = self.lines[CAPTION, True] + self.lines[CAPTION, False]
        return {
            "pages": self.pages,
            "body_lines": self.lines[BODY, True] + self.lines[BODY, False],
            "clutter_lines": self.lines[CLUTTER, True] + self.lines[CLUTTER, False],
            "body_lines_kept": self.share(BODY, kept=True),
            "body_words_kept": _share(self.words, BODY, True),
            "clutter_lines_dropped": self.share(CLUTTER, kept=False),
            "clutter_words_dropped": _share(self.words, CLUTTER, False),
            "headings_not_in_body": self.share(HEADING, kept=False),
            "captions": captions,
            "captions_marked": round(self.captions_marked / captions, 3) if captions else None,
            "pages_without_clutter": round(self.clean / self.pages, 3) if self.pages else None,
        }


def _share(counts: Counter[tuple[str, bool]], kind: str, kept: bool) -> float | None:
    whole = counts[kind, True] + counts[kind, False]
    return round(counts[kind, kept] / whole, 3) if whole else None


def score(pages: Iterator[Path], copied: Copies, most: int) -> Score:
    """The score of the first pages that hold enough text, at most so many."""
    result = Score()
    for path in pages:
        if result.pages < most:
            result.add(copied(path, marked(path.read_bytes())))
    return result


def own_score(copied: Copies = plainly) -> Score:
    """The score of our own pages."""
    return score(iter(sorted(OWN.glob("*.html"))), copied, most=1_000)


def _drawn(roots: tuple[Path, ...], pattern: str) -> list[Path]:
    """The pages of a set in an order drawn by lot, always the same."""
    found = sorted(path for root in roots for path in root.glob(pattern) if path.is_file())
    random.Random(_SEED).shuffle(found)
    return found


def measure(roots: tuple[Path, ...], most: int, copied: Copies, misses: str) -> dict[str, Any]:
    """The score of each set, of all that were tuned on and of all that were not."""
    sets: dict[str, Any] = {}
    whole = {True: Score(), False: Score()}
    for each in SETS:
        paths = _drawn(roots, each.pattern)
        if not paths:
            sets[each.name] = {"skipped": f"no {each.pattern}: the package is not there"}
            continue
        got = score(iter(paths), copied, most)
        whole[each.tuned] += got
        sets[each.name] = {"tuned": each.tuned, **got.figures()}
        if misses == each.name:
            click.echo("\n".join(got.misses), err=True)
    own = own_score(copied)
    if misses == "own":
        click.echo("\n".join(own.misses), err=True)
    return {
        "tuned": whole[True].figures(),
        "held_out": whole[False].figures(),
        "own": own.figures(),
        "sets": sets,
    }


@click.command()
@click.option(
    "--docs", multiple=True, default=("/",), show_default=True, type=click.Path(path_type=Path),
    help="A folder that documentation packages were unpacked to; may be given again.",
)  # fmt: skip
@click.option("--pages", default=12, show_default=True, help="How many pages of a set are scored.")
@click.option("--misses", default="", help="A set (or: own) whose misses are shown.")
@click.option("--plain", is_flag=True, help="Copy by our own scanner, not in Chromium.")
def main(docs: tuple[Path, ...], pages: int, misses: str, plain: bool) -> None:
    """Score the line classification on copied pages, print the figures and write the JSON."""
    program = shutil.which("chromium")
    if program is None and not plain:
        raise click.ClickException("no chromium: Debian's package of that name has it")
    with nullcontext(plainly) if plain or program is None else by_browser(program) as copied:
        figures = measure(docs, pages, copied, misses)
    text = json.dumps({"copied": "plainly" if plain else "in Chromium", **figures}, indent=1)
    RESULTS.write_text(text + "\n", encoding="utf-8")
    click.echo(text)


if __name__ == "__main__":
    main()
