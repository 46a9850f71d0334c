"""Mutated inputs of every format through the whole reader: `python -m benchmarks.fuzz_reading`.

Each must end in articles or named conditions within 5 seconds of processor time and 1 GB, with
nothing written and nothing asked of a refused address. An input that does not is kept in the folder
--keep names. With --resume, the figures in --out are gone on with from where they end, after what
made trouble was tried again, as it may have been mended since.
"""

from __future__ import annotations

import argparse
import io
import ipaddress
import json
import signal
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from types import FrameType
from typing import Any
from unittest import mock

from benchmarks.fuzz_inputs import CUT, WEB, inputs, samples
from compare.errors import UnknownFormat
from compare.reading import ReadingOptions, ReadingResult, read
from compare.reading.detect import detect

SECONDS, MEGABYTES = 5.0, 1_000.0
OPTIONS = ReadingOptions(offline=True, cache=None)
ONLINE = ReadingOptions(cache=None, pause=0)
STEP = 1_000
WRITING = ("os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.link", "os.symlink", "os.truncate",
           "os.chmod", "shutil.", "tempfile.", "subprocess.Popen", "os.system", "os.exec",
           "os.posix_spawn", "os.fork", "socket.connect", "socket.getaddrinfo",
           "socket.bind")  # fmt: skip
# Written out here, apart from what the readers go by.
INWARD = [ipaddress.ip_network(net) for net in (
    "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
    "192.168.0.0/16", "224.0.0.0/4", "240.0.0.0/4", "::1/128", "fc00::/7", "fe80::/10", "ff00::/8",
    "::ffff:0:0/96", "64:ff9b::/96")]  # fmt: skip
NAMES = {"inner.example": ["10.0.0.7"], "half.example": ["8.8.8.8", "10.0.0.7"]}


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


class Connection(io.BytesIO):
    """Something like a socket that has its answer ready."""

    def makefile(self, _: str) -> io.BytesIO:
        return io.BytesIO(self.getvalue())

    def sendall(self, _: bytes) -> None:
        """What is asked does not matter."""

    def do_handshake(self) -> None:
        """Nor does what it is wrapped in."""


class Network:
    """A web in which every name is known and every site gives the next of the answers."""

    def __init__(self, data: bytes, watch: Watch) -> None:
        self.answers = data.split(CUT)
        self.watch = watch

    def getaddrinfo(self, host: str, port: int, **_: Any) -> list[Any]:
        try:
            numbers = [str(ipaddress.ip_address(host))]
        except ValueError:
            try:
                # The old spellings of numbers, which real look-ups know: 127.1, 0x7f000001.
                numbers = [socket.inet_ntoa(socket.inet_aton(host))]
            except (OSError, ValueError):
                numbers = NAMES.get(host.lower(), ["93.184.216.34"])
        return [(0, 0, 0, "", (number, port)) for number in numbers]

    def create_connection(self, place: tuple[str, int], **_: Any) -> Connection:
        if any(ipaddress.ip_address(place[0]) in net for net in INWARD):
            self.watch.seen.append(f"connected to {place[0]}")
        return Connection(self.answers.pop(0) if self.answers else b"")

    @contextmanager
    def spread(self) -> Iterator[None]:
        """The code inside sees this web instead of the real one, and need not wait in it."""
        with (
            mock.patch("compare.reading.addresses.socket.getaddrinfo", self.getaddrinfo),
            mock.patch("compare.reading.exchange.socket.create_connection", self.create_connection),
            mock.patch("compare.reading.exchange._secured", lambda plain, _: plain),
            mock.patch("compare.reading.fetch.time.sleep"),
        ):
            yield


@dataclass
class Figures:
    """What came of the inputs below `done`; `readers` by the kind that was detected, then end.

    `mended` of them made trouble when they were first tried, which `slowest` and `peak` still tell.
    """

    seed: int
    done: int = 0
    readers: dict[str, dict[str, int]] = field(default_factory=dict)
    slowest_seconds: float = 0.0
    slowest: str = ""
    peak_megabytes: int = 0
    cpu_seconds: float = 0.0
    problems: list[dict[str, Any]] = field(default_factory=list)
    mended: int = 0

    def add(self, name: str, reader: str, end: str, problem: str | None, seconds: float) -> None:
        """Count one input, the next one."""
        ends = self.readers.setdefault(reader, {})
        ends[end] = ends.get(end, 0) + 1
        if seconds > self.slowest_seconds:
            self.slowest_seconds, self.slowest = round(seconds, 3), f"{name} {self.done}"
        if problem:
            told = {"number": self.done, "sample": name, "problem": problem, "end": end}
            self.problems.append(told)
        self.peak_megabytes = max(self.peak_megabytes, round(peak()))
        self.cpu_seconds = round(self.cpu_seconds + seconds, 1)
        self.done += 1

    def retry(self, watch: Watch) -> None:
        """Try again what made trouble, and forget of it what makes none any more."""
        for problem in list(self.problems):
            number = problem["number"]
            ((name, data),) = inputs(number, number + 1, self.seed)
            again, end = trouble(name, data, watch)
            ends = self.readers[reader_of(name, data)]
            ends[problem["end"]] -= 1
            ends[end] = ends.get(end, 0) + 1
            self.problems.remove(problem)
            if again:
                self.problems.append({**problem, "problem": again, "end": end})
            else:
                self.mended += 1

    def save(self, path: Path) -> None:
        readers = {name: dict(sorted(ends.items())) for name, ends in sorted(self.readers.items())}
        figures = {**asdict(self), "readers": readers}
        path.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


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


def answer(name: str, data: bytes, watch: Watch) -> ReadingResult:
    """What the readers make of an input, of that of the web as of a site's answers."""
    if name != WEB:
        return read(["-"], stdin=io.BytesIO(data), options=OPTIONS)
    with Network(data, watch).spread():
        return read(["http://start.example/a"], options=ONLINE)


def trouble(name: str, data: bytes, watch: Watch) -> tuple[str | None, str]:
    """What went wrong with one input (None if nothing), and what came of it."""
    try:
        with limited(SECONDS):
            watch.armed = True
            result = answer(name, data, watch)
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


def reader_of(name: str, data: bytes) -> str:
    """The kind that an input is taken for."""
    if name == WEB:
        return WEB
    try:
        kind = detect(data, "-").value
    except UnknownFormat:
        return "none"
    except Exception:
        return "damaged"
    return f"text ({name})" if kind == "text" else kind


def peak() -> float:
    """The most memory the process has held so far, in MB."""
    # Not getrusage, whose maximum is handed down by the process that started this one.
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1000


def fuzz(figures: Figures, count: int, *, keep: Path | None, out: Path | None) -> None:
    """Go on until `count` inputs are done; progress goes to standard error and to `out`."""
    watch = Watch()
    for name, data in samples().items():
        answer(name, data, watch)  # Imports write their byte code now.
    sys.addaudithook(watch)
    figures.retry(watch)
    for name, data in inputs(figures.done, count, figures.seed):
        begun = time.process_time()
        problem, end = trouble(name, data, watch)
        seconds = time.process_time() - begun
        if problem and keep:
            keep.mkdir(parents=True, exist_ok=True)
            (keep / f"{figures.done}-{name}").write_bytes(data)
        figures.add(name, reader_of(name, data), end, problem, seconds)
        if figures.done % STEP == 0 and out:
            figures.save(out)
            print(
                f"{figures.done:,} of {count:,}: {len(figures.problems)} problems, slowest "
                f"{figures.slowest_seconds:.1f} s, {figures.peak_megabytes} MB, "
                f"{figures.cpu_seconds:.0f} s in all",
                file=sys.stderr,
            )
        if end == "memory":
            break


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--resume", action="store_true", help="go on where --out ends")
    parser.add_argument("--keep", type=Path, help="folder for the inputs that made trouble")
    parser.add_argument("--out", type=Path, required=True, help="file for the figures (JSON)")
    asked = parser.parse_args()
    figures = Figures(asked.seed)
    if asked.resume and asked.out.exists():
        figures = Figures(**json.loads(asked.out.read_text(encoding="utf-8")))
    fuzz(figures, asked.count, keep=asked.keep, out=asked.out)
    figures.save(asked.out)
    return 1 if figures.problems else 0


if __name__ == "__main__":
    sys.exit(main())
