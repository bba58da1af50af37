"""Trusty URIs of nanopublications: IRIs that end in a hash of all that they name.

Source: https://trustyuri.net/, module RA, as the package `nanopub` computes it.
"""

from collections.abc import Iterable, Sequence

from kg import errors
from kg.rdf.nodes import node_of
from kg.rdf.quads import Quad, read_literal
from kg.rdf.terms import text, typed


def seal(quads: Iterable[Quad], space: str) -> list[str]:
    """Sorted N-Quads lines of a nanopublication, whose own IRIs are `space` and what begins so.

    `space` ends in a slash; the code of the content comes behind it. Typed literals are in
    rdflib's form, so that whoever reads them finds the same hash.
    Raises `errors.Unavailable` where the package is missing.
    """
    terms = [tuple(map(_normal, (q.graph, q.subject, q.predicate, q.object))) for q in quads]
    code = _hash(terms, space)
    return sorted(
        f"{' '.join(_moved(term, space, code) for term in (s, p, o, g))} .\n"
        for g, s, p, o in terms
    )


def _hash(quads: Sequence[tuple[str, ...]], space: str) -> str:
    try:
        from nanopub.trustyuri.rdf import RdfHasher  # noqa: PLC0415  (optional, and a second)
    except ImportError:
        raise errors.Unavailable(
            "Nanopublications need the package nanopub; install it in the folder of kg with: "
            "pip install -e '.[nanopub]'"
        ) from None
    code: str = RdfHasher.make_hash(
        [tuple(map(node_of, quad)) for quad in quads], baseuri=space, hashstr=" "
    )
    return code


def _normal(term: str) -> str:
    literal = read_literal(term)
    if literal is None or literal.datatype is None:
        return term if literal is None or literal.language else text(literal.value)
    return typed(str(node_of(term)), f"<{literal.datatype}>")


def _moved(term: str, space: str, code: str) -> str:
    if not term.startswith(f"<{space}"):
        return term
    rest = term.removeprefix(f"<{space}").removesuffix(">")
    return f"<{space}{code}/{rest}>" if rest else f"<{space}{code}>"
