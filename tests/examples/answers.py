"""What the queries of `queries/questions` answer over the example graph, as CSV."""

from pathlib import Path
from typing import Any

import yaml

from kg import queries
from kg.rdf import iris
from tests.examples.example_graph import BASE, Examples

HERE = Path(__file__).parent
EXPECTED = HERE / "expected"
QUESTIONS = {
    query.name.partition("/")[2]: query
    for query in queries.all_queries()
    if query.folder == "questions"
}
PARAMETERS = yaml.safe_load((HERE / "parameters.yaml").read_text(encoding="utf-8"))


def answer(name: str, examples: Examples) -> str:
    """The rows of a query, with the parameters of `parameters.yaml`; lines end in LF."""
    given = PARAMETERS.get(name, {})
    values = {parameter: _value(value, examples) for parameter, value in given.items()}
    text = queries.bind(QUESTIONS[name], values)
    chunks = examples.store.answer(text, "text/csv").chunks
    return b"".join(chunks).decode().replace("\r\n", "\n")


def _value(value: Any, examples: Examples) -> str:
    """A value as it stands, or the IRI of the article, claim or event that it describes."""
    if not isinstance(value, dict):
        return str(value)
    article = examples.articles[value["article"]]
    if "claim" in value:
        return iris.claim_iri(BASE, article.claim(value["claim"]).id)
    if "event" in value:
        return article.same(article.event(value["event"]).id)
    return iris.source_iri(BASE, article.source)
