"""What the service says of itself (SPARQL 1.1 Service Description), and of its data (VoID)."""

from collections.abc import Iterable

from flask import Blueprint, Response, request, url_for

from kg.errors import TimedOut
from kg.rdf.descriptions import (
    Contents,
    Dataset,
    Service,
    describe_contents,
    describe_dataset,
    describe_service,
)
from kg.rdf.terms import Triple
from kg.store.protocol import GRAPH_TYPES, ROW_TYPES
from kg.store.serialize import serialize
from kg.web import formats
from kg.web.answers import choose
from kg.web.context import context
from kg.web.formats import Format
from kg.web.protocol import service_iri
from kg.web.sizes import Sizes, sizes

TITLE = "Claims, events and actors in news"
OFFERS = formats.TRIPLES

blueprint = Blueprint("description", __name__)


@blueprint.get("/.well-known/void")
def void() -> Response:
    """The dataset described by VoID, at the address that clients try."""
    chosen = choose(OFFERS, request.args.get("format"))
    counted = sizes()
    dataset = _dataset(counted)
    described = (*describe_dataset(dataset), *describe_contents(dataset, _contents(counted)))
    return _answer(described, chosen)


def describe(chosen: Format) -> Response:
    """The description of the service, as one of `OFFERS`; without sizes where counting is long."""
    dataset = _dataset(_sizes())
    described = [*describe_dataset(dataset), *describe_service(_reading(), dataset)]
    if context().serving.allow_update:
        described += describe_service(_writing(), dataset)
    return _answer(described, chosen)


def _reading() -> Service:
    serving = context().serving
    features = {
        "UnionDefaultGraph": serving.default_graph == "union",
        "BasicFederatedQuery": bool(serving.remote_hosts),
        "EmptyGraphs": serving.allow_update,  # no build leaves one, but an update can
    }
    return Service(
        endpoint=service_iri(request),
        languages=("SPARQL11Query", "SPARQL12Query"),
        features=tuple(name for name, holds in features.items() if holds),
        results=(*ROW_TYPES, *GRAPH_TYPES),
    )


def _writing() -> Service:
    return Service(
        endpoint=url_for("update.endpoint", _external=True),
        languages=("SPARQL11Update", "SPARQL12Update"),
        inputs=GRAPH_TYPES,
    )


def _sizes() -> Sizes | None:
    try:
        return sizes()
    except TimedOut:
        return None


def _dataset(counted: Sizes | None) -> Dataset:
    document = url_for("description.void", _external=True)
    if counted is None:
        graphs = tuple((name, None) for name in context().store.graphs())
        return Dataset(document, graphs, None)
    return Dataset(document, counted.graphs, counted.triples)


def _contents(counted: Sizes) -> Contents:
    return Contents(
        title=TITLE,
        site=url_for("pages.home", _external=True),
        base=context().settings.base,
        endpoint=url_for("sparql.endpoint", _external=True),
        dumps=(url_for("graphs.read", _external=True),),
        examples=counted.examples,
        classes=counted.classes,
        properties=counted.properties,
        formats=GRAPH_TYPES,
    )


def _answer(triples: Iterable[Triple], chosen: Format) -> Response:
    lines = sorted({f"{s} {p} {o} .\n" for s, p, o in triples})
    return Response(serialize(lines, chosen.name), mimetype=chosen.media_type)
