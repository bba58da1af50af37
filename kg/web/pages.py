"""The pages: the front page, the search, and one page for every resource of the graph.

Each resource is also answered as RDF, by the Accept header or `?format=`.
"""

from collections.abc import Callable, Mapping
from typing import Any

from flask import Blueprint, Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from kg.errors import TimedOut
from kg.rdf.iris import local_id
from kg.web import evidence, formats, packs
from kg.web.answers import choose, stream
from kg.web.context import bound, context
from kg.web.formats import Format
from kg.web.links import minted, path
from kg.web.views import Facts, Parts, facts, parts, rows, said

OFFERS = (formats.HTML, *formats.GRAPHS)
Page = Callable[[str, str, Facts], AnyResponse]
PACK = "pack"
MORE: Mapping[str, Callable[[Facts, Parts], dict[str, Any]]] = {
    "source": evidence.of_source,
    "event": evidence.of_event,
    "claim": evidence.of_claim,
}

blueprint = Blueprint("pages", __name__)


@blueprint.get("/")
def home() -> str:
    """What is in the graph."""
    return render_template("home.html", **parts("home"))


@blueprint.get("/search")
def search() -> str:
    """Actors by name."""
    words = request.args.get("q", "").strip()
    found = rows("search", words=words) if words else []
    return render_template("search.html", searched=words, found=found)


@blueprint.get("/<any(source, actor, event, claim):kind>/<identifier>")
def resource(kind: str, identifier: str) -> AnyResponse:
    """A source, a global actor or event, a claim."""
    return _answer(kind, minted(f"{kind}/{identifier}"), _page)


@blueprint.get("/claim/<identifier>/pack")
def pack(identifier: str) -> AnyResponse:
    """The evidence pack of a claim, to keep and to check by `kg verify`."""
    iri = minted(f"claim/{identifier}")
    facts(iri)
    return packs.download(iri)


@blueprint.get("/<path:rest>")
def other(rest: str) -> AnyResponse:
    """Any other resource; a local actor or event leads to the global one."""
    return _answer("resource", minted(rest), _plain_page)


def about_graph(iri: str, rest: str) -> Response:
    """A graph: how large it is, its downloads below its own address, and what is said of it."""
    return Response(
        render_template(
            "graph.html",
            iri=iri,
            rest=rest,
            formats=formats.GRAPHS,
            triples=_triples(iri),
            facts=said(iri),
            incoming=rows("resource-incoming", resource=iri),
        )
    )


def _triples(graph: str) -> int | None:
    """How many it holds; None where counting takes too long."""
    try:
        [found] = rows("graph-size", graph=graph)
    except TimedOut:
        return None
    return int(found["triples"] or 0)


def _answer(kind: str, iri: str, page: Page) -> AnyResponse:
    """A known resource as a page or as RDF, as the request prefers."""
    if kind == "claim" and request.args.get("format") == PACK:
        return redirect(url_for("pages.pack", identifier=local_id(iri)), code=303)
    chosen = choose(OFFERS, request.args.get("format"))
    known = facts(iri)
    return page(kind, iri, known) if chosen is formats.HTML else _graph(kind, iri, chosen)


def _page(kind: str, iri: str, known: Facts) -> AnyResponse:
    found = parts(kind, **{kind: iri})
    more = MORE[kind](known, found) if kind in MORE else {}
    return Response(render_template(f"{kind}.html", iri=iri, facts=known, **found, **more))


def _plain_page(_: str, iri: str, known: Facts) -> AnyResponse:
    if shared := rows("global", local=iri):
        return redirect(path(shared[0]["global"] or "") or "/", code=303)
    incoming = rows("resource-incoming", resource=iri)
    return Response(render_template("resource.html", iri=iri, facts=known, incoming=incoming))


def _graph(kind: str, iri: str, chosen: Format) -> Response:
    if kind == "claim":
        return packs.described(iri, chosen)
    query = bound(f"browse/{kind}-graph", {kind: iri})
    return stream(context().answer(query, chosen.media_type))
