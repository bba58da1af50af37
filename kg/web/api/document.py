"""The OpenAPI document: `openapi.yaml`, and a path for each shipped query, made of its header."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from kg import queries
from kg.queries import Parameter, Query
from kg.store.protocol import Form
from kg.web import formats

Json = dict[str, Any]

_FILE = Path(__file__).with_name("openapi.yaml")
_PROBLEM = {"default": {"$ref": "#/components/responses/Problem"}}
_PARAMETERS = "#/components/parameters"
# What a value of each kind looks like; the query's own check says more exactly what is wrong.
_KINDS: dict[str, Json] = {
    "iri": {"$ref": "#/components/schemas/Iri"},
    "string": {"type": "string"},
    "date": {"type": "string", "format": "date"},
    "integer": {"type": "string", "pattern": "^[+-]?[0-9]+$"},
    "decimal": {"type": "string", "pattern": r"^[+-]?[0-9]+(\.[0-9]+)?$"},
}


@cache
def document() -> Json:
    """The whole document, OpenAPI 3.1."""
    found: Json = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    found["paths"] |= {
        path_of(query): {"get": _operation(query)} for query in queries.all_queries()
    }
    return found


def parameters(operation: Json) -> list[Json]:
    """The parameters of an operation in the query string, with what they refer to in its place."""
    found = (resolved(item) for item in operation.get("parameters", ()))
    return [item | {"schema": resolved(item["schema"])} for item in found if item["in"] == "query"]


def resolved(item: Json) -> Json:
    """What an object refers to in the document; itself where it does not."""
    while "$ref" in item:
        target = document()
        for step in item["$ref"].removeprefix("#/").split("/"):
            target = target[step]
        item = target
    return item


def operation(name: str) -> Json:
    """The operation with this id, which is one of the file's."""
    operations = (methods["get"] for methods in document()["paths"].values())
    return next(found for found in operations if found["operationId"] == name)


def path_of(query: Query) -> str:
    """Where a query is answered."""
    return f"/api/queries/{query.name}"


def _operation(query: Query) -> Json:
    form = query.form
    more = ("rows", "offset", "format") if form == "SELECT" else ()
    own = [_parameter(query, parameter) for parameter in query.parameters]
    return {
        "operationId": query.name,
        "tags": ["queries"],
        "summary": query.title,
        "description": " ".join(filter(None, (query.answers, query.description))),
        "parameters": [*own, *({"$ref": f"{_PARAMETERS}/{name}"} for name in more)],
        "responses": {"200": _answer(form), **_PROBLEM},
    }


def _parameter(query: Query, parameter: Parameter) -> Json:
    """In the query string, where one that is given several times asks for any of its values."""
    example = queries.sample(query, parameter.name)
    return {
        "name": parameter.name,
        "in": "query",
        "required": parameter.default is None,
        "description": parameter.description,
        "schema": _KINDS[parameter.kind],
        **({"example": example} if example else {}),
    }


def _answer(form: Form) -> Json:
    if form not in ("SELECT", "ASK"):
        types = [offer.media_type for offer in formats.GRAPHS]
        content = {name: {"schema": {"type": "string"}} for name in types}
        return {"description": "RDF.", "content": content}
    tables = ("text/csv", "text/tab-separated-values") if form == "SELECT" else ()
    return {
        "description": "Rows." if form == "SELECT" else "Whether it is so.",
        "content": {
            "application/json": {"schema": {"$ref": "#/components/schemas/Answer"}},
            **{name: {"schema": {"type": "string"}} for name in tables},
        },
    }
