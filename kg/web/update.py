"""The address `/update`: SPARQL 1.1 updates over HTTP, for who may write."""

from flask import Blueprint, Response, request
from werkzeug.exceptions import MethodNotAllowed

from kg.web.access import require_writer
from kg.web.context import context
from kg.web.protocol import read_update, service_iri
from kg.web.recording import UPDATE, recorded
from kg.web.relative import resolved

ALLOWED = ("OPTIONS", "POST")
# They are taken here, or that of the pages would: any path may be that of a resource.
OTHERS = ("GET", "HEAD", "PUT", "PATCH", "DELETE")

blueprint = Blueprint("update", __name__)


@blueprint.post("/update", strict_slashes=False, provide_automatic_options=False)
def endpoint() -> Response:
    """Carry out an update as a whole, or nothing of it."""
    here = context()
    require_writer(request, here.serving)
    asked = read_update(request, here.serving.limits)

    def run(text: str) -> None:
        seconds = here.settings.query_seconds
        here.store.update(text, dataset=asked.dataset, seconds=seconds, record=record)

    with here.turn.taken(here.serving.limits.wait_seconds):
        record = recorded(UPDATE, asked.update.encode())
        resolved(asked.update, service_iri(request), run)
    return Response(status=204)


@blueprint.route("/update", methods=["OPTIONS"], strict_slashes=False)
def options() -> Response:
    """What may be asked of this address."""
    return Response(headers={"Allow": ", ".join(ALLOWED)})


@blueprint.route("/update", methods=OTHERS, strict_slashes=False, provide_automatic_options=False)
def refuse() -> Response:
    """Nothing is read here."""
    raise MethodNotAllowed(ALLOWED)
