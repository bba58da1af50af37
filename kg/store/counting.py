"""How many rows a serialised result holds so far, told by what stands between two rows.

The engine writes results at once, so the rows are counted as they pass. What stands between rows
cannot stand in a value: XML escapes `<`, TSV line ends, JSON quotation marks.
"""

import re
from collections.abc import Callable, Mapping
from typing import Final, Protocol

_OVERLAP: Final = 4096


class _Counter(Protocol):
    """What begins rows, and sometimes something before the first, in chunks of bytes."""

    def count(self, data: bytes) -> int:
        """How many rows begin with what has come now."""


class _Patterned:
    """Matches of a pattern that begin and end with the byte `edge`, and hold it nowhere else.

    It may look two bytes back.
    """

    def __init__(self, pattern: re.Pattern[bytes], edge: bytes) -> None:
        self._pattern, self._edge = pattern, edge
        self._rest = b""

    def count(self, data: bytes) -> int:
        text = self._rest + data
        last = text.rfind(self._edge, max(0, len(text) - _OVERLAP))
        self._rest = text[max(0, last - 2) :] if last >= 0 else b""
        return len(self._pattern.findall(text))


class _Lines:
    """Line ends outside of quotation marks, which one doubled leaves as it was."""

    def __init__(self, quote: bytes | None = None) -> None:
        self._quote, self._is_open = quote, False

    def count(self, data: bytes) -> int:
        if self._quote is None:
            return data.count(b"\n")
        parts = data.split(self._quote)
        found = sum(part.count(b"\n") for part in parts[self._is_open :: 2])
        self._is_open ^= len(parts) % 2 == 0
        return found


class _Nothing:
    """No rows."""

    def count(self, data: bytes) -> int:  # noqa: ARG002
        return 0


# An object whose first member is an object: a row, the whole result, and no triple term.
_OBJECT: Final = re.compile(rb'\{(?<!:\{)(?<!: \{)\s*+"[^",:}\]\s][^"]*+"\s*+:\s*+\{')
_RESULT: Final = re.compile(rb"<result>\s*+<")


# What counts the rows of each format, and how many of what it finds are none.
_COUNTERS: Final[Mapping[str, tuple[Callable[[], _Counter], int]]] = {
    "application/sparql-results+json": (lambda: _Patterned(_OBJECT, b"{"), 1),
    "application/sparql-results+xml": (lambda: _Patterned(_RESULT, b"<"), 0),
    "text/tab-separated-values": (_Lines, 1),
    "text/csv": (lambda: _Lines(b'"'), 1),
}


class Rows:
    """Counts the rows of one answer; a graph has none.

    Rows without any value are not counted in JSON.
    """

    def __init__(self, media_type: str) -> None:
        make, self._heads = _COUNTERS.get(media_type, (_Nothing, 0))
        self._counter = make()
        self._found = 0

    @property
    def count(self) -> int:
        """Rows so far."""
        return max(0, self._found - self._heads)

    def add(self, data: bytes) -> None:
        """More of the answer."""
        self._found += self._counter.count(data)
