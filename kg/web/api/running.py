"""The shipped queries as a part of the API: what they are, and their answers."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import Response, request, url_for

from kg import queries, sparql
from kg.errors import BadRequest
from kg.queries import Query
from kg.store.protocol import Form, Rows
from kg.web import formats
from kg.web.answers import choose, stream
from kg.web.api import paging, parameters
from kg.web.api.asking import rows
from kg.web.api.document import document, path_of
from kg.web.api.document import parameters as parameters_of
from kg.web.api.responses import answer
from kg.web.context import context
from kg.web.formats import CSV, TSV, Format

JSON = Format("json", "application/json")


def described(query: Query) -> dict[str, Any]:
    """What a query's header says, and where it is answered."""
    here = context()
    return {
        "name": query.name,
        "title": query.title,
        "description": query.description,
        "answers": query.answers,
        "form": query.form,
        "parameters": [
            {name: getattr(item, name) for name in ("name", "kind", "description", "default")}
            for item in query.parameters
        ],
        "lack": query.lacks(here.store.graphs, here.settings.base),
        "links": {
            "self": url_for("api.run", name=query.name, _external=True),
            "page": url_for("shipped.query", name=query.name),
        },
    }


def run(query: Query) -> Response:
    """The answer of a query with the request's parameters.

    Raises `BadRequest` for a parameter that it does not have or that lacks a value.
    """
    known = parameters_of(document()["paths"][path_of(query)]["get"])
    parameters.refuse_unknown({item["name"]: item for item in known})
    own = [item.name for item in query.parameters]
    values = {name: request.args.getlist(name) for name in own if name in request.args}
    # One value alone may be the empty field of a form, which stands for the default.
    given = {name: found[0] if len(found) == 1 else found for name, found in values.items()}
    _require(query, given)
    return FORMS[query.form](query, queries.bind(query, given))


def _require(query: Query, given: Mapping[str, Any]) -> None:
    """A page shows the query's own sample where a value lacks; a program has asked for nothing."""
    for item in query.parameters:
        if item.default is None and item.name not in given:
            raise BadRequest(f"{query.name} needs the parameter {item.name!r}: {item.description}.")


def _select(query: Query, text: str) -> Response:
    chosen = choose((JSON, CSV, TSV), request.args.get("format"))
    return _page(query, text) if chosen is JSON else _all(text, chosen)


def _page(query: Query, text: str) -> Response:
    limit, offset = parameters.number("rows", "limit"), parameters.number("offset", "offset")
    found = _rows(text, limit + 1, offset)
    more = len(found.rows) > limit
    links = paging.links(offset=offset + limit) if more else paging.links()
    body = {
        "name": query.name,
        "variables": list(found.variables),
        "rows": rows(Rows(found.variables, found.rows[:limit])),
        "links": links,
    }
    return paging.add_links(answer(body), links)


def _rows(text: str, limit: int, offset: int) -> Rows:
    """Some rows of the answer: the store leaves out the others, unless the query has a limit."""
    here = context()
    if _has_limit(text):
        found = here.store.select(text, seconds=here.settings.query_seconds)
        return Rows(found.variables, found.rows[offset : offset + limit])
    cut = f"{text}\nLIMIT {limit:d} OFFSET {offset:d}"
    return here.store.select(cut, seconds=here.settings.query_seconds)


def _has_limit(text: str) -> bool:
    """Whether the outermost SELECT has one: only solution modifiers follow the last brace."""
    found = list(sparql.tokens(text))
    last = max(at for at, token in enumerate(found) if token.text == "}")
    return any(token.text.upper() in ("LIMIT", "OFFSET") for token in found[last:])


def _all(text: str, chosen: Format) -> Response:
    return stream(context().answer(text, chosen.media_type))


def _ask(query: Query, text: str) -> Response:
    choose((JSON,), None)
    here = context()
    truth = here.store.ask(text, seconds=here.settings.query_seconds)
    return answer({"name": query.name, "boolean": truth, "links": paging.links()})


def _graph(_: Query, text: str) -> Response:
    return _all(text, choose(formats.GRAPHS, None))


FORMS: Mapping[Form, Callable[[Query, str], Response]] = {
    "SELECT": _select,
    "ASK": _ask,
    "CONSTRUCT": _graph,
    "DESCRIBE": _graph,
}
