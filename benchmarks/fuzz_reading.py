"""Mutated inputs of every format through the whole reader: `python -m benchmarks.fuzz_reading`.

Each must end in articles or named conditions within 5 seconds and 1 GB, with nothing written and
nothing asked of the network. An input that does not is kept in the folder --keep names.
"""

from __future__ import annotations

import argparse
import gzip
import io
import json
import random
import signal
import sys
import time
import zipfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

import reading_samples  # noqa: E402

from compare.reading import ReadingOptions, read  # noqa: E402

SECONDS, MEGABYTES = 5.0, 1_000.0
LONGEST = 300_000
OPTIONS = ReadingOptions(offline=True, cache=None)
TOKENS = (
    b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\r\n\r\n", b"\n", b'"', b"'", b"{", b"[", b"<", b">",
    b"<!--", b"-->", b"<![CDATA[", b"]]>", b"<!DOCTYPE a [<!ENTITY b 'c'>]>", b"&b;", b"&#x110000;",
    b"---\n", b"> " * 300, b"* " * 300, b"[" * 3_000, b"(" * 3_000, b"<div>" * 3_000, b"`" * 3_000,
    b"a," * 3_000, b'{"a":' * 3_000, b"\xc3\xa9" * 3_000, b"x" * 100_000, b"Content-Type: x/y\r\n",
    b"boundary=", b"obj", b"endstream", b"/Filter/FlateDecode", b"/Kids[2 0 R]", b"1e999",
    b"-1", b"99999999999", b"PK\x01\x02", b"PK\x05\x06", b"\x1f\x8b\x08", b"WARC/1.0\r\n", b"%PDF-",
    "Ð£\u0083".encode(), "\u202e".encode(), b"http://127.0.0.1/\n", b"=?utf-8?b?/w==?=",
)  # fmt: skip
WRITING = ("os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.link", "os.symlink", "os.truncate",
           "os.chmod", "shutil.", "tempfile.", "subprocess.Popen", "os.system", "os.exec",
           "os.posix_spawn", "os.fork", "socket.connect", "socket.getaddrinfo",
           "socket.bind")  # fmt: skip


class Hang(BaseException):
    """An input took too long; no reader may catch it."""


@dataclass
class Watch:
    """What readers do to the world while it is armed, as Python's own audit tells."""

    armed: bool = False
    seen: list[str] = field(default_factory=list)

    def __call__(self, event: str, arguments: tuple[Any, ...]) -> None:
        if not self.armed:
            return
        writes = event == "open" and any(mark in str(arguments[1] or "r") for mark in "wax+")
        if writes or event.startswith(WRITING):
            self.seen.append(f"{event} {arguments[:2]!r}"[:200])


def hostile() -> dict[str, bytes]:
    """Inputs that were made to do harm."""
    entities = "".join(f"<!ENTITY e{n} '{f'&e{n - 1};' * 10}'>" for n in range(1, 10))
    nested = reading_samples.BRIDGE.encode()
    for level in range(8):
        nested = reading_samples.zipped({f"{level}.zip": nested})
    slip = {"../../evil.txt": b"a", "/etc/evil.txt": b"b", "C:\\evil.txt": b"c"}
    return {
        "bomb-zip": reading_samples.BOMB,
        "bomb-gzip": gzip.compress(b"a" * 60_000_000, mtime=0),
        "bomb-nested": nested,
        "bomb-entities": f"<!DOCTYPE rss [<!ENTITY e0 'a'>{entities}]><rss><channel><item>"
        f"<description>&e9;</description></item></channel></rss>".encode(),
        "outside-entity": b"<!DOCTYPE rss [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><rss><channel>"
        b"<item><description>&e;</description></item></channel></rss>",
        "slip": reading_samples.zipped(slip),
        "deep-json": b'{"text":' + b"[" * 100_000,
        "deep-html": b"<html><body>" + b"<div>" * 50_000 + b"The bridge was closed.",
        "deep-xml": b"<rss>" + b"<a>" * 50_000,
        "long-line": b"word " * 60_000,
        "loop-pdf": reading_samples.pdf([["a"]]).replace(b"/Kids[5 0 R]", b"/Kids[2 0 R]"),
        "deep-mail": b"Message-ID: <a>\r\nFrom: a\r\n"
        + b"Content-Type: multipart/mixed; boundary=a\r\n\r\n--a\r\n" * 500,
    }


def mutated(data: bytes, chance: random.Random, others: list[bytes]) -> bytes:
    """The input with a few things wrong."""
    for _ in range(chance.choice((1, 1, 2, 4, 8))):
        at = chance.randrange(len(data) + 1)
        to = min(len(data), at + chance.choice((1, 1, 4, 40, 400)))
        match chance.randrange(8):
            case 0:
                data = data[:at] + chance.randbytes(to - at) + data[to:]
            case 1:
                data = data[:at] + data[to:]
            case 2:
                data = data[:to] + data[at:to] * chance.choice((1, 10, 200)) + data[to:]
            case 3 | 4:
                data = data[:at] + chance.choice(TOKENS) + data[at:]
            case 5:
                other = chance.choice(others)
                data = data[:at] + other[chance.randrange(len(other) + 1) :]
            case 6:
                data = data[:at]
            case 7:
                data = data[:at] + bytes([chance.randrange(256)]) + data[at + 1 :]
    return data[:LONGEST]


def mutated_inside(data: bytes, chance: random.Random, others: list[bytes]) -> bytes:
    """The same for what a packed input holds, packed again; for others as it is."""
    if data.startswith(b"\x1f\x8b"):
        return gzip.compress(mutated(gzip.decompress(data)[:LONGEST], chance, others), 1, mtime=0)
    if not data.startswith(b"PK\x03\x04"):
        return mutated(data, chance, others)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        files = {name: archive.read(name)[:LONGEST] for name in archive.namelist()}
    name = chance.choice(sorted(files))
    files[name] = mutated(files[name], chance, others)
    return reading_samples.zipped(files)


def inputs(count: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """`count` inputs, each made from its number and the seed alone; hostile ones come first."""
    kinds = {**hostile(), **reading_samples.samples()}
    # Mutations of what was made to do harm are rarer, as they take the most time.
    names = sorted(kinds) + sorted(reading_samples.samples()) * 3
    pool = [data[:LONGEST] for data in kinds.values()]
    yield from list(hostile().items())[:count]
    for number in range(len(hostile()), count):
        chance = random.Random(seed * 1_000_003 + number)
        name = chance.choice(names)
        change = chance.choice((mutated, mutated_inside))
        yield name, change(kinds[name], chance, pool)


@contextmanager
def limited(seconds: float) -> Iterator[None]:
    """Raises Hang in the code inside once the time is up."""

    def ring(_: int, __: FrameType | None) -> None:
        raise Hang

    # Time of this process, not of the clock: a busy machine makes no hang, and nothing waits here.
    signal.signal(signal.SIGPROF, ring)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def trouble(data: bytes, watch: Watch) -> tuple[str | None, str]:
    """What went wrong with one input (None if nothing), and what came of it."""
    try:
        with limited(SECONDS):
            watch.armed = True
            result = read(["-"], stdin=io.BytesIO(data), options=OPTIONS)
    except Hang:
        return f"not done after {SECONDS:g} s", "hang"
    except Exception as error:
        return f"{type(error).__name__}: {error}"[:300], "crash"
    finally:
        watch.armed = False
    if watch.seen:
        return f"touched the world: {watch.seen.pop()}", "touch"
    told = [str(failure) for failure in result.failures] + [each.message for each in result.notices]
    if any(len(line.splitlines()) != 1 for line in told):
        return "a message of more than one line", "message"
    if peak() > MEGABYTES:
        return f"{peak():.0f} MB", "memory"
    if not (result.articles or told):
        return "nothing said of an input", "silence"
    return None, "read" if result.articles else "refused"


def peak() -> float:
    """The most memory the process has held so far, in MB."""
    # Not getrusage, whose maximum is handed down by the process that started this one.
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1000


def fuzz(count: int, seed: int, keep: Path | None) -> dict[str, Any]:
    """The figures of one run."""
    for data in reading_samples.samples().values():
        read(["-"], stdin=io.BytesIO(data), options=OPTIONS)  # Imports write their byte code now.
    watch = Watch()
    sys.addaudithook(watch)
    found: list[dict[str, Any]] = []
    ends: Counter[str] = Counter()
    slowest = (0.0, "")
    started = time.process_time()
    for number, (name, data) in enumerate(inputs(count, seed)):
        begun = time.process_time()
        problem, end = trouble(data, watch)
        slowest = max(slowest, (time.process_time() - begun, f"{name} {number}"))
        ends[end] += 1
        if problem:
            found.append({"number": number, "sample": name, "problem": problem})
            if keep:
                keep.mkdir(parents=True, exist_ok=True)
                (keep / f"{number}-{name}").write_bytes(data)
        if end == "memory":
            break
    return {
        "inputs": sum(ends.values()),
        "seed": seed,
        "ends": dict(sorted(ends.items())),
        "slowest_seconds": round(slowest[0], 3),
        "slowest": slowest[1],
        "peak_megabytes": round(peak()),
        "cpu_seconds": round(time.process_time() - started, 1),
        "problems": found,
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="folder for the inputs that made trouble")
    parser.add_argument("--out", type=Path, help="file for the figures (JSON)")
    asked = parser.parse_args()
    figures = fuzz(asked.count, asked.seed, asked.keep)
    text = json.dumps(figures, indent=1)
    print(text)
    if asked.out:
        asked.out.write_text(text + "\n", encoding="utf-8")
    return 1 if figures["problems"] else 0


if __name__ == "__main__":
    sys.exit(main())
