"""RDF text into N-Quads, without a store."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count

from pyoxigraph import BlankNode, Quad, RdfFormat, parse, serialize

from kg import errors
from kg.store.messages import refused
from kg.store.syntaxes import NQUADS, Syntax


@dataclass(frozen=True, slots=True)
class Document:
    """RDF as it was sent."""

    data: bytes
    media_type: str


def merged(documents: Sequence[Document], base: str) -> Document:
    """All documents in one; a blank node is that of one document.

    Raises `errors.BadRequest` with the parser's message.
    """
    return Document(b"".join(_nquads(each, base) for each in documents), NQUADS.media_type)


def _nquads(document: Document, base: str) -> bytes:
    syntax = RdfFormat.from_media_type(document.media_type)
    if syntax is None:
        raise errors.BadRequest(f"A graph cannot be read from {document.media_type}.")
    try:
        quads = parse(document.data, syntax, base_iri=base or None, rename_blank_nodes=True)
        return serialize(quads, format=RdfFormat.N_QUADS) or b""
    except (SyntaxError, ValueError) as error:
        raise refused("body", error) from None


def read_rdf(data: bytes, form: Syntax) -> list[str]:
    """The quads of a document as sorted lines, each once; raises `errors.Invalid`."""
    return sorted({f"{quad} .\n" for quad in _parse(data, form)})


def read_numbered(data: bytes, form: Syntax) -> list[str]:
    """The triples of a document in its order, the blank nodes named by the order they come in.

    So the same bytes give the same lines. Raises `errors.Invalid`.
    """
    names: dict[object, BlankNode] = {}
    number = count(1)

    def named(term: object) -> object:
        if isinstance(term, BlankNode) and term not in names:
            names[term] = BlankNode(f"b{next(number)}")
        return names.get(term, term)

    lines = []
    for quad in _parse(data, form):
        subject, object_ = named(quad.subject), named(quad.object)
        lines.append(f"{subject} {quad.predicate} {object_} .\n")
    return lines


def _parse(data: bytes, form: Syntax) -> Iterator[Quad]:
    syntax = RdfFormat.from_media_type(form.media_type)
    assert syntax is not None, form
    try:
        yield from parse(data, syntax)
    except (SyntaxError, UnicodeDecodeError) as error:
        raise errors.Invalid(f"This cannot be read as {syntax.name}: {error}.") from None
