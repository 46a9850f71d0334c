"""Make the word tables of compare/data/en from WordNet 3.0 (Debian's package wordnet-base).

    python -m training.wordnet_tables [--dictionary FOLDER]

Four tables come out: nouns that name an event with the verb they come from, pairs of antonyms,
pairs of verbs that share their most frequent sense, and nouns for people.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

OUT = Path(__file__).resolve().parent.parent / "compare" / "data" / "en"
# Lexicographer files of WordNet whose nouns happen rather than are: noun.act and noun.event.
EVENT_FILES = {"04", "11"}
# The file of nouns for people: noun.person.
PERSON_FILE = "18"
# Terms of abuse that WordNet does not mark as such.
ABUSE = {"abo", "coon", "cripple", "whore"}
SHARED_STEM = 3
# Such words may be a form of another word, which WordNet lists without its endings.
INFLECTED = ("s", "ed", "ing", "er", "est")


@dataclass(frozen=True)
class Pointer:
    symbol: str
    synset: tuple[str, str]
    source: int
    target: int


@dataclass(frozen=True)
class Synset:
    lexfile: str
    words: tuple[str, ...]
    pointers: tuple[Pointer, ...]


def _synsets(path: Path) -> Iterator[tuple[str, Synset]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith(" "):
            continue
        fields = line.split(" | ", 1)[0].split()
        count = int(fields[3], 16)
        words = tuple(word.split("(")[0].lower() for word in fields[4 : 4 + 2 * count : 2])
        at = 4 + 2 * count
        rows = [fields[at + 1 + 4 * i : at + 5 + 4 * i] for i in range(int(fields[at]))]
        pointers = tuple(
            Pointer(symbol, (kind, offset), int(words_[:2], 16), int(words_[2:], 16))
            for symbol, offset, kind, words_ in rows
        )
        yield fields[0], Synset(fields[1], words, pointers)


def _senses(path: Path) -> dict[str, list[str]]:
    """Word to the offsets of its senses, the most frequent first."""
    senses: dict[str, list[str]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith(" "):
            continue
        fields = line.split()
        senses[fields[0]] = fields[6 + int(fields[3]) :]
    return senses


def _tagged(path: Path) -> set[str]:
    """The words that were met in WordNet's tagged texts: the others are rare."""
    fields = [line.split() for line in path.read_text(encoding="utf-8").splitlines()]
    return {f[0] for f in fields if f[0][0].isalpha() and int(f[5 + int(f[3])])}


def _shared_stem(a: str, b: str) -> int:
    return next(
        (i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b))
    )


class WordNet:
    """The synsets of all parts of speech by (kind, offset), kinds n, v, a and r."""

    def __init__(self, folder: Path) -> None:
        self.synsets: dict[tuple[str, str], Synset] = {}
        self.senses: dict[str, dict[str, list[str]]] = {}
        self.tagged: dict[str, set[str]] = {}
        # Irregular forms of any word, such as "said", may also be listed as words of their own.
        self.irregular: set[str] = set()
        for kind, name in (("n", "noun"), ("v", "verb"), ("a", "adj"), ("r", "adv")):
            for offset, synset in _synsets(folder / f"data.{name}"):
                self.synsets[kind, offset] = synset
            self.senses[kind] = _senses(folder / f"index.{name}")
            self.tagged[kind] = _tagged(folder / f"index.{name}")
            forms = (folder / f"{name}.exc").read_text(encoding="utf-8").splitlines()
            self.irregular.update(line.split()[0] for line in forms)

    def target(self, pointer: Pointer) -> str:
        """The word a lexical pointer leads to."""
        return self.synsets[pointer.synset].words[pointer.target - 1]


def _verbs_of(net: WordNet, noun: str) -> set[str]:
    """The verbs that a noun derives from in any of its senses."""
    return {
        net.target(pointer)
        for offset in net.senses["n"][noun]
        for synset in (net.synsets["n", offset],)
        for pointer in synset.pointers
        if pointer.symbol == "+"
        and pointer.synset[0] == "v"
        and synset.words[pointer.source - 1] == noun
    }


def event_nouns(net: WordNet) -> dict[str, str]:
    """Nouns whose most frequent sense is an act or event, with the verb they derive from."""
    found: dict[str, str] = {}
    for noun, senses in net.senses["n"].items():
        if net.synsets["n", senses[0]].lexfile not in EVENT_FILES or not noun.isalpha():
            continue
        verbs = sorted(_verbs_of(net, noun))
        best = max(verbs, key=lambda v: _shared_stem(v, noun), default=None)
        if best and _shared_stem(best, noun) >= SHARED_STEM:
            found[noun] = best
    return found


def antonyms(net: WordNet) -> set[tuple[str, str]]:
    """Pairs of words of one kind that WordNet calls antonyms, each pair once, sorted."""
    pairs = set()
    for (kind, _), synset in net.synsets.items():
        if kind == "n":
            continue
        for pointer in synset.pointers:
            if pointer.symbol == "!":
                pair = sorted((synset.words[pointer.source - 1], net.target(pointer)))
                if all(word.isalpha() for word in pair):
                    pairs.add((pair[0], pair[1]))
    return pairs


def same_verbs(net: WordNet) -> set[tuple[str, str]]:
    """Pairs of verbs whose most frequent sense is the same, each pair once, sorted."""
    groups: dict[str, list[str]] = defaultdict(list)
    for verb, senses in net.senses["v"].items():
        if verb.isalpha():
            groups[senses[0]].append(verb)
    return {pair for verbs in groups.values() for pair in combinations(sorted(verbs), 2)}


def person_nouns(net: WordNet) -> set[str]:
    """Nouns that mean a person in their most frequent sense, without the rare ones."""
    return {
        noun
        for noun, senses in net.senses["n"].items()
        if net.synsets["n", senses[0]].lexfile == PERSON_FILE
        and noun.isalpha()
        and noun in net.synsets["n", senses[0]].words
        and noun in net.tagged["n"] - ABUSE
        and not _is_name_or_slur(net, senses[0])
    }


def _is_name_or_slur(net: WordNet, offset: str) -> bool:
    """Whether a synset is an instance of another, somebody who has a name, or of a usage of its
    own, which is mostly abuse."""
    return any(pointer.symbol in {"@i", ";u"} for pointer in net.synsets["n", offset].pointers)


def _write(path: Path, title: str, rows: Sequence[tuple[str, ...]]) -> None:
    head = (
        f"# {title}\n# From WordNet 3.0, see WORDNET-NOTICE; made by training/wordnet_tables.py.\n"
    )
    body = "".join("\t".join(row) + "\n" for row in sorted(rows))
    path.write_text(head + body, encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dictionary", type=Path, default=Path("/usr/share/wordnet"))
    net = WordNet(parser.parse_args().dictionary)
    nouns = list(event_nouns(net).items())
    _write(OUT / "event_nouns.txt", "Nouns that name an event, and their verb", nouns)
    _write(OUT / "antonyms.txt", "Words that exclude each other", sorted(antonyms(net)))
    _write(OUT / "same_verbs.txt", "Verbs with the same most frequent sense", [*same_verbs(net)])
    _write(OUT / "person_nouns.txt", "Nouns for a person", [(noun,) for noun in person_nouns(net)])


if __name__ == "__main__":
    main()
