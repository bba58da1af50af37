"""Whether a pack agrees with the text of an article."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from kg.ids import source_id, text_sha256
from kg.pack.reading import Pack, Problem
from kg.rdf import iris
from kg.rdf.iris import parse_span
from kg.rdf.namespaces import KG, OA, RDF


@dataclass(frozen=True)  # without slots, so that the hash can be kept
class Text:
    """The text of an article as it is read for a build, and what its file is called.

    `is_cited` tells that one of the packs cites it, so that it is no wrong text of another.
    """

    name: str
    text: str
    is_cited: bool = False

    @cached_property
    def sha256(self) -> str:
        """SHA-256 of its UTF-8 bytes."""
        return text_sha256(self.text)


def check_text(pack: Pack, text: Text) -> Iterator[Problem]:
    """Hash, length and article of the text; `text` is the one that the pack means."""
    sha256 = text.sha256
    snapshot = f"<{iris.text_iri(pack.subject.base, sha256)}>"
    length = pack.quads.value(snapshot, KG["length"])
    if length is None:
        yield Problem("text", text.name, f"the pack cites no text with its SHA-256, {sha256}")
    elif length != str(len(text.text)):
        yield Problem("text", text.name, f"it has {len(text.text)} characters, and not {length}")
    article = f"<{iris.source_iri(pack.subject.base, source_id(text.text))}>"
    if snapshot not in pack.quads.objects(article, KG["snapshot"]):
        yield Problem("text", text.name, f"no article in the pack is {pack.short(article)}")


def check_quotes(pack: Pack, text: Text) -> Iterator[Problem]:
    """Each quote stands at its characters: those of the text's hash, or of the pack's own."""
    hashes = {text.sha256} & set(cited(pack)) or set(pack.hashes())
    for name in pack.quads.of_type(KG["Span"], RDF["type"]):
        sha256, span = parse_span(name[1:-1]) or ("", None)
        quote = pack.quads.value(name, OA["exact"])
        if span and sha256 in hashes and span.of(text.text) != quote:
            what = f"the quote is {quote!r}, and the text has {span.of(text.text)!r} there"
            yield Problem("quotes", pack.short(name), what)


def cited(pack: Pack) -> list[str]:
    """The SHA-256 of all texts that spans of the pack are of, sorted."""
    places = (parse_span(name[1:-1]) for name in pack.quads.of_type(KG["Span"], RDF["type"]))
    return sorted({place[0] for place in places if place})
