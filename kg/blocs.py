"""Blocs that act as one, and who belongs to them: `ontology/authority/blocs.yaml`."""

from collections import defaultdict
from collections.abc import Mapping
from functools import cache

import yaml

from kg.resources import resource


@cache
def blocs_by_member() -> Mapping[str, frozenset[str]]:
    """The names of the blocs that an actor belongs to, by its usual name."""
    file = resource("ontology") / "authority/blocs.yaml"
    found: dict[str, set[str]] = defaultdict(set)
    for bloc, members in yaml.safe_load(file.read_text(encoding="utf-8"))["blocs"].items():
        for member in members:
            found[member].add(bloc)
    return {member: frozenset(blocs) for member, blocs in found.items()}
