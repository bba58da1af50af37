"""Triple patterns without paths and blank nodes, as passes over a query put them in elsewhere."""

from collections.abc import Sequence
from typing import NamedTuple

from kg.sparql.terminals import Token

_TYPES = frozenset({"a", "rdf:type", "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"})
_TERMS = frozenset({"iri", "name", "variable", "string"})
_CONSTANTS = frozenset({"true", "false"})


class Triple(NamedTuple):
    """One of them."""

    subject: Token
    predicate: Token
    value: Token

    @property
    def text(self) -> str:
        """The triple as it can stand by itself."""
        return f"{self.subject.text} {self.predicate.text} {self.value.text} ."

    @property
    def selects(self) -> bool:
        """Whether it has few solutions by itself, as far as its form tells."""
        return self.subject.kind != "variable" or (
            self.value.kind != "variable"
            and self.predicate.kind != "variable"
            and not self.gives_type
        )

    @property
    def gives_type(self) -> bool:
        """Whether it is about the class of its subject."""
        return self.predicate.text in _TYPES


def plain(found: Sequence[Token]) -> list[Triple]:
    """The triples `s p o, o ; p o`; none where anything else stands there."""
    return list(_read(found[0], list(found[1:])) or ()) if found else []


def _read(subject: Token, rest: list[Token]) -> Sequence[Triple] | None:
    triples, predicate = list[Triple](), None
    while rest:
        if predicate is None:
            first = rest.pop(0)
            predicate = None if first.text == ";" else first
            continue
        triple = Triple(subject, predicate, rest.pop(0))
        if not all(map(_is_term, triple)):
            return None
        triples.append(triple)
        after = rest.pop(0).text if rest else ";"
        if after not in {";", ","}:
            return None
        predicate = predicate if after == "," else None
    return triples if predicate is None else None


def _is_term(token: Token) -> bool:
    if token.kind == "word":
        return token.text == "a" or token.text in _CONSTANTS
    return token.kind in _TERMS and not token.text.startswith("_:")
