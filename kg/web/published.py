"""Files that graphs elsewhere refer to: the context of their JSON-LD."""

from flask import Blueprint, Response

from kg.resources import resource
from kg.web import formats

blueprint = Blueprint("published", __name__)


@blueprint.get("/ontology/context.jsonld")
def context() -> Response:
    """The JSON-LD context, for programs and for pages of any site."""
    file = resource("ontology") / "context.jsonld"
    response = Response(file.read_bytes(), mimetype=formats.JSONLD.media_type)
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response
