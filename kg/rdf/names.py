"""Short forms of IRIs for readers: prefixed names, and names relative to a base."""

import re
from dataclasses import dataclass

from kg.rdf.namespaces import NAMESPACES

PREFIXES = {namespace.iri: namespace.prefix for namespace in NAMESPACES}

_SPLIT = re.compile(r"(.*[/#])([A-Za-z_][A-Za-z0-9_-]*)")
_AFTER_PATH = re.compile(r"[?#]")


@dataclass(frozen=True, slots=True)
class Name:
    """An IRI in two parts: a known prefix and the rest; the prefix is empty for what has none."""

    prefix: str
    rest: str


def prefixed(iri: str) -> Name | None:
    """The prefixed name of an IRI; None where its namespace is unknown or its rest unusual."""
    match = _SPLIT.fullmatch(iri)
    prefix = PREFIXES.get(match[1]) if match else None
    return Name(prefix, match[2]) if match and prefix else None


def relative(iri: str, base: str) -> str:
    """The IRI relative to a base that ends in a slash, where it resolves to the same; or itself."""
    rest = iri.removeprefix(base)
    if not base or rest == iri:
        return iri
    segments = _AFTER_PATH.split(rest, maxsplit=1)[0].split("/")
    plain = ":" not in segments[0] and not {"", ".", ".."}.intersection(segments)
    return rest if plain else iri
