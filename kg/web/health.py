"""The address `/health`: whether the service is there, and whether its store answers."""

from flask import Blueprint, Response, jsonify

from kg import errors
from kg.web.context import bound, context
from kg.web.problems import answer

SECONDS = 5.0
ILL = 503

blueprint = Blueprint("health", __name__)


@blueprint.get("/health")
def health() -> Response:
    """Whether the store answers; an error of the store is an error here."""
    here = context()
    seconds = min(SECONDS, here.settings.query_seconds)
    here.store.ask(bound("browse/health", {}), seconds=seconds)
    return jsonify(status="ok")


@blueprint.get("/health/live")
def live() -> Response:
    """Whether the service takes requests, whatever its store does."""
    return jsonify(status="ok")


@blueprint.errorhandler(errors.KgError)
def ill(error: errors.KgError) -> Response:
    """Whatever ails the store: it is not available."""
    return answer(error, ILL)
