"""The graph as JSON, for programs that speak no SPARQL: claims, actors, events, sources, queries.

`openapi.yaml` says what is offered; what a request may ask is checked against it.
"""
