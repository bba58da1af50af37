"""Where the data files are: beside the package in a checkout, inside it when installed."""

import json
from functools import cache
from pathlib import Path
from typing import Any

_PACKAGE = Path(__file__).parent


def resource(name: str) -> Path:
    """Folder `ontology` or `queries`."""
    checkout = _PACKAGE.parent / name
    return checkout if checkout.is_dir() else _PACKAGE / "_data" / name


@cache
def load_context() -> dict[str, Any]:
    """The context of JSON-LD: prefixes, and what kind of value each property has."""
    file = resource("ontology") / "context.jsonld"
    context: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))["@context"]
    return context


def known_prefixes() -> dict[str, str]:
    """The namespaces of the context, by prefix, in its order: it begins with what is our own."""
    return {name: iri for name, iri in load_context().items() if isinstance(iri, str)}
