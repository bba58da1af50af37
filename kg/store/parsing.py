"""RDF text into N-Quads lines, without a store."""

from pyoxigraph import RdfFormat, parse

from kg import errors


def read_trig(data: bytes) -> list[str]:
    """The quads of a TriG document as sorted lines, each once; raises `errors.Invalid`."""
    try:
        quads = set(parse(data, RdfFormat.TRIG))
    except (SyntaxError, UnicodeDecodeError) as error:
        raise errors.Invalid(f"This cannot be read as TriG: {error}.") from None
    return sorted(f"{quad} .\n" for quad in quads)
