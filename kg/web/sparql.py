"""The endpoint `/sparql`: SPARQL 1.1 queries over HTTP, a query page, a service description."""

from flask import Blueprint, Response, render_template, request
from werkzeug.exceptions import NotAcceptable

from kg import queries, sparql
from kg.errors import BadRequest
from kg.store.protocol import Answer
from kg.web import description, formats
from kg.web.answers import accepted, choose, stream
from kg.web.context import QUERY, context
from kg.web.protocol import QueryRequest, read_query, service_iri
from kg.web.relative import resolved

# Listed after all result formats: a client gets the page only if it prefers HTML to any of them.
WITH_PAGE = (*formats.ROWS, *formats.GRAPHS, formats.HTML)

blueprint = Blueprint("sparql", __name__)


@blueprint.route("/sparql", methods=["GET", "POST"], strict_slashes=False)
def endpoint() -> Response:
    """Answer a query; without one, show the query page or describe the service."""
    asked = read_query(request, context().serving.limits)
    if asked.query is None:
        return _without_query()
    if asked.format is None and accepted(WITH_PAGE) is formats.HTML:
        return _page(asked.query)
    return _answer(asked.query, asked)


def _answer(query: str, asked: QueryRequest) -> Response:
    here = context()
    request.environ[QUERY] = query
    chosen = choose(formats.OFFERS[sparql.form(query)], asked.format)

    def run(text: str) -> Answer:
        return here.answer(text, chosen.media_type, asked.dataset)

    return stream(resolved(query, service_iri(request), run))


def _without_query() -> Response:
    if request.method == "POST":
        raise BadRequest("The request holds no query.")
    chosen = accepted((*description.OFFERS, formats.HTML))
    if chosen is None:
        raise NotAcceptable(
            "Without a query, there is a page in HTML and a description in Turtle or other RDF."
        )
    return _page("") if chosen is formats.HTML else description.describe(chosen)


def _page(query: str) -> Response:
    return Response(
        render_template(
            "sparql.html",
            query=query,
            formats=(*formats.ROWS, *formats.GRAPHS),
            shipped=queries.all_queries(),
            base=context().settings.base,
        )
    )
