"""What is kept of each change that a client makes: who asked for what, and when."""

from datetime import UTC, datetime

from kg.rdf.iris import ONTOLOGY, graph_iri
from kg.rdf.updated import Asked, describe_update
from kg.store.protocol import Record, Target
from kg.web.context import context

UPDATE = "UPDATE"


def recorded(method: str, data: bytes, target: Target | None = None) -> Record:
    """The record of a request that is taken up now, for stores that hold a graph of `kg build`.

    The client is known by the name that the operator gives to the token, never by the token.
    """
    here = context()
    graph = target if isinstance(target, str) else None
    now = datetime.now(UTC).isoformat()
    asked = Asked(method, data, graph, here.serving.client, now)
    base = here.settings.base
    return Record(describe_update(asked, base), beside=graph_iri(base, ONTOLOGY))
