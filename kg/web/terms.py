"""The ontology at its address and at that of its version: its documentation, and itself as RDF.

Both are made from the files that ship, and not from the store: the page shows the shapes too, and
an old store would tell of an old ontology.
"""

from flask import Blueprint, Response, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from kg.rdf.documentation.making import shipped
from kg.rdf.ontology import describe_ontology
from kg.store.serialize import serialize
from kg.web import formats, pages
from kg.web.answers import choose
from kg.web.context import context
from kg.web.formats import Format
from kg.web.links import path

OFFERS = (formats.HTML, *formats.GRAPHS)

blueprint = Blueprint("terms", __name__)


@blueprint.get("/ontology")
def ontology() -> Response:
    """The ontology, each term at its fragment."""
    chosen = choose(OFFERS, request.args.get("format"))
    response = _page() if chosen is formats.HTML else _graph(chosen)
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


@blueprint.get("/ontology/<name>")
def version(name: str) -> AnyResponse:
    """The ontology by its version; any other name is that of a list."""
    return ontology() if name == shipped().version else pages.other(f"ontology/{name}")


def _page() -> Response:
    page = render_template(
        "ontology.html",
        doc=shipped(),
        formats=formats.GRAPHS,
        address=lambda iri: path(iri) or iri,
    )
    return Response(page)


def _graph(chosen: Format) -> Response:
    _, quads = describe_ontology(context().settings)
    lines = quads.rstrip("\n").split("\n")
    return Response(serialize(lines, chosen.name), mimetype=chosen.media_type)
