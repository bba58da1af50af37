"""Which cited text another text is a changed form of.

It begins as that does, or most of what is quoted of it stands in it as far apart as there. Words
alone do not tell: articles on one matter share names, and quote the same sentences.
"""

from bisect import bisect
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from kg.ids import HASH_LENGTH, source_id
from kg.pack.checks.texts import Text
from kg.pack.forms import other_forms
from kg.pack.known import Quote, article_of, cited, pieces_of, quotes_of
from kg.pack.reading import Pack
from kg.rdf.iris import local_id

# The share of quotes that a changed form has, and the mean of that and the share of characters.
LEAST = 0.5
_FEWEST = 3  # of fewer quotes, any article may have the words
_RUN = 8  # characters at the beginning of a quote that are looked for
_MOST = 64  # places of a run that are looked at, so that work does not grow with their square
_SHIFTS = 3  # how often words may have moved by another number of characters
_BEGINNING = 4  # words of the first line that have to be the same, if only that is


# How many runs of a cited text (SHA-256) stand so many characters further on in another.
Votes = Counter[tuple[str, int]]


class Known:
    """What packs quote of texts, to look for in others."""

    def __init__(self, packs: Iterable[Pack]) -> None:
        self._quotes: dict[str, list[Quote]] = {}
        self._beginnings: dict[str, str] = {}
        for pack in packs:
            for sha256 in cited(pack):
                quotes = {*self._quotes.get(sha256, ()), *quotes_of(pack, sha256)}
                self._quotes[sha256] = sorted(quotes)
                self._beginnings[_slug(local_id(article_of(pack, sha256)[1:-1]))] = sha256
        self._places: dict[str, list[tuple[str, int]]] = defaultdict(list)
        for sha256, found in self._quotes.items():
            for run, start in _runs(found):
                self._places[run].append((sha256, start))

    def recognize(self, text: Text) -> Text:
        """The text, with the cited one that it is or is a form of."""
        return replace(text, meant=self._meant(text))

    def _meant(self, text: Text) -> str | None:
        if text.sha256 in self._quotes:
            return text.sha256
        slug = _slug(source_id(text.text))
        if slug in self._beginnings and slug.count("-") >= _BEGINNING - 1:
            return self._beginnings[slug]
        forms = (sha256 for sha256, _ in other_forms(text.text) if sha256 in self._quotes)
        # What else differs is told apart from line ends, which move all words by different numbers.
        return next(forms, None) or self._nearest(text.text.replace("\r\n", "\n"))

    def _nearest(self, text: str) -> str | None:
        votes = self._votes(text)
        likely = dict.fromkeys(sha256 for sha256, _ in _most(votes))
        return next((each for each in likely if self._is_form(text, each, votes)), None)

    def _votes(self, text: str) -> Votes:
        """One pass over a text."""
        votes: Votes = Counter()
        found: Counter[str] = Counter()
        for at in range(len(text) - _RUN + 1):
            run = text[at : at + _RUN]
            if run in self._places and found[run] < _MOST:
                found[run] += 1
                votes.update((sha256, at - start) for sha256, start in self._places[run][:_MOST])
        return votes

    def _is_form(self, text: str, sha256: str, votes: Votes) -> bool:
        quotes = self._quotes[sha256]
        shifts = [0, *(shift for each, shift in _most(votes) if each == sha256)][: _SHIFTS + 1]
        found = [q for q in quotes if any(q.stands_in(text, shift) for shift in shifts)]
        share = len(found) / len(quotes)
        characters = _covered(found) / _covered(quotes)
        return len(found) >= _FEWEST and share >= LEAST and (share + characters) / 2 >= LEAST


def _most(votes: Votes) -> list[tuple[str, int]]:
    """Texts with shifts, those with most votes first."""
    return sorted(votes, key=lambda each: (-votes[each], each))


def _covered(quotes: Iterable[Quote]) -> int:
    """How many characters are quoted; `quotes` are sorted."""
    return sum(len(piece.words) for piece in pieces_of(quotes))


def _runs(quotes: Iterable[Quote]) -> Iterator[tuple[str, int]]:
    """The first characters of sorted quotes, as far as they are known, and their places."""
    quotes = list(quotes)
    pieces = pieces_of(quotes)
    starts = [piece.start for piece in pieces]
    for start in sorted({quote.start for quote in quotes}):
        piece = pieces[bisect(starts, start) - 1]
        run = piece.words[start - piece.start :][:_RUN]
        if len(run) == _RUN:
            yield run, start


def _slug(source: str) -> str:
    """The words of its first line that an article's id begins with."""
    return source[: -HASH_LENGTH - 1]
