"""The ontology, its lists and its shapes at their addresses: documentation, and themselves as RDF.

They are made from the files that ship, and not from the store: the page shows the shapes too, and
an old store would tell of an old ontology.
"""

from collections.abc import Iterable

from flask import Blueprint, Response, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from kg.rdf.documentation.making import shipped
from kg.rdf.documentation.names import SHAPES
from kg.rdf.ontology import describe_ontology
from kg.rdf.shapes import shapes_file
from kg.store import syntaxes
from kg.store.parsing import read_numbered
from kg.store.serialize import serialize
from kg.web import formats, pages
from kg.web.answers import choose
from kg.web.context import context
from kg.web.formats import Format
from kg.web.links import minted, path

SHAPES_IRI = SHAPES.removesuffix("#")
SHAPES_NAME = SHAPES_IRI.rpartition("/")[2]
OFFERS = (formats.HTML, *formats.GRAPHS)

blueprint = Blueprint("terms", __name__)


@blueprint.get("/ontology")
def ontology() -> Response:
    """The ontology, each term at its fragment."""
    chosen = choose(OFFERS, request.args.get("format"))
    return _open(_page() if chosen is formats.HTML else _graph(chosen))


@blueprint.get(f"/ontology/{SHAPES_NAME}")
def shapes() -> Response:
    """The shapes, each at its fragment."""
    chosen = choose(OFFERS, request.args.get("format"))
    return _open(_shapes_page() if chosen is formats.HTML else _shapes(chosen))


@blueprint.get("/ontology/<path:name>")
def term(name: str) -> AnyResponse:
    """The ontology by its version; a list or an entry of one, in RDF as the ontology has it."""
    if name == shipped().version:
        return ontology()
    described = f"<{minted(f'ontology/{name}')}> "
    lines = [line for line in _lines() if line.startswith(described)]
    chosen = choose(OFFERS, request.args.get("format"))
    if chosen is formats.HTML or not lines:
        return pages.other(f"ontology/{name}")
    return _open(_written(lines, chosen))


def _open(response: Response) -> Response:
    """For pages of any site."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def _page() -> Response:
    page = render_template("ontology.html", doc=shipped(), formats=formats.GRAPHS, address=_address)
    return Response(page)


def _shapes_page() -> Response:
    page = render_template(
        "ontology-shapes.html",
        shapes=shipped().shapes,
        iri=SHAPES_IRI,
        formats=formats.GRAPHS,
        address=_address,
    )
    return Response(page)


def _address(iri: str) -> str:
    return path(iri) or iri


def _graph(chosen: Format) -> Response:
    return _written(_lines(), chosen)


def _shapes(chosen: Format) -> Response:
    """The file as it is written, for people to read; in other syntaxes, all that it says."""
    data = shapes_file().read_bytes()
    if chosen is formats.TURTLE:
        return Response(data, mimetype=chosen.media_type)
    return _written(read_numbered(data, syntaxes.TURTLE), chosen)


def _written(lines: Iterable[str], chosen: Format) -> Response:
    return Response(serialize(lines, chosen.name), mimetype=chosen.media_type)


def _lines() -> list[str]:
    _, quads = describe_ontology(context().settings)
    return quads.rstrip("\n").split("\n")
