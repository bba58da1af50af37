"""The unit of comparison: words, so that a comma or a quotation mark at an edge costs nothing."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace

from kg.records import Quotation, Span

# A word may hold apostrophes; any other mark is a token of its own.
_TOKEN = re.compile(r"(\w+(?:['’]\w+)*)|[^\w\s]")
# Double quotation marks, single ones doubled among them; the end of a paragraph closes them.
_QUOTED = re.compile(r"(?:[“\"]|'{2,}|`{2,})(.*?)(?:[”\"\n]|'{2,}|\Z)")


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of a text by number: where each starts and ends, which are words, which quoted.

    `dropped` are those that count for nobody.
    """

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    words: frozenset[int]
    quoted: frozenset[int] = frozenset()
    dropped: frozenset[int] = frozenset()

    def touched(self, spans: Iterable[Span]) -> frozenset[int]:
        """The tokens that share a character with one of the spans."""
        found: set[int] = set()
        for start, end in spans:
            found.update(range(bisect_right(self.ends, start), bisect_left(self.starts, end)))
        return frozenset(found)

    def counted(self, spans: Iterable[Span]) -> frozenset[int]:
        """The words that the spans touch, or where they touch none, the marks: a cue may be `:`."""
        every = self.touched(spans) - self.dropped
        return every & self.words or every

    def without(self, dropped: frozenset[int]) -> "Tokens":
        """These tokens, of which some count for nobody."""
        return replace(self, dropped=dropped)

    def kind(self, content: frozenset[int]) -> Quotation:
        """Direct where all words of a content are quoted, indirect where none is."""
        words = content & self.words
        inside = words & self.quoted
        if not inside:
            return "indirect"
        return "direct" if inside == words else "mixed"


def tokens_of(text: str) -> Tokens:
    """The tokens of a text."""
    found = list(_TOKEN.finditer(text))
    bare = Tokens(
        starts=tuple(match.start() for match in found),
        ends=tuple(match.end() for match in found),
        words=frozenset(number for number, match in enumerate(found) if match[1]),
    )
    quoted = bare.touched(Span(*match.span(1)) for match in _QUOTED.finditer(text))
    return replace(bare, quoted=quoted)
