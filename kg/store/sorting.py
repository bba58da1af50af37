"""Sorting of more lines than fit in memory: sorted runs in temporary files, merged when read.

Source: external merge sort; Knuth, The Art of Computer Programming, volume 3, section 5.4.
"""

import heapq
import tempfile
from collections.abc import Iterable, Iterator
from itertools import batched
from typing import IO

RUN = 50_000  # lines, some 15 MB of N-Quads
_MOST_RUNS = 256  # files that are open at once


def sort_lines(lines: Iterable[str], run: int = RUN) -> Iterator[str]:
    """The lines in the order of their code points, each once. All are read before the first is out.

    Each ends with a line feed and holds no other. No more than about `run` lines are in memory.
    """
    runs: list[IO[str]] = []
    last: list[str] = []
    for batch in batched(lines, run):
        if last:
            runs.append(_write_run(last))
        if len(runs) == _MOST_RUNS:
            runs = [_write_run(_merge(runs))]
        last = sorted(set(batch))
    return _merge([*runs, last])


def _write_run(lines: Iterable[str]) -> IO[str]:
    # Its name is gone at once, and its room when nobody reads it any more.
    file = tempfile.TemporaryFile("w+", encoding="utf-8", newline="\n")  # noqa: SIM115
    file.writelines(lines)
    file.seek(0)
    return file


def _merge(runs: Iterable[Iterable[str]]) -> Iterator[str]:
    last = None
    for line in heapq.merge(*runs):
        if line != last:
            yield line
        last = line
