"""Where the quotes of a text stand in a changed form of it."""

from bisect import bisect
from collections import defaultdict
from collections.abc import Iterable

from kg.pack.known import Quote

_RUN = 16  # characters at the beginning of a quote that tell where it stands


class Alignment:
    """How far the words of a text have moved in another one, which is gone through once.

    A quote whose beginning stands just once in the other text tells it, and short ones are looked
    for as far away as those around them.
    """

    def __init__(self, quotes: Iterable[Quote], text: str) -> None:
        self._text = text
        heads: dict[str, set[int]] = defaultdict(set)
        for quote in quotes:
            if len(quote.words) >= _RUN:
                heads[quote.words[:_RUN]].add(quote.start)
        found: dict[str, list[int]] = defaultdict(list)
        for at in range(len(text) - _RUN + 1):
            if (run := text[at : at + _RUN]) in heads:
                found[run].append(at)
        self._shifts = {
            next(iter(heads[run])): places[0] - next(iter(heads[run]))
            for run, places in found.items()
            if len(places) == len(heads[run]) == 1
        }
        self._starts = sorted(self._shifts)

    def shift(self, quote: Quote) -> int | None:
        """How many characters further on a quote stands; None where it is not to be found."""
        at = bisect(self._starts, quote.start)
        near = (self._shifts[start] for start in self._starts[max(at - 1, 0) : at + 1])
        return next((each for each in (0, *near) if quote.stands_in(self._text, each)), None)
