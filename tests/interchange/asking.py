"""What each shipped query is asked about: values for its parameters, taken from the graph at hand.

A parameter without a row in `VALUES` is asked about resources of every kind, if it takes an IRI,
and else about the sample in its query.
"""

from collections.abc import Iterable, Iterator
from functools import cache

from kg import queries
from kg.queries import Parameter, Query
from kg.store.protocol import Store

_MOST = 3
_PREFIXES = """PREFIX kg: <https://kg.example/ontology#>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX schema: <https://schema.org/>
"""
_ANYTHING = "?value a ?class"
# Patterns that bind ?value, by name and kind of the parameter; of each, some values are taken.
VALUES: dict[tuple[str, str], str | tuple[str, ...]] = {
    ("about", "iri"): ("?some kg:about/prov:specializationOf ?value", "?value a kg:GlobalEvent"),
    ("act", "iri"): "?some kg:act ?value",
    ("actor", "iri"): "?value a kg:GlobalActor",
    ("actor", "string"): "?said kg:about/prov:specializationOf ?some . ?some rdfs:label ?value",
    ("agency", "string"): "?some a kg:Relay ; rdfs:label ?value",
    ("beginning", "string"): 'VALUES ?value { "https://kg.example/claim/" "https://kg.example/a" }',
    ("called", "string"): "?some a kg:GlobalEvent ; rdfs:label ?value",
    ("claim", "iri"): (
        "?value kg:nestedIn ?some",
        "?value ^kg:nestedIn ?some",
        "?value ^kg:reportedAs ?some",
        "?value a kg:Claim ; ^kg:statedBy|(^kg:claimedIn/^kg:statedBy) ?some",
        "?value kg:relay ?some",
    ),
    ("class", "iri"): "VALUES ?value { kg:Claim kg:GlobalActor }",
    ("event", "iri"): (
        "?value a kg:GlobalEvent",
        "?value a kg:GlobalEvent ; ^kg:subject ?some",
        "?value ^prov:specializationOf/kg:link ?some",
        "?value ^prov:specializationOf/kg:quantity ?some",
    ),
    ("graph", "iri"): "GRAPH ?value { ?some a kg:Span }",
    ("identity", "iri"): "?value ^prov:specializationOf|kg:reportedAs ?some",
    ("item", "iri"): "?some owl:sameAs ?value",
    ("kind", "string"): "?some kg:disputeKind ?value",
    ("local", "iri"): "?value prov:specializationOf ?some",
    ("member", "iri"): "?value prov:specializationOf|^kg:reportedAs ?some",
    ("name", "string"): "?some a schema:Organization ; rdfs:label ?value",
    ("ontology", "iri"): "?value a owl:Ontology",
    ("other", "string"): 'VALUES ?value { "Putin" "Biden" }',
    ("source", "iri"): "?value a schema:NewsArticle",
    ("same", "iri"): "?some owl:sameAs ?value",
    ("speaker", "iri"): "?some kg:speaker/prov:specializationOf ?value",
    ("speaker", "string"): "?said kg:speaker/prov:specializationOf ?some . ?some rdfs:label ?value",
    ("statement", "iri"): "?value a kg:Statement",
    ("status", "iri"): "?some kg:status ?value",
    ("type", "iri"): ("?some kg:eventType ?value", "?some a kg:GlobalActor, ?value"),
    ("words", "string"): 'VALUES ?value { "putin" "er" }',
}  # fmt: skip


class Asking:
    """Ways to ask each query of one graph."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._values = cache(self._look_up)

    def texts(self, query: Query) -> Iterator[str]:
        """The query with the samples, its defaults, and values of the graph for some or all."""
        yield query.text
        if all(parameter.default is not None for parameter in query.parameters):
            yield queries.bind(query, {})
        needed = [parameter for parameter in query.parameters if parameter.default is None]
        yield from self._turns(query, query.parameters)
        if len(needed) < len(query.parameters):
            yield from self._turns(query, needed)

    def _turns(self, query: Query, parameters: Iterable[Parameter]) -> Iterator[str]:
        choices = {each.name: self._choices(each) for each in parameters}
        for turn in range(max(map(len, choices.values()), default=0)):
            values = {name: found[turn % len(found)] for name, found in choices.items() if found}
            yield queries.bind(query, values)

    def _choices(self, parameter: Parameter) -> list[str]:
        anything = _ANYTHING if parameter.kind == "iri" else ()
        patterns = VALUES.get((parameter.name, parameter.kind), anything)
        each = [patterns] if isinstance(patterns, str) else patterns
        return list(dict.fromkeys(value for pattern in each for value in self._values(pattern)))

    def _look_up(self, pattern: str) -> list[str]:
        """At most `_MOST` values, spread over all that there are."""
        text = f"{_PREFIXES}SELECT DISTINCT ?value WHERE {{ {pattern} }} ORDER BY STR(?value)"
        found = [term.value for (term,) in self._store.select(text).rows if term]
        return found[:: max(1, -(-len(found) // _MOST))]
