"""HermiT over the ontology, alone or with data: is it consistent, and what follows for its classes.

owlready2 brings HermiT, which needs Java 11 or later.
"""

import io
from typing import TYPE_CHECKING, Any

from kg import errors
from kg.rdf.graphs import parse_union
from kg.rdf.namespaces import KG
from kg.rdf.ontology import load_ontology

if TYPE_CHECKING:
    from rdflib import Graph


def check_consistency(nquads: str = "", ontology: "Graph | None" = None) -> None:
    """Run HermiT over an ontology (the shipped one if none is given), with data where some are.

    Raises `errors.Invalid` where they contradict themselves or a class can have no member, and
    `errors.Unavailable` without Java.
    """
    _reason(nquads, ontology)


def entailed_subclasses(ontology: "Graph | None" = None) -> frozenset[tuple[str, str]]:
    """IRIs of each class and of each class that it is a kind of, as HermiT classifies them.

    Raises as `check_consistency` does.
    """
    import owlready2  # noqa: PLC0415

    world = _reason("", ontology)
    return frozenset(
        (str(cls.iri), str(above.iri))
        for cls in world.classes()
        for above in cls.ancestors()
        if above not in (cls, owlready2.Thing) and hasattr(above, "iri")
    )


def load_in_owlready(nquads: str = "", ontology: "Graph | None" = None) -> Any:
    """An ontology, with data where some are given, as an ontology of owlready2.

    owlready2 does not read Turtle or named graphs, so that rdflib hands it N-Triples.
    """
    import owlready2  # noqa: PLC0415

    merged = parse_union(nquads) + (ontology or load_ontology())
    triples = io.BytesIO(merged.serialize(format="nt", encoding="utf-8"))
    return owlready2.World().get_ontology(KG.iri).load(fileobj=triples)


def _reason(nquads: str, ontology: "Graph | None") -> Any:
    """A world of owlready2 in which what follows is stated."""
    import owlready2  # noqa: PLC0415

    world = load_in_owlready(nquads, ontology).world
    try:
        # OWL 2 has no xsd:date: without this, HermiT stops at the first one.
        owlready2.sync_reasoner_hermit(world, debug=0, ignore_unsupported_datatypes=True)
    except FileNotFoundError as error:
        raise errors.Unavailable("The reasoner needs Java 11 or later: none was found.") from error
    except owlready2.OwlReadyInconsistentOntologyError as error:
        raise errors.Invalid(
            "The ontology, or the data under it, contradict themselves."
        ) from error
    empty = sorted(cls.iri for cls in world.inconsistent_classes() if cls is not owlready2.Nothing)
    if empty:
        raise errors.Invalid(f"These classes can have no member: {', '.join(empty)}.")
    return world
