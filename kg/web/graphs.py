"""The address `/graph`: graphs read and written as a whole, the Graph Store Protocol of SPARQL 1.1.

https://www.w3.org/TR/sparql11-http-rdf-update/. A graph is named by `?graph=IRI` or by the path
below `/graph`, the default graph by `?default`. With neither it is the whole dataset, in the
syntaxes that can hold one; a graph that is posted there gets a name of its own.
"""

import uuid
from collections.abc import Collection, Sequence

from flask import Blueprint, Response, request
from werkzeug.exceptions import UnsupportedMediaType
from werkzeug.wrappers import Response as AnyResponse

from kg.errors import BadRequest, NotFound
from kg.store.parsing import Document, merged
from kg.store.protocol import Target, Whole
from kg.web import conditions, formats, pages
from kg.web.access import require_writer
from kg.web.answers import accepted, choose, stream
from kg.web.context import context
from kg.web.formats import Format
from kg.web.links import minted, quoted
from kg.web.protocol import Fields, absolute, only, read_body, read_fields, refuse_charset
from kg.web.recording import recorded

ROOT = "graph"
PARTS = "multipart/form-data"
NAMING = ("graph", "default")  # the parameters that say which graph
READING = (*NAMING, "format")

blueprint = Blueprint("graphs", __name__)


@blueprint.get("/graph", strict_slashes=False)
@blueprint.get("/graph/<path:rest>")
def read(rest: str = "") -> AnyResponse:
    """A graph or the dataset; a graph's own address shows browsers what is known of the graph."""
    here = context()
    fields = _given(READING)
    target, name = _named(rest, fields), only(fields, "format")
    if rest and name is None and accepted((*formats.GRAPHS, formats.HTML)) is formats.HTML:
        return _page(rest, str(target))
    chosen = choose(formats.DATASETS if target is Whole.DATASET else formats.GRAPHS, name)
    _require(target)
    tag = conditions.tag(request, here.store.version(), chosen)
    if conditions.is_known(request, tag):
        return Response(status=304, headers={"ETag": f'"{tag}"'})
    response = stream(here.store.content(target, chosen.media_type, most=here.most))
    if tag:
        response.set_etag(tag)
    return response


@blueprint.put("/graph", strict_slashes=False)
@blueprint.put("/graph/<path:rest>")
def replace(rest: str = "") -> Response:
    """Set a graph, or the dataset, to what the body holds."""
    require_writer(request, context().serving)
    target = _named(rest, _given())
    kinds = formats.DATASETS if target is Whole.DATASET else formats.GRAPHS
    created = _write(target, _documents(kinds), replace=True)
    return Response(status=201 if created else 204)


@blueprint.post("/graph", strict_slashes=False)
@blueprint.post("/graph/<path:rest>")
def add(rest: str = "") -> Response:
    """Add what the body holds to a graph or the dataset, or make a new graph of it."""
    require_writer(request, context().serving)
    target, documents = _named(rest, _given()), _documents(formats.GRAPHS)
    datasets = {kind.media_type for kind in formats.DATASETS}
    if target is not Whole.DATASET or all(each.media_type in datasets for each in documents):
        created = _write(target, documents, replace=False)
        return Response(status=201 if created else 204)
    new = _url(uuid.uuid4().hex)
    _write(new, documents, replace=False)
    return Response(status=201, headers={"Location": new})


@blueprint.delete("/graph", strict_slashes=False)
@blueprint.delete("/graph/<path:rest>")
def remove(rest: str = "") -> Response:
    """Drop a graph, or empty the default graph or the dataset."""
    here = context()
    require_writer(request, here.serving)
    target = _named(rest, _given())
    with here.turn.taken(here.serving.limits.wait_seconds):
        _require(target)
        conditions.require(request, here.store.version(), exists=True)
        here.store.drop(
            target,
            seconds=here.settings.query_seconds,
            record=recorded(request.method, b"", target),
        )
    return Response(status=204)


def _page(rest: str, graph: str) -> AnyResponse:
    """The page about a graph that is there, or about what else has its address."""
    is_there = context().store.contains(graph)
    return pages.about_graph(graph, rest) if is_there else pages.other(f"{ROOT}/{rest}")


def _given(known: Collection[str] = NAMING) -> Fields:
    return read_fields(request, context().serving.limits, known)


def _named(rest: str, fields: Fields) -> Target:
    """What a path and parameters name. Raises `BadRequest` where they name two things."""
    graph = only(fields, "graph")
    named = only(fields, "default")
    if named:
        raise BadRequest(f"The parameter default takes no value, and has {named!r}.")
    default = named is not None
    if sum((bool(rest), default, graph is not None)) > 1:
        raise BadRequest("A request names one graph: by its path, by graph=IRI or by default.")
    if graph is not None:
        return absolute("graph", graph)
    if rest:
        return _by_path(rest)
    return Whole.DEFAULT if default else Whole.DATASET


def _by_path(rest: str) -> str:
    """The graph of a path: of the data's own base, if it is there, or else that of the address."""
    ours = minted(f"{ROOT}/{rest}")
    return ours if context().store.contains(ours) else _url(rest)


def _url(rest: str) -> str:
    return absolute("Host", f"{request.url_root}{ROOT}/{quoted(rest)}")


def _require(target: Target) -> None:
    if not context().store.contains(target):
        raise NotFound(f"There is no graph with the name {target}.")


def _write(target: Target, documents: Sequence[Document], *, replace: bool) -> bool:
    """One transaction, if the request's conditions hold. True where the graph was not there."""
    here = context()
    base = target if isinstance(target, str) else request.base_url
    body = documents[0] if len(documents) == 1 else merged(documents, base)
    with here.turn.taken(here.serving.limits.wait_seconds):
        exists = here.store.contains(target)
        conditions.require(request, here.store.version(), exists=exists)
        record = recorded(request.method, b"".join(each.data for each in documents), target)
        return here.store.write(
            target,
            body.data,
            body.media_type,
            base=base,
            replace=replace,
            seconds=here.settings.query_seconds,
            record=record,
        )


def _documents(kinds: Sequence[Format]) -> list[Document]:
    """What is sent: the body, or the files of a form. Raises werkzeug's 413 and 415."""
    limit = context().serving.limits.body_bytes
    if request.mimetype != PARTS:
        kind = _kind(request.mimetype, request.mimetype_params, kinds)
        return [Document(read_body(request, limit), kind.media_type)]
    request.max_content_length = limit
    files = [
        Document(file.read(), _kind(file.mimetype, file.mimetype_params, kinds).media_type)
        for _, file in request.files.items(multi=True)
    ]
    if not files or request.form:
        raise BadRequest("Each part of the form has to be a file with its media type.")
    return files


def _kind(media_type: str, parameters: dict[str, str], kinds: Sequence[Format]) -> Format:
    refuse_charset(parameters.get("charset"))
    if kind := formats.sent(media_type, kinds):
        return kind
    choice = ", ".join(kind.media_type for kind in kinds)
    raise UnsupportedMediaType(f"This takes {choice}, and not {media_type or 'untyped data'}.")
