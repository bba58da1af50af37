"""The addresses below `/api`: one function a row of the document."""

from typing import Any

from flask import Blueprint, Response, render_template

from kg import queries
from kg.errors import NotFound
from kg.rdf import iris
from kg.web.answers import choose
from kg.web.api import paging, parameters, running
from kg.web.api.document import document as openapi
from kg.web.api.document import parameters as parameters_of
from kg.web.api.items import in_order, parts
from kg.web.api.lists import LISTS
from kg.web.api.responses import answer
from kg.web.api.running import JSON
from kg.web.context import context
from kg.web.formats import HTML

IRIS = {
    "claims": iris.claim_iri,
    "actors": iris.global_actor_iri,
    "events": iris.global_event_iri,
    "sources": iris.source_iri,
}

blueprint = Blueprint("api", __name__)


@blueprint.get("/api")
def documentation() -> str:
    """The document as a page."""
    parameters.refuse_unknown({})
    choose((HTML,), None)
    return render_template("api.html", doc=openapi(), parameters_of=parameters_of)


@blueprint.get("/api/openapi.json")
def document() -> Response:
    """The document for programs."""
    parameters.refuse_unknown({})
    return answer(openapi())


@blueprint.get("/api/<any(claims, actors, events, sources):kind>")
def listed(kind: str) -> Response:
    """A page of a list."""
    choose((JSON,), None)
    given = parameters.read(kind)
    after = paging.decode(given["cursor"]) if "cursor" in given else None
    page = LISTS[kind](given, given["limit"], after)
    links = paging.links(cursor=paging.encode(page.next)) if page.next else paging.links()
    body: dict[str, Any] = {"items": in_order(kind, page.iris), "links": links}
    if page.next is None and after is None:
        body["total"] = len(page.iris)
    return paging.add_links(answer(body), links)


@blueprint.get("/api/<any(claims, actors, events, sources):kind>/<identifier>")
def resource(kind: str, identifier: str) -> Response:
    """One resource, with all that its page shows."""
    choose((JSON,), None)
    parameters.refuse_unknown({})
    iri = IRIS[kind](context().settings.base, identifier)
    found = in_order(kind, [iri])
    if not found:
        raise NotFound(f"There is nothing with the address {iri} in this graph.")
    return answer(found[0] | {"parts": parts(kind, iri)})


@blueprint.get("/api/queries")
def listed_queries() -> Response:
    """The shipped queries."""
    choose((JSON,), None)
    parameters.refuse_unknown({})
    links = paging.links()
    items = [running.described(query) for query in queries.all_queries()]
    return paging.add_links(answer({"items": items, "links": links}), links)


@blueprint.get("/api/queries/<path:name>")
def run(name: str) -> Response:
    """The answer of one, by its name or the last part of it."""
    return running.run(queries.load_query(name))


@blueprint.get("/api/<path:rest>")
def other(rest: str) -> Response:
    """Nothing: a resource of the graph could not be told from a mistyped address."""
    raise NotFound(f"The API has no address /api/{rest}; /api lists those it has.")
