"""The parameters of a request, held against those that the document has for its operation."""

from collections.abc import Mapping
from typing import Any

from flask import request

from kg.errors import BadRequest
from kg.web import protocol
from kg.web.api.document import Json, document, operation, parameters

_NUMBERS: Mapping[str, type[int] | type[float]] = {"integer": int, "number": float}


def read(name: str) -> dict[str, Any]:
    """The values of an operation's parameters, with the defaults of those that have one.

    Raises `BadRequest` for one that it does not have, that is given twice, or whose value the
    document does not allow.
    """
    known = {item["name"]: item["schema"] for item in parameters(operation(name))}
    refuse_unknown(known)
    given = {key: _read(key, schema) for key, schema in known.items() if key in request.args}
    return {key: s["default"] for key, s in known.items() if "default" in s} | given


def number(component: str, key: str) -> int:
    """The value of a number's parameter that stands among the document's components."""
    schema: Json = document()["components"]["parameters"][component]["schema"]
    return int(_read(key, schema) if key in request.args else schema["default"])


def refuse_unknown(known: Mapping[str, Any]) -> None:
    """Raise `BadRequest` where the request has a parameter that is not known."""
    protocol.refuse_unknown(request.path, request.args, known)


def one(key: str) -> str:
    """The value of a parameter that may be given once."""
    values = request.args.getlist(key)
    if len(values) != 1:
        raise BadRequest(f"The parameter {key} is given {len(values)} times; once is allowed.")
    return values[0]


def _read(key: str, schema: Json) -> Any:
    value = one(key)
    if kind := _NUMBERS.get(schema.get("type", "")):
        return _number(key, schema, value, kind)
    if "enum" in schema and value not in schema["enum"]:
        choice = ", ".join(schema["enum"])
        raise BadRequest(f"The parameter {key} is {value!r}; it takes one of {choice}.")
    least, most = schema.get("minLength", 0), schema.get("maxLength")
    if len(value) < least or (most is not None and len(value) > most):
        raise BadRequest(f"The parameter {key} has {len(value)} characters; {least} to {most} fit.")
    return value


def _number(key: str, schema: Json, value: str, kind: type[int] | type[float]) -> Any:
    try:
        number = kind(value)
    except ValueError:
        number = None
    if number is None or not schema["minimum"] <= number <= schema["maximum"]:
        limits = f"{schema['minimum']} to {schema['maximum']}"
        raise BadRequest(f"The parameter {key} is {value!r}; it takes a number from {limits}.")
    return number
