"""Stretches of an article as bags of comparable words: names across articles, word families."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from kg.records import Extraction, Span
from kg.resolve.cast import Cast
from kg.resolve.names import normal_name, plain_words
from kg.resolve.wording import content_words, family_or_state

LONG_NAME = 3  # words: such a name is also a description, and the next reporter may give it as one


@dataclass(frozen=True, slots=True)
class Passages:
    """A text, and where names stand in it: those that they have across articles.

    `people` are the stretches that name somebody; names of bodies may be long descriptions.
    """

    text: str
    named: Sequence[tuple[Span, str]]
    people: frozenset[Span]

    def inside(self, piece: Span) -> Iterator[tuple[Span, str]]:
        """The names that stand in a stretch."""
        first = bisect_left(self.named, (Span(piece.start, piece.start), ""))
        last = bisect_left(self.named, (Span(piece.end, piece.end), ""))
        for span, name in islice(self.named, first, last):
            if piece.holds(span):
                yield span, name

    def names(self, pieces: Iterable[Span]) -> Mapping[str, str]:
        """The names in some stretches, by what is compared of them."""
        return {normal_name(name): name for piece in pieces for _, name in self.inside(piece)}

    def name_words(self, pieces: Iterable[Span]) -> frozenset[str]:
        """The words of names in some stretches, but for long ones of what is no person."""
        spans = (span for piece in pieces for span, _ in self.inside(piece))
        return frozenset(word for span in spans for word in self._bare_name(span))

    def _bare_name(self, span: Span) -> tuple[str, ...]:
        words = plain_words(span.of(self.text).removeprefix("the "))
        return words if len(words) < LONG_NAME or span in self.people else ()

    def bag(self, pieces: Sequence[Span]) -> frozenset[str]:
        """Names and families of content words in some stretches."""
        words = content_words(" ".join(piece.of(self.text) for piece in pieces)).values()
        bare = self.name_words(pieces)
        return frozenset(family_or_state(word) for word in words if word not in bare) | frozenset(
            self.names(pieces)
        )


def passages(source: str, found: Extraction, cast: Cast) -> Passages:
    """The passages of an article (source id)."""
    named = (
        (mention.span, cast.names.get(cast.id_of(source, actor.id), actor.name))
        for actor in found.actors
        for mention in actor.mentions
    )
    people = frozenset(
        mention.span
        for actor in found.actors
        if actor.type == "Person"
        for mention in actor.mentions
    )
    return Passages(found.document.text, sorted(named), people)
