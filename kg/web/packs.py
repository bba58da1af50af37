"""A claim as data: with all that `kg.pack` counts to it, as RDF and as a file to keep."""

from importlib.metadata import version

from flask import Response

from kg.errors import NotFound
from kg.pack.making import claim_quads, make_pack
from kg.rdf.iris import local_id
from kg.store.serialize import serialize
from kg.web.context import context
from kg.web.formats import TRIG, Format
from kg.web.views import rows


def described(claim: str, chosen: Format) -> Response:
    """The claim (IRI), its chain, evidence, other reports and disputes, in the chosen format."""
    here = context()
    lines = claim_quads(here.store, here.settings, claim, _source(claim))
    body = b"".join(serialize(lines, chosen.name, here.settings.base))
    return Response(body, mimetype=chosen.media_type)


def download(claim: str) -> Response:
    """The evidence pack of the claim (IRI), under a name of its own."""
    here = context()
    body = make_pack(here.store, here.settings, claim, _source(claim), version("kg"))
    name = f"{local_id(claim)}.trig"
    kept = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(body, mimetype=TRIG.media_type, headers=kept)


def _source(claim: str) -> str:
    """The id of the article that a claim stands in; raises `NotFound`."""
    found = rows("claim-source", claim=claim)
    if not found:
        raise NotFound(f"There is no claim with the address {claim} in this graph.")
    return local_id(found[0]["source"] or "")
