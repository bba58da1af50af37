"""Whether a pack agrees with the text of an article."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from kg.ids import source_id, text_sha256
from kg.pack.known import quotes_of, text_length
from kg.pack.reading import Pack, Problem
from kg.rdf import iris
from kg.rdf.namespaces import KG


@dataclass(frozen=True)  # without slots, so that the hash can be kept
class Text:
    """The text of an article as it is read for a build, and what its file is called.

    `meant` is the SHA-256 of the cited text that it is, or is a changed form of, as `recognize`
    tells; None where it is that of another article.
    """

    name: str
    text: str
    meant: str | None = None

    @cached_property
    def sha256(self) -> str:
        """SHA-256 of its UTF-8 bytes."""
        return text_sha256(self.text)


def check_text(pack: Pack, text: Text) -> Iterator[Problem]:
    """Length and article of a text that has the hash of one that the pack cites."""
    length = text_length(pack, text.sha256)
    if length is None:
        yield Problem("text", text.name, f"the pack does not describe its text, {text.sha256}")
    elif length != str(len(text.text)):
        yield Problem("text", text.name, f"it has {len(text.text)} characters, and not {length}")
    article = f"<{iris.source_iri(pack.subject.base, source_id(text.text))}>"
    snapshot = f"<{iris.text_iri(pack.subject.base, text.sha256)}>"
    if snapshot not in pack.quads.objects(article, KG["snapshot"]):
        yield Problem("text", text.name, f"no article in the pack is {pack.short(article)}")


def check_quotes(pack: Pack, text: Text) -> Iterator[Problem]:
    """Each quote stands at its characters."""
    for quote in quotes_of(pack, text.sha256):
        if not quote.stands_in(text.text):
            there = text.text[quote.start : quote.end]
            what = f"the quote is {quote.words!r}, and the text has {there!r} there"
            yield Problem("quotes", pack.short(quote.span), what)
