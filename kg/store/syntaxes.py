"""The forms of a graph, of a table of it and of its documentation: names, endings, media types."""

from dataclasses import dataclass
from typing import Final

from kg import errors

PACKED: Final = ".gz"


@dataclass(frozen=True, slots=True)
class Syntax:
    """One form. `name` is that of `--format`; `suffixes` are endings of its files, the first best.

    `quotes` tells whether it can hold triple terms (RDF 1.2) as other programs read them.
    """

    name: str
    media_type: str
    suffixes: tuple[str, ...]
    synonyms: tuple[str, ...] = ()
    quotes: bool = True


NQUADS = Syntax("nquads", "application/n-quads", (".nq", ".nquads"))
NTRIPLES = Syntax("ntriples", "application/n-triples", (".nt", ".ntriples"))
TURTLE = Syntax("turtle", "text/turtle", (".ttl", ".turtle"), ("ttl",))
TRIG = Syntax("trig", "application/trig", (".trig",))
JSONLD = Syntax("jsonld", "application/ld+json", (".jsonld", ".json"), quotes=False)
RDFXML = Syntax("rdfxml", "application/rdf+xml", (".rdf", ".xml", ".owl"), ("xml",), quotes=False)
CSV = Syntax("csv", "text/csv", (".csv",))
HTML = Syntax("html", "text/html", (".html", ".htm"))

GRAPHS: Final = (NQUADS, NTRIPLES, TURTLE, TRIG, JSONLD, RDFXML)
_ALL: Final = (*GRAPHS, CSV, HTML)


def named(name: str) -> Syntax:
    """The form of a name or synonym; raises `errors.BadRequest`."""
    for syntax in _ALL:
        if name in {syntax.name, *syntax.synonyms}:
            return syntax
    raise errors.BadRequest(f"There is no format {name!r}; there are {_names()}.")


def of_file(name: str) -> Syntax | None:
    """The form that a file's ending tells, with or without `.gz`; None where it tells none."""
    ending = unpacked(name).lower()
    return next((syntax for syntax in _ALL if ending.endswith(syntax.suffixes)), None)


def is_packed(name: str) -> bool:
    """Whether a file of this name is packed, in any case of its letters."""
    return name.lower().endswith(PACKED)


def unpacked(name: str) -> str:
    """The name without its `.gz`."""
    return name[: -len(PACKED)] if is_packed(name) else name


def _names() -> str:
    return ", ".join(syntax.name for syntax in _ALL)
