"""The endpoint `/sparql`: SPARQL 1.1 queries over HTTP, a query page, a service description."""

from flask import Blueprint, Response, render_template, request
from werkzeug.exceptions import NotAcceptable

from kg import queries, sparql
from kg.errors import BadRequest
from kg.web import formats
from kg.web.answers import accepted, choose, stream
from kg.web.context import context
from kg.web.protocol import QueryRequest, read_query

# Listed after all result formats: a client gets the page only if it prefers HTML to any of them.
WITH_PAGE = (*formats.ROWS, *formats.GRAPHS, formats.HTML)

blueprint = Blueprint("sparql", __name__)


@blueprint.route("/sparql", methods=["GET", "POST"])
def endpoint() -> Response:
    """Answer a query; without one, show the query page or describe the service."""
    asked = read_query(request)
    if asked.query is None:
        return _without_query()
    if asked.format is None and accepted(WITH_PAGE) is formats.HTML:
        return _page(asked.query)
    return _answer(asked.query, asked)


@blueprint.after_app_request
def allow_every_origin(response: Response) -> Response:
    """Let pages of other sites read the answers: all of it is public, and nothing is changed."""
    if request.path == "/sparql":
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Access-Control-Allow-Headers"] = "Accept, Content-Type"
    return response


def _answer(query: str, asked: QueryRequest) -> Response:
    here = context()
    chosen = choose(formats.OFFERS[sparql.form(query)], asked.format)
    answer = here.store.answer(
        query, chosen.media_type, seconds=here.settings.query_seconds, dataset=asked.dataset
    )
    return stream(answer)


def _without_query() -> Response:
    if request.method == "POST":
        raise BadRequest("The request holds no query.")
    chosen = accepted((formats.TURTLE, formats.HTML))
    if chosen is None:
        raise NotAcceptable("Without a query, there is a page in HTML and a description in Turtle.")
    return _page("") if chosen is formats.HTML else _description()


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


def _description() -> Response:
    return Response(render_template("service.ttl"), mimetype=formats.TURTLE.media_type)
