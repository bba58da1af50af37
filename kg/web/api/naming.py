"""What the values of filters stand for: IRIs, ids as in addresses, names of actors."""

import re

from kg.rdf import iris, namespaces
from kg.rdf.namespaces import Namespace
from kg.web.api.asking import table
from kg.web.context import context

_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")

ACTOR_TYPES = {
    "person": f"{namespaces.SCHEMA.iri}Person",
    "organization": f"{namespaces.SCHEMA.iri}Organization",
    "place": f"{namespaces.SCHEMA.iri}Place",
    "group": f"{namespaces.KG.iri}Group",
    "unnamed-role": f"{namespaces.KG.iri}UnnamedRole",
}


def actors(value: str) -> list[str]:
    """Global actors: the one with this IRI or id, and all with these whole words in their names."""
    if _IRI.match(value):
        return [value]
    called = [row["actor"] for row in table("api/actors-called", words=value)]
    return sorted({iris.global_actor_iri(context().settings.base, value), *called})


def event(value: str) -> str:
    """A global event by its IRI or id."""
    return value if _IRI.match(value) else iris.global_event_iri(context().settings.base, value)


def source(value: str) -> str:
    """An article by its IRI or id."""
    return value if _IRI.match(value) else iris.source_iri(context().settings.base, value)


def subjects(value: str) -> list[str]:
    """What claims can be about: actors as above, or an event by its id."""
    return [value] if _IRI.match(value) else [*actors(value), event(value)]


def code(scheme: Namespace, value: str) -> str:
    """An entry of a list by its code."""
    return f"{scheme.iri}{value}"
