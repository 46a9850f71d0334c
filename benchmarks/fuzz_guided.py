"""Inputs that atheris makes by what they reach in the readers: `python -m benchmarks.fuzz_guided`.

What ends in trouble, as benchmarks.fuzz_reading has it, stops the run; libFuzzer's own options say
for how long it goes on: -runs=100000, -max_total_time=600. Needs `pip install atheris`.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["compare.reading"]):
    from benchmarks.fuzz_inputs import WEB, hostile, samples
    from benchmarks.fuzz_reading import Watch, answer, trouble

# Past this size an input says nothing new, and takes long.
_LONGEST = 20_000


def main() -> None:
    watch = Watch()
    sound = samples()
    for name, data in sound.items():
        answer(name, data, watch)
    sys.addaudithook(watch)

    def test(data: bytes) -> None:
        # The first byte tells whether the rest is a file or what a site answers.
        problem, _ = trouble(WEB if data[:1] == b"w" else "file", data[1:], watch)
        if problem:
            raise RuntimeError(problem)

    with tempfile.TemporaryDirectory() as folder:
        for name, data in {**sound, **hostile()}.items():
            if len(data) <= _LONGEST:
                mark = b"w" if name == WEB else b"f"
                (Path(folder) / name).write_bytes(mark + data)
        atheris.Setup([*sys.argv, f"-max_len={_LONGEST}", folder], test)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
