"""What packs tell of a text that they do not hold: the characters that their quotes cover."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.pack.reading import Pack
from kg.rdf import iris
from kg.rdf.iris import parse_span
from kg.rdf.namespaces import KG, OA, SCHEMA
from kg.rdf.terms import iri
from kg.records import Span


@dataclass(frozen=True, slots=True, order=True)
class Quote:
    """Words that a text has, and their first character; `span` is the name (a term) of these."""

    start: int
    words: str
    span: str = ""

    @property
    def end(self) -> int:
        """The character behind the words."""
        return self.start + len(self.words)

    def stands_in(self, text: str, shift: int = 0) -> bool:
        """Whether a text has the words at their characters, or so many characters further on."""
        place = self.start + shift
        return place >= 0 and text.startswith(self.words, place)


def cited(pack: Pack) -> list[str]:
    """The SHA-256 of all texts that spans of the pack are of, sorted."""
    return sorted({sha256 for sha256, _, _ in _places(pack)})


def quotes_of(pack: Pack, sha256: str) -> list[Quote]:
    """What a pack quotes of a text, in the order of the text."""
    found = (
        Quote(span.start, words, name)
        for hashed, span, name in _places(pack)
        if hashed == sha256 and (words := pack.quads.value(name, OA["exact"]))
    )
    return sorted(found)


def article_of(pack: Pack, sha256: str) -> str:
    """The IRI (a term) of the article of a text; that of the text, if the pack tells of none."""
    text = iri(iris.text_iri(pack.subject.base, sha256))
    return min(pack.quads.pointing(KG["snapshot"], [text]), default=text)


def called(pack: Pack, sha256: str) -> str:
    """What people call the article of a text: its headline, where the pack tells it, and IRI."""
    source = article_of(pack, sha256)
    headline = pack.quads.value(source, SCHEMA["headline"])
    return f"“{headline}” {source}" if headline else source


def text_length(pack: Pack, sha256: str) -> str | None:
    """How many characters a text has, as the pack writes it."""
    return pack.quads.value(iri(iris.text_iri(pack.subject.base, sha256)), KG["length"])


def pieces_of(quotes: Iterable[Quote]) -> list[Quote]:
    """Sorted quotes, with those that overlap or touch as one: what is known of the text."""
    pieces: list[Quote] = []
    for quote in quotes:
        if pieces and quote.start <= pieces[-1].end:
            more = quote.words[pieces[-1].end - quote.start :]
            pieces[-1] = Quote(pieces[-1].start, pieces[-1].words + more)
        else:
            pieces.append(Quote(quote.start, quote.words))
    return pieces


def _places(pack: Pack) -> Iterator[tuple[str, Span, str]]:
    """The text's SHA-256, the characters and the name of each span."""
    for name in pack.quads.of_type(KG["Span"]):
        if place := parse_span(name[1:-1]):
            yield *place, name
